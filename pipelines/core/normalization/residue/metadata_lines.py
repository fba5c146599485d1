"""Metadata lines at the head of a text: a byline, a date and an outlet side by side.

Belongs here: splitting such a line into its parts. Does not: the form of a byline or a date alone (bylines, datelines),
the headline (headlines).
"""

import re

from pipelines.core.normalization.residue import bylines, datelines, lines
from pipelines.core.normalization.residue.types import Span

MAX_LINE_CHARS = 200

CUT = re.compile(r"\s?[|·•/]\s|\s[|·•/]\s?|\s[–—-]\s|\s{3,}")
"""Bars and dashes between parts; a slash within a date has no space beside it."""

BARS = "|·•/–—-"

MOMENT = re.compile(
    rf"(?i)(?:(?<=\s)|(?<=^)|(?<=[,(]))(?:(?:{datelines.DAY_OF_WEEK})\.?,?\s)?{datelines.DATE}{datelines.TIME}?(?=$|[\s,.;)|])"
)
"""A date within a line: `By Nadia Orsk March 14, 2024`."""

EDGE = " ,;:·|/–—-()"
LINK = re.compile(rf"(?i)\s(?:on|at|am|le|el|il|op|den|dnia|em|{datelines.LABEL}|{datelines.CHANGE_LABEL})\s?[:：]?$")
"""The word between a name and its date: `Posted by Nadia Orsk on March 4, 2024`."""

MAX_NAME_WORDS = 5
NAME = re.compile(r"^[^\W\d_a-zß-öø-ÿ][\w.'’\-]*(?:\s(?:[^\W\d_a-zß-öø-ÿ][\w.'’\-]*|&|and|of|the|de|da|di|van|von))*$")


def spans_of(line: str) -> list[Span]:
    """The parts of a metadata line, in order; none if it holds anything else, or neither a byline nor a date.

    >>> [(s.kind, s.text) for s in spans_of("By Nadia Orsk | The Veldt Courier | March 14, 2024 at 5:04 PM EST")]
    [('byline', 'By Nadia Orsk'), ('outlet', 'The Veldt Courier'), ('date_line', 'March 14, 2024 at 5:04 PM EST')]
    >>> [(s.kind, s.text) for s in spans_of("Posted by Nadia Orsk on March 4, 2024")]
    [('byline', 'Posted by Nadia Orsk'), ('date_line', 'March 4, 2024')]
    >>> spans_of("Nadia Orsk said on March 4, 2024 that the pier is shut")
    []
    """
    if len(line) > MAX_LINE_CHARS or line.endswith(("。", "!", "?")):
        return []
    if datelines.is_date_line(line):
        return [Span("date_line", line)]
    if not (datelines.has_digit(line) or _has_bar(line) or bylines.is_byline(line.strip(EDGE))):
        return []
    found = _around_date(line)
    kinds = {span.kind for span in found}
    if "prose" in kinds or not kinds & {"byline", "date_line"}:
        return []
    return found if "byline" in kinds else [_without_owner(span) for span in found]


def _around_date(line: str) -> list[Span]:
    """The date of a line, and the parts before and after it."""
    date = MOMENT.search(line) if datelines.has_digit(line) else None
    if not date:
        return _parts(line, is_set_off=True)
    before, after = LINK.sub("", line[: date.start()].rstrip()), line[date.end() :].lstrip()
    stated = Span("date_line", line[slice(*date.span())].strip())
    return [*_parts(before, before.endswith(tuple(EDGE))), stated, *_parts(after, after.startswith(tuple(EDGE)))]


def _parts(text: str, is_set_off: bool) -> list[Span]:
    pieces = [piece.strip(EDGE) for piece in CUT.split(text)]
    return [_part(piece, is_set_off or len(pieces) > 1) for piece in pieces if piece]


def _has_bar(text: str) -> bool:
    return any(mark in text for mark in BARS)


def _part(piece: str, is_set_off: bool) -> Span:
    """The span of a part between bars, of kind `prose` if it is not metadata."""
    if bylines.is_byline(piece):
        return Span("byline", piece)
    if lines.is_page_chrome(piece):
        return Span("page_chrome", piece)
    if datelines.is_date_line(piece):
        return Span("date_line", piece)
    if bylines.ROLE.match(piece):
        return Span("name", piece)
    return Span("outlet" if is_set_off and is_name(piece) else "prose", piece)


def is_name(text: str) -> bool:
    """Whether a text has the form of a name: a few capitalized words.

    >>> is_name("The Veldt Courier"), is_name("He said so")
    (True, False)
    """
    return NAME.match(text) is not None and len(text.split()) <= MAX_NAME_WORDS


def _without_owner(span: Span) -> Span:
    """A name without a byline beside it may be a person's, a place's or an outlet's, so it is evidence for none."""
    return Span("name", span.text) if span.kind == "outlet" else span
