"""Rows through a function: the calls of a flow, and carrying them out in threads.

Belongs here: cutting batches into calls, by key or not, and running these. Does not: reading and writing rows
(duckdb_engine), the functions (pipelines.steps).
"""

import heapq
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from warehouse.engine import RowFunction
from warehouse.ordered_futures import results_in_order

ROWS_PER_TASK, BYTES_PER_TASK = 10_000, 16 << 20
"""Limit the rows that one task takes, but for those of one key."""

Call = tuple[pa.RecordBatch, ...]
"""The arguments of one call of the function."""

Key = tuple[tuple[bool, Any], ...]
"""For each column whether it is NULL, and its value: so keys are ordered as DuckDB orders them, NULL last."""


def parts(made: Sequence[pa.RecordBatch] | Iterable[Sequence[pa.RecordBatch]]) -> Iterable[Sequence[pa.RecordBatch]]:
    """What a call of a function gives, part by part.

    >>> batch = pa.record_batch({"n": [1]})
    >>> [len(list(parts(made))) for made in ((batch, batch), iter([(batch,)] * 3))]
    [1, 3]
    """
    return (made,) if isinstance(made, tuple | list) else made  # type: ignore[return-value]


def results(
    function: RowFunction, tasks: Iterable[Sequence[Call]], threads: int
) -> Generator[list[pa.Table], None, None]:
    """What the calls of each task give, a table for each of theirs; some tasks are ahead of the one that is awaited."""
    with ThreadPoolExecutor(threads) as pool:
        made = results_in_order((pool.submit(_carry_out, function, task) for task in tasks), threads)
        yield from filter(None, made)  # an iterator may have given nothing


def tasks_of_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[list[Call]]:
    """A call for each batch."""
    return ([(batch,)] for batch in batches)


def tasks_of_keys(by: Sequence[str], *sides: tuple[pa.Schema, Iterable[pa.RecordBatch]]) -> Iterator[list[Call]]:
    """A call for each key, with its rows on each side, none where a side lacks it; many small keys a task.

    sides: schema, and batches ordered by the key, NULL last
    """
    task: list[Call] = []
    rows = size = 0
    for call in _calls_of_keys(by, sides):
        task.append(call)
        rows, size = rows + sum(map(len, call)), size + sum(batch.nbytes for batch in call)
        if rows >= ROWS_PER_TASK or size >= BYTES_PER_TASK:
            yield task
            task, rows, size = [], 0, 0
    if task:
        yield task


def digits_for(rows: int) -> int:
    """Hexadecimal digits at the beginning of an id by which so many rows are divided into parts of ROWS_PER_TASK.

    >>> [digits_for(rows) for rows in (0, 10_000, 10_001, 10_000_000)]
    [0, 0, 1, 3]
    """
    return next(digits for digits in range(20) if rows <= ROWS_PER_TASK * 16**digits)


def one_batch(rows: pa.Table) -> pa.RecordBatch:
    """The rows of a table in one batch."""
    columns = [column.combine_chunks() for column in rows.columns]
    return pa.RecordBatch.from_arrays(columns, schema=rows.schema)


def _calls_of_keys(by: Sequence[str], sides: Sequence[tuple[pa.Schema, Iterable[pa.RecordBatch]]]) -> Iterator[Call]:
    runs = [_runs(side, batches, by) for side, (_, batches) in enumerate(sides)]
    for _, found in groupby(heapq.merge(*runs, key=itemgetter(0, 1)), key=itemgetter(0)):
        parts: list[list[pa.RecordBatch]] = [[] for _ in sides]
        for _, side, part in found:
            parts[side].append(part)
        yield tuple(
            one_batch(pa.Table.from_batches(held, schema)) for held, (schema, _) in zip(parts, sides, strict=True)
        )


def _runs(side: int, batches: Iterable[pa.RecordBatch], by: Sequence[str]) -> Iterator[tuple[Key, int, pa.RecordBatch]]:
    """(key, side, rows) of the parts of batches whose rows have one key, which may go on in the next batch."""
    for batch in batches:
        encoded: list[Any] = [pc.dictionary_encode(batch[name], null_encoding="encode") for name in by]
        changes = [np.diff(column.indices.to_numpy(), prepend=-1) != 0 for column in encoded]
        starts = np.flatnonzero(np.any(changes, axis=0)).tolist()
        for start, end in zip(starts, [*starts[1:], len(batch)], strict=True):
            values = [batch[name][start].as_py() for name in by]
            yield tuple((value is None, value) for value in values), side, batch.slice(start, end - start)


def _carry_out(function: RowFunction, task: Sequence[Call]) -> list[pa.Table]:
    made = [part for call in task for part in parts(function(*call))]
    return [pa.Table.from_batches(batches) for batches in zip(*made, strict=True)]
