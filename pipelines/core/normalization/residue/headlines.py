"""The headline on a line above a byline or a date.

Belongs here: distinguishing it from names, sections and sentences. Does not: bylines and dates (metadata_lines).
"""

import re
from collections.abc import Iterable, Sequence

from pipelines.core.normalization.residue import datelines, metadata_lines
from pipelines.core.normalization.residue.types import Span

MAX_TITLE_CHARS = 160
MAX_LINES_ABOVE = 2
"""Lines above a byline: the headline, and a section above it or a teaser below."""

LOWER_WORD = re.compile(r"(?:^|\s)[a-zà-öø-ÿа-яα-ω]{4,}(?=\W|$)")
UNSPACED_TITLE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{8}")
TITLE_END = re.compile(r"[.:;,…]$|[a-zà-ÿ]{3}\.\s[A-ZÀ-Þ]")


def is_below_headline(found: Iterable[Span]) -> bool:
    """Whether a line with these spans may follow a headline: it is a byline or a date.

    >>> is_below_headline([Span("byline", "By Ada Holm")]), is_below_headline([])
    (True, False)
    """
    return any(span.kind in ("byline", "date_line") and span.removed for span in found)


def split_above(above: Sequence[str], is_byline_known: bool) -> tuple[list[str], list[Span]]:
    """Split the headline off the lines above a byline or a date; below a byline, an outlet: (other lines, spans).

    >>> split_above(["Pier shut for weeks"], is_byline_known=False)
    ([], [Span(kind='title', text='Pier shut for weeks', removed=True)])
    >>> split_above(["The Veldt Courier"], is_byline_known=True)
    ([], [Span(kind='outlet', text='The Veldt Courier', removed=True)])
    """
    rest = list(above)
    if is_byline_known:
        is_outlet = len(rest) == 1 and metadata_lines.is_name(rest[0])
        return (rest, []) if not is_outlet else ([], [Span("outlet", rest[0])])
    place = next((place for place, line in enumerate(rest) if _is_title(line)), None)
    if place is None or len(rest) > MAX_LINES_ABOVE:
        return rest, []
    return rest[:place] + rest[place + 1 :], [Span("title", rest[place])]


def _is_title(line: str) -> bool:
    """Whether a line is a headline: no sentence, and more than a name or a section."""
    if len(line) > MAX_TITLE_CHARS or TITLE_END.search(line) or datelines.dateline(line):
        return False
    words = line.split()
    return (
        len(words) >= 5
        or (len(words) >= 3 and LOWER_WORD.search(line) is not None)
        or UNSPACED_TITLE.search(line) is not None
    )
