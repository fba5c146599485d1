"""How many articles there are, over time and by publisher.

Belongs here: the periods that are shown, and counting in them. Does not: the drawing (charts), shares of articles that
have a field (completeness).

Dates are as stated, and a few are absurd: the chart spans the days between which all but one in a hundred of the dated
articles lie, at most 75 years before and after their median, and says how many it leaves out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from pipelines.report import periods
from pipelines.report.rows import Row, fetch

MAX_COLUMNS, MAX_ROWS = 12, 12
"""Limit the table of publishers over time."""


@dataclass(frozen=True, slots=True)
class Volume:
    """unit: of `periods`, None without dates; counts: the row of each period; columns, cells: the table of publishers
    over time, its (first period, name) and (publisher, articles in each column); busiest: the largest of these.
    """

    unit: str | None
    counts: Sequence[Row]
    undated: int
    outside: int
    columns: Sequence[tuple[str, str]]
    cells: Sequence[tuple[str, Sequence[int]]]

    @property
    def busiest(self) -> int:
        return max((count for _, counts in self.cells for count in counts), default=0)

    @property
    def busiest_period(self) -> Row | None:
        return max(self.counts, key=lambda row: row["articles"], default=None)


def read(connection: duckdb.DuckDBPyConnection, publishers: Sequence[Row]) -> Volume:
    """Articles over time; publishers: rows with publisher_id, the largest first."""
    extent = fetch(connection, "extent")[0]
    first, last, undated = extent["first_day"], extent["last_day"], extent["undated"]
    if first is None:
        return Volume(None, [], undated, 0, [], [])
    unit = periods.unit_for(first, last)
    span = {"unit": unit, "first_day": first, "last_day": last}
    found = {row["period"]: row for row in fetch(connection, "volume", **span)}
    starts = list(periods.all_between(first, last, unit))
    counts = [found.get(each, {"period": each, "articles": 0, "representatives": 0}) for each in starts]
    outside = extent["dated"] - sum(row["articles"] for row in counts)
    ids = [row["publisher_id"] for row in publishers[:MAX_ROWS]]
    cells = fetch(connection, "publisher_volume", publishers=ids, **span)
    return Volume(unit, counts, undated, outside, *_by_publisher(starts, unit, ids, cells))


def _by_publisher(
    starts: Sequence[date], unit: str, publishers: Sequence[str], cells: Sequence[Row]
) -> tuple[list[tuple[str, str]], list[tuple[str, list[int]]]]:
    """Columns and cells of the table of publishers over time: several periods to a column if there are many."""
    width = -(-len(starts) // MAX_COLUMNS)
    column_of = {start: place // width for place, start in enumerate(starts)}
    firsts = starts[::width]
    widths = [min(width, len(starts) - place) for place in range(0, len(starts), width)]
    names = [_span_name(first, unit, each) for first, each in zip(firsts, widths, strict=True)]
    columns = [(periods.short_name_of(first, unit), name) for first, name in zip(firsts, names, strict=True)]
    table = {publisher: [0] * len(firsts) for publisher in publishers}
    for row in cells:
        table[row["publisher_id"]][column_of[row["period"]]] += row["articles"]
    return columns, list(table.items())


def _span_name(first: date, unit: str, width: int) -> str:
    name = periods.name_of(first, unit)
    return name if width == 1 else f"{width} {unit}s from {periods.name_of(first, unit)}"
