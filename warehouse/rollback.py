"""A rollback: back to a version or a snapshot that is kept, once it is intact and its audit holds again.

Belongs here: opening it for its audit, giving it its place, its entry in the history. Does not: finding it (kept), the
audit itself (expectations), the lock (lock).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from warehouse import builds, catalog, changes, connections, contracts, memory, migrations, seals, versions
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import RunStamp
from warehouse.history import History
from warehouse.kept import Kept, copy_report, copy_version
from warehouse.seals import NotAsPublished, Seal
from warehouse.stores import Stamps


def check(version: Kept) -> bool:
    """Whether the version has the tables of this release, so that its expectations can be checked again.

    Raises NotAsPublished if its bytes are not those published, NewerWarehouse, or Unreadable.
    """
    difference = seals.find_difference(version.file, version.seal, is_thorough=True) if version.seal else None
    if difference:
        raise NotAsPublished(f"version {version.name} is not as it was published: {difference}")
    with connections.open_to_read(version.file) as connection:
        stored = migrations.stored_version(connection)
    migrations.refuse_newer(stored)
    return stored == migrations.SCHEMA_VERSION


@contextmanager
def open_to_audit(file: Path, run: RunStamp, *, memory_limit: str, threads: int, spill: Path) -> Iterator[DuckDBEngine]:
    """An engine on a version that can't be written, with empty scratch, for its audit in bounded memory."""
    limit = memory.memory_limit(memory_limit)
    connection = connections.open_for_audit(file, memory_limit=limit, threads=threads, spill=spill)
    try:
        for database in (catalog.SCRATCH, catalog.PREVIOUS):
            contracts.create_empty(connection, database)
        changes.attach(connection)
        connections.forbid_files(connection, file)
        yield DuckDBEngine(connection, run)
    finally:
        connection.close()


def place(link: Path, version: Kept, run_id: str) -> Path:
    """The file among the versions: a snapshot is copied there, unless its version is still kept and intact."""
    if not version.is_snapshot:
        return version.file
    file, seal = versions.version_path(link, version.run_id), version.seal
    if seal and file.exists() and seals.find_difference(file, seal, is_thorough=True) is None:
        return file
    versions.with_log(file).unlink(missing_ok=True)
    copied = builds.build_path(link, run_id)
    copy_version(version, copied)
    adopted = versions.adopt(copied, link, version.run_id)
    copy_report(version.file, adopted, link)
    return adopted


def seal_again(file: Path, version: Kept) -> Seal:
    """A seal for a version of which the history has none."""
    with connections.open_to_read(file) as connection:
        rows = connection.execute("select count(*) from main.articles").fetchall()
    found, sha256 = file.stat(), seals.sha256_of(file)
    return Seal(version.run_id, version.published_at, None, rows[0][0], found.st_size, found.st_mtime_ns, sha256)


def record(
    history: History,
    run: RunStamp,
    stamps: Stamps,
    reason: str,
    status: str,
    results: Sequence[Mapping[str, Any]],
    seal: Seal | None = None,
) -> None:
    """Record a rollback, or one that its audit stopped, among the runs: with the results of the audit."""
    now = run.now()
    row = {
        "run_id": run.run_id,
        "status": status,
        "started_at": run.started_at,
        "finished_at": now,
        "product_version": stamps.product_version,
        "rules_version": stamps.rules_version,
        "settings_hash": stamps.settings_hash,
        "input_hash": "",
        "seconds": round((now - run.started_at).total_seconds(), 3),
        "reason": reason,
    }
    history.end(row, [{"run_id": run.run_id, **result} for result in results], seal)
