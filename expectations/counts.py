"""Counts the rows that break expectations: for all expectations about a table in one query.

Belongs here: an expectation as SQL, and what it counts as the metrics that Great Expectations judges. Does not: the
judgement (validation), which queries a suite has (suites).

Great Expectations would ask through SQLAlchemy, expectation by expectation, which takes longer than the queries do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from expectations.types import NO_ROWS, QUERY, Expectation, Source

Metrics = Mapping[str, Any]
"""Metric of Great Expectations → its value."""

COLUMNS = "expect_table_columns_to_match_set"

VALUES = {
    "expect_column_values_to_not_be_null": ("nonnull", "{column} is null"),
    "expect_column_values_to_be_in_set": ("in_set", "{column} not in ({values})"),
    "expect_column_values_to_be_between": ("between", "{column} < {low} or {column} > {high}"),
}
"""Kind of an expectation of column values → its metric, and the condition of a value that breaks it."""


@dataclass(frozen=True, slots=True)
class DuckDBSource:
    """A connection as a source."""

    connection: duckdb.DuckDBPyConnection
    errors: tuple[type[Exception], ...] = (duckdb.Error,)

    def arrow(self, sql: str) -> pa.Table:
        """All rows of a select."""
        rows: pa.Table = self.connection.sql(sql).to_arrow_table()
        return rows


def count(source: Source, table: str, wanted: Sequence[Expectation]) -> list[Metrics]:
    """Return the metrics of each expectation. Raises one of the source's errors.

    >>> connection = duckdb.connect().execute("create table t as select unnest([1, 2, null]) as a")
    >>> known = Expectation("known", "expect_column_values_to_not_be_null", "critical", "", "a", {"column": "a"})
    >>> count(DuckDBSource(connection), "main.t", [known])[0]["column_values.nonnull.unexpected_count"]
    1
    """
    columns = list(source.arrow(f"select * from {table} limit 0").schema.names)
    if len(columns) and all(e.kind == COLUMNS for e in wanted):
        return [{"table.columns": columns} for _ in wanted]
    counts = source.arrow(all_counts(table, wanted)).to_pylist()[0] | {"columns": columns}
    return [_metrics(e, counts) for e in wanted]


def all_counts(table: str, wanted: Iterable[Expectation]) -> str:
    """A select of one row: for each query its rows; for column values all rows, those with a value, those that break
    the expectation. Names begin with a letter that says which.
    """
    queries, values = ["0 as zero"], {"rows": "count(*)"}
    for e in wanted:
        if e.kind == NO_ROWS:
            queries.append(f'(select count(*) from ({e.arguments[QUERY]})) as "u {e.name}"')
        elif e.kind in VALUES:
            values |= {f"k {e.column}": f"count({e.column})", f"u {e.name}": f"count(*) filter ({_breaking(e)})"}
    if len(values) == 1:
        return f"select {', '.join(queries)}"
    aggregates = ", ".join(f'{expression} as "{name}"' for name, expression in values.items())
    return f"select of_values.*, {', '.join(queries)} from (select {aggregates} from {table}) as of_values"


def _breaking(expectation: Expectation) -> str:
    arguments, bound = expectation.arguments, {"low": "min_value", "high": "max_value"}
    values = ", ".join(map(_literal, arguments.get("value_set", ())))
    bounds = {side: _literal(arguments.get(name)) for side, name in bound.items()}
    return VALUES[expectation.kind][1].format(column=expectation.column, values=values, **bounds)


def _literal(value: Any) -> str:
    """A value of a suite in SQL; nothing is below or above NULL.

    >>> _literal("it's"), _literal(None), _literal(0.5)
    ("'it''s'", 'null', '0.5')
    """
    if value is None:
        return "null"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def _metrics(expectation: Expectation, counts: Mapping[str, Any]) -> Metrics:
    if expectation.kind == COLUMNS:
        return {"table.columns": counts["columns"]}
    unexpected = counts[f"u {expectation.name}"]
    if expectation.kind == NO_ROWS:
        return {"unexpected_rows_query.row_count": unexpected}
    metric = f"column_values.{VALUES[expectation.kind][0]}"
    nulls = counts["rows"] - counts[f"k {expectation.column}"]
    return {
        "table.row_count": counts["rows"],
        "column_values.nonnull.unexpected_count": nulls,
        f"{metric}.unexpected_count": unexpected,
    }
