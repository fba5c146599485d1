"""Starts runs automatically: once a day, or when new files are complete. Both are off by default.

Belongs here: the job, its schedule and its sensor. Does not: what is new (steps.pending).
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import dagster as dg

from pipelines.settings import Settings
from pipelines.steps import raw_folder
from pipelines.steps.pending import is_up_to_date
from pipelines.steps.raw_folder import Listed

JOB = "newsfold_run"
DAILY = "0 5 * * *"
LOOK_SECONDS = 30
"""Interval between two looks at the raw folder; files unchanged from one look to the next are complete."""


def whole_job() -> Any:
    """The job: all assets with all their checks. Dagster exports no name for its type."""
    return dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all() | dg.AssetSelection.all_asset_checks(),
        description="One whole run: read what is new, derive, audit, publish.",
        executor_def=dg.in_process_executor,
    )


def daily() -> dg.ScheduleDefinition:
    """A run each morning at five, UTC."""
    return dg.ScheduleDefinition(
        name="daily_run",
        job_name=JOB,
        cron_schedule=DAILY,
        execution_timezone="UTC",
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="One whole run each day; nothing happens in it when nothing is new.",
    )


def on_new_files(load: Callable[[], Settings]) -> dg.SensorDefinition:
    """One run for a batch of new files, once two looks in a row found the folder the same."""

    @dg.sensor(
        name="new_files",
        job_name=JOB,
        minimum_interval_seconds=LOOK_SECONDS,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="Looks at the raw folder; starts one run when new files are there and no longer change.",
    )
    def new_files(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        settings = load()
        listing = list(raw_folder.list_inputs(settings.raw, settings.limits))
        if is_up_to_date(settings, listing):
            return dg.SensorResult(skip_reason="Nothing is new in the raw folder.", cursor="")
        seen = folder_fingerprint(listing)
        if seen != context.cursor:
            return dg.SensorResult(skip_reason="New files are arriving: looking again.", cursor=seen)
        return dg.SensorResult(run_requests=[dg.RunRequest(run_key=seen)], cursor=seen)

    return new_files


def folder_fingerprint(listing: Iterable[Listed]) -> str:
    """A hash of a listing of the raw folder: names, sizes, times, and rejected names."""
    digest = hashlib.sha256()
    for found in sorted((each.record_path, repr(each)) for each in listing):
        digest.update("\x1f".join(found).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
