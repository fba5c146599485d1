"""Tables on a terminal: columns that fit, long values wrapped, and a line per value where even that is too wide.

Belongs here: widths and layout; nothing is ever cut. Does not: values of other formats (row_formats).
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import Any

from pipelines.commands.terminal import line_width

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
"""Control characters that a terminal could interpret."""

MIN_TEXT_WIDTH, MAX_LINES = 24, 8
"""Columns up to MIN_TEXT_WIDTH are never wrapped, and wider ones not to less; a row that would take more than MAX_LINES
lines so is written a value per line.
"""

GAP = "  "

Row = Sequence[Any]


def table_lines(names: Sequence[str], batches: Iterable[Sequence[Row]], width: int | None = None) -> Iterator[str]:
    """The lines of a table, its rows counted at the end. The first batch decides the layout.

    width: characters of a line (default: those of the terminal)
    """
    width = width or line_width()
    shown = ([[_cell(value) for value in row] for row in batch] for batch in batches)
    first = next(shown, [])
    widths = _fitting(_widths(names, first), width)
    rows = chain(first, chain.from_iterable(shown))
    layout = _across(names, rows, widths) if _fits(first, widths, width) else _down(names, rows, width)
    count = 0
    for lines in layout:
        yield from lines
        count += 1
    count -= 1  # the first lines are the head
    yield f"({count} row{'' if count == 1 else 's'})"


def aligned(names: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterable[str]:
    """Header, rule and rows as lines with aligned columns, however wide."""
    widths = _widths(names, cells)
    yield from _head(names, widths)
    yield from (_line(row, widths) for row in cells)


def _widths(names: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    return [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(names)]


def _fitting(widths: Sequence[int], width: int) -> list[int]:
    """Widths that fit a line as far as wrapping the widest columns can do that."""
    found = list(widths)
    while sum(found) + len(GAP) * (len(found) - 1) > width and max(found, default=0) > MIN_TEXT_WIDTH:
        widest = max(found)
        found[found.index(widest)] = max(MIN_TEXT_WIDTH, widest - max(1, widest // 8))
    return found


def _fits(first: Sequence[Sequence[str]], widths: Sequence[int], width: int) -> bool:
    is_narrow = sum(widths) + len(GAP) * (len(widths) - 1) <= width
    return is_narrow and all(
        len(cell) <= MAX_LINES * size for row in first for cell, size in zip(row, widths, strict=True)
    )


def _across(names: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Iterator[list[str]]:
    """The head, then each row, as lines."""
    yield list(_head(names, widths))
    for row in rows:
        wrapped = [_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
        yield [_line(line, widths) for line in zip_longest(*wrapped, fillvalue="")]


def _down(names: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> Iterator[list[str]]:
    """Nothing for a head, then each row as a line per value."""
    yield []
    label = max(map(len, names))
    for number, row in enumerate(rows, 1):
        title = f"-- row {number} "
        lines = [title + "-" * max(0, min(width, 72) - len(title))]
        for name, cell in zip(names, row, strict=True):
            first, *others = _wrapped(cell, max(MIN_TEXT_WIDTH, width - label - len(GAP)))
            lines += [
                f"{name.ljust(label)}{GAP}{first}".rstrip(),
                *(" " * (label + len(GAP)) + line for line in others),
            ]
        yield lines


def _wrapped(cell: str, width: int) -> list[str]:
    if len(cell) <= max(width, MIN_TEXT_WIDTH):
        return [cell]
    return textwrap.wrap(cell, width, break_on_hyphens=False)


def _head(names: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    yield _line(names, widths)
    yield GAP.join("-" * width for width in widths)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return GAP.join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip()


def _cell(value: Any) -> str:
    return CONTROL.sub(" ", "" if value is None else str(value))
