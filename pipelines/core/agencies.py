"""Which wire agency a text is credited to: datelines, bylines, credit lines and copyright lines.

Belongs here: the fixed vocabulary of agencies and the places of a text where they sign. Does not: publishers, photo
credits (an agency's photo says nothing of the text), and whether a text is a copy of a credited one (clusters).
"""

import re
from collections.abc import Iterable, Mapping

from pipelines.core.evidence import Candidate

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
    "Fars": r"FNA|Fars News Agency",
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

SHORT = frozenset("AA AGI ANI AP APA ATS BTA CNA CP FNA NAN PA PAP SDA SID STA STT TT UNI".split())  # noqa: SIM905
"""Signs that are also words or other names: trusted in brackets of a dateline and in credit lists, not in a byline."""


def _any(signs: Iterable[str]) -> str:
    return "|".join(f"(?:{sign})" for sign in signs)


SIGN = f"(?:{_any(AGENCIES.values())})"
SIGNED = re.compile("|".join(f"(?P<a{i}>{sign})" for i, sign in enumerate(AGENCIES.values())))
NAMES = tuple(AGENCIES)

PLACE = r"[^\W\d_a-z][^\n()\[\]\"“”:;!?]{0,70}?"
DASH = r"[-–—―]{1,2}"
DATELINE = re.compile(
    rf"(?m)\A\s*{PLACE}[\s,.]*[(\[](?P<sign>{SIGN}(?:\s?[/,]\s?{SIGN}){{0,2}})[)\]]\s*(?:{DASH}|[:.]|\s|$)"
)
"""`LONDON, March 3 (Reuters) - `, `WASHINGTON (AP) — `, `Berlin (dpa) - `, `MADRID, 4 Mar. (EUROPA PRESS) -`."""

DATELINE_DASH = re.compile(
    rf"(?m)\A\s*[(\[]?(?P<sign>{SIGN}(?:/{SIGN}){{0,2}})[)\]]?(?:,\s[^\n]{{2,40}}?)?\s*(?:{DASH}|:)\s"
)
"""`(Reuters) - `, `AFP - `, `(ANSA) - ROMA, 3 MAR - `, `dpa: `."""

DATELINE_COMMA = re.compile(
    r"(?m)\A\s*[^\W\d_a-z][\w.' ]{1,40},\s[^\n]{2,30}?\s*[(/](?P<sign>Xinhua|新华社|TASS|Yonhap|Kyodo|UPI|EFE)[)/.]"
)
"""`BEIJING, March 3 (Xinhua) --`, `MOSCOW, March 3. /TASS/.`"""

BYLINE = re.compile(
    rf"(?m)^[^\S\n]*(?:By |Von |Par |Por |Di |De |Från |Av |Af )[^\n]{{0,120}}?(?:[|,(/–—-]|\bof\b|\bfor\b)\s*"
    rf"(?:The )?(?P<sign>{SIGN})\s*\)?[^\S\n]*(?:\||,|$)"
)
BYLINE_ALONE = re.compile(
    r"(?m)^[^\S\n]*(?:By|Von|Par|Por|Di|Source|Quelle|Fuente|Fonte|Bron)[: ]+(?:The )?"
    rf"(?P<sign>{SIGN})[^\S\n]*$"
)
SLUG = re.compile(rf"(?m)^[^\S\n]*[(\[]?(?P<sign>{SIGN}(?:\s?[/,]\s?{SIGN}){{0,3}})[)\]]?[^\S\n]*$")
"""A line that is nothing but agency signs: `dpa/afp`, `(Reuters)`, `AFP`."""

