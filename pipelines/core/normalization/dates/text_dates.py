"""Dates in plain text that say when it was published: labelled dates, lines that are only a date, bylines, datelines.

Belongs here: finding them. Does not: cutting them out (residue.stripping), choosing. A date in prose, in a caption or
in a copyright line says nothing about publication and is skipped.
"""

import re
from collections.abc import Iterator
from itertools import chain

from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.build_candidate import candidate_of_date, drop_midnight
from pipelines.core.normalization.dates.date_tokens import SPELLED_MARKS, SPELLED_YEAR
from pipelines.core.normalization.dates.labels import label_before
from pipelines.core.normalization.dates.parsing import scan
from pipelines.core.normalization.dates.types import NO_HINTS, Hints, ParsedDate, TextDate
from pipelines.core.normalization.residue.datelines import has_digit
from pipelines.core.vocabulary.words import alternatives, word_list

MAX_HEAD_CHARS, MAX_TAIL_CHARS = 4000, 1500
"""Characters searched for labels at the beginning and at the end of a text."""

MAX_HEAD_LINES, MAX_LINE_CHARS = 5, 180
"""Lines at the beginning that may be a byline or only a date, and their length; a longer line is prose and ends the
head, but is still searched for a dateline."""

MAX_LABELLED_CHARS = 90
"""Characters from the beginning of a label to the year of its date, and from its end to the end of its date."""

MAX_LINE_DATES = 3
"""Dates read in one line of the head."""

PUBLISHED_LABELS = alternatives(map(fold, word_list("date_labels", "opens", "published")))
MODIFIED_LABELS = alternatives(map(fold, word_list("date_labels", "opens", "modified")))
LABEL = re.compile(
    r"(?:(?:^|(?<=[.!?|•·\n(\[»”\"] )|(?<=[\n|•·(\[]))[ \t]*"
    rf"(?:(?P<published>{PUBLISHED_LABELS})|(?P<modified>{MODIFIED_LABELS}))|(?<=, )(?P<then>{MODIFIED_LABELS}))(?!\w)"
    r"(?P<colon>[ \t]*[:：])?",
    re.M,
)
"""A label at the beginning of a line, a sentence or a segment; one of change also after a comma."""

LABEL_MARK = re.compile(r"[.!?|•·\n(\[»”\",]")
"""A label begins with a text, or right after one of these or the space after it."""

NUMBER = re.compile(rf"[0-9][0-9./-][0-9]|{SPELLED_YEAR}")
"""Part of every date with a year, or such a year in words: a text without it has no dates."""

LABEL_GAP = re.compile(
    r"[\s:.,\-|(]{0,4}(?:(?:on|at|am|le|la|el|il|em|pe|op|den|der|in|de|kl|u|v|ب|في|,)[\s:.,]+)?"
    r"(?:[^\W\d]{2,14}[\s,.]+)?"
)
"""Text allowed between a label and its date: marks, a preposition, a weekday."""

LABELLED_END = re.compile(
    r"[ \t]*(?:(?:uhr|hrs|h|г|г\.)[ \t]*\.?)?[ \t]*(?=$|\n|[.|)\]•·;/-]|,?[ \t]*(?:\bby\b|"
    rf"{MODIFIED_LABELS}))"
)
"""What follows a labelled date: the end of the line, the sentence or the segment."""

BYLINE = re.compile(rf"\s*(?:{alternatives(map(fold, word_list('byline_words', 'date', 'by')))})\b[ :]", re.I)
SEGMENT_MARKS = re.compile(r"[|•·]| [-–—] ")
WORD = re.compile(r"[^\W\d]{2,}")
PLACE = r"[^\W\d_][\w .'’/-]{1,40}(?:,[\w .'’-]{1,30})?, "
DATELINE, DATELINE_START = re.compile(f"{PLACE}$"), re.compile(PLACE)
AGENCY_MARK = re.compile(r"\s*(?:\([\w /.&-]{2,30}\)|/[\w /.&-]{2,30}/)?\s*(?:--|[-–—:])\s")


def find_dates(text: str, hints: Hints = NO_HINTS) -> list[TextDate]:
    """Dates that say when a plain text was published or changed, in the order of the text.

    Methods: residue.label, residue.line, residue.byline, residue.dateline.

    >>> text = "Published: 14 March 2024\\n\\nIt rained."
    >>> [(found.candidate.value, text[found.start : found.end]) for found in find_dates(text)]
    [('2024-03-14', 'Published: 14 March 2024')]
    >>> find_dates("05/06/2024\\nIt rained."), find_dates("The treaty of May 4, 1998 was recalled.")
    ([], [])
    """
    if not (has_digit(text) or any(mark in text for mark in SPELLED_MARKS)):
        return []
    folded, found = _fold_ends(text), list[TextDate]()
    if not NUMBER.search(folded):
        return []
    for one in (*_labelled(folded, hints), *_in_head(folded, hints)):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _fold_ends(text: str) -> str:
    """The text with its head and tail folded and line feeds between them, so that offsets stay the same."""
    gap = len(text) - MAX_HEAD_CHARS - MAX_TAIL_CHARS
    if gap <= 0:
        return fold(text)
    return fold(text[:MAX_HEAD_CHARS]) + "\n" * gap + fold(text[-MAX_TAIL_CHARS:])


