"""Reads texts by hash, a few megabytes at a time.

Belongs here: finding the rows that hold the texts, and reading them in slices. Does not: using the texts (steps).

A join that streams texts buffers 2,048 of them per stage and thread, whatever their size. So the rows are located by
hash first and then read range by range: a range of row numbers is the only condition under which DuckDB decompresses
just the rows it returns.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from warehouse import memory
from warehouse.connections import GROUP_ROWS

SLICE_BYTES = 4_000_000
"""Limits the texts read at a time: callers need many times their size."""

SLICE_ROWS = 2_000
"""Limits the number of texts read at a time; SLICE_BYTES allows about 1,200 ordinary articles."""

Numbers = npt.NDArray[np.int64]

WANTED = "create or replace temp table still_wanted as select {number} as number, text_hash from {wanted}"
FOUND = (
    "create or replace temp table found_rows as"
    " select w.number, w.text_hash, min(t.rowid) as row_no, min(t.word_count) as words from {table} t"
    " inner join still_wanted w on t.text_hash = w.text_hash group by w.number, w.text_hash order by row_no"
)
LOCATIONS = "select row_no, words from found_rows order by row_no"
OF_RANGE = "select number, text_hash from found_rows where row_no between ? and ?"
BODIES = (
    "select r.number as {number}, t.body from {table} t inner join rows_of_range r on t.text_hash = r.text_hash"
    " where t.rowid between ? and ?"
)
NO_MORE = "delete from still_wanted w using found_rows f where w.number = f.number"


@dataclass(frozen=True, slots=True)
class Source:
    """A table of texts, and the number of rows that DuckDB decompresses together."""

    table: str
    rows_per_unit: int


SOURCES = (Source("work.texts", 1), Source("previous.articles", GROUP_ROWS))


@dataclass(frozen=True, slots=True)
class Locations:
    """Row numbers of texts, ascending; bytes: their approximate lengths."""

    rows: Numbers
    bytes: Numbers


def want(cursor: duckdb.DuckDBPyConnection, wanted: str, number: str) -> None:
    """Ask for the texts of the rows of a table with columns `number` and text_hash; call before `read`."""
    cursor.execute(WANTED.format(number=number, wanted=wanted))


def read(cursor: duckdb.DuckDBPyConnection, source: Source, number: str) -> Iterator[pa.RecordBatch]:
    """Yield (number, body) batches of the requested texts found in this source; each number once, in any order."""
    cursor.execute(FOUND.format(table=source.table))
    found = cursor.sql(LOCATIONS).to_arrow_table()
    rows, words = (found[name].to_numpy().astype(np.int64) for name in ("row_no", "words"))
    locations = Locations(rows, words * memory.WORD_BYTES)
    sql = BODIES.format(number=number, table=source.table)
    for start, end in slices(locations, source.rows_per_unit):
        each = int(locations.bytes[start:end].mean())
        yield from _read(cursor, sql, [int(rows[start]), int(rows[end - 1])], SLICE_BYTES // max(1, each))
    cursor.execute(NO_MORE)


def slices(locations: Locations, rows_per_unit: int) -> Iterator[tuple[int, int]]:
    """Yield bounds of slices of whole units of `rows_per_unit` rows, one unit or at most SLICE_BYTES and SLICE_ROWS.

    >>> size = SLICE_BYTES // 2
    >>> rows = np.array([0, 1, 2, 9])
    >>> list(slices(Locations(rows, np.full(4, size)), 1)), list(slices(Locations(rows, np.full(4, size)), 8))
    ([(0, 2), (2, 4)], [(0, 3), (3, 4)])
    """
    ends = np.cumsum(locations.bytes)
    start = 0
    while start < len(ends):
        read_before = ends[start] - locations.bytes[start]
        end = min(int(np.searchsorted(ends, read_before + SLICE_BYTES, "right")), start + SLICE_ROWS)
        end = max(end, start + 1)
        end = int(np.searchsorted(locations.rows, (locations.rows[end - 1] // rows_per_unit + 1) * rows_per_unit))
        yield start, end
        start = end


def _read(
    cursor: duckdb.DuckDBPyConnection, sql: str, bounds: list[int], rows_at_once: int
) -> Iterator[pa.RecordBatch]:
    """The texts of a range of rows; a text may occur twice in a range, but each number is yielded once."""
    cursor.register("rows_of_range", cursor.sql(OF_RANGE, params=bounds).to_arrow_table())
    seen = np.zeros(0, np.int32)
    for batch in cursor.sql(sql, params=bounds).to_arrow_reader(min(SLICE_ROWS, max(1, rows_at_once))):
        found, first = np.unique(batch.column(0).to_numpy(), return_index=True)
        first = np.sort(first[~np.isin(found, seen)])
        seen = np.concatenate([seen, found])
        yield batch if len(first) == batch.num_rows else batch.take(pa.array(first))
    cursor.unregister("rows_of_range")
