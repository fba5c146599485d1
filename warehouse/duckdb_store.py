"""A build on DuckDB: a private copy of the version before, with `work` and `previous` attached.

Belongs here: copying, opening and completing that file. Does not: running steps on it (duckdb_engine), publishing it
(builds).
"""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from warehouse import (
    catalog,
    changes,
    connections,
    contracts,
    leftovers,
    manifests,
    memory,
    migrations,
    purge,
    versions,
    views_file,
)  # fmt: skip
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import RunStamp
from warehouse.stores import Opening, Stamps


@dataclass
class DuckDBStore:
    """See the protocol in warehouse.stores."""

    engine: DuckDBEngine
    file: Path
    limits: dict[str, Any]
    copied_by: str
    copy_seconds: float
    flushing: Future[None] | None

    def auditor(self) -> DuckDBEngine:
        return self.engine

    def track_changes(self) -> None:
        self.engine.changes.start()

    def finish(self, *, has_removed: bool) -> None:
        contracts.drop_run_views(self.engine.connection)
        self.engine.connection.execute("checkpoint")
        if self.flushing:
            self.flushing.result()  # a write error is reported once: here, not by the sync that follows
        self.close()
        if has_removed:
            purge.rewrite(self.file, **self.limits)

    def close(self) -> None:
        self.engine.connection.close()


def open_store(opening: Opening) -> DuckDBStore:
    """The build, ready to be written; its run is a full one if the tables had to be migrated."""
    limits, began = limits_of(opening), time.monotonic()
    if opening.current and manifests.read(opening.current):
        copied_by, opening = "rows", _import_rows(opening, opening.current, limits)
    else:
        copied_by = versions.copy_file(opening.current, opening.file) if opening.current else "new"
    seconds = time.monotonic() - began
    flushing = _flushing(opening.file) if copied_by == "copy" else None
    connection, run = _open(opening, limits)
    return DuckDBStore(DuckDBEngine(connection, run), opening.file, limits, copied_by, seconds, flushing)


def _import_rows(opening: Opening, current: Path, limits: dict[str, Any]) -> Opening:
    """Write the rows of a version in Parquet files into the build, and let `previous` be a copy of it."""
    views_file.refuse_other_schema(current)
    purge.rewrite(opening.file, current, **limits)
    previous = opening.warehouse.with_name(f".previous-{opening.run.run_id}.duckdb")
    versions.copy_file(opening.file, previous)
    return replace(opening, current=previous)


def limits_of(opening: Opening) -> dict[str, Any]:
    """The limits of a connection of the build, as for connections.open_for_work."""
    spill = opening.warehouse.parent / leftovers.SPILL
    return {
        "memory_limit": memory.memory_limit(opening.memory_limit), "threads": opening.threads, "spill": spill,
    }  # fmt: skip


def stamp(connection: duckdb.DuckDBPyConnection, run: RunStamp, stamps: Stamps) -> None:
    """State versions and run in their tables."""
    connection.execute("delete from main.warehouse_version")
    versions_row = [migrations.SCHEMA_VERSION, stamps.rules_version, stamps.product_version]
    connection.execute("insert into main.warehouse_version values (?, ?, ?)", versions_row)
    connection.execute("insert into work.run values (?, ?, ?)", [run.run_id, run.started_at, run.is_full])


def _flushing(copied: Path) -> Future[None]:
    """Write the copy to disk in the background; otherwise publication would wait for gigabytes."""
    pool = ThreadPoolExecutor(1)
    flushing = pool.submit(versions.flush, copied)
    pool.shutdown(wait=False)
    return flushing


def _open(opening: Opening, limits: dict[str, Any]) -> tuple[duckdb.DuckDBPyConnection, RunStamp]:
    build, folder, run = opening.file, opening.warehouse.parent, opening.run
    build.chmod(0o644) if build.exists() else None
    connection = connections.open_for_work(build, **limits)
    try:
        is_migrated = bool(migrations.migrate(connection))
        run = replace(run, is_full=run.is_full or is_migrated)
        _attach(connection, folder, run, opening.current)
        contracts.create_all(connection)
        changes.attach(connection)
        stamp(connection, run, opening.stamps)
        connection.execute("set enable_external_access = false")
    except BaseException:
        connection.close()
        build.unlink(missing_ok=True)
        raise
    return connection, run


def _attach(connection: duckdb.DuckDBPyConnection, folder: Path, run: RunStamp, current: Path | None) -> None:
    """Attach `work`, the scratch of this run, and `previous`, the version before: empty tables in the first run."""
    work = str(folder / f".work-{run.run_id}.duckdb").replace("'", "''")
    # newer storage versions compress texts, which takes as long as everything else about landing them
    options = f"row_group_size {connections.GROUP_ROWS}, storage_version '{connections.STORAGE_VERSION}'"
    connection.execute(f"attach '{work}' as work ({options})")
    if current:
        private = folder / f".previous-{run.run_id}.duckdb"
        connections.attach_to_read(connection, current, catalog.PREVIOUS, private)
        return
    contracts.create_empty(connection, catalog.PREVIOUS)
