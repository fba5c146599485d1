"""`newsfold query`: one read-only query of the published warehouse.

Belongs here: running it and formatting its rows. Does not: opening the file safely (warehouse.connections).
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines import settings
from pipelines.commands import UserError
from warehouse.connections import open_to_read

CELL_WIDTH = 60
"""Characters of a value in a table; the other formats print values in full."""

FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
"""Text that a spreadsheet would read as a formula; in CSV it gets a leading apostrophe."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")
"""Control characters that a terminal could interpret."""


def main(options: argparse.Namespace) -> int:
    """Run the query and print its rows in the chosen format."""
    with open_published(options) as connection:
        try:
            result = connection.sql(options.sql)
            if result is not None:
                WRITERS[options.format](result.to_arrow_table())
        except duckdb.Error as error:
            raise UserError(" ".join(str(error).split())) from None
    return 0


def open_published(options: argparse.Namespace) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A read-only connection to the published warehouse. Raises UserError if there is none."""
    warehouse = settings.load({"raw": options.raw, "warehouse": options.warehouse}).warehouse
    if not warehouse.exists():
        raise UserError(f"{warehouse} does not exist yet: run `newsfold run` first")
    return open_to_read(warehouse)


def write_table(rows: pa.Table) -> None:
    """Print aligned columns, with long values truncated and control characters replaced."""
    cells = [[_cell(value) for value in row.values()] for row in rows.to_pylist()]
    for line in aligned(rows.column_names, cells):
        print(line)
    print(f"({rows.num_rows} row{'' if rows.num_rows == 1 else 's'})")


def aligned(names: Sequence[str], cells: Sequence[Sequence[str]]) -> Iterable[str]:
    """Header, rule and rows as lines with aligned columns."""
    widths = [max([len(name), *(len(row[i]) for row in cells)]) for i, name in enumerate(names)]
    yield "  ".join(name.ljust(width) for name, width in zip(names, widths, strict=True)).rstrip()
    yield "  ".join("-" * width for width in widths)
    for row in cells:
        yield "  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip()


def _cell(value: Any) -> str:
    text = CONTROL.sub(" ", "" if value is None else str(value))
    return text if len(text) <= CELL_WIDTH else text[: CELL_WIDTH - 1] + "…"


def _write_csv(rows: pa.Table) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(rows.column_names)
    writer.writerows([_csv_cell(value) for value in row.values()] for row in rows.to_pylist())


def _csv_cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA_START):
        return f"'{value}"
    return value


def _write_json(rows: pa.Table) -> None:
    for row in rows.to_pylist():
        print(json.dumps(row, ensure_ascii=False, default=str))


def _write_parquet(rows: pa.Table) -> None:
    if sys.stdout.isatty():
        raise UserError("Parquet is binary: redirect it to a file with > FILE")
    pq.write_table(rows, sys.stdout.buffer)


WRITERS = {"table": write_table, "csv": _write_csv, "json": _write_json, "parquet": _write_parquet}
