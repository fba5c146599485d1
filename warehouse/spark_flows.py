"""Flows on Spark: functions from Arrow rows to Arrow rows run by the executors.

Belongs here: the calls of a flow, and its rows for several tables in one stream. Does not: storing them (spark_engine),
cutting batches on DuckDB (flows), the functions (pipelines.steps).

What an executor runs is pickled by reference, so newsfold must be installed where it runs. Tasks may be tried again:
only the files that the engine lists count.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from warehouse.engine import RowFunction
from warehouse.flows import parts
from warehouse.spark_types import plain_schema, spark_type

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

TABLE = "table_no"
"""Column of the stream that says which table a row is of; the others are named after it and hold its columns."""

ROWS_PER_BATCH = 500
"""The most rows that go to Python at a time. What is made of a text takes many times its size; and Spark asks after
each row how large the batch is, for which it goes through all absent lists since the last one that was there: 490,000
rows took Java 12 s of CPU time in batches of 10,000, and 2.7 s in these. Sail makes larger ones, which are cut.
"""


def stream(
    function: RowFunction, schemas: Sequence[pa.Schema], by: Sequence[str], sides: Sequence["DataFrame"]
) -> "DataFrame":
    """The rows that a function makes of those of one side, or of two by key, for the tables with these schemas."""
    out = pa.schema([(TABLE, pa.int32()), *((column(n), pa.struct(list(each))) for n, each in enumerate(schemas))])
    declared = ", ".join([f"{TABLE} int", *(f"{column(n)} struct<{fields(each)}>" for n, each in enumerate(schemas))])
    make = partial(call, function, out)
    if not by:
        return sides[0].mapInArrow(partial(by_batch, make), declared)
    given = [plain_schema(schema_of(side)) for side in sides]

    def of_key(rows: pa.Table) -> pa.Table:  # Spark reads the annotations, which a partial has not
        made = make(*(_of_side(rows, number, schema) for number, schema in enumerate(given)))
        return pa.concat_tables([out.empty_table(), *made])

    return _in_one(by, sides, given).groupBy(*(f"key_{n}" for n in range(len(by)))).applyInArrow(of_key, declared)


def _in_one(by: Sequence[str], sides: Sequence["DataFrame"], schemas: Sequence[pa.Schema]) -> "DataFrame":
    """The rows of all sides, each as a struct in the column of its side, with their key.

    A group of two frames would do, but on Sail it fails where a side lacks a key.
    """
    keys = [f"`{name}` as key_{n}" for n, name in enumerate(by)]
    kinds = [f"struct<{fields(schema)}>" for schema in schemas]
    parts = [
        side.selectExpr(
            *keys,
            *(f"cast({'struct(*)' if n == own else 'null'} as {kind}) as side_{n}" for n, kind in enumerate(kinds)),
        )
        for own, side in enumerate(sides)
    ]
    return parts[0] if len(parts) == 1 else parts[0].unionAll(parts[1])


def _of_side(rows: pa.Table, number: int, schema: pa.Schema) -> pa.Table:
    """The rows of one side of a key."""
    own: Any = rows[f"side_{number}"].drop_null().combine_chunks()
    return pa.Table.from_arrays(
        [each.cast(f.type) for each, f in zip(own.flatten(), schema, strict=True)], schema=schema
    )


def schema_of(frame: "DataFrame") -> pa.Schema:
    """The columns of a select, which is not run for it."""
    from pyspark.sql.pandas.types import to_arrow_schema

    schema: pa.Schema = to_arrow_schema(frame.schema, timezone="UTC")
    return schema


def column(number: int) -> str:
    """The column of the stream with the rows of a table."""
    return f"{TABLE}_{number}"


def fields(schema: pa.Schema) -> str:
    """The columns of a table as those of a struct.

    >>> fields(pa.schema([("article_id", pa.string())]))
    '`article_id`: string'
    """
    return ", ".join(f"`{field.name}`: {spark_type(field.type)}" for field in schema)


def by_batch(make: Callable[..., Iterator[pa.Table]], batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What is made of each batch of a partition."""
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS_PER_BATCH):
            for made in make(pa.Table.from_batches([batch.slice(start, ROWS_PER_BATCH)])):
                yield from made.to_batches()


def call(function: RowFunction, out: pa.Schema, *sides: pa.Table) -> Iterator[pa.Table]:
    """One call: rows in plain types, one batch a side; what it returns as one stream, part by part.

    >>> out = pa.schema([(TABLE, pa.int32()), (column(0), pa.struct([("n", pa.int64())]))])
    >>> [part.to_pylist() for part in call(lambda rows: (rows,), out, pa.table({"n": [1, 2]}))]
    [[{'table_no': 0, 'table_no_0': {'n': 1}}, {'table_no': 0, 'table_no_0': {'n': 2}}]]
    """
    for made in parts(function(*(_one_batch(side) for side in sides))):
        yield pa.concat_tables([_tagged(number, rows, out) for number, rows in enumerate(made)])


def _one_batch(rows: pa.Table) -> pa.RecordBatch:
    plain = rows.cast(plain_schema(rows.schema))
    columns = [each.combine_chunks() for each in plain.columns]
    return pa.RecordBatch.from_arrays(columns, schema=plain.schema)


def _tagged(number: int, rows: pa.RecordBatch, out: pa.Schema) -> pa.Table:
    """The rows of one table in the columns of the stream."""
    kind: Any = out.field(column(number)).type
    values = [rows[field.name].cast(field.type) for field in kind]
    struct = pa.StructArray.from_arrays(values, fields=list(kind))
    columns: list[Any] = [pa.repeat(pa.scalar(number, pa.int32()), len(rows))]
    for other, field in enumerate(list(out)[1:]):
        columns.append(struct if other == number else pa.nulls(len(rows), field.type))
    return pa.Table.from_arrays(columns, schema=out)
