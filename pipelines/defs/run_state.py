"""What Dagster's state says of runs: whose they are, whether they live, and which of them died.

Belongs here: tags, closing dead runs. Does not: the folder of the state (instance), deleting runs (retention), starting
runs (automation), the lock on the warehouse (warehouse.lock).
"""

import fcntl
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
from dagster import DagsterRunStatus, RunRecord

from pipelines.defs.instance import is_own
from pipelines.defs.notices import report_dead
from pipelines.settings import Settings

WAREHOUSE_TAG, TRIGGER_TAG = "newsfold/warehouse", "newsfold/trigger"

REFUSAL_TAG = "newsfold/refusal"
"""On a run that was refused: the kind of the refusal, as its error is called."""

UNFINISHED = (DagsterRunStatus.STARTING, DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING)

START_SECONDS = {DagsterRunStatus.STARTING: 300.0, DagsterRunStatus.STARTED: 60.0, DagsterRunStatus.CANCELING: 60.0}
"""How long a run may stay in a status before it declares itself alive: its process has to import first."""

DIED = "The process of this run died: it was killed, or the machine was restarted. The next run does its work."


def run_tags(settings: Settings, trigger: str) -> Mapping[str, str]:
    """The tags of a run: which warehouse it works on, and what started it."""
    return {WAREHOUSE_TAG: str(settings.warehouse), TRIGGER_TAG: trigger}


def declare_alive(instance: dg.DagsterInstance, run_id: str) -> None:
    """Take the lock that tells others that the process of a run lives; the system releases it when the process ends.

    The descriptor stays open on purpose: a run that is about to report its success is not dead.
    """
    file = declaration(instance, run_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    fcntl.flock(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644), fcntl.LOCK_EX)


def close_and_report(instance: dg.DagsterInstance, settings: Settings) -> list[str]:
    """Close dead runs, here and in the history, and tell the user's program of them; returns the ids of those here."""
    closed = close_dead_runs(instance)
    report_dead(settings, closed)
    return closed


def find_refused(instance: dg.DagsterInstance, kind: str, since: float) -> str | None:
    """The id of the newest run that was launched after this instant and refused for this reason."""
    after = datetime.fromtimestamp(since, UTC)
    wanted = dg.RunsFilter(tags={REFUSAL_TAG: kind}, statuses=[DagsterRunStatus.CANCELED], created_after=after)
    return next((run.run_id for run in instance.get_runs(wanted, limit=1)), None)


def close_dead_runs(instance: dg.DagsterInstance, now: float | None = None) -> list[str]:
    """Report runs as failed, or as canceled, whose process is gone; returns their ids."""
    closed = []
    for record in instance.get_run_records(dg.RunsFilter(statuses=list(UNFINISHED))):
        run = record.dagster_run
        file = declaration(instance, run.run_id)
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


def declaration(instance: dg.DagsterInstance, run_id: str) -> Path:
    """The file whose lock says that the process of a run lives."""
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
