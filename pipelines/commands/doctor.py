"""`newsfold doctor`: checks the prerequisites of a run, the published tables and the last runs.

Belongs here: the checks. Does not: repairs.
"""

import argparse
import json
import os
import platform
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib import metadata
from itertools import chain
from pathlib import Path

from pipelines import settings as setting
from pipelines.commands.row_dicts import Row, fetch_rows
from pipelines.settings import Settings
from warehouse import catalog, manifests, memory, migrations, seals, versions
from warehouse.connections import open_to_read
from warehouse.history import KILLED, History
from warehouse.lock import RunLock
from warehouse.spark_session import find_obstacle

PACKAGES = ("newsfold", "dagster", "duckdb", "sqlglot", "pyarrow", "great-expectations", "numpy", "numba")
MIN_FREE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; an unhealthy one makes the command exit with 1.

    figures: the same as numbers and names, for --json, sizes in bytes · is_notable: healthy, but worth a look
    """

    subject: str
    text: str
    is_healthy: bool = True
    is_notable: bool = False
    figures: Mapping[str, object] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        return ("look" if self.is_notable else "ok") if self.is_healthy else "BAD"


def main(options: argparse.Namespace) -> int:
    """Print every finding, or all as one JSON object; 0 if all are healthy."""
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse}, reads_raw=False)
    found = chain(_surroundings(settings), _resources(settings), _published(settings), _last_runs(settings))
    findings = []
    for finding in found:
        findings.append(finding)
        if not options.json:
            print(f"{finding.mark:<4} {finding.subject:<12} {finding.text}")
    is_healthy = all(finding.is_healthy for finding in findings)
    if options.json:
        print(json.dumps({"is_healthy": is_healthy, "findings": [asdict(finding) for finding in findings]}))
    return 0 if is_healthy else 1


def _surroundings(settings: Settings) -> Iterator[Finding]:
    named = {name: metadata.version(name) for name in PACKAGES}
    stated = ", ".join(f"{name} {version}" for name, version in named.items())
    yield Finding("versions", f"Python {platform.python_version()}, {stated}", figures=named)
    if unknown := list(setting.warnings()):
        yield Finding("settings", "; ".join(unknown), is_notable=True, figures={"unknown": unknown})
    is_readable = os.access(settings.raw, os.R_OK | os.X_OK)
    yield Finding("raw", str(settings.raw) if is_readable else f"{settings.raw} cannot be listed", is_readable)
    yield Finding("warehouse", str(settings.warehouse))
    if settings.engine == setting.SPARK:
        obstacle = find_obstacle(settings.spark_address, settings.spark_storage or "")
        yield Finding("spark", obstacle or settings.spark_address, not obstacle)
    holder = RunLock(settings.warehouse.parent).holder()
    yield Finding("lock", f"held by {holder}" if holder else "free", figures={"holder": holder})


def _resources(settings: Settings) -> Iterator[Finding]:
    """Memory and disk: what there is and what newsfold takes."""
    limit, usable = memory.memory_limit(settings.memory_limit), memory.usable_memory()
    stated = f"{int(limit[:-1]) >> 20:,} MB" if limit.removesuffix("B").isdecimal() else limit
    text = f"limit of the engine {stated}; this process may use {usable >> 20:,} MB"
    yield Finding("memory", text, figures={"limit": limit, "usable": usable})
    folder = next(each for each in settings.warehouse.parents if each.exists())
    free, taken = shutil.disk_usage(folder).free, _size_of(settings.warehouse.parent, settings.dagster_home)
    text = f"{free >> 20:,} MB free on the disk of the warehouse, which takes {taken >> 20:,} MB"
    yield Finding("disk", text, free >= MIN_FREE_BYTES, figures={"free": free, "warehouse": taken})
    state = _size_of(settings.dagster_home)
    yield Finding("state", f"Dagster's takes {state >> 20:,} MB: {settings.dagster_home}", figures={"bytes": state})


def _size_of(folder: Path, without: Path | None = None) -> int:
    """Bytes of the files of a warehouse, or of all files below a folder of state; links do not count."""
    total = 0
    for path, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if without is None or Path(path, each) != without]
        for name in files:
            with suppress(FileNotFoundError):  # a run may be at work
                status = os.lstat(os.path.join(path, name))
                total += 0 if stat.S_ISLNK(status.st_mode) else status.st_size
    return total


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
    manifest = manifests.read(current)
    if obstacle := manifest and manifest.folder.find_obstacle():
        return Finding("seal", f"version {label} has its tables elsewhere: {obstacle}", is_healthy=False)
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
    """The last runs; the newest one is healthy if it published, with its warnings shown."""
    link = History(settings.warehouse).link
    if versions.current_version(link) is None:
        return
    with open_to_read(link) as connection:
        rows = fetch_rows(connection, "select * from runs order by started_at desc, run_id limit 3")
        results = "select table_name, expectation, observed from quality_results where not passed and run_id = ?"
        failed = fetch_rows(connection, f"{results} order by all", rows[0]["run_id"]) if rows else []
    is_at_work = RunLock(settings.warehouse.parent).holder() is not None
    for number, run in enumerate(rows):
        status, reason = run["status"], run.get("reason")
        if status == "running" and not (is_at_work and number == 0):
            status, reason = "killed", KILLED
        yield _run_finding(run, status, reason, is_newest=number == 0)
    for each in failed:
        text = f"{each['table_name']}: {each['expectation']} (observed {each['observed']})"
        yield Finding("warning", text, is_notable=True, figures=each)


def _run_finding(run: Row, status: str, reason: str | None, is_newest: bool) -> Finding:
    seconds = f"{run['started_at']:%Y-%m-%d %H:%M:%S} UTC  {status}  {run['seconds'] or 0:.1f} s  {run['run_id']}"
    figures = {name: run[name] for name in ("run_id", "seconds")} | {"status": status, "reason": reason}
    figures |= {name: run[name].isoformat() if run[name] else None for name in ("started_at", "finished_at")}
    is_healthy = not is_newest or status in ("published", "running", "rolled_back")
    return Finding("last run", seconds + (f"  {reason}" if reason else ""), is_healthy, figures=figures)
