"""Which wire agency a text is credited to: datelines, bylines, credit lines and copyright lines.

Belongs here: the fixed vocabulary of agencies and the places of a text where they sign. Does not: publishers, photo
credits (an agency's photo says nothing of the text), and whether a text is a copy of a credited one (clusters).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.urls.word_lists import words

FIELD = "agency"

AGENCIES: Mapping[str, str] = {
    "AAP": r"AAP|Australian Associated Press",
    "AFP": r"AFP|Agence France[- ]Presse",
    "AGI": r"AGI|Agenzia Giornalistica Italia",
    "Anadolu": r"AA|Anadolu(?: Agency| Ajansı)?|Agence Anadolu",
    "Adnkronos": r"Adnkronos",
    "ANI": r"ANI|Asian News International",
    "ANP": r"ANP|Algemeen Nederlands Persbureau",
    "ANSA": r"ANSA|Agenzia ANSA",
    "Antara": r"Antara(?: News)?",
    "AP": r"AP|Associated Press|The Associated Press",
    "APA": r"APA|Austria Presse Agentur",
    "Belga": r"Belga|Agence Belga|Persagentschap Belga",
    "Bernama": r"Bernama",
    "Bloomberg": r"Bloomberg(?: News)?",
    "BNS": r"BNS|Baltic News Service",
    "BTA": r"BTA|БТА",
    "Canadian Press": r"The Canadian Press|Canadian Press|La Presse canadienne|CP",
    "CNA": r"CNA|Central News Agency|中央社",
    "CTK": r"ČTK|CTK|Česká tisková kancelář",
    "dpa": r"dpa(?:/[a-z]{2,5})?|dpa[-/ ]AFX|Deutsche Presse-Agentur|German Press Agency",
    "EFE": r"EFE|Agencia EFE",
    "epd": r"epd|Evangelischer Pressedienst",
    "Europa Press": r"Europa Press|EUROPA PRESS",
    "Fars": r"FNA|Fars(?: News Agency)?",
    "HINA": r"HINA|Hina",
    "IANS": r"IANS|Indo-Asian News Service",
    "Interfax": r"Interfax|Интерфакс",
    "IRNA": r"IRNA",
    "Jiji": r"Jiji(?: Press)?|時事(?:通信)?",
    "KNA": r"KNA|Katholische Nachrichten-Agentur",
    "Kyodo": r"Kyodo(?: News)?|共同(?:通信)?",
    "Lusa": r"Lusa|LUSA|Agência Lusa",
    "MTI": r"MTI|Magyar Távirati Iroda",
    "NAN": r"NAN|News Agency of Nigeria",
    "NTB": r"NTB|©NTB",
    "Notimex": r"Notimex",
    "PA": r"PA Media|Press Association|PA",
    "PAP": r"PAP|Polska Agencja Prasowa",
    "PTI": r"PTI|Press Trust of India",
    "Reuters": r"Reuters|REUTERS|Thomson Reuters|Рейтер|ロイター|路透社",
    "RIA Novosti": r"RIA Novosti|РИА Новости",
    "Ritzau": r"Ritzau|/ritzau/",
    "SDA": r"Keystone[-/ ]SDA(?:[-/ ]ATS)?|SDA|Keystone-ATS|ATS",
    "SID": r"SID|Sport-Informations-Dienst",
    "STA": r"STA|Slovenska tiskovna agencija",
    "STT": r"STT|Suomen Tietotoimisto",
    "Tanjug": r"Tanjug|Танјуг",
    "TASR": r"TASR",
    "TASS": r"TASS|ITAR-TASS|ТАСС",
    "TT": r"TT|TT Nyhetsbyrån",
    "Ukrinform": r"Ukrinform|Укринформ|Укрінформ",
    "UNI": r"UNI|United News of India",
    "UPI": r"UPI|United Press International",
    "Xinhua": r"Xinhua(?: News Agency)?|新华社|新華社",
    "Yonhap": r"Yonhap(?: News(?: Agency)?)?|연합뉴스",
}
"""Agency → how it signs (no capital letters folded: AP, PA and TT are agencies, ap and Pa are not)."""

SHORT = words("AA AGI ANI AP APA ATS BTA CNA CP FNA NAN PA PAP SDA SID STA STT TT UNI")
"""Signs (here in lower case) that are also words or other names: on a line of their own they prove nothing."""

SIGN = "(?:" + "|".join(f"(?:{sign})" for sign in AGENCIES.values()) + ")"
SIGNED = re.compile("|".join(f"(?P<a{i}>{sign})" for i, sign in enumerate(AGENCIES.values())))
NAMES = tuple(AGENCIES)
LETTERS = re.compile(r"[^\W\d_]{2,}")
HINTS = sorted({max(LETTERS.findall(sign), key=len) for signs in AGENCIES.values() for sign in signs.split("|")})
SMALL_HINTS = tuple(hint for hint in HINTS if hint[0].islower())
SIGN_HINT = re.compile("|".join(f"{hint}(?![A-Za-z])" for hint in HINTS))
CAPITAL_HINT = re.compile("|".join(f"{hint}(?![A-Za-z])" for hint in HINTS if hint not in SMALL_HINTS))
"""The longest word of each sign: most texts hold none of them, and are spared the search for places. Those that begin
with a small letter are asked for apart, for small letters stand everywhere."""

STAFF = "[a-z]{2,4}"
SIGNS = rf"(?:{STAFF}/)?{SIGN}(?:\s?[/,]\s?(?:{SIGN}|{STAFF}\b)){{0,4}}"
"""One agency or several, between the initials of editors: `dpa/AFP/cba`."""

PLACE = r"[^\W\d_a-z][^\n()\[\]\"“”:;!?]{0,70}?"
DASH = r"[-–—―]{1,2}"
DATELINE = re.compile(
    rf"\A(?:(?P<place>{PLACE})[\s,.]*[(\[](?P<sign>{SIGNS})[)\]]\s*(?:{DASH}|[:.]|$)|"
    rf"[^\W\d_a-z][^\Wa-z]{{2,30}}[^()\[\]\na-z]{{0,30}}[(\[](?P<upper>{SIGNS})[)\]]\s)"
)
"""`LONDON, March 3 (Reuters) - `, `WASHINGTON (AP) — `, `Berlin (dpa) - `, `MADRID, 4 Mar. (EUROPA PRESS) -`."""

OPENING = re.compile(rf"\A[(\[]?(?P<sign>{SIGNS})[)\]]?(?:,\s[^\n]{{2,40}}?)?\s*(?:{DASH}|:)\s")
"""`(Reuters) - `, `AFP - `, `(ANSA) - ROMA, 3 MAR - `, `dpa: `."""

SLASHED = re.compile(
    rf"\A[^\W\d_a-z][\w.' ]{{1,40}},\s[^\n]{{2,30}}?\s*"
    rf"(?:/(?P<sign>{SIGN})/|{DASH}\s(?P<named>РИА Новости|Интерфакс|ТАСС))\.?"
)
"""`MOSCOW, March 3. /TASS/. `, `МОСКВА, 3 мар - РИА Новости. `"""

EASTERN = re.compile(
    rf"\A(?:[（(]?(?P<sign>新华社|新華社|中央社)[^\s，。]{{2,24}}?(?:电|電)|[【\[［][^】\]］\n]{{1,24}}?(?P<marked>{SIGN})[】\]］]"
    rf"|[(（][^)=\n]{{1,20}}=(?P<equal>{SIGN})[^)\n]{{0,12}}[)）])"
)
"""`新华社北京3月3日电`, `【ニューヨーク時事】`, `[ワシントン 3日 ロイター]`, `(서울=연합뉴스)`."""

BYLINE = re.compile(
    rf"(?m)^[^\S\n]*(?:By |Von |Par |Por |Di |De |Från |Av |Af )[^\n]{{0,120}}?(?:[|,(/–—-]|\bof\b|\bfor\b)\s*"
    rf"(?:The )?(?P<sign>{SIGN})\s*\)?[^\S\n]*(?:\||,|$)"
)
BYLINE_ALONE = re.compile(
    rf"(?m)^[^\S\n]*(?:By|Von|Par|Por|Di|Source|Quelle|Fuente|Fonte|Bron)[: ]+(?:The )?(?P<sign>{SIGNS})[^\S\n]*$"
)
SLUG = re.compile(rf"(?m)^[^\S\n]*[(\[]?(?P<sign>{SIGNS})[)\]]?[^\S\n]*$")
"""A line that is nothing but agency signs: `dpa/afp`, `(Reuters)`, `AFP`."""

COPYRIGHT = re.compile(
    rf"(?:(?i:copyright)[^\n]{{0,30}}?|(?:©|\(c\))\s?[0-9]{{4}}[^\n]{{0,12}}?)\b(?:by |the )*(?P<sign>{SIGN})\b|"
    rf"©\s?(?P<marked>{SIGN})(?:-infocom|,?\s[0-9]{{4}}|[^\n]{{0,12}}(?i:rights|rechte))|"
    rf"(?i:with (?:files|inputs?|reporting|material) from|mit (?:material|informationen) (?:von|der)|"
    rf"con información de|com informações d[ae])[^\S\n]+(?:the |der |l')?(?P<files>{SIGN})\b|"
    rf"(?m:(?:^|[(\[])[^\S\n]*(?i:avec|mit|with|con|met)[^\S\n](?:der |l')?(?P<using>{SIGNS})[^\S\n]*[)\].]?[^\S\n]*$)|"
    rf"(?i:this (?:story|article|report) (?:was|is|has been) (?:first |originally )?"
    rf"(?:published|provided|written|auto-generated|sourced) (?:by|from))[^\S\n]+(?:the )?(?P<story>{SIGN})\b"
)
TAIL_SIGN = re.compile(
    rf"[.!?»”\"'。][^\S\n]*(?:[(\[（—–-][^\S\n]*(?P<sign>{SIGNS})[)\]）]?|"
    r"(?P<bare>PTI|IANS|ANI|UNI|EFE|AAP)(?: [A-Z]{2,4})*)\s*\Z"
)
"""The text's last words: `… said the union. (Reuters)`, `… sagte er. (dpa)`, `… to the US. PTI`, `… dijo. EFE`."""

