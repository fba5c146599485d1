"""Texts by their hashes, read some megabytes at a time from where a run finds them.

Belongs here: in which rows the texts stand, and reading these in slices. Does not: what is made of them (steps).

A join that streams texts holds 2,048 of them as often as it has stages and threads, whatever their size. So the rows
are found first, by hash alone, and then read range by range: of a range, and by no other condition on the number of
the row, DuckDB unpacks nothing but its rows, where texts are stored uncompressed.
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
"""Texts read at a time: what callers make of them is many times their size."""

SLICE_ROWS = 2_000
"""Texts read at a time where they are short; of ordinary news some 1,200 come."""

Numbers = npt.NDArray[np.int64]

WANTED = "create or replace temp table still_wanted as select {number} as number, text_hash from {wanted}"
FOUND = (
    "create or replace temp table found_rows as"
    " select w.number, w.text_hash, min(t.rowid) as row_no, min(t.word_count) as words from {table} t"
    " inner join still_wanted w on t.text_hash = w.text_hash group by w.number, w.text_hash order by row_no"
)
PLACES = "select row_no, words from found_rows order by row_no"
OF_RANGE = "select number, text_hash from found_rows where row_no between ? and ?"
BODIES = (
    "select r.number as {number}, t.body from {table} t inner join rows_of_range r on t.text_hash = r.text_hash"
    " where t.rowid between ? and ?"
)
NO_MORE = "delete from still_wanted w using found_rows f where w.number = f.number"


@dataclass(frozen=True, slots=True)
class Source:
    """A table of texts; so many of its rows are unpacked at once, whichever are asked for."""

    table: str
    packed: int


SOURCES = (Source("work.texts", 1), Source("previous.articles", GROUP_ROWS))


@dataclass(frozen=True, slots=True)
class Places:
    """Where texts stand, by ascending row; bytes: about how long they are."""

    rows: Numbers
    bytes: Numbers


def want(cursor: duckdb.DuckDBPyConnection, wanted: str, number: str) -> None:
    """Begin: what is wanted are the texts of the rows of a table with columns `number` and text_hash."""
    cursor.execute(WANTED.format(number=number, wanted=wanted))


def read(cursor: duckdb.DuckDBPyConnection, source: Source, number: str) -> Iterator[pa.RecordBatch]:
    """Batches of `number` and body of what is still wanted and stands in the source; each number once, in no order."""
    cursor.execute(FOUND.format(table=source.table))
    found = cursor.sql(PLACES).to_arrow_table()
    rows, words = (found[name].to_numpy().astype(np.int64) for name in ("row_no", "words"))
    places = Places(rows, words * memory.WORD_BYTES)
    sql = BODIES.format(number=number, table=source.table)
    for start, end in slices(places, source.packed):
        each = int(places.bytes[start:end].mean())
        yield from _read(cursor, sql, [int(rows[start]), int(rows[end - 1])], SLICE_BYTES // max(1, each))
    cursor.execute(NO_MORE)


def slices(places: Places, packed: int) -> Iterator[tuple[int, int]]:
    """Bounds of parts with at most SLICE_BYTES and SLICE_ROWS, but whole groups of `packed` rows and at least one.

    >>> size = SLICE_BYTES // 2
    >>> rows = np.array([0, 1, 2, 9])
    >>> list(slices(Places(rows, np.full(4, size)), 1)), list(slices(Places(rows, np.full(4, size)), 8))
    ([(0, 2), (2, 4)], [(0, 3), (3, 4)])
    """
    ends = np.cumsum(places.bytes)
    start = 0
    while start < len(ends):
        read_before = ends[start] - places.bytes[start]
        end = min(int(np.searchsorted(ends, read_before + SLICE_BYTES, "right")), start + SLICE_ROWS)
        end = max(end, start + 1)
        end = int(np.searchsorted(places.rows, (places.rows[end - 1] // packed + 1) * packed))
        yield start, end
        start = end


def _read(
    cursor: duckdb.DuckDBPyConnection, sql: str, bounds: list[int], rows_at_once: int
) -> Iterator[pa.RecordBatch]:
    """The texts of a range of rows, each number once: within a range a text may stand twice."""
    cursor.register("rows_of_range", cursor.sql(OF_RANGE, params=bounds).to_arrow_table())
    seen = np.zeros(0, np.int32)
    for batch in cursor.sql(sql, params=bounds).to_arrow_reader(min(SLICE_ROWS, max(1, rows_at_once))):
        found, first = np.unique(batch.column(0).to_numpy(), return_index=True)
        first = np.sort(first[~np.isin(found, seen)])
        seen = np.concatenate([seen, found])
        yield batch if len(first) == batch.num_rows else batch.take(pa.array(first))
    cursor.unregister("rows_of_range")
