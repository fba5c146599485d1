"""`newsfold query`: one read-only query of the published warehouse, its rows streamed.

Belongs here: where a query comes from, and where its rows go. Does not: running it (published), how its rows are
written (row_formats).
"""

import argparse
import sys
from itertools import chain
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from pipelines.commands import UserError
from pipelines.commands.published import NeedsMemory, open_published, stream
from pipelines.commands.row_formats import FORMATS, Format
from pipelines.commands.terminal import use_utf8

MEMORY_LIMIT = "500MB"
"""What DuckDB may take at first: without a limit it keeps all that a query reads of the file."""


def main(options: argparse.Namespace) -> int:
    """Run the query and print its rows in the chosen format."""
    sql = _text(options)
    chosen = FORMATS[options.format]
    if chosen.is_binary and sys.stdout.isatty():
        raise UserError("Parquet is binary: redirect it to a file with > FILE")
    if options.format != "table":
        use_utf8(sys.stdout)
    out = sys.stdout.buffer if chosen.is_binary else sys.stdout
    try:
        _answer(options, sql, chosen, out, MEMORY_LIMIT)
    except NeedsMemory:
        _answer(options, sql, chosen, out, None)
    return 0


def _answer(options: argparse.Namespace, sql: str, chosen: Format, out: IO[Any], memory_limit: str | None) -> None:
    """Run the query and write its rows. Raises NeedsMemory if nothing is written yet and more memory may help."""
    begun: list[bool] = []

    def write(rows: pa.RecordBatchReader) -> None:
        first = next(iter(rows), None)  # what sorts or joins takes its memory before there is a row
        begun.append(True)
        chosen.write(pa.RecordBatchReader.from_batches(rows.schema, chain([first] if first else [], rows)), out)

    with open_published(options, memory_limit) as connection:
        try:
            stream(connection, sql, write, chosen.batch_rows)
        except NeedsMemory as error:
            raise (UserError(str(error)) if begun or memory_limit is None else error) from None


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
