"""`history.duckdb`: every run and every validation result, failed ones too, and the seals of all versions.

Belongs here: appending without blocking readers: each change is a new file behind the link. Does not: the audit
(expectations), publication (builds).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse import catalog, versions
from warehouse.connections import CLOSED, open_for_work, open_to_read
from warehouse.seals import Seal

COLUMNS_OF_A_SEAL = ", ".join(column.name for column in fields(Seal))

BLANK_ERRORS = "update main.quality_results set observed = null where observed like 'could not be validated%'"
"""The message of a database may quote a value."""


KILLED = "its process died: it was killed, or the machine was restarted"
"""The reason of a run that did not record its end."""

MARK_DEAD = """
    update main.runs
    set status = case when run_id = $shown then 'published' else 'killed' end,
        reason = case when run_id = $shown then reason else $reason end
    where status = 'running'
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What the history knows of versions: the seals of those published, and the runs that did not record their end."""

    seals: Mapping[str, Seal] = field(default_factory=dict)
    running: frozenset[str] = frozenset()


class History:
    """The history of one warehouse; every method leaves a complete, readable file."""

    def __init__(self, warehouse: Path) -> None:
        self.link = warehouse.with_name("history.duckdb")

    def read(self) -> Known:
        """The seals by run id, and the ids of runs marked as running: to who holds the lock they are dead."""
        if versions.current_version(self.link) is None:
            return Known()
        with open_to_read(self.link) as connection:
            running = connection.execute("select run_id from main.runs where status = 'running'").fetchall()
            ids = frozenset(row[0] for row in running)
            if not connection.execute("select 1 from duckdb_tables() where table_name = 'versions'").fetchone():
                return Known(running=ids)  # written by an earlier release
            rows = connection.execute(f"select {COLUMNS_OF_A_SEAL} from main.versions").fetchall()
        return Known({row[0]: Seal(*row) for row in rows}, ids)

    def status_of(self, run_id: str) -> str | None:
        """The status of a run; None if it never began."""
        if versions.current_version(self.link) is None:
            return None
        with open_to_read(self.link) as connection:
            row = connection.execute("select status from main.runs where run_id = ?", [run_id]).fetchone()
        return row[0] if row else None

    def begin(self, row: Mapping[str, Any], shown: str | None = None) -> list[str]:
        """Record that a run started. Runs still marked as running have died, because this one holds the lock; returns
        the ids of those that had not published.

        shown: the run whose version the link shows: if it died, then after it had published
        """
        dead = sorted(self.read().running - {shown})
        with _change(self.link, f"{row['run_id']}-begin") as connection:
            connection.execute(MARK_DEAD, {"shown": shown, "reason": KILLED})
            insert_rows(connection, "main.runs", [row])
        return dead

    def close_dead(self, shown: str | None) -> list[str]:
        """Mark the runs that died, as begin does; returns the ids of those that had not published. The caller holds the
        lock.
        """
        running = sorted(self.read().running)
        if running:
            with _change(self.link, f"{running[0]}-killed") as connection:
                connection.execute(MARK_DEAD, {"shown": shown, "reason": KILLED})
        return [run_id for run_id in running if run_id != shown]

    def end(self, row: Mapping[str, Any], results: Sequence[Mapping[str, Any]], seal: Seal | None = None) -> None:
        """Record how a run ended, with the results of its audit, and the seal of the version it published."""
        with _change(self.link, f"{row['run_id']}-end") as connection:
            for table in ("main.runs", "main.quality_results"):
                connection.execute(f"delete from {table} where run_id = ?", [row["run_id"]])
            insert_rows(connection, "main.runs", [row])
            insert_rows(connection, "main.quality_results", results)
            if seal:
                connection.execute("delete from main.versions where run_id = ?", [seal.run_id])
                insert_rows(connection, "main.versions", [asdict(seal)])

    def purge(self, run_id: str) -> None:
        """Write the history anew without what may quote a value of a record, and delete the one before it."""
        with _change(self.link, f"{run_id}-purged", anew=True) as connection:
            connection.execute(BLANK_ERRORS)
        versions.drop_old(self.link, kept=0)


@contextmanager
def _change(link: Path, label: str, *, anew: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A writing connection to a copy of the history; the copy becomes the history if the block succeeds.

    anew: its rows are copied instead of the file, so that nothing is left of deleted ones
    """
    file = versions.version_path(link, label)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    current = versions.current_version(link)
    connection = _open_copy(None if anew else current, file)
    try:
        connection.execute("begin transaction")  # otherwise each of hundreds of rows waits for the disk
        _complete(connection)
        if anew and current:
            _copy_rows(connection, current)
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
    return open_for_work(file, memory_limit="256MB", threads=1, spill=file.with_name(".spill"))


def _copy_rows(connection: duckdb.DuckDBPyConnection, current: Path) -> None:
    with open_to_read(current) as source:
        for name in catalog.history_tables():
            rows = source.sql(f"select * from {name}").to_arrow_table()
            connection.register("copied_rows", rows)
            connection.execute(f"insert into {name} by name select * from copied_rows")
            connection.unregister("copied_rows")


def _complete(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables and add the columns that a history written by an earlier release lacks."""
    columns = "select table_name, column_name from duckdb_columns() where not internal"
    found = set(connection.execute(columns).fetchall())
    for name, table in catalog.history_tables().items():
        bare = name.split(".")[1]
        if not any(bare == other for other, _ in found):
            connection.execute(table.ddl)
            continue
        for column in table.columns:
            if (bare, column.name) not in found:
                connection.execute(f"alter table {name} add column {column.name} {column.type}")
                connection.execute(f"comment on column {name}.{column.name} is '{column.comment}'")


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, in one statement: missing columns become NULL, dicts JSON."""
    names = catalog.history_tables()[table].column_names
    if rows:
        given = pa.Table.from_pylist([{name: _stored(row.get(name)) for name in names} for row in rows])
        connection.register("given_rows", given)
        connection.execute(f"insert into {table} by name select * from given_rows")
        connection.unregister("given_rows")


def _stored(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict) else value
