"""Captions and picture credits in a text.

Belongs here: finding them, as whole paragraphs or within one. Does not: which agency a credit names (agencies).
"""

import re

from pipelines.core.normalization.residue.openings import may_open, openings
from pipelines.core.normalization.residue.types import Kind
from pipelines.core.normalization.residue.wordings import fragments

CREDIT_FRAGMENTS = fragments("credit")
CREDIT_WORDS = f"(?:{'|'.join(CREDIT_FRAGMENTS)})"

IN_BRACKETS = rf"(?:{CREDIT_WORDS}\s?(?:by\s|von\s|de\s|:|：|©|courtesy)|(?:photo|foto|image|bild)\s?[/-]|©|AP\sPhoto)"
BRACKETED = re.compile(rf"(?i)\s?[(\[]\s?{IN_BRACKETS}[^()\[\]]{{1,200}}[)\]]")
"""`(credit: REUTERS/Joss Amber)`, `[Photo by …]`, `(AP Photo/…)`."""

MARKED = (
    r"(?:illustrat(?:ion|ive)|illustrative\s(?:image|photo)|file(?:\sphoto)?|archive?|archiv(?:bild|foto)?|symbolbild)"
)
MARK = re.compile(rf"(?i)[(\[]\s?{MARKED}\s?[)\]]\.?")
"""`(illustration)`, which only a caption says."""

AGENCIES = fragments("picture_agencies")
CREDIT_LINE = re.compile(
    rf"(?i)^\W{{0,3}}(?:{CREDIT_WORDS}(?:\s(?:by|von|de|courtesy\sof|credit|source|via))?\s?[:：©|]"
    rf"|{CREDIT_WORDS}\s(?:by|von|courtesy\sof)\s(?-i:(?=[A-ZÀ-Þ])))[^.!?]{{1,160}}\.?$"
    r"|^\W{0,3}(?:©|\(c\))\s?(?-i:(?=[A-ZÀ-Þ\d]|dpa))[^.!?]{2,100}\.?$"
    rf"|^(?:{'|'.join(AGENCIES)})"
    r"(?:\s?(?:/|via|\|)\s?[\w .&'’/\-]{1,80})?\.?$"
)
"""A line that is only a credit: `Photo: …`, `Foto: dpa`, `© AFP`, `REUTERS/Joss Amber`."""

CREDIT_TAIL = re.compile(
    rf"(?i)\s(?:[|/–—-]\s)?(?:{CREDIT_WORDS}(?:\s(?:by|von|courtesy\sof|credit))?\s?[:：©/]|©(?!\s?\d))\s?[^.!?:]{{2,80}}\.?$"
    r"|\s(?-i:REUTERS|AFP|AP\sPhoto|EPA(?:-EFE)?|Getty\sImages)\s?/\s?[\w .'’/\-]{2,60}$"
)
"""A credit after the caption on the same line: `… in May 2023. Foto: dpa`."""

FILE_PICTURE = re.compile(r"^(?:FILE(?:\sPHOTO)?|File\sphoto|Archivbild|Symbolbild)\s?[:—–-]\s")
"""How agencies begin the caption of an archive picture."""

SENTENCE_END = re.compile(r"[.!?…]['\"”’»)]{0,2}\s(?=['\"“„«(]?[A-ZÀ-ÞА-Я0-9©]|https?:)")
ABBREVIATION = re.compile(r"(?:^|[\s(\"“])(?:[A-Z][a-z]{0,3}|[A-Z](?:\.[A-Z])+|No|vs|etc|approx)\.$")
"""Abbreviations whose full stop ends no sentence: `Dr.`, `Gov.`, `J.`, `U.S.`"""

MAX_CAPTION_CHARS = 400

OPENINGS = openings((*CREDIT_FRAGMENTS, *AGENCIES))
"""How credit lines and captions of archive pictures begin."""


def is_credit_line(line: str) -> bool:
    """Whether a line is only a picture credit.

    >>> [is_credit_line(x) for x in ("Photo: Ada Holm/Port Herald", "© AFP", "Photos show that the pier fell.")]
    [True, True, False]
    """
    return len(line) <= MAX_CAPTION_CHARS and may_open(line, OPENINGS) and CREDIT_LINE.match(line) is not None


def sentence_starts(text: str) -> list[int]:
    """The offsets at which sentences begin, the first at 0; abbreviations and initials end none.

    >>> sentence_starts("Dr. Quist led. She won.")
    [0, 15]
    """
    ends = [found.end() for found in SENTENCE_END.finditer(text)]
    return [0, *(end for end in ends if not ABBREVIATION.search(text[max(0, end - 14) : end].rstrip()))]


def caption_cuts(paragraph: str) -> list[tuple[int, int, Kind]]:
    """The parts of a paragraph that are captions or credits: (start, end, kind), in order, not overlapping.

    A single sentence before a credit is a caption, too; in a longer paragraph only if it ends in "(illustration)".

    >>> caption_cuts("The pier in May. (credit: Ada Holm)")
    [(0, 35, 'caption')]
    """
    found = list(BRACKETED.finditer(paragraph)) if _has_bracket(paragraph) else []
    if not found:
        return _tail_cut(paragraph)
    last = found[-1]
    if last.end() >= len(paragraph.rstrip(" .")) and _is_caption(paragraph[: found[0].start()]):
        return [(0, len(paragraph), "caption")]
    return [_cut_of(paragraph, credit.start(), credit.end()) for credit in found]


def _has_bracket(text: str) -> bool:
    return "(" in text or "[" in text


def _has_credit_sign(text: str) -> bool:
    """Whether a text has one of the signs that every CREDIT_TAIL has."""
    return ":" in text or "/" in text or "©" in text or "：" in text


def _tail_cut(paragraph: str) -> list[tuple[int, int, Kind]]:
    """The whole of a short paragraph that is a caption: it ends in a credit without brackets, or has a mark."""
    if len(paragraph) > MAX_CAPTION_CHARS:
        return []
    if FILE_PICTURE.match(paragraph):
        return [(0, len(paragraph), "caption")]
    tail = CREDIT_TAIL.search(paragraph) if _has_credit_sign(paragraph) else None
    mark = MARK.search(paragraph) if _has_bracket(paragraph) else None
    is_credited = tail is not None and _is_caption(paragraph[: tail.start()])
    is_marked = mark is not None and mark.end() == len(paragraph) and _is_caption(paragraph)
    return [(0, len(paragraph), "caption")] if is_credited or is_marked else []


def _is_caption(text: str) -> bool:
    """Whether the text before a credit is a single short sentence, so that the paragraph is only a caption."""
    bare = MARK.sub("", text).strip()
    return len(bare) <= MAX_CAPTION_CHARS and len(sentence_starts(bare)) == 1


def _cut_of(paragraph: str, start: int, end: int) -> tuple[int, int, Kind]:
    before = paragraph[:start].rstrip()
    mark = next((m for m in MARK.finditer(before) if m.end() == len(before)), None)
    if mark is None:
        return (start, end, "credit")
    return (sentence_starts(before[: mark.start()].rstrip())[-1], end, "caption")
