"""Dates in plain text that say when it was published: labelled ones, lines that are only a date, bylines, datelines.

Belongs here: text_dates. Does not: cutting them out (the residue of texts), choosing. A date inside running prose, in a
caption or a copyright line says nothing of publication and is left alone.
"""

import re
from collections.abc import Iterator

from pipelines.core.normalization.dates.build_candidate import judged, without_placeholder_time
from pipelines.core.normalization.dates.folding import fold
from pipelines.core.normalization.dates.parsing import scan
from pipelines.core.normalization.dates.types import NO_HINTS, FoundDate, Hints, StatedDate
from pipelines.core.vocabulary.date_labels import label_of

MAX_HEAD, MAX_TAIL = 4000, 1500
"""Characters searched for labels at the beginning and at the end of a text."""

HEAD_LINES, LINE_LENGTH = 5, 180
"""Lines at the beginning that may hold a byline or only a date, and their greatest length: the first longer one is
prose, and ends the head (datelines are looked for in it still)."""

_PUBLISHED = (
    r"(?:first |originally |date )?published|posted|publication date|pub date|release date|date of publication|"
    r"(?:erst)?veroffentlicht|erschienen|online seit|publiee?|parue?|mis en ligne|publicad[oa]|fecha de publicacion|"
    r"data de publicacao|pubblicat[oa]|gepubliceerd|geplaatst|publisert|publicerad|udgivet|julkaistu|opublikowano|"
    r"data publikacji|publikovano|publikovane|zverejnene|zverejneno|objavljeno|publicat|megjelent|опубликовано|"
    r"опубликован[а]?|опублiковано|опубліковано|публикувано|објављено|yayinlanma(?: tarihi)?|yayin(?: tarihi)?|"
    r"δημοσιευτηκε|δημοσιευση|نشر|تاريخ النشر|منتشر شده|تاريخ انتشار|פורסם|प्रकाशित|প্রকাশিত|เผยแพร่|dang ngay|"
    r"diterbitkan|発行日|公開日|掲載日|配信日|发布时间|發布時間|发布日期|發布日期|발행일|입력|등록|게시일|"
    r"paskelbta|publicets|avaldatud|date|datum|fecha|data|дата|tarih|日期|날짜|日付"
)
_MODIFIED = (
    r"(?:last )?updated|last modified|modified|zuletzt aktualisiert|aktualisiert|mis a jour|actualizado|atualizado|"
    r"aggiornato|bijgewerkt|oppdatert|uppdaterad|opdateret|paivitetty|aktualizacja|aktualizovano|обновлено|оновлено|"
    r"guncelleme|更新日|更新时间|更新時間|수정"
)
LABEL = re.compile(
    r"(?:(?:^|(?<=[.!?|•·\n(\[»”\"] )|(?<=[\n|•·(\[]))[ \t]*"
    rf"(?:(?P<published>{_PUBLISHED})|(?P<modified>{_MODIFIED}))|(?<=, )(?P<then>{_MODIFIED}))(?!\w)"
    r"(?P<colon>[ \t]*[:：])?",
    re.M,
)
"""A label at the beginning of a line, a sentence or a segment; one of change after a comma, too."""

NUMBER = re.compile(r"[0-9][0-9./-][0-9]")
"""What every date with a year has (this form is searched fastest): where there is none, no label is looked for."""

DIGITS = b"0123456789"

REACH = 90
"""Characters from the beginning of a label to the year of its date."""

GAP = re.compile(
    r"[\s:.,\-|(]{0,4}(?:(?:on|at|am|le|la|el|il|em|pe|op|den|der|in|de|kl|u|v|ب|في|,)[\s:.,]+)?"
    r"(?:[^\W\d]{2,14}[\s,.]+)?"
)
"""Between a label and its date: marks, a preposition, a weekday."""

END = re.compile(
    r"[ \t]*(?:(?:uhr|hrs|h|г|г\.)[ \t]*\.?)?[ \t]*(?=$|\n|[.|)\]•·;/-]|,?[ \t]*(?:\bby\b|"
    rf"{_MODIFIED}))"
)
"""After a labelled date: the end of the line, the sentence or the segment."""

BYLINE = re.compile(r"\s*(?:by|von|par|por|di|door|af|av|od|przez|автор|от|yazan|oleh|od|text:|written by)\b[ :]", re.I)
SEGMENT_MARKS = re.compile(r"[|•·]| [-–—] ")
WORD = re.compile(r"[^\W\d]{2,}")
DATELINE = re.compile(r"[^\W\d_][\w .'’/-]{1,40}(?:,[\w .'’-]{1,30})?, $")
AGENCY_MARK = re.compile(r"\s*(?:\([\w /.&-]{2,30}\)|/[\w /.&-]{2,30}/)?\s*(?:--|[-–—:])\s")


