"""`newsfold doctor`: checks the prerequisites of a run, the published tables and the last runs.

Belongs here: the checks. Does not: repairs.
"""

import argparse
import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from itertools import chain
from pathlib import Path

from pipelines import settings as setting
from pipelines.settings import Settings
from warehouse import catalog, migrations, seals, versions
from warehouse.connections import open_to_read
from warehouse.history import History
from warehouse.lock import RunLock

PACKAGES = ("newsfold", "dagster", "duckdb", "sqlglot", "pyarrow", "great-expectations", "numpy", "numba")
MIN_FREE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; an unhealthy one makes the command exit with 1."""

    subject: str
    text: str
    is_healthy: bool = True


def main(options: argparse.Namespace) -> int:
    """Print every finding; 0 if all are healthy."""
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse})
    is_healthy = True
    for finding in chain(_surroundings(settings), _published(settings), _last_runs(settings)):
        print(f"{'ok ' if finding.is_healthy else 'BAD'}  {finding.subject:<12} {finding.text}")
        is_healthy &= finding.is_healthy
    return 0 if is_healthy else 1


def _surroundings(settings: Settings) -> Iterator[Finding]:
    versions_of = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    yield Finding("versions", f"Python {platform.python_version()}, {versions_of}")
    yield Finding("raw", str(settings.raw))
    yield Finding("warehouse", str(settings.warehouse))
    folder = next(each for each in settings.warehouse.parents if each.exists())
    free = shutil.disk_usage(folder).free
    yield Finding("disk", f"{free >> 20:,} MB free on the disk of the warehouse", free >= MIN_FREE_BYTES)
    holder = RunLock(settings.warehouse.parent).holder()
    yield Finding("lock", f"held by {holder}" if holder else "free")


def _published(settings: Settings) -> Iterator[Finding]:
    current = versions.current_version(settings.warehouse)
    if current is None:
        yield Finding("published", "nothing published yet: run `newsfold run`")
        return
    seal = _seal(settings, current)
    yield seal
    if not seal.is_healthy:
        return
    with open_to_read(settings.warehouse) as connection:
        version = migrations.stored_version(connection)
        label = versions.label_of(current, settings.warehouse)
        yield Finding("published", f"{label}, schema version {version}", version == migrations.SCHEMA_VERSION)
        rows = connection.execute(
            "select schema_name || '.' || table_name, list(column_name order by column_index) from duckdb_columns()"
            " where not internal group by all"
        ).fetchall()
    drift = _drift(dict(rows))
    yield Finding("contract", "; ".join(drift) or "every table matches its DDL", not drift)


def _seal(settings: Settings, current: Path) -> Finding:
    """Whether the published file is byte for byte as it was published."""
    label = versions.label_of(current, settings.warehouse)
    seal = History(settings.warehouse).read().seals.get(label)
    if seal is None:
        return Finding("seal", f"version {label} has none: an earlier release published it; the next run seals")
    difference = seals.find_difference(current, seal, is_thorough=True)
    if difference is None:
        return Finding("seal", f"version {label} is as it was published, SHA-256 {seal.sha256}")
    hint = "the next run builds on the version before; `newsfold versions` lists what is kept"
    return Finding("seal", f"version {label} is not as it was published: {difference}; {hint}", is_healthy=False)


def _drift(found: dict[str, list[str]]) -> list[str]:
    """Differences between the tables of a file and the catalog, except scratch."""
    differing = []
    for name, table in catalog.tables().items():
        if table.schema == "work" or (table.is_view and catalog.models()[name].is_of_run):
            continue
        if name not in found:
            differing.append(f"{name} is missing")
        elif set(found[name]) != set(table.column_names):
            differing.append(f"the columns of {name} differ from its DDL")
    return differing


def _last_runs(settings: Settings) -> Iterator[Finding]:
    link = History(settings.warehouse).link
    if not link.exists():
        return
    with open_to_read(link) as connection:
        rows = connection.execute(
            "select run_id, status, started_at, seconds from runs order by started_at desc limit 3"
        ).fetchall()
    for run_id, status, started_at, seconds in rows:
        yield Finding("last run", f"{started_at:%Y-%m-%d %H:%M:%S} UTC  {status}  {seconds or 0:.1f} s  {run_id}")
