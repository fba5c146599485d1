"""`newsfold query`: one read-only query of the published warehouse, its rows streamed.

Belongs here: where a query comes from, and where its rows go. Does not: running it (published), how its rows are
written (row_formats).
"""

import argparse
import sys
from pathlib import Path

from pipelines.commands import UserError
from pipelines.commands.published import open_published, stream
from pipelines.commands.row_formats import FORMATS


def main(options: argparse.Namespace) -> int:
    """Run the query and print its rows in the chosen format."""
    sql = _text(options)
    chosen = FORMATS[options.format]
    if chosen.is_binary and sys.stdout.isatty():
        raise UserError("Parquet is binary: redirect it to a file with > FILE")
    out = sys.stdout.buffer if chosen.is_binary else sys.stdout
    with open_published(options) as connection:
        stream(connection, sql, lambda rows: chosen.write(rows, out), chosen.batch_rows)
    return 0


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