PHOTO = re.compile(
    r"(?i)\b(?:credit|photo|foto|image|picture|bild|illustration|handout|getty|via)\b|\([^)]{0,40}/[^)]{0,60}\)"
)
SIGN_BREAK = re.compile(r"\s?[/,]\s?")
CREDIT_BREAK = re.compile(r"[|,;()]|\s[-–—/]\s|\s(?:of|for|and|und|with)\s")
LINE_START = re.compile(r"(?:\A|\n)\s*")
STAFF_INITIALS = re.compile(STAFF)
MAX_HEAD_CHARS = 600
MAX_DATELINE_CHARS = 200
MAX_STARTS = 8
MAX_TAIL_CHARS = 400
MAX_CREDIT_CHARS = 300

SMALL_WORD = re.compile(r"(?<!\S)[^\W\d_A-Z]{3,}")
PLACE_END = re.compile(r"[,\d]")
DATELINES = ((DATELINE, 0.97), (OPENING, 0.95), (SLASHED, 0.95), (EASTERN, 0.95))


def credited(text: str, credits: Iterable[str] = ()) -> tuple[str | None, str | None]:
    """The agency that `text` (or one of `credits`: bylines, authors, copyright lines) credits, and where it stands.

    >>> credited("LONDON, March 3 (Reuters) - Bus drivers ended a strike.")
    ('Reuters', 'text.dateline: Reuters')
    >>> credited("The comet, January 9. (credit: REUTERS/Joss Amber)")
    (None, None)
    >>> credited("Rain fell.", ["Ada Orsk, Associated Press"])
    ('AP', 'credit.byline: Associated Press')
    """
    found = candidates(text, credits)
    if not found:
        return None, None
    best = max(found, key=lambda c: (c.confidence, c.value))
    return best.value, f"{best.method}: {best.note}"


