"""The name of an outlet as a page states it: cleaned of domains' ends, slogans, legal forms and page titles.

Belongs here: judging and cleaning one stated name. Does not: where names stand (mentions), the choice (choice).
"""

import html
import re
import unicodedata

from pipelines.core.normalization.publishers.domains import HOST, normal_name

MAX_NAME_CHARS = 80
"""Longer is a slogan or a title; the longest outlet names of a list of 1,200 have about 50 characters."""

SPACES = re.compile(r"\s+")
SLOGAN_BREAK = re.compile(
    r"(?i)\s+[|•·»›–—:-]+\s+|[|•·›]|:\s+|,\s+(?=(?:the|your|ihre?|das|die|der|le|la|el|los|il)\s)"
)
"""What stands between a name and a slogan or section: `The Veldt Courier - News and sport`."""

GENERIC = re.compile(
    r"(?i)news|home|homepage|website|web site|site|blog|magazine?|admin|default|wordpress|blogger|index|newspaper|"
    r"zeitung|startseite|organization|publisher|my (?:site|blog)|the news|online|press|redaktion|n/?a|none|null|"
    r"undefined|unknown|test|security|politics?|politik|sport|facebook|twitter|youtube|google|amp|article|author|company"
)
"""Values that content systems fill in, or a section's name: no outlet's name."""

LEGAL_FORM = re.compile(
    r"\b(?:GmbH(?: & Co\.? KG)?|mbH|AG|KG|OHG|UG|e\.\s?V\.|S\.?A\.?S|S\.A|S\.L\.U|S\.?L|S\.?p\.?A|S\.?r\.?l|[Ll]td|LTD|"
    r"Limited|LLC|Inc|INC|PLC|plc|Corp(?:oration)?|B\.?V|N\.V|A/S|ApS|AB|ASA|AS|Oyj?|Kft|Zrt|Sp\. z o\. ?o|d\.o\.o|"
    r"a\.s|s\.r\.o|Pty|Pvt|K\.K|Co)\b\.?"
)
HOUSE = re.compile(
    r"(?i)\b(?:verlag|medien(?:gruppe)?|media group|mediehuset|publishing|ediciones|editorial|grupo|gruppo|groupe|"
    r"holdings?|verlagsgesellschaft)\b"
)
"""Signs of the company behind an outlet rather than the outlet."""

COPYRIGHT = re.compile(
    r"(?i)^(?:\W*(?:copyright|©|\(c\)|&copy;))+[\s\W]*|\b(?:19|20)[0-9]{2}(?:\s*[-–]\s*(?:19|20)?[0-9]{2,4})?\b|"
    r"all rights reserved.*|alle rechte.*|版权所有"
)
"""The mark, the years and the reservation of a copyright line; what stays is who holds it."""

BESIDE_NAME = re.compile(r"(?i)\s*\((?:https?://)?(?:www\.)?[\w.-]{1,60}\.[a-z]{2,10}\)\s*$|[®™℠]")
"""The outlet's address in brackets after its name, and the signs of trade marks."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
MIN_AKIN_CHARS = 3
COUNTRY_TAIL = re.compile(r"(?i)\.(?:[a-z]{2,3}\.[a-z]{2}|[a-z]{2,10})$")


def clean_name(stated: str, domain: str | None) -> str | None:
    """The outlet's name in what a page states, or None if it states none.

    domain: the outlet's registrable domain, so that its own end (`.com`) can be told from part of the name.

    >>> clean_name("The Veldt Courier | News &amp; Sport", None), clean_name("VELDT.example", "veldt.example")
    ('The Veldt Courier', 'VELDT')
    >>> clean_name("https://veldt.example", "veldt.example"), clean_name("Home", None)
    (None, None)
    """
    text = BESIDE_NAME.sub("", COPYRIGHT.sub(" ", html.unescape(stated[:400])))
    text = SPACES.sub(" ", text).strip().strip("\"'“”|-–,. \u200b\ufeff")
    if text.startswith("@") or "://" in text or "@" in text:
        return None
    text = without_domain_end(_before_slogan(text), domain)
    if not text or len(text) > MAX_NAME_CHARS or GENERIC.fullmatch(text) or normal_name(text) is None:
        return None
    return None if text.isdigit() else text


def without_domain_end(name: str, domain: str | None) -> str:
    """`Veldt.example` → `Veldt` where the outlet's host says that it is the domain; other dots stay.

    >>> without_domain_end("www.Veldt.example", "veldt.example"), without_domain_end("No. 9", None)
    ('Veldt', 'No. 9')
    """
    bare = re.sub(r"(?i)^www\.", "", name)
    if " " in bare or not HOST.fullmatch(bare):
        return name
    end = COUNTRY_TAIL.search(bare)
    return bare[: end.start()] if end and end.start() > 0 else bare


def is_house(name: str) -> bool:
    """Does the name sound like the company behind the outlet?

    >>> is_house("Verlag Veldt GmbH & Co. KG"), is_house("Veldt Courier")
    (True, False)
    """
    return bool(LEGAL_FORM.search(name) or HOUSE.search(name))


def without_legal_form(name: str) -> str:
    """`Veldt Courier GmbH` → `Veldt Courier`."""
    return SPACES.sub(" ", LEGAL_FORM.sub("", name)).strip(" ,&-.")


def akin(name: str, domain: str) -> bool:
    """Does the domain speak of the name: one holds the other, or abbreviates it?

    >>> akin("Schweizer Jäger", "schweizerjaeger.example"), akin("The Veldt Courier", "tvc.example")
    (True, True)
    >>> akin("Human Resources", "veldt.example")
    False
    """
    label = domain.partition(".")[0].replace("-", "")
    folded = "".join(c for c in unicodedata.normalize("NFKD", name.casefold().translate(UMLAUTS)) if c.isalnum())
    short = key(name)
    if len(folded) < MIN_AKIN_CHARS or not label:
        return bool(label) and folded == label
    return label in folded or folded in label or short in label or abbreviates(label, name)


def abbreviates(short: str, name: str) -> bool:
    """Can `short` stand for `name`, a name of several words: its letters come in this order, the first one first?

    >>> abbreviates("VC", "Veldt Courier"), abbreviates("VC", "Comet Veldt"), abbreviates("VC", "Vice")
    (True, False, False)
    """
    letters, rest = short.casefold(), iter(name.casefold())
    return " " in name and name[:1].casefold() == letters[:1] and all(letter in rest for letter in letters)


def _before_slogan(text: str) -> str:
    """The shortest part that can be a name, the first one for choice: slogans follow."""
    pieces = [piece.strip() for piece in SLOGAN_BREAK.split(text) if piece and piece.strip()]
    return pieces[0] if pieces else ""


def key(name: str) -> str:
    """What spellings of one name share: letters and digits alone, no article, no end of a domain.

    >>> key("The Veldt Courier") == key("veldtcourier") == key("VeldtCourier.example")
    True
    """
    bare = normal_name(without_domain_end(name, None)) or ""
    words = bare.split()
    if len(words) > 1 and words[0] in ("the", "der", "die", "das", "le", "la", "el", "il", "de", "het", "den"):
        words = words[1:]
    return "".join(words)
