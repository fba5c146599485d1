"""How a run ended, read from its events: published, stopped by a check, failed, refused, interrupted.

Belongs here: errors in events, and their causes. Does not: executing the run (runner), what is printed (commands).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from dagster import DagsterEvent, DagsterEventType, DagsterExecutionInterruptedError, ExecuteInProcessResult
from dagster_shared.error import SerializableErrorInfo

from pipelines import failures
from pipelines.defs.checks import failed_critical
from pipelines.defs.execution import WARNINGS
from pipelines.defs.layers import AUDIT
from pipelines.defs.specs import table_of
from pipelines.steps.exclusion_file import UnreadableExclusions
from warehouse.lock import WarehouseLocked
from warehouse.migrations import NewerWarehouse, OtherSchema
from warehouse.seals import NotAsPublished
from warehouse.space import NoSpace
from warehouse.spark_session import MovedStorage, NoSpark, NoStorage
from warehouse.versions import NotALink

REFUSED = (
    WarehouseLocked, NotALink, NotAsPublished, NewerWarehouse, NoSpace, UnreadableExclusions, NoSpark, NoStorage,
    MovedStorage, OtherSchema,
)  # fmt: skip
REFUSALS: Mapping[str, type[Exception]] = {refusal.__name__: refusal for refusal in REFUSED}
"""Errors raised before anything has changed."""

FAILURES = (DagsterEventType.STEP_FAILURE, DagsterEventType.PIPELINE_FAILURE, DagsterEventType.RESOURCE_INIT_FAILURE)
"""Events that report an error."""

INTERRUPTS = (DagsterExecutionInterruptedError.__name__, KeyboardInterrupt.__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended.

    published: whether readers see a new version · failed_checks: critical expectations that failed, `table: name`
    error: the first other thing that went wrong, `step: why`, in one line; None if nothing did
    traceback: all that is known of the errors, for a log · unrecorded: why Dagster's state does not have this run
    warnings: what went wrong beside a publication and stopped nothing
    """

    run_id: str
    published: bool
    failed_checks: tuple[str, ...] = ()
    error: str | None = None
    traceback: str = field(default="", compare=False, repr=False)
    unrecorded: str | None = None
    warnings: tuple[str, ...] = ()


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


def outcome_of(result: ExecuteInProcessResult) -> Outcome:
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
    first = next(iter(errors), None)
    return Outcome(
        result.run_id, result.success, tuple(failed), first, _traceback(result), warnings=tuple(_warnings(result))
    )


def _warnings(result: ExecuteInProcessResult) -> Iterator[str]:
    """What the publication states in its metadata."""
    for event in result.get_asset_materialization_events():
        stated = event.materialization.metadata.get(WARNINGS)
        yield from cast("list[str]", stated.value) if stated else []


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
