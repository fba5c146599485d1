"""Runs the whole job in this process, for `newsfold run`.

Belongs here: executing the job, reporting its progress and its outcome. Does not: its assets (assets), the summary
(commands).
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import dagster as dg
from dagster import DagsterEvent, DagsterEventType, ExecuteInProcessResult
from dagster_shared.error import SerializableErrorInfo

import expectations
from pipelines.defs.assembly import build_defs
from pipelines.defs.automation import JOB
from pipelines.defs.checks import failed_critical
from pipelines.defs.instance import opened, prepare, record
from pipelines.defs.run_state import forget_runs, run_tags, tidy
from pipelines.defs.specs import table_of
from pipelines.settings import Settings
from pipelines.steps import STEPS
from pipelines.steps.exclusion_file import UnreadableExclusions, new_exclusions
from pipelines.warm_up import background_imports
from warehouse import tombstones
from warehouse.lock import WarehouseLocked
from warehouse.migrations import NewerWarehouse
from warehouse.seals import NotAsPublished
from warehouse.space import NoSpace
from warehouse.versions import NotALink

REFUSED = (WarehouseLocked, NotALink, NotAsPublished, NewerWarehouse, NoSpace, UnreadableExclusions)
REFUSALS: Mapping[str, type[Exception]] = {refusal.__name__: refusal for refusal in REFUSED}
"""Errors raised before anything has changed."""

FAILURES = (DagsterEventType.STEP_FAILURE, DagsterEventType.PIPELINE_FAILURE, DagsterEventType.RESOURCE_INIT_FAILURE)
"""Events that report an error."""

PROGRESS = "progress"
Say = Callable[[str], None]
BuildDefs = Callable[[Callable[[], Settings], Mapping[str, dg.LoggerDefinition]], dg.Definitions]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    published: whether readers see a new version · failed_checks: critical expectations that failed, `table: name`
    error: the first other thing that went wrong, in one line; None if nothing did
    """

    run_id: str
    published: bool
    failed_checks: tuple[str, ...] = ()
    error: str | None = None


def run_in_process(
    settings: Settings, run_id: str, progress: Say, home: Path | None = None, build: BuildDefs = build_defs
) -> Outcome:
    """Run the whole job; `progress` gets a line per step.

    home: folder of Dagster's state, or None to keep none. Raises UnwritableState or one of REFUSALS before anything has
    changed; later errors are in the outcome.
    """
    if home is not None:
        prepare(home)
    is_removal = bool(new_exclusions(settings)) or tombstones.is_pending(settings.warehouse)
    job = build(lambda: settings, {PROGRESS: progress_logger(progress)}).resolve_job_def(JOB)
    with dg.DagsterInstance.ephemeral() as memory:
        result = job.execute_in_process(
            run_config={"loggers": {PROGRESS: {}}},
            instance=memory,
            run_id=run_id,
            raise_on_error=False,
            tags=dict(run_tags(settings, "command line")),
        )
        raise_refusal(result)
        must_forget = is_clean = is_removal and result.success
        if home is not None:
            with opened(home) as kept:
                is_clean = not must_forget or forget_runs(kept, settings)
                record(run_id, memory, kept)
                tidy(kept, settings)
    if must_forget and is_clean:
        tombstones.close(settings.warehouse, run_id)
    return outcome(result)


@contextmanager
def loaded_steps(has_server: bool) -> Iterator[None]:
    """Import the steps and the expectations ahead: inside a run, imports that inspect the stack are slow. With a fork
    server all but the first step load in the background, while the run waits for its workers.
    """
    first, *others = STEPS
    first.load()
    if has_server:
        with background_imports([expectations.load, *(step.load for step in others)]):
            yield
        return
    import_module("pipelines.steps.chunks")  # what workers import
    for step in others:
        step.load()
    yield


def raise_refusal(result: ExecuteInProcessResult) -> None:
    """Raise a refusal again; events keep only its name and message."""
    for error in filter(None, map(innermost_error, result.all_events)):
        refusal = REFUSALS.get(error.cls_name or "")
        if refusal is not None:
            raise refusal(error.message.partition(": ")[2].strip())


def outcome(result: ExecuteInProcessResult) -> Outcome:
    """The outcome of a run from its events; failed checks are not errors."""
    failed = [
        f"{table_of(each.asset_key)}: {name}"
        for each in result.get_asset_check_evaluations()
        for name in failed_critical(each)
    ]
    errors = [
        f"{event.step_key or 'the run'}: {' '.join(error.message.split())}"
        for event in result.all_events
        for error in [innermost_error(event)]
        if error is not None and error.cls_name not in ("DagsterAssetCheckFailedError", None)
    ]
    return Outcome(result.run_id, result.success, tuple(failed), next(iter(errors), None))


def innermost_error(event: DagsterEvent) -> SerializableErrorInfo | None:
    """The root cause of the failure that an event reports, if any."""
    reported: Any = event.event_specific_data if event.event_type in FAILURES else None
    error: SerializableErrorInfo | None = reported and reported.error
    while error is not None and error.cause is not None:
        error = error.cause
    return error


def progress_logger(say: Say) -> dg.LoggerDefinition:
    """A logger that prints one line when a step ends, in place of Dagster's many."""

    def progress(_: dg.InitLoggerContext) -> logging.Logger:
        logger = logging.Logger(PROGRESS)
        logger.addHandler(ProgressHandler(say))
        return logger

    return dg.LoggerDefinition(progress, description="A line per step.")


class ProgressHandler(logging.Handler):
    """Prints a line for each step that ended or failed, from the event in the log record."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        event: DagsterEvent | None = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is not None and event.event_type is DagsterEventType.STEP_SUCCESS:
            self.say(f"{event.step_success_data.duration_ms / 1000:7.2f} s  {event.step_key}")
        elif event is not None and event.event_type is DagsterEventType.STEP_FAILURE:
            self.say(f"   failed  {event.step_key}")
