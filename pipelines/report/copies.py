"""Copies: how large clusters and stories are, and which publisher carries whose texts.

Belongs here: their figures. Does not: the drawing (charts), the texts themselves (stories).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from pipelines.report.rows import Row, fetch

MAX_FLOWS, MAX_PAIRS, MAX_MATRIX = 15, 10, 12
"""Limit the lists of who copies whom and who shares what, and the sides of the table of both."""

NAMES = {1: "1", 2: "2", 3: "3–5", 6: "6–10", 11: "11–20", 21: "21–100", 101: "over 100"}
"""Sizes by the smallest, as queries/sizes.sql groups them."""


@dataclass(frozen=True, slots=True)
class Copies:
    """sizes: kind → its rows of queries/sizes.sql, with `name`; flows: who certainly copies whom; pairs: who shares
    most; matrix: texts that the publisher of the row had before that of the column, None on the diagonal.
    """

    sizes: Mapping[str, Sequence[Row]]
    flows: Sequence[Row]
    pairs: Sequence[Row]
    matrix: Sequence[tuple[str, Sequence[int | None]]]

    @property
    def largest_cell(self) -> int:
        return max((texts or 0 for _, row in self.matrix for texts in row), default=0)


def read(connection: duckdb.DuckDBPyConnection) -> Copies:
    """Sizes, flows and overlaps."""
    sizes: dict[str, list[Row]] = {"clusters": [], "stories": []}
    for row in fetch(connection, "sizes"):
        sizes[row["kind"]].append(row | {"name": NAMES[row["least"]]})
    fetch(connection, "overlap")
    flows = _flows(connection)
    return Copies(sizes, flows, fetch(connection, "pairs", most=MAX_PAIRS), _matrix(connection, flows))


def _flows(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    flows = fetch(connection, "flows", most=MAX_FLOWS)
    ends = [[row[end] for row in flows] for end in ("source_publisher_id", "copying_publisher_id")]
    delays = fetch(connection, "flow_delays", sources=ends[0], copiers=ends[1]) if flows else []
    by_ends = {(row["source_publisher_id"], row["copying_publisher_id"]): row for row in delays}
    return [row | by_ends[row["source_publisher_id"], row["copying_publisher_id"]] for row in flows]


def _matrix(connection: duckdb.DuckDBPyConnection, flows: Sequence[Row]) -> list[tuple[str, list[int | None]]]:
    """The publishers of the strongest flows against each other; empty if there are fewer than three."""
    ends = [row[end] for row in flows for end in ("source_publisher_id", "copying_publisher_id")]
    publishers = list(dict.fromkeys(ends))[:MAX_MATRIX]
    if len(publishers) < 3:
        return []
    cells = {(row["source"], row["copier"]): row["texts"] for row in fetch(connection, "matrix", publishers=publishers)}
    return [
        (source, [None if source == copier else cells.get((source, copier), 0) for copier in publishers])
        for source in publishers
    ]
