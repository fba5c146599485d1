"""`history.duckdb`: every run and every validation result, failed ones too, beside the warehouse.

Belongs here: appending without blocking readers: each change is a new file behind the link. Does not: the audit
(expectations), publication (builds).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from warehouse import catalog, versions
from warehouse.connections import CLOSED, open_for_work

HISTORY_TABLES = ("main.runs", "main.quality_results")


class History:
    """The history of one warehouse; every method leaves a complete, readable file."""

    def __init__(self, warehouse: Path) -> None:
        self.link = warehouse.with_name("history.duckdb")

    def begin(self, row: Mapping[str, Any]) -> None:
        """Record that a run started. Runs still marked as running have died, because this one holds the lock."""
        with _change(self.link, f"{row['run_id']}-begin") as connection:
            connection.execute("update main.runs set status = 'killed' where status = 'running'")
            insert_rows(connection, "main.runs", [row])

    def end(self, row: Mapping[str, Any], results: Sequence[Mapping[str, Any]]) -> None:
        """Record how a run ended, with the results of its audit."""
        with _change(self.link, f"{row['run_id']}-end") as connection:
            connection.execute("delete from main.runs where run_id = ?", [row["run_id"]])
            connection.execute("delete from main.quality_results where run_id = ?", [row["run_id"]])
            insert_rows(connection, "main.runs", [row])
            insert_rows(connection, "main.quality_results", results)


@contextmanager
def _change(link: Path, label: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A writing connection to a copy of the history; the copy becomes the history if the block succeeds."""
    file = versions.version_path(link, label)
    file.unlink(missing_ok=True)
    connection = _open_copy(versions.current_version(link), file)
    try:
        connection.execute("begin transaction")  # otherwise each of hundreds of rows waits for the disk
        yield connection
        connection.execute("commit")
    except BaseException:
        connection.close()
        file.unlink(missing_ok=True)
        raise
    connection.close()
    versions.publish(file, link)
    versions.drop_old(link, kept=1)


def _open_copy(current: Path | None, file: Path) -> duckdb.DuckDBPyConnection:
    if current:
        versions.copy_file(current, file)
        file.chmod(0o644)
        return duckdb.connect(str(file), config=CLOSED)
    connection = open_for_work(file, memory_limit="256MB", threads=1, spill=file.with_name(".spill"))
    for table in HISTORY_TABLES:
        connection.execute(catalog.tables()[table].ddl)
    return connection


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert a few rows: missing columns become NULL, dicts JSON."""
    names = catalog.tables()[table].column_names
    marks = ", ".join("?" for _ in names)
    if rows:
        values = [[_stored(row.get(name)) for name in names] for row in rows]
        connection.executemany(f"insert into {table} ({', '.join(names)}) values ({marks})", values)


def _stored(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value
