"""Lines at the head of a text that hold its particulars: a byline, a date, an outlet, side by side.

Belongs here: cutting such a line into its parts, and refusing lines that hold anything else. Does not: what a byline
or a date alone looks like (bylines, datelines), the headline (stripping).
"""

import re

from pipelines.core.normalization.residue import bylines, datelines, lines
from pipelines.core.normalization.residue.types import Span

LONGEST_LINE = 200

CUT = re.compile(r"\s?[|·•/]\s|\s[|·•/]\s?|\s[–—-]\s|\s{3,}")
"""Bars and dashes between the parts; a slash within a date has no space about it."""

BARS = "|·•/–—-"

MOMENT = re.compile(
    rf"(?i)(?:(?<=\s)|(?<=^)|(?<=[,(]))(?:(?:{datelines.DAY_OF_WEEK})\.?,?\s)?{datelines.DATE}{datelines.TIME}?(?=$|[\s,.;)|])"
)
"""A date within a line: `By Nadia Orsk March 14, 2024`."""

EDGE = " ,;:·|/–—-()"
LINK = re.compile(rf"(?i)\s(?:on|at|am|le|el|il|op|den|dnia|em|{datelines.LABEL}|{datelines.CHANGE_LABEL})\s?[:：]?$")
"""The word between a name and its date: `Posted by Nadia Orsk on March 4, 2024`."""

NAME_WORDS = 5
NAME = re.compile(r"^[^\W\d_a-zß-öø-ÿ][\w.'’\-]*(?:\s(?:[^\W\d_a-zß-öø-ÿ][\w.'’\-]*|&|and|of|the|de|da|di|van|von))*$")


def spans_of(line: str) -> list[Span]:
    """The parts of a line of particulars, in order; none if it holds anything else or neither a byline nor a date.

    >>> [(s.kind, s.text) for s in spans_of("By Nadia Orsk | The Veldt Courier | March 14, 2024 at 5:04 PM EST")]
    [('byline', 'By Nadia Orsk'), ('outlet', 'The Veldt Courier'), ('date_line', 'March 14, 2024 at 5:04 PM EST')]
    >>> [(s.kind, s.text) for s in spans_of("Posted by Nadia Orsk on March 4, 2024")]
    [('byline', 'Posted by Nadia Orsk'), ('date_line', 'March 4, 2024')]
    >>> spans_of("Nadia Orsk said on March 4, 2024 that the pier is shut")
    []
    """
    if len(line) > LONGEST_LINE or line.endswith(("。", "!", "?")):
        return []
    if datelines.is_date_line(line):
        return [Span("date_line", line)]
    if not (datelines.has_digit(line) or _has_bar(line) or bylines.is_byline(line.strip(EDGE))):
        return []
    found = _around_date(line)
    kinds = {span.kind for span in found}
    if "prose" in kinds or not kinds & {"byline", "date_line"}:
        return []
    return found if "byline" in kinds else [_unnamed(span) for span in found]


def _around_date(line: str) -> list[Span]:
    """The date of a line, and what stands before and behind it."""
    date = MOMENT.search(line) if datelines.has_digit(line) else None
    if not date:
        return _parts(line, is_set_off=True)
    before, after = LINK.sub("", line[: date.start()].rstrip()), line[date.end() :].lstrip()
    said = Span("date_line", line[slice(*date.span())].strip())
    return [*_parts(before, before.endswith(tuple(EDGE))), said, *_parts(after, after.startswith(tuple(EDGE)))]


def _parts(text: str, is_set_off: bool) -> list[Span]:
    pieces = [piece.strip(EDGE) for piece in CUT.split(text)]
    return [_part(piece, is_set_off or len(pieces) > 1) for piece in pieces if piece]


def _has_bar(text: str) -> bool:
    return any(mark in text for mark in BARS)


def _part(piece: str, is_set_off: bool) -> Span:
    """A part between bars: a byline, furniture, another date, a role or a name; of kind `prose` for anything else."""
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
    """Whether a text is a name by its shape: a few capitalised words.

    >>> is_name("The Veldt Courier"), is_name("He said so")
    (True, False)
    """
    return NAME.match(text) is not None and len(text.split()) <= NAME_WORDS


def _unnamed(span: Span) -> Span:
    """Without a byline beside it a name may be a person's, a place's or an outlet's: it is nobody's evidence."""
    return Span("name", span.text) if span.kind == "outlet" else span
