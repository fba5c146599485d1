"""Runs the whole job in this process, for `newsfold run`.

Belongs here: executing the job, telling a watcher of its steps, its outcome. Does not: its assets (assets), the summary
and how progress is shown (commands).
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import dagster as dg
from dagster import DagsterEvent, DagsterEventType, DagsterExecutionInterruptedError, ExecuteInProcessResult
from dagster_shared.error import SerializableErrorInfo
from sqlalchemy.exc import SQLAlchemyError

import expectations
from pipelines import clock, failures
from pipelines.defs.assembly import build_defs
from pipelines.defs.automation import JOB
from pipelines.defs.checks import failed_critical
from pipelines.defs.instance import UnwritableState, opened, prepare, record
from pipelines.defs.layers import AUDIT
from pipelines.defs.notices import report_refused
from pipelines.defs.resources import stamps
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

INTERRUPTS = (DagsterExecutionInterruptedError.__name__, KeyboardInterrupt.__name__)

UNRECORDED = (OSError, sqlite3.Error, SQLAlchemyError, dg.DagsterError)
"""What Dagster's storage raises where it can't be written, on a full disk for example."""

PROGRESS = "progress"
BuildDefs = Callable[[Callable[[], Settings], Mapping[str, dg.LoggerDefinition]], dg.Definitions]


class Watcher(Protocol):
    """What is told of the steps of a run, in the run's own thread."""

    def plan(self, steps: Sequence[str]) -> None:
        """The names of all steps, before the first begins."""

    def begin(self, step: str) -> None:
        """A step begins."""

    def end(self, step: str, seconds: float) -> None:
        """A step ended, well or not."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    published: whether readers see a new version · failed_checks: critical expectations that failed, `table: name`
    error: the first other thing that went wrong, `step: why`, in one line; None if nothing did
    traceback: all that is known of the errors, for a log · unrecorded: why Dagster's state does not have this run
    """

    run_id: str
    published: bool
    failed_checks: tuple[str, ...] = ()
    error: str | None = None
    traceback: str = field(default="", compare=False, repr=False)
    unrecorded: str | None = None


def run_in_process(
    settings: Settings, run_id: str, progress: Watcher, home: Path | None = None, build: BuildDefs = build_defs
) -> Outcome:
    """Run the whole job; `progress` is told of its steps.

    home: folder of Dagster's state, or None to keep none. Raises UnwritableState or one of REFUSALS before anything has
    changed, and KeyboardInterrupt; later errors are in the outcome.
    """
    if home is not None:
        try:
            prepare(home)
        except UnwritableState as error:
            report_refused(settings, run_id, stamps(settings), error)
            raise
    is_removal = bool(new_exclusions(settings)) or tombstones.is_pending(settings.warehouse)
    job = build(lambda: settings, {PROGRESS: progress_logger(progress)}).resolve_job_def(JOB)
    progress.plan([node.name for node in job.nodes])
    with dg.DagsterInstance.ephemeral() as memory:
        try:
            result = job.execute_in_process(
                run_config={"loggers": {PROGRESS: {}}},
                instance=memory,
                run_id=run_id,
                raise_on_error=False,
                tags=dict(run_tags(settings, "command line")),
            )
        except DagsterExecutionInterruptedError:
            raise KeyboardInterrupt from None
        raise_interrupt(result)
        raise_refusal(result)
        must_forget = is_removal and result.success
        unrecorded = _record(run_id, memory, home, settings, must_forget) if home is not None else None
    if must_forget and unrecorded is None:
        tombstones.close(settings.warehouse, run_id, clock.now())
    return replace(outcome(result), unrecorded=unrecorded)


def _record(run_id: str, memory: dg.DagsterInstance, home: Path, settings: Settings, must_forget: bool) -> str | None:
    """Record the run in Dagster's state, which a run does not depend on; returns why it was not, if it was not.

    must_forget: delete what the state has of earlier runs first
    """
    try:
        with opened(home) as kept:
            if must_forget and not forget_runs(kept, settings):
                return f"earlier runs could not be deleted from Dagster's state ({home}): the next run tries again"
            record(run_id, memory, kept)
            tidy(kept, settings)
    except UNRECORDED as error:
        cause = failures.innermost(error)
        return f"the UI will not show this run: {failures.plain_words(type(cause).__name__, str(cause))} ({home})"
    return None


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


def raise_interrupt(result: ExecuteInProcessResult) -> None:
    """Raise KeyboardInterrupt if a step was interrupted, which Dagster reports as its failure."""
    for event in result.all_events:
        if any(error.cls_name in INTERRUPTS for error in causes(event)):
            raise KeyboardInterrupt


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
        f"{place_of(event)}: {_in_plain_words(error)}"
        for event in result.all_events
        for error in [innermost_error(event)]
        if error is not None and error.cls_name not in ("DagsterAssetCheckFailedError", None)
    ]
    return Outcome(result.run_id, result.success, tuple(failed), next(iter(errors), None), _traceback(result))


def place_of(event: DagsterEvent) -> str:
    """Where an event happened, as the summary names it: the table that a step makes, or the run."""
    prefix, _, name = (event.step_key or "the run").partition("_")
    table = name.replace("_", ".", 1)
    return f"{AUDIT} of {table}" if prefix == AUDIT else table or prefix


def _in_plain_words(error: SerializableErrorInfo) -> str:
    name = (error.cls_name or "").rpartition(".")[2]
    message = error.message.strip()
    return failures.plain_words(name, message.partition(": ")[2] if ": " in message else "")


def _traceback(result: ExecuteInProcessResult) -> str:
    """All errors of a run with their stacks."""
    reported = [(event, event.event_specific_data) for event in result.all_events if event.event_type in FAILURES]
    errors: list[tuple[DagsterEvent, Any]] = [(event, getattr(data, "error", None)) for event, data in reported]
    return "\n".join(f"{place_of(event)}\n{error.to_string()}" for event, error in errors if error is not None)


def innermost_error(event: DagsterEvent) -> SerializableErrorInfo | None:
    """The root cause of the failure that an event reports, if any."""
    return next(reversed(causes(event)), None)


def causes(event: DagsterEvent) -> list[SerializableErrorInfo]:
    """The error that an event reports, and its causes down to the root; none if it reports no failure."""
    reported: Any = event.event_specific_data if event.event_type in FAILURES else None
    found, error = [], reported and reported.error
    while error is not None:
        found.append(error)
        error = error.cause
    return found


def progress_logger(watcher: Watcher) -> dg.LoggerDefinition:
    """A logger that tells the watcher of the steps, in place of Dagster's many lines."""

    def progress(_: dg.InitLoggerContext) -> logging.Logger:
        logger = logging.Logger(PROGRESS)
        logger.addHandler(ProgressHandler(watcher))
        return logger

    return dg.LoggerDefinition(progress, description="Tells of each step as it begins and ends.")


class ProgressHandler(logging.Handler):
    """Tells of each step that begins, ends or fails, from the event in the log record."""

    def __init__(self, watcher: Watcher) -> None:
        super().__init__()
        self.watcher = watcher

    def emit(self, record: logging.LogRecord) -> None:
        event: DagsterEvent | None = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None or event.step_key is None:
            return
        if event.event_type is DagsterEventType.STEP_START:
            self.watcher.begin(event.step_key)
        elif event.event_type is DagsterEventType.STEP_SUCCESS:
            self.watcher.end(event.step_key, event.step_success_data.duration_ms / 1000)
        elif event.event_type is DagsterEventType.STEP_FAILURE:
            self.watcher.end(event.step_key, 0.0)
