"""`newsfold export`: a public table, a view or a query into a file, streamed.

Belongs here: what is exported, and the file. Does not: its formats (row_formats), reading the warehouse (published).
"""

import argparse
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow as pa

from pipelines.commands import UserError
from pipelines.commands.published import NeedsMemory, open_published, stream
from pipelines.commands.row_formats import FORMATS, Format, write_csv

MEMORY_LIMIT = "100MB"
"""What DuckDB may take at first, in one thread: enough to read a million articles. What joins or sorts more has all
there is."""

CHOICES = ("parquet", "jsonl", "csv", "graphml")

NAME = re.compile(r"\w+")

LEFT_OUT = (
    "select article_id, canonical_url, title, publisher_id, published_date, representative_article_id, cluster_id"
    " from articles where not is_representative order by cluster_id, article_id"
)

RUN = "select run_id, started_at from runs where run_id = ? or starts_with(run_id, ?) order by run_id limit 2"

CHANGED = "select * from articles where changed_run_id in (select run_id from runs where started_at > {instant})"


def main(options: argparse.Namespace) -> int:
    """Write the rows of a table, view or query to a file."""
    try:
        _export(options, MEMORY_LIMIT)
    except NeedsMemory:
        _export(options, None)
    return 0


def _export(options: argparse.Namespace, memory_limit: str | None) -> None:
    """Write what was asked for, and the list of what it leaves out."""
    form = _format(options.to, options.format, options.spreadsheet)
    with open_published(options, memory_limit, 1 if memory_limit else None) as connection:
        counts = {options.to: _write(connection, _select(connection, options.what, options.since), options.to, form)}
        if options.left_out:
            listed = _format(options.left_out, None, options.spreadsheet)
            counts[options.left_out] = _write(connection, LEFT_OUT, options.left_out, listed)
    for path, count in counts.items():
        print(f"{count:,} row{'' if count == 1 else 's'} in {path}")


def _format(path: str, chosen: str | None, spreadsheet: bool) -> Format:
    """The format chosen, else the one that the name of the file ends in."""
    ending = Path(path).suffix.removeprefix(".").lower()
    name = chosen or ending
    if ending == "duckdb":
        raise UserError(f"{path} is the name of a warehouse, which an export would replace")
    if name not in CHOICES:
        raise UserError(f"the format is not clear from {path}: give --format {', '.join(CHOICES)}")
    if spreadsheet and name != "csv":
        raise UserError("--spreadsheet is about CSV")
    return Format(partial(write_csv, spreadsheet=True)) if spreadsheet else FORMATS[name]


def _select(connection: duckdb.DuckDBPyConnection, what: str, since: str | None) -> str:
    """The query for a table, a view, a query itself, or the articles that changed since a run."""
    if since is None:
        return f'select * from "{what}"' if NAME.fullmatch(what) else what
    if what != "articles":
        raise UserError("--since is about articles, which say what run changed them last")
    found = connection.execute(RUN, [since, since]).fetchall()
    if len(found) != 1:
        raise UserError(f"{since} is {'the beginning of several runs' if found else 'no run'}: see table runs")
    return CHANGED.format(instant=f"timestamptz '{found[0][1].isoformat()}'")


def _write(connection: duckdb.DuckDBPyConnection, sql: str, to: str, form: Format) -> int:
    """Write a query's rows to a file that appears when it is whole; returns how many."""
    counts: list[int] = []
    with _replaced(Path(to), form) as out:

        def write(rows: pa.RecordBatchReader) -> None:
            form.write(pa.RecordBatchReader.from_batches(rows.schema, _counted(rows, counts)), out)

        stream(connection, sql, write, form.batch_rows)
    return sum(counts)


def _counted(rows: pa.RecordBatchReader, counts: list[int]) -> Iterator[pa.RecordBatch]:
    for batch in rows:
        counts.append(len(batch))
        yield batch


@contextmanager
def _replaced(path: Path, form: Format) -> Iterator[IO[Any]]:
    """A file to write in place of this one, which is left as it is if something goes wrong."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") if form.is_binary else part.open("w", encoding="utf-8", newline="") as out:
            yield out
        os.replace(part, path)
    except FileNotFoundError:
        raise UserError(f"{path.parent} is no folder") from None
    finally:
        part.unlink(missing_ok=True)