def text_dates(text: str, hints: Hints = NO_HINTS) -> list[FoundDate]:
    """Dates that say when a plain text was published or changed, with the offsets of the whole statement, in order.

    Methods: residue.label, residue.line, residue.byline, residue.dateline (part of the body: not to be cut out).

    >>> text = "Published: 14 March 2024\\n\\nIt rained."
    >>> [(found.candidate.value, text[found.start : found.end]) for found in text_dates(text)]
    [('2024-03-14', 'Published: 14 March 2024')]
    >>> text_dates("05/06/2024\\nIt rained."), text_dates("The treaty of May 4, 1998 was recalled.")
    ([], [])
    """
    if text.isascii() and not (_has_digit(text) and NUMBER.search(text)):
        return []
    folded, found = _fold_ends(text), list[FoundDate]()
    for one in (*_labelled(folded, hints), *_in_head(folded, hints)):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _has_digit(text: str) -> bool:
    """Whether a text of ASCII holds a digit: told in a tenth of the time that NUMBER takes, and most texts hold few."""
    return len(text.encode().translate(None, DIGITS)) < len(text)


def _fold_ends(text: str) -> str:
    """The text folded where it is searched, and blank between, so that offsets hold."""
    gap = len(text) - MAX_HEAD - MAX_TAIL
    if gap <= 0:
        return fold(text)
    return fold(text[:MAX_HEAD]) + "\n" * gap + fold(text[-MAX_TAIL:])


def _labelled(folded: str, hints: Hints) -> Iterator[FoundDate]:
    for begin, stop in _windows(len(folded)):
        last = begin
        for number in NUMBER.finditer(folded, begin, stop):
            first, last = max(last, number.start() - REACH), number.start()
            for match in LABEL.finditer(folded, first, last):
                found = _after_label(folded, match, hints)
                if found:
                    yield found


def _windows(length: int) -> list[tuple[int, int]]:
    if length <= MAX_HEAD + MAX_TAIL:
        return [(0, length)]
    return [(0, MAX_HEAD), (length - MAX_TAIL, length)]


def _after_label(folded: str, match: re.Match[str], hints: Hints) -> FoundDate | None:
    """The date right after a label, if it ends there or the label can't be prose."""
    tail = folded[match.end() : match.end() + 90]
    stated = next(iter(scan(tail, hints)), None)
    if stated is None or not GAP.fullmatch(tail[: stated.start]):
        return None
    ended = END.match(folded, match.end() + stated.end)
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    machine = not folded[:start].strip() and tail[stated.start : stated.start + 4].isdigit()
    if not (ended or match["colon"] or machine):
        return None
    field = "modified_at" if match["modified"] or match["then"] else "published_at"
    end = ended.end() if ended else match.end() + stated.end
    return _found(folded, start, end, stated, field, "residue.label", 0.9, hints)


def _found(
    folded: str, start: int, end: int, stated: StatedDate, field: str, method: str, confidence: float, hints: Hints
) -> FoundDate | None:
    made = judged(field, without_placeholder_time(stated), method, confidence, hints)
    if not made.confidence:
        return None
    line_start = folded.rfind("\n", 0, start) + 1
    line_end = folded.find("\n", end)
    rest = folded[line_start:start] + folded[end : line_end if line_end >= 0 else len(folded)]
    return FoundDate(start, end, stated, made, not any(c.isalnum() for c in rest))


def _in_head(folded: str, hints: Hints) -> Iterator[FoundDate]:
    for start, line in _head_lines(folded):
        if not NUMBER.search(line[:LINE_LENGTH]):
            continue
        for stated in scan(line[:LINE_LENGTH], hints)[:3]:
            found = _standing(folded, start, line, stated, hints)
            if found:
                yield found


def _head_lines(text: str) -> Iterator[tuple[int, str]]:
    """(offset, line) of the first lines that are not empty."""
    position = count = 0
    for line in text[:MAX_HEAD].splitlines(keepends=True):
        if line.strip():
            yield position, line.rstrip("\r\n")
            count += 1
            if count == HEAD_LINES or len(line) > LINE_LENGTH:
                return
        position += len(line)


def _standing(folded: str, start: int, line: str, stated: StatedDate, hints: Hints) -> FoundDate | None:
    """The date of a line that is only a date, a byline, or a dateline."""
    if stated.precision in ("month", "year"):
        return None
    before, after = line[: stated.start], line[stated.end :]
    if len(line) <= LINE_LENGTH and label_of(before) is None:
        kind = _line_kind(before, after)
        if kind:
            begin, end = (0, len(line)) if kind == "line" else (stated.start, stated.end)
            span = (start + begin, start + end)
            return _found(folded, *span, stated, "published_at", f"residue.{kind}", 0.85, hints)
    if DATELINE.fullmatch(before) and AGENCY_MARK.match(after) and before[:2].strip():
        span = (start + stated.start, start + stated.end)
        return _found(folded, *span, stated, "published_at", "residue.dateline", 0.75, hints)
    return None


def _line_kind(before: str, after: str) -> str | None:
    words = WORD.findall(before) + WORD.findall(after)
    if not words or (len(words) == 1 and len(words[0]) <= 12 and not after.strip(" .,")):
        return "line"
    segments = SEGMENT_MARKS.split(before)[-1], SEGMENT_MARKS.split(after)[0]
    segmented = segments != (before, after)
    if segmented and not WORD.search(segments[0]) and not WORD.search(segments[1]):
        return "byline"
    if BYLINE.match(before) and len(words) <= 8 and not WORD.search(after):
        return "byline"
    return None
