"""What Dagster's state says of runs: whose they are, which of them died, and how many are kept.

Belongs here: tags, closing dead runs, removing old ones. Does not: the folder of the state (instance), starting runs
(automation), the lock on the warehouse (warehouse.lock).
"""

import fcntl
import os
import shutil
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import dagster as dg
from dagster import DagsterRunStatus, RunRecord

from pipelines.defs.instance import is_own
from pipelines.settings import Settings

WAREHOUSE_TAG, TRIGGER_TAG = "newsfold/warehouse", "newsfold/trigger"

UNFINISHED = (DagsterRunStatus.STARTING, DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING)
FINISHED = (DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED)

START_SECONDS = {DagsterRunStatus.STARTING: 300.0, DagsterRunStatus.STARTED: 60.0, DagsterRunStatus.CANCELING: 60.0}
"""How long a run may stay in a status before it declares itself alive: its process has to import first."""

DIED = "The process of this run died: it was killed, or the machine was restarted. The next run does its work."

LEFT_BEHIND = "delete from asset_check_executions where run_id not in (select distinct run_id from event_logs)"
"""What Dagster leaves in its index of events when it deletes the events of a run."""


def run_tags(settings: Settings, trigger: str) -> Mapping[str, str]:
    """The tags of a run: which warehouse it works on, and what started it."""
    return {WAREHOUSE_TAG: str(settings.warehouse), TRIGGER_TAG: trigger}


def tidy(instance: dg.DagsterInstance, settings: Settings) -> None:
    """Close dead runs and delete old ones."""
    close_dead_runs(instance)
    drop_old_runs(instance, {WAREHOUSE_TAG: str(settings.warehouse)}, settings.runs_kept)


def declare_alive(instance: dg.DagsterInstance, run_id: str) -> None:
    """Take the lock that tells others that the process of a run lives; the system releases it when the process ends.

    The descriptor stays open on purpose: a run that is about to report its success is not dead.
    """
    file = _declaration(instance, run_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    fcntl.flock(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644), fcntl.LOCK_EX)


def close_dead_runs(instance: dg.DagsterInstance, now: float | None = None) -> list[str]:
    """Report runs as failed, or as canceled, whose process is gone; returns their ids."""
    closed = []
    for record in instance.get_run_records(dg.RunsFilter(statuses=list(UNFINISHED))):
        run = record.dagster_run
        file = _declaration(instance, run.run_id)
        is_dead = _is_free(file) if file.exists() else _is_overdue(instance, record, now or time.time())
        current = instance.get_run_by_id(run.run_id)
        if not is_dead or current is None or current.status is not run.status:  # it ended meanwhile
            continue
        if run.status is DagsterRunStatus.CANCELING:
            instance.report_run_canceled(current, DIED)
        else:
            instance.report_run_failed(current, DIED)
        file.unlink(missing_ok=True)
        closed.append(run.run_id)
    return closed


def drop_old_runs(instance: dg.DagsterInstance, tags: Mapping[str, str], kept: int) -> list[str]:
    """Delete finished runs with these tags beyond the newest `kept`, with their events and logs; returns their ids."""
    wanted = dg.RunsFilter(statuses=list(FINISHED), tags=dict(tags))
    old = [run.run_id for run in instance.get_runs(wanted)][kept:]  # newest first
    history = Path(instance.root_directory) / "history"
    for run_id in old:
        instance.delete_run(run_id)
        _declaration(instance, run_id).unlink(missing_ok=True)
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


def _declaration(instance: dg.DagsterInstance, run_id: str) -> Path:
    return Path(instance.root_directory) / "alive" / run_id


def _is_free(file: Path) -> bool:
    descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def _is_overdue(instance: dg.DagsterInstance, record: RunRecord, now: float) -> bool:
    """Whether a run that never declared itself alive should have; where Dagster's state may be shared with other
    projects, only a run with tags of newsfold is judged.
    """
    run = record.dagster_run
    is_ours = WAREHOUSE_TAG in run.tags or is_own(Path(instance.root_directory))
    return is_ours and now - record.update_timestamp.timestamp() > START_SECONDS[run.status]


def _execute(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        connection.execute(statement)
