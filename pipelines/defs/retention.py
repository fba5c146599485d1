"""How many runs Dagster's state keeps, and deleting the others with all they left.

Belongs here: old runs, refused runs, and all runs once something was taken out. Does not: which runs died (run_state),
the folder of the state (instance).
"""

import shutil
import sqlite3
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
from dagster import DagsterRunStatus

from pipelines.defs.run_state import REFUSAL_TAG, WAREHOUSE_TAG, close_and_report, declaration
from pipelines.settings import Settings

MAX_REFUSED_SECONDS = 3600.0
"""How long a refused run is shown: it did nothing, and the timeline would draw it in red."""

FINISHED = (DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED)

LEFT_BEHIND = "delete from asset_check_executions where run_id not in (select distinct run_id from event_logs)"
"""What Dagster leaves in its index of events when it deletes the events of a run."""


def tidy(instance: dg.DagsterInstance, settings: Settings) -> None:
    """Close dead runs; delete old and refused ones."""
    tags = {WAREHOUSE_TAG: str(settings.warehouse)}
    close_and_report(instance, settings)
    drop_refused_runs(instance, tags)
    drop_old_runs(instance, tags, settings.runs_kept)


def drop_old_runs(instance: dg.DagsterInstance, tags: Mapping[str, str], kept: int) -> list[str]:
    """Delete finished runs with these tags beyond the newest `kept`, with their events and logs; returns their ids."""
    wanted = dg.RunsFilter(statuses=list(FINISHED), tags=dict(tags))
    return _delete(instance, instance.get_runs(wanted)[kept:])  # newest first


def drop_refused_runs(instance: dg.DagsterInstance, tags: Mapping[str, str], now: float | None = None) -> list[str]:
    """Delete runs with these tags that were refused more than an hour ago; returns their ids."""
    before = datetime.fromtimestamp((now or time.time()) - MAX_REFUSED_SECONDS, UTC)
    wanted = dg.RunsFilter(statuses=[DagsterRunStatus.CANCELED], tags=dict(tags), created_before=before)
    return _delete(instance, [run for run in instance.get_runs(wanted) if REFUSAL_TAG in run.tags])


def _delete(instance: dg.DagsterInstance, runs: Sequence[dg.DagsterRun]) -> list[str]:
    old = [run.run_id for run in runs]
    history = Path(instance.root_directory) / "history"
    for run_id in old:
        instance.delete_run(run_id)
        declaration(instance, run_id).unlink(missing_ok=True)
        shutil.rmtree(Path(instance.root_directory) / "storage" / run_id, ignore_errors=True)
        for file in (history / "runs").glob(f"{run_id}.db*"):
            file.unlink()
    if old and (history / "runs" / "index.db").exists():  # Dagster's default storage
        _execute(history / "runs" / "index.db", LEFT_BEHIND)
    return old


def forget_runs(instance: dg.DagsterInstance, settings: Settings) -> bool:
    """Delete what is kept of all finished runs on this warehouse, and the freed parts of the files; False if another
    program kept a file locked, so that it must be done again.
    """
    drop_old_runs(instance, {WAREHOUSE_TAG: str(settings.warehouse)}, kept=0)
    try:
        for file in Path(instance.root_directory).rglob("*.db"):
            _execute(file, "vacuum")
            _execute(file, "pragma wal_checkpoint(truncate)")
    except sqlite3.OperationalError:
        return False
    return True


def _execute(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        connection.execute(statement)
