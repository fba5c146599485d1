"""Candidates for `agency`: datelines, bylines, credit lines and copyright lines.

Belongs here: the places of a text that are signed. Does not: the signs (signs), the choice (choose), photo credits (an
agency's photo says nothing about the text).
"""

import re
from collections.abc import Iterable, Iterator

from pipelines.core.normalization.agencies.signs import AGENCIES, AMBIGUOUS, SIGN, SIGNS, agencies_in
from pipelines.core.normalization.evidence import Candidate

FIELD = "agency"

LETTERS = re.compile(r"[^\W\d_]{2,}")
HINTS = sorted({max(LETTERS.findall(sign), key=len) for signs in AGENCIES.values() for sign in signs.split("|")})
LOWER_CASE_HINTS = tuple(hint for hint in HINTS if hint[0].islower())
SIGN_HINT = re.compile("|".join(f"{hint}(?![A-Za-z])" for hint in HINTS))
CAPITAL_HINT = re.compile("|".join(f"{hint}(?![A-Za-z])" for hint in HINTS if hint not in LOWER_CASE_HINTS))
"""The longest word of each sign: most texts hold none and skip the search. Hints in lower case are tested separately,
because their first letters occur everywhere."""

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
"""`MOSCOW, March 3. /TASS/. `, `МОСКВА, 3 мар - РИА Новости. `."""

EAST_ASIAN = re.compile(
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
"""A line of agency signs alone: `dpa/afp`, `(Reuters)`, `AFP`."""

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
"""The end of a text: `… said the union. (Reuters)`, `… sagte er. (dpa)`, `… to the US. PTI`, `… dijo. EFE`."""

PHOTO = re.compile(
    r"(?i)\b(?:credit|photo|foto|image|picture|bild|illustration|handout|getty|via)\b|\([^)]{0,40}/[^)]{0,60}\)"
)
CREDIT_BREAK = re.compile(r"[|,;()]|\s[-–—/]\s|\s(?:of|for|and|und|with)\s")
LINE_START = re.compile(r"(?:\A|\n)\s*")

MAX_HEAD_CHARS, MAX_TAIL_CHARS = 600, 400
"""Characters at the beginning and at the end of a text that are searched for signs."""

MAX_PARAGRAPH_STARTS, MAX_DATELINE_CHARS = 8, 200
"""Places where the first paragraph may begin (at the top, or after a title, a byline or a date), and the characters of
its dateline."""

MAX_CREDIT_CHARS = 300
"""Characters of a credit that are read."""

LOWER_CASE_WORD = re.compile(r"(?<!\S)[^\W\d_A-Z]{3,}")
PLACE_END = re.compile(r"[,\d]")
DATELINES = ((DATELINE, 0.97), (OPENING, 0.95), (SLASHED, 0.95), (EAST_ASIAN, 0.95))
"""Each with its confidence."""


def text_candidates(text: str) -> list[Candidate]:
    """The agencies that a text credits: value one of AGENCIES, note the sign as written.

    >>> [c.value for c in text_candidates("Berlin (dpa/AFP) - Der Hafen bleibt zu.")]
    ['dpa', 'AFP']
    >>> text_candidates("The comet, January 9. (credit: REUTERS/Joss Amber)")
    []
    """
    return _candidates(_text_signs(text)) if text else []


def credit_candidates(credits: Iterable[str]) -> list[Candidate]:
    """The agencies named in credits: bylines, authors, copyright lines.

    >>> [(c.value, c.method) for c in credit_candidates(["Ada Orsk, Associated Press"])]
    [('AP', 'credit.byline')]
    """
    return _candidates(_credit_signs(credits))


def _candidates(signs: Iterable[tuple[str, str, float]]) -> list[Candidate]:
    """The first candidate for each agency and method."""
    found: dict[tuple[str, str], Candidate] = {}
    for method, sign, confidence in signs:
        for agency in agencies_in(sign):
            found.setdefault((agency, method), Candidate(FIELD, agency, method, confidence, sign[:80]))
    return list(found.values())


def _text_signs(text: str) -> Iterator[tuple[str, str, float]]:
    """(method, sign, confidence)."""
    head, tail = text[:MAX_HEAD_CHARS], text[-MAX_TAIL_CHARS:]
    if not (_may_hold_sign(head) or _may_hold_sign(tail)):
        return
    for start in list(LINE_START.finditer(head))[:MAX_PARAGRAPH_STARTS]:
        opening = head[start.end() : start.end() + MAX_DATELINE_CHARS]
        found = ((pattern.match(opening), confidence) for pattern, confidence in DATELINES)
        yield from (("text.dateline", _sign_of(m), confidence) for m, confidence in found if m and _is_place(m))
    yield from (("text.byline", m["sign"], 0.9) for p in (BYLINE, BYLINE_ALONE) for m in p.finditer(head))
    for part in (head, tail):
        yield from (("text.credit", m["sign"], 0.85) for m in SLUG.finditer(part) if m["sign"].lower() not in AMBIGUOUS)
    yield from (("text.credit", _sign_of(m), 0.85) for m in (TAIL_SIGN.search(tail),) if m)
    yield from (
        ("text.copyright", _sign_of(m), 0.85) for m in COPYRIGHT.finditer(tail) if not _is_photo_credit(tail, m.start())
    )


def _may_hold_sign(part: str) -> bool:
    hint = SIGN_HINT if any(map(part.__contains__, LOWER_CASE_HINTS)) else CAPITAL_HINT
    return hint.search(part) is not None


def _credit_signs(credits: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    for credit in credits:
        line = credit.strip()[:MAX_CREDIT_CHARS]
        if agencies_in(line):
            yield "credit.byline", line, 0.9
        elif not PHOTO.search(line):
            pieces = (piece.strip() for piece in CREDIT_BREAK.split(line))
            yield from (("credit.byline", p, 0.85) for p in pieces if p.lower() not in AMBIGUOUS and agencies_in(p))
            yield from (("credit.copyright", _sign_of(m), 0.85) for m in COPYRIGHT.finditer(line))


def _is_place(match: re.Match[str]) -> bool:
    """Whether a place precedes the sign, not the name that it abbreviates (`Palestinian Authority (PA) -`), nor
    prose, which has two words in lower case (`He left the group (AA) -`)."""
    before = match.groupdict().get("place") or ""
    initials = "".join(word[0] for word in before.split())
    if initials.lower().endswith(_sign_of(match).lower()):
        return False
    return len(LOWER_CASE_WORD.findall(PLACE_END.split(before)[0])) <= 1


def _is_photo_credit(text: str, start: int) -> bool:
    """Whether the line before `start` mentions a picture. (A bare `© dpa` may credit one: COPYRIGHT wants more.)"""
    return bool(PHOTO.search(text[text.rfind("\n", 0, start) + 1 : start]))


def _sign_of(match: re.Match[str]) -> str:
    return next(group for name, group in match.groupdict().items() if group and name != "place")
