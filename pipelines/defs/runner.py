"""Runs the whole job in this process, for `newsfold run`.

Belongs here: executing the job, recording it in Dagster's state. Does not: its assets (assets), how it ended (outcome),
telling of its steps (step_events), the summary and how progress is shown (commands).
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import dagster as dg
from dagster import DagsterExecutionInterruptedError
from sqlalchemy.exc import SQLAlchemyError

import expectations
from pipelines import clock, failures
from pipelines.defs.assembly import build_defs
from pipelines.defs.automation import JOB
from pipelines.defs.instance import UnwritableState, opened, prepare, record
from pipelines.defs.notices import report_refused
from pipelines.defs.outcome import Outcome, outcome_of, raise_interrupt, raise_refusal
from pipelines.defs.resources import stamps
from pipelines.defs.retention import forget_runs, tidy
from pipelines.defs.run_state import run_tags
from pipelines.defs.step_events import PROGRESS, Watcher, progress_logger
from pipelines.settings import Settings
from pipelines.steps import STEPS
from pipelines.steps.exclusion_file import new_exclusions
from pipelines.warm_up import background_imports
from warehouse import tombstones

UNRECORDED = (OSError, sqlite3.Error, SQLAlchemyError, dg.DagsterError)
"""What Dagster's storage raises where it can't be written, on a full disk for example."""

BuildDefs = Callable[[Callable[[], Settings], Mapping[str, dg.LoggerDefinition]], dg.Definitions]


def run_in_process(
    settings: Settings, run_id: str, progress: Watcher, home: Path | None = None, build: BuildDefs = build_defs
) -> Outcome:
    """Run the whole job; `progress` is told of its steps.

    home: folder of Dagster's state, or None to keep none. Raises UnwritableState or one of outcome.REFUSALS before
    anything has changed, and KeyboardInterrupt; later errors are in the outcome.
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
    return replace(outcome_of(result), unrecorded=unrecorded)


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
    server all but the first step load in the background, while the run waits for its workers. Dagster's storage loads
    before: SQLAlchemy, which the expectations need as well, fails if two threads import parts of it at once.
    """
    first, *others = STEPS
    first.load()
    if has_server:
        dg.DagsterInstance.ephemeral().dispose()
        with background_imports([expectations.load, *(step.load for step in others)]):
            yield
        return
    import_module("pipelines.steps.chunks")  # what workers import
    for step in others:
        step.load()
    yield
