"""What was read: files by format and status, and rejections by reason.

Belongs here: the ledger and the rejections in figures. Does not: what the reasons mean (core.reasons).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from pipelines.core.reasons import REASONS
from pipelines.report.rows import Row, fetch

STATUSES = {
    "loaded": "read, nothing rejected",
    "partial": "read, some records rejected",
    "repeated": "the same bytes as another file",
    "superseded": "since changed or deleted; its records stay",
    "waiting": "still growing or just copied; the next run reads it",
    "failed": "could not be read at all",
}


@dataclass(frozen=True, slots=True)
class Inputs:
    """formats, statuses: of the ledger; rejections: by reason, with `meaning`."""

    formats: Sequence[Row]
    statuses: Sequence[Row]
    rejections: Sequence[Row]

    @property
    def most_rejections(self) -> int:
        return max((row["rejections"] for row in self.rejections), default=0)


def read(connection: duckdb.DuckDBPyConnection) -> Inputs:
    """Files and rejections."""
    rejections = [row | {"meaning": REASONS.get(row["reason"], "")} for row in fetch(connection, "rejections")]
    statuses = [row | {"meaning": STATUSES.get(row["status"], "")} for row in fetch(connection, "statuses")]
    return Inputs(fetch(connection, "formats"), statuses, rejections)