def candidates(text: str, credits: Iterable[str] = ()) -> list[Candidate]:
    """All credits found, as candidates for `agency`: value one of AGENCIES, note the sign as it stands.

    >>> [c.value for c in candidates("Berlin (dpa/AFP) - Der Hafen bleibt zu.")]
    ['dpa', 'AFP']
    """
    found: dict[tuple[str, str], Candidate] = {}
    for method, sign, worth in (*_in_text(text), *_in_credits(credits)):
        for agency in agencies_in(sign):
            found.setdefault((agency, method), Candidate(FIELD, agency, method, worth, sign[:80]))
    return list(found.values())


def agencies_in(sign: str) -> list[str]:
    """The agencies named in a sign that holds nothing else, in order.

    >>> agencies_in("dpa/AFP"), agencies_in("The Associated Press")
    (['dpa', 'AFP'], ['AP'])
    """
    whole = _agency(sign)
    if whole:
        return [whole]
    pieces = [(piece, _agency(piece)) for piece in SIGN_BREAK.split(sign.strip())]
    named = [agency for piece, agency in pieces if agency or not STAFF_INITIALS.fullmatch(piece)]
    return list(dict.fromkeys(agency for agency in named if agency)) if all(named) else []


@lru_cache(maxsize=4096)
def _agency(sign: str) -> str | None:
    match = SIGNED.fullmatch(sign.strip().removeprefix("The "))
    return NAMES[int(match.lastgroup[1:])] if match and match.lastgroup else None


