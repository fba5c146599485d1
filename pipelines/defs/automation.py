"""Starts runs automatically: at set times, or when new files are complete. Both are off by default.

Belongs here: the job, its schedule and its sensors. Does not: what is new (steps.pending), which runs died (run_state).
"""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import dagster as dg
from dagster import DagsterRunStatus

from pipelines.defs.run_state import UNFINISHED, close_and_report, find_refused, run_tags
from pipelines.defs.whole_runs import PartOfGraph
from pipelines.settings import Settings
from pipelines.steps import raw_folder
from pipelines.steps.pending import is_up_to_date
from pipelines.steps.raw_folder import Listed
from warehouse.lock import RunLock

JOB = "newsfold_run"
LOOK_SECONDS = 30
"""Interval between two looks at the raw folder; files unchanged from one look to the next are complete."""

MAX_RETRY_SECONDS = 3600

MAX_PART_SECONDS = 120.0
"""How long after a part of the graph was launched a whole run may start in its place."""

NOTHING_NEW = "Nothing is new in the raw folder."


def whole_job() -> Any:
    """The job: all assets with all their checks. Dagster exports no name for its type."""
    return dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all() | dg.AssetSelection.all_asset_checks(),
        description="One whole run: read what is new, derive, audit, publish.",
        executor_def=dg.in_process_executor,
    )


def daily(load: Callable[[], Settings]) -> dg.ScheduleDefinition:
    """A run at the times of the setting `schedule`, unless nothing is new or another run is at work."""
    times = load()

    @dg.schedule(
        name="daily_run",
        job_name=JOB,
        cron_schedule=times.schedule,
        execution_timezone=times.schedule_timezone,
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="One whole run at the times of the setting `schedule`; none when nothing is new. "
        "Off until you switch it on.",
    )
    def daily_run(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        settings = load()
        if reason := why_not_now(context.instance, settings, raw_folder.list_inputs(settings.raw, settings.limits)):
            return dg.SkipReason(reason)
        return dg.RunRequest(tags=dict(run_tags(settings, "schedule")))

    return daily_run


def on_new_files(load: Callable[[], Settings]) -> dg.SensorDefinition:
    """One run for a batch of new files, once two looks in a row found the folder the same; a run that did not publish
    them is tried again at the next look, then less and less often.
    """

    @dg.sensor(
        name="new_files",
        job_name=JOB,
        minimum_interval_seconds=LOOK_SECONDS,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="Looks at the raw folder; starts one run when new files are there and no longer change. "
        "Off until you switch it on.",
    )
    def new_files(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        settings, looked = load(), Looked.parse(context.cursor)
        listing = list(raw_folder.list_inputs(settings.raw, settings.limits))
        if reason := why_not_now(context.instance, settings, listing):
            return dg.SensorResult(skip_reason=reason, cursor=str(looked))
        seen = folder_fingerprint(listing)
        if seen != looked.seen:
            return dg.SensorResult(skip_reason="New files are arriving: looking again.", cursor=str(Looked(seen)))
        if time.time() < looked.not_before:
            again = f"Run {looked.tries} on these files did not publish; next try {_clock(looked.not_before)} UTC."
            return dg.SensorResult(skip_reason=again, cursor=str(looked))
        request = dg.RunRequest(run_key=f"{seen}-{looked.tries}", tags=dict(run_tags(settings, "sensor")))
        return dg.SensorResult(run_requests=[request], cursor=str(looked.after_try(time.time())))

    return new_files


def housekeeping(load: Callable[[], Settings]) -> dg.SensorDefinition:
    """Closes runs whose process died, which would otherwise keep the queue of the UI waiting, and starts a whole run in
    place of one of a part of the graph, so that each button of the UI does what it promises. It is always on.
    """

    @dg.sensor(
        name="housekeeping",
        job_name=JOB,
        minimum_interval_seconds=LOOK_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Closes runs whose process died, so that they block nothing. Starts a whole run where somebody "
        "launched a part of the graph. Leave it on.",
    )
    def housekeeping(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        settings = load()
        closed = close_and_report(context.instance, settings)
        if part := find_refused(context.instance, PartOfGraph.__name__, time.time() - MAX_PART_SECONDS):
            if reason := why_not_now(context.instance, settings, raw_folder.list_inputs(settings.raw, settings.limits)):
                return dg.SkipReason(f"No whole run in place of {part}: {reason}")
            return dg.RunRequest(run_key=part, tags=dict(run_tags(settings, "UI")))
        return dg.SkipReason(f"Closed {', '.join(closed)}." if closed else "No run has died.")

    return housekeeping


@dataclass(frozen=True, slots=True)
class Looked:
    """The sensor's cursor: the folder as it was seen, how often a run was started on it, and when to try again."""

    seen: str = ""
    tries: int = 0
    not_before: float = 0.0

    @classmethod
    def parse(cls, cursor: str | None) -> "Looked":
        """The cursor of the last look; one of an older version counts as none."""
        try:
            seen, tries, not_before = (cursor or "").split()
            return cls(seen, int(tries), float(not_before))
        except ValueError:
            return cls()

    def after_try(self, now: float) -> "Looked":
        """The cursor once another run was started: the second try comes at the next look, then each after twice the
        time of the one before.
        """
        wait = min(MAX_RETRY_SECONDS, LOOK_SECONDS * (2**self.tries - 1))
        return Looked(self.seen, self.tries + 1, now + wait)

    def __str__(self) -> str:
        return f"{self.seen or '-'} {self.tries} {self.not_before:.0f}"


def why_not_now(instance: dg.DagsterInstance, settings: Settings, listing: Iterable[Listed]) -> str | None:
    """Why no run should be started; None if one should."""
    close_and_report(instance, settings)
    waiting = (DagsterRunStatus.QUEUED, DagsterRunStatus.NOT_STARTED, *UNFINISHED)
    if holder := RunLock(settings.warehouse.parent).holder():
        return f"Another run is at work: {holder}."
    if instance.get_runs(dg.RunsFilter(job_name=JOB, statuses=list(waiting)), limit=1):
        return "A run is waiting or at work."
    return NOTHING_NEW if is_up_to_date(settings, listing) else None


def _clock(instant: float) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%H:%M:%S}"


def folder_fingerprint(listing: Iterable[Listed]) -> str:
    """A hash of a listing of the raw folder: names, sizes, times, and rejected names."""
    digest = hashlib.sha256()
    for found in sorted((each.record_path, repr(each)) for each in listing):
        digest.update("\x1f".join(found).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