def _labelled(folded: str, hints: Hints) -> Iterator[TextDate]:
    for begin, stop in _windows(len(folded)):
        last = begin
        for number in NUMBER.finditer(folded, begin, stop):
            first, last = max(last, number.start() - MAX_LABELLED_CHARS), number.start()
            for match in _labels(folded, first, last):
                found = _date_after_label(folded, match, hints)
                if found:
                    yield found


def _labels(folded: str, first: int, last: int) -> Iterator[re.Match[str]]:
    """What LABEL.finditer finds, but tried only where its lookbehinds allow: most places are within words."""
    end = first
    marks = LABEL_MARK.finditer(folded, max(0, first - 2), last)
    for place in chain([0], *((mark.end(), mark.end() + 1) for mark in marks)):
        if place >= end and (match := LABEL.match(folded, place, last)):
            yield match
            end = match.end()


def _windows(length: int) -> list[tuple[int, int]]:
    if length <= MAX_HEAD_CHARS + MAX_TAIL_CHARS:
        return [(0, length)]
    return [(0, MAX_HEAD_CHARS), (length - MAX_TAIL_CHARS, length)]


def _date_after_label(folded: str, match: re.Match[str], hints: Hints) -> TextDate | None:
    """The date right after a label, if it ends the segment or the label can't be prose."""
    tail = folded[match.end() : match.end() + MAX_LABELLED_CHARS]
    parsed = next(iter(scan(tail, hints)), None)
    if parsed is None or not LABEL_GAP.fullmatch(tail[: parsed.start]):
        return None
    segment_end = LABELLED_END.match(folded, match.end() + parsed.end)
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    is_generated = not folded[:start].strip() and tail[parsed.start : parsed.start + 4].isdigit()
    if not (segment_end or match["colon"] or is_generated):
        return None
    field = "modified_at" if match["modified"] or match["then"] else "published_at"
    end = segment_end.end() if segment_end else match.end() + parsed.end
    return _text_date((start, end), parsed, field, "residue.label", 0.9, hints)


def _text_date(
    span: tuple[int, int], parsed: ParsedDate, field: str, method: str, prior: float, hints: Hints
) -> TextDate | None:
    candidate = candidate_of_date(field, drop_midnight(parsed), method, prior, hints)
    return TextDate(*span, candidate) if candidate.confidence else None


def _in_head(folded: str, hints: Hints) -> Iterator[TextDate]:
    for start, line in _head_lines(folded):
        if not NUMBER.search(line, 0, MAX_LINE_CHARS):
            continue
        if len(line) > MAX_LINE_CHARS and not DATELINE_START.match(line):
            continue
        for parsed in scan(line[:MAX_LINE_CHARS], hints)[:MAX_LINE_DATES]:
            found = _date_of_line(start, line, parsed, hints)
            if found:
                yield found


def _head_lines(text: str) -> Iterator[tuple[int, str]]:
    """(offset, line) of the first lines that are not blank."""
    offset = count = 0
    for line in text[:MAX_HEAD_CHARS].splitlines(keepends=True):
        if line.strip():
            yield offset, line.rstrip("\r\n")
            count += 1
            if count == MAX_HEAD_LINES or len(line) > MAX_LINE_CHARS:
                return
        offset += len(line)


def _date_of_line(start: int, line: str, parsed: ParsedDate, hints: Hints) -> TextDate | None:
    """The date of a line at `start` that is only a date, a byline or a dateline."""
    if parsed.precision in ("month", "year"):
        return None
    before, after = line[: parsed.start], line[parsed.end :]
    span = start + parsed.start, start + parsed.end
    if len(line) <= MAX_LINE_CHARS and label_before(before) is None:
        kind = _line_kind(before, after)
        if kind:
            whole = start, start + len(line)
            return _text_date(whole if kind == "line" else span, parsed, "published_at", f"residue.{kind}", 0.85, hints)
    if DATELINE.fullmatch(before) and AGENCY_MARK.match(after) and before[:2].strip():
        return _text_date(span, parsed, "published_at", "residue.dateline", 0.75, hints)
    return None


def _line_kind(before: str, after: str) -> str | None:
    """Whether a line with this text around its date is only a date (`line`) or a `byline`; None if neither."""
    words = WORD.findall(before) + WORD.findall(after)
    if not words or (len(words) == 1 and len(words[0]) <= 12 and not after.strip(" .,")):
        return "line"
    segments = SEGMENT_MARKS.split(before)[-1], SEGMENT_MARKS.split(after)[0]
    is_segment = segments != (before, after)
    if is_segment and not WORD.search(segments[0]) and not WORD.search(segments[1]):
        return "byline"
    if BYLINE.match(before) and len(words) <= 8 and not WORD.search(after):
        return "byline"
    return None