def _in_text(text: str) -> Iterator[tuple[str, str, float]]:
    head, tail = text[:MAX_HEAD_CHARS], text[-MAX_TAIL_CHARS:]
    if not (_hints_at_sign(head) or _hints_at_sign(tail)):
        return
    for start in _starts(head):
        opening = head[start : start + MAX_DATELINE_CHARS]
        found = ((p.match(opening), worth) for p, worth in DATELINES)
        yield from (("text.dateline", _sign_of(m), worth) for m, worth in found if m and not _no_place(m))
    yield from (("text.byline", m["sign"], 0.9) for p in (BYLINE, BYLINE_ALONE) for m in p.finditer(head))
    for part in (head, tail):
        yield from (("text.credit", m["sign"], 0.85) for m in SLUG.finditer(part) if m["sign"].lower() not in SHORT)
    yield from (("text.credit", _sign_of(m), 0.85) for m in (TAIL_SIGN.search(tail),) if m)
    yield from (
        ("text.copyright", _sign_of(m), 0.85) for m in COPYRIGHT.finditer(tail) if not _of_photo(tail, m.start())
    )


def _hints_at_sign(part: str) -> bool:
    hint = SIGN_HINT if any(small in part for small in SMALL_HINTS) else CAPITAL_HINT
    return hint.search(part) is not None


def _starts(head: str) -> list[int]:
    """Where a first paragraph can begin: at the top or after one of the first line breaks (title, byline, date)."""
    return [m.end() for m in LINE_START.finditer(head)][:MAX_STARTS]


def _in_credits(credits: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    for credit in credits:
        line = credit.strip()[:MAX_CREDIT_CHARS]
        if agencies_in(line):
            yield "credit.byline", line, 0.9
        elif not PHOTO.search(line):
            pieces = (piece.strip() for piece in CREDIT_BREAK.split(line))
            yield from (("credit.byline", p, 0.85) for p in pieces if p.lower() not in SHORT and agencies_in(p))
            yield from (("credit.copyright", _sign_of(m), 0.85) for m in COPYRIGHT.finditer(line))


def _no_place(match: re.Match[str]) -> bool:
    """`Palestinian Authority (PA) -` introduces an abbreviation: its letters begin the words before it. And a place has
    no two small words (`He left the group (AA) -`)."""
    before = match.groupdict().get("place") or ""
    initials = "".join(word[0] for word in before.split())
    return initials.lower().endswith(_sign_of(match).lower()) or len(SMALL_WORD.findall(PLACE_END.split(before)[0])) > 1


def _of_photo(text: str, place: int) -> bool:
    """Does the line before `place` speak of a picture? A bare `© dpa` may be one's, so a year or rights must follow."""
    return bool(PHOTO.search(text[text.rfind("\n", 0, place) + 1 : place]))


def _sign_of(match: re.Match[str]) -> str:
    return next(group for name, group in match.groupdict().items() if group and name != "place")
