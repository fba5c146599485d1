"""The name of an outlet, cleaned of domain suffixes, slogans, legal forms and copyright marks.

Belongs here: cleaning and classifying one name. Does not: where names are stated (candidates, page_names), choosing
among them (choose).
"""

import html
import re
import unicodedata

from pipelines.core.normalization.publishers.domains import HOST, normal_name
from pipelines.core.normalization.word_lists import read_sections

MAX_NAME_CHARS = 80
"""Longer names are slogans or titles."""

SPACES = re.compile(r"\s+")
SLOGAN_BREAK = re.compile(
    r"(?i)\s+[|•·»›–—:-]+\s+|[|•·›]|:\s+|,\s+(?=(?:the|your|ihre?|das|die|der|le|la|el|los|il)\s)"
)
"""Separates a name from a slogan or section: `The Veldt Courier - News and sport`."""

_LISTS = {title: "|".join(lines) for title, lines in read_sections(__package__, "names.txt").items()}

GENERIC = re.compile(rf"(?i){_LISTS['generic']}")
"""Default values of content management systems, and names of sections."""

LEGAL_FORM = re.compile(rf"\b(?:{_LISTS['legal_forms']})\b\.?")
COMPANY_WORD = re.compile(rf"(?i)\b(?:{_LISTS['company_words']})\b")
"""Words in the name of the company behind an outlet."""

COPYRIGHT = re.compile(
    r"(?i)^(?:\W*(?:copyright|©|\(c\)|&copy;))+[\s\W]*|\b(?:19|20)[0-9]{2}(?:\s*[-–]\s*(?:19|20)?[0-9]{2,4})?\b|"
    r"all rights reserved.*|alle rechte.*|版权所有"
)
"""The mark, the years and the reservation of a copyright line; the rest is its holder."""

NAME_SUFFIX = re.compile(r"(?i)\s*\((?:https?://)?(?:www\.)?[\w.-]{1,60}\.[a-z]{2,10}\)\s*$|[®™℠]")
"""The outlet's domain in brackets after its name, and trademark symbols."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
MIN_RESEMBLING_CHARS = 3
DOMAIN_SUFFIX = re.compile(r"(?i)\.(?:[a-z]{2,3}\.[a-z]{2}|[a-z]{2,10})$")


def clean_name(stated: str) -> str | None:
    """The outlet's name, cleaned; None if the text states none.

    >>> clean_name("The Veldt Courier | News &amp; Sport"), clean_name("VELDT.example")
    ('The Veldt Courier', 'VELDT')
    >>> clean_name("https://veldt.example"), clean_name("Home")
    (None, None)
    """
    text = NAME_SUFFIX.sub("", COPYRIGHT.sub(" ", html.unescape(stated[:400])))
    text = SPACES.sub(" ", text).strip().strip("\"'“”|-–,. \u200b\ufeff")
    if text.startswith("@") or "://" in text or "@" in text:
        return None
    text = without_domain_suffix(next(filter(None, map(str.strip, SLOGAN_BREAK.split(text))), ""))
    if not text or len(text) > MAX_NAME_CHARS or GENERIC.fullmatch(text) or normal_name(text) is None:
        return None
    return None if text.isdigit() else text


def without_domain_suffix(name: str) -> str:
    """`Veldt.example` → `Veldt`; other dots stay.

    >>> without_domain_suffix("www.Veldt.example"), without_domain_suffix("No. 9")
    ('Veldt', 'No. 9')
    """
    bare = re.sub(r"(?i)^www\.", "", name)
    if " " in bare or not HOST.fullmatch(bare):
        return name
    end = DOMAIN_SUFFIX.search(bare)
    return bare[: end.start()] if end and end.start() > 0 else bare


def is_company(name: str) -> bool:
    """Whether the name is that of the company behind an outlet.

    >>> is_company("Verlag Veldt GmbH & Co. KG"), is_company("Veldt Courier")
    (True, False)
    """
    return bool(LEGAL_FORM.search(name) or COMPANY_WORD.search(name))


def without_legal_form(name: str) -> str:
    """`Veldt Courier GmbH` → `Veldt Courier`."""
    return SPACES.sub(" ", LEGAL_FORM.sub("", name)).strip(" ,&-.")


def resembles(name: str, domain: str) -> bool:
    """Whether a domain contains the name, is contained in it, or abbreviates it.

    >>> resembles("Schweizer Jäger", "schweizerjaeger.example"), resembles("The Veldt Courier", "tvc.example")
    (True, True)
    >>> resembles("Human Resources", "veldt.example")
    False
    """
    label = domain.partition(".")[0].replace("-", "")
    folded = "".join(c for c in unicodedata.normalize("NFKD", name.casefold().translate(UMLAUTS)) if c.isalnum())
    short = key(name)
    if len(folded) < MIN_RESEMBLING_CHARS or not label:
        return bool(label) and folded == label
    return label in folded or folded in label or short in label or abbreviates(label, name)


def abbreviates(short: str, name: str) -> bool:
    """Whether `name` has several words, begins with the first letter of `short`, and has its other letters in order.

    >>> abbreviates("VC", "Veldt Courier"), abbreviates("VC", "Comet Veldt"), abbreviates("VC", "Vice")
    (True, False, False)
    """
    letters, rest = short.casefold(), iter(name.casefold())
    return " " in name and name[:1].casefold() == letters[:1] and all(letter in rest for letter in letters)


def key(name: str) -> str:
    """What the spellings of a name share: its letters and digits, without an article or a domain suffix.

    >>> key("The Veldt Courier") == key("veldtcourier") == key("VeldtCourier.example")
    True
    """
    bare = normal_name(without_domain_suffix(name)) or ""
    words = bare.split()
    if len(words) > 1 and words[0] in ("the", "der", "die", "das", "le", "la", "el", "il", "de", "het", "den"):
        words = words[1:]
    return "".join(words)