COPYRIGHT = re.compile(
    rf"(?i:copyright|©|\(c\))[^\n]{{0,30}}?\b(?:by |the )*(?P<sign>{SIGN})\b|"
    rf"(?i:with (?:files|inputs?|reporting|material) from|mit Material (?:von|der)|avec|con información de)[^\S\n]+"
    rf"(?:the |der )?(?P<files>{SIGN})\b|(?i:this (?:story|article|report) (?:was|is|has been) (?:first |originally )?"
    rf"(?:published|provided|written|auto-generated|sourced) (?:by|from))[^\S\n]+(?:the )?(?P<story>{SIGN})\b"
)
TAIL_SIGN = re.compile(rf"[.!?»”\"'][^\S\n]*[(\[—–-][^\S\n]*(?P<sign>{SIGN}(?:\s?[/,]\s?{SIGN}){{0,3}})[)\]]?\s*\Z")
"""The text's last words: `… said the union. (Reuters)`, `… sagte er. (dpa)`, `… dijo. EFE` has no bracket: not read."""

PHOTO = re.compile(
    r"(?i)\b(?:credit|photo|foto|image|picture|bild|illustration|handout|getty|via)\b|\([^)]{0,40}/[^)]{0,60}\)"
)
SIGN_BREAK = re.compile(r"\s?[/,]\s?")
CREDIT_BREAK = re.compile(r"[|,;()]|\s[-–—/]\s|\s(?:of|for|and|und|with)\s")
MAX_HEAD_CHARS = 800
MAX_TAIL_CHARS = 600

PLACES: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("text.dateline", DATELINE, 0.97),
    ("text.dateline", DATELINE_DASH, 0.95),
    ("text.dateline", DATELINE_COMMA, 0.95),
)


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
    named = [whole] if whole else [_agency(piece) for piece in SIGN_BREAK.split(sign)]
    return list(dict.fromkeys(agency for agency in named if agency)) if all(named) else []


def _agency(sign: str) -> str | None:
    match = SIGNED.fullmatch(sign.strip().removeprefix("The "))
    return NAMES[int(match.lastgroup[1:])] if match and match.lastgroup else None


def _in_text(text: str) -> list[tuple[str, str, float]]:
    head, tail = text[:MAX_HEAD_CHARS], text[-MAX_TAIL_CHARS:]
    found = []
    for start in _starts(head):
        for method, pattern, worth in PLACES:
            match = pattern.match(head[start : start + 200])
            if match:
                found.append((method, match["sign"], worth))
    found += [("text.byline", m["sign"], 0.9) for p in (BYLINE, BYLINE_ALONE) for m in p.finditer(head)]
    found += [("text.credit", m["sign"], 0.85) for m in SLUG.finditer(head) if not _short_alone(m["sign"])]
    found += [("text.credit", m["sign"], 0.85) for m in (TAIL_SIGN.search(tail),) if m]
    found += [("text.credit", m["sign"], 0.8) for m in SLUG.finditer(tail) if not _short_alone(m["sign"])]
    return found + [("text.copyright", _sign_of(m), 0.85) for m in COPYRIGHT.finditer(tail)]


def _starts(head: str) -> list[int]:
    """Where a first paragraph can begin: at the top or after one of the first line breaks (title, byline, date)."""
    return [0, *(m.end() for m in re.finditer(r"\n+[^\S\n]*", head))][:8]


def _in_credits(credits: Iterable[str]) -> list[tuple[str, str, float]]:
    found = []
    for credit in credits:
        line = credit.strip()[:300]
        if agencies_in(line):
            found.append(("credit.byline", line, 0.9))
        else:
            signs = (piece for piece in _pieces(line) if agencies_in(piece) and not _short_alone(piece))
            found += [("credit.byline", sign, 0.85) for sign in signs]
            found += [("credit.copyright", _sign_of(m), 0.85) for m in COPYRIGHT.finditer(line)]
    return found


def _pieces(line: str) -> list[str]:
    if PHOTO.search(line):
        return []
    return [piece.strip() for piece in CREDIT_BREAK.split(line) if piece and piece.strip()]


def _short_alone(sign: str) -> bool:
    return sign.strip() in SHORT


def _sign_of(match: re.Match[str]) -> str:
    return next(group for group in match.groupdict().values() if group)
