"""`newsfold query`: one read-only query of the published warehouse, its rows streamed.

Belongs here: running it and formatting its rows. Does not: opening the file safely (warehouse.connections), the wording
of a mistake in it (sql_errors).
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines import settings
from pipelines.commands import UserError
from pipelines.commands.sql_errors import one_line
from warehouse.connections import open_to_read

CELL_WIDTH = 60
"""Characters of a value in a table; the other formats print values in full."""

FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
"""Text that a spreadsheet would read as a formula; in CSV it gets a leading apostrophe."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
"""Control characters that a terminal could interpret."""


BATCH_ROWS = 2_048
"""Rows that are in memory at once, a vector of DuckDB. The widths of a table are those of the first ones."""

GROUP_ROWS = 20_480
"""Rows of a row group of Parquet, which are in memory at once."""


def main(options: argparse.Namespace) -> int:
    """Run the query and print its rows in the chosen format."""
    sql = _text(options)
    if options.format == "parquet" and sys.stdout.isatty():
        raise UserError("Parquet is binary: redirect it to a file with > FILE")
    with open_published(options) as connection:
        result = _begin(connection, sql)
        try:
            if result is not None:
                size = GROUP_ROWS if options.format == "parquet" else BATCH_ROWS
                WRITERS[options.format](result.to_arrow_reader(size))
        except (duckdb.Error, pa.ArrowException) as error:
            raise UserError(one_line(str(error))) from None
        except OSError as error:
            if error.errno is not None:  # not from the query: what is printed can't be written
                raise
            raise UserError(one_line(str(error))) from None  # Arrow's wrapping of an error between two batches
    return 0


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


def _text(options: argparse.Namespace) -> str:
    """The query itself, from the argument, a file or standard input."""
    if (options.sql is None) == (options.file is None):
        raise UserError("give one query: as an argument, with --file F, or - to read it from standard input")
    try:
        if options.file is not None:
            text = Path(options.file).read_text(encoding="utf-8-sig")
        else:
            text = sys.stdin.read() if options.sql == "-" else str(options.sql)
    except UnicodeDecodeError:
        raise UserError(f"{options.file or 'standard input'} is not UTF-8 text") from None
    except OSError as error:
        raise UserError(f"--file {options.file} can't be read: {error.strerror}") from None
    if not text.strip():
        raise UserError("the query is empty")
    return text


def open_published(options: argparse.Namespace) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A read-only connection to the published warehouse. Raises UserError if there is none."""
    given = {"raw": options.raw, "warehouse": options.warehouse}
    warehouse = settings.load(given, reads_raw=False).warehouse
    if not warehouse.exists():
        raise UserError(f"{warehouse} does not exist yet: run `newsfold run` first")
    return open_to_read(warehouse)


def _write_table(rows: pa.RecordBatchReader) -> None:
    """Print aligned columns, with long values truncated and control characters replaced."""
    batches = ([[_cell(value) for value in row] for row in _values(batch)] for batch in rows)
    first = next(batches, [])
    widths = _widths(rows.schema.names, first)
    for line in _head(rows.schema.names, widths):
        print(line)
    count = 0
    for row in chain(first, chain.from_iterable(batches)):
        print(_line(row, widths))
        count += 1
    print(f"({count} row{'' if count == 1 else 's'})")


def _values(batch: pa.RecordBatch) -> Iterator[tuple[Any, ...]]:
    """The rows of a batch as Python values; columns may share a name."""
    columns = [column.to_pylist() for column in batch.columns]
    return zip(*columns, strict=True)


def aligned(names: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterable[str]:
    """Header, rule and rows as lines with aligned columns."""
    widths = _widths(names, cells)
    yield from _head(names, widths)
    yield from (_line(row, widths) for row in cells)


def _widths(names: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    return [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(names)]


def _head(names: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    yield _line(names, widths)
    yield "  ".join("-" * width for width in widths)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip()


def _cell(value: Any) -> str:
    text = CONTROL.sub(" ", "" if value is None else str(value))
    return text if len(text) <= CELL_WIDTH else text[: CELL_WIDTH - 1] + "…"


def _write_csv(rows: pa.RecordBatchReader) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows.schema.names)
    for batch in rows:
        writer.writerows([_csv_cell(value) for value in row] for row in _values(batch))


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA_START):
        return f"'{value}"
    return value


def _write_json(rows: pa.RecordBatchReader) -> None:
    for row in chain.from_iterable(map(_values, rows)):
        print(json.dumps(dict(zip(rows.schema.names, row, strict=True)), ensure_ascii=False, default=str))


def _write_parquet(rows: pa.RecordBatchReader) -> None:
    with pq.ParquetWriter(sys.stdout.buffer, rows.schema) as writer:
        for batch in rows:
            writer.write_batch(batch)


WRITERS = {
    "table": _write_table, "csv": _write_csv, "json": _write_json, "jsonl": _write_json, "parquet": _write_parquet,
}  # fmt: skip
"""`json` has always been one object per line; `jsonl` is its proper name."""
