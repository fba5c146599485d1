"""The published warehouse as commands read it: opened read-only, a query's rows streamed, mistakes in one line.

Belongs here: opening it for a command, and running a query on it. Does not: opening the file safely
(warehouse.connections), how rows are written (row_formats), the wording of a mistake in a query (sql_errors).
"""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager

import duckdb
import pyarrow as pa

from pipelines import settings
from pipelines.commands import UserError
from pipelines.commands.sql_errors import one_line
from warehouse.connections import open_to_read

BATCH_ROWS = 2_048
"""Rows that are in memory at once, a vector of DuckDB."""


class NeedsMemory(UserError):
    """A query needs more memory than it may have."""


def open_published(
    options: argparse.Namespace, memory_limit: str | None = None, threads: int | None = None
) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A read-only connection to the published warehouse; memory_limit, threads: as in open_to_read. Raises UserError if
    there is none.
    """
    given = {"raw": options.raw, "warehouse": options.warehouse}
    warehouse = settings.load(given, reads_raw=False).warehouse
    if not warehouse.exists():
        raise UserError(f"{warehouse} does not exist yet: run `newsfold run` first")
    return open_to_read(warehouse, memory_limit, threads)


def stream(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    write: Callable[[pa.RecordBatchReader], None],
    batch_rows: int = BATCH_ROWS,
) -> None:
    """Run a query and hand its rows to `write` as they are made. Raises UserError for a mistake in the query."""
    result = _begin(connection, sql)
    try:
        if result is not None:
            write(result.to_arrow_reader(batch_rows))
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # not from the query: what is written can't be
            raise
        kind = NeedsMemory if "Out of Memory" in str(error) else UserError
        raise kind(one_line(str(error))) from None  # Arrow wraps an error between two batches


def _begin(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation | None:
    """The result of the query, of which no row is made yet. Raises UserError with the place of a mistake, which DuckDB
    names for tables and columns only when a statement is run: a query that is refused is run, to be refused again.
    """
    try:
        return connection.sql(sql)
    except duckdb.Error as error:
        message = str(error)
    try:
        connection.execute(sql)
    except duckdb.Error as error:
        message = str(error)
    raise UserError(one_line(message))
