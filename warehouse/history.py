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
from warehouse.connections import CLOSED, open_for_work, open_to_read

HISTORY_TABLES = ("main.runs", "main.quality_results")

KILLED = "its process died: it was killed, or the machine was restarted"
"""The reason of a run that did not record its end."""


class History:
    """The history of one warehouse; every method leaves a complete, readable file."""

    def __init__(self, warehouse: Path) -> None:
        self.link = warehouse.with_name("history.duckdb")

    def running(self) -> list[str]:
        """The ids of the runs marked as running; to who holds the lock they are dead."""
        return [row[0] for row in self._rows("select run_id from main.runs where status = 'running' order by run_id")]

    def status_of(self, run_id: str) -> str | None:
        """The status of a run; None if it never began."""
        return next((row[0] for row in self._rows("select status from main.runs where run_id = ?", run_id)), None)

    def begin(self, row: Mapping[str, Any]) -> list[str]:
        """Record that a run started. Runs still marked as running have died, because this one holds the lock; returns
        their ids.
        """
        dead = self.running()
        with _change(self.link, f"{row['run_id']}-begin") as connection:
            _mark_killed(connection)
            insert_rows(connection, "main.runs", [row])
        return dead

    def close_dead(self) -> list[str]:
        """Mark the runs that died; returns their ids. The caller holds the lock."""
        dead = self.running()
        if dead:
            with _change(self.link, f"{dead[0]}-killed") as connection:
                _mark_killed(connection)
        return dead

    def end(self, row: Mapping[str, Any], results: Sequence[Mapping[str, Any]]) -> None:
        """Record how a run ended, with the results of its audit."""
        with _change(self.link, f"{row['run_id']}-end") as connection:
            connection.execute("delete from main.runs where run_id = ?", [row["run_id"]])
            connection.execute("delete from main.quality_results where run_id = ?", [row["run_id"]])
            insert_rows(connection, "main.runs", [row])
            insert_rows(connection, "main.quality_results", results)

    def _rows(self, sql: str, *params: object) -> list[tuple[Any, ...]]:
        if versions.current_version(self.link) is None:
            return []
        with open_to_read(self.link) as connection:
            return connection.execute(sql, list(params)).fetchall()


def _mark_killed(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("update main.runs set status = 'killed', reason = ? where status = 'running'", [KILLED])


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
        connection = duckdb.connect(str(file), config=CLOSED)
        _add_missing_columns(connection)
        return connection
    connection = open_for_work(file, memory_limit="256MB", threads=1, spill=file.with_name(".spill"))
    for table in HISTORY_TABLES:
        connection.execute(catalog.tables()[table].ddl)
    return connection


def _add_missing_columns(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the columns that a history written by an earlier release lacks."""
    columns = "select 'main.' || table_name, column_name from duckdb_columns() where not internal"
    found = set(connection.execute(columns).fetchall())
    for name in HISTORY_TABLES:
        for column in catalog.tables()[name].columns:
            if (name, column.name) not in found:
                connection.execute(f"alter table {name} add column {column.name} {column.type}")


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert a few rows: missing columns become NULL, dicts JSON."""
    names = catalog.tables()[table].column_names
    marks = ", ".join("?" for _ in names)
    if rows:
        values = [[_stored(row.get(name)) for name in names] for row in rows]
        connection.executemany(f"insert into {table} ({', '.join(names)}) values ({marks})", values)


def _stored(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value
