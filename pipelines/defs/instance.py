"""Where Dagster keeps its own state, and how it behaves on one machine.

Belongs here: the text of dagster.yaml, opening the state, recording a run of the command line. Does not: starting
servers (ui), closing dead runs and removing old ones (run_state).
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from itertools import groupby
from pathlib import Path
from typing import Any

import dagster as dg
from dagster import DagsterEventType, EventLogEntry

from warehouse.refusals import Refusal

YAML = (Path(__file__).parent / "dagster.yaml").read_text(encoding="utf-8")
"""Storage is not named: Dagster's default is SQLite and files in the folder of this file."""

HEADER = YAML.splitlines(keepends=True)[0]

SHARED = "index"
"""Name of the file of events that Dagster keeps beside those of the single runs."""

RECORDED = frozenset(
    {
        DagsterEventType.PIPELINE_START,
        DagsterEventType.PIPELINE_SUCCESS,
        DagsterEventType.PIPELINE_FAILURE,
        DagsterEventType.STEP_START,
        DagsterEventType.STEP_SUCCESS,
        DagsterEventType.STEP_FAILURE,
        DagsterEventType.ASSET_MATERIALIZATION,
        DagsterEventType.ASSET_CHECK_EVALUATION,
    }
)
"""What the UI draws of a run: the timeline, its steps, plots of assets, checks, errors."""


class UnwritableState(Refusal):
    """The folder of Dagster's state cannot be written; the message names it and says why."""


def prepare(home: Path) -> Path:
    """Create the folder of the instance with its dagster.yaml; returns its absolute path. A file that somebody else
    wrote is left alone. Raises UnwritableState.
    """
    home = home.absolute()
    config = home / "dagster.yaml"
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not config.exists() or (is_own(home) and config.read_text(encoding="utf-8") != YAML):
            config.write_text(YAML, encoding="utf-8")
    except OSError as error:
        reason = f"{error.strerror}; choose another with DAGSTER_HOME"
        raise UnwritableState(f"the folder of Dagster's state, {home}, cannot be written: {reason}") from None
    return home


def is_own(home: Path) -> bool:
    """Whether newsfold wrote the dagster.yaml of this folder, so that only newsfold uses it."""
    config = home / "dagster.yaml"
    return config.exists() and config.read_text(encoding="utf-8").startswith(HEADER)


@contextmanager
def opened(home: Path) -> Iterator[dg.DagsterInstance]:
    """The instance that keeps its state in `home`, created if it is missing."""
    os.environ["DAGSTER_HOME"] = str(prepare(home))  # Dagster reads the environment
    with dg.DagsterInstance.from_config(os.environ["DAGSTER_HOME"]) as kept:
        yield kept


def record(run_id: str, memory: dg.DagsterInstance, kept: dg.DagsterInstance) -> None:
    """Record a finished run of the in-memory instance in one that keeps its state.

    Dagster's SQLite storage opens several connections and waits for the disk for each of a run's hundreds of events,
    which takes longer than a small run. So a run of the command line works in memory and is recorded at its end, what
    its steps did in one transaction; one that is killed leaves nothing behind that could block the queue.
    """
    run = memory.get_run_by_id(run_id)
    if run is None:
        return
    if run.job_snapshot_id and not kept.has_job_snapshot(run.job_snapshot_id):
        kept.run_storage.add_job_snapshot(memory.get_job_snapshot(run.job_snapshot_id))
    if plan := run.execution_plan_snapshot_id:
        kept.run_storage.add_execution_plan_snapshot(memory.get_execution_plan_snapshot(plan))
    kept.add_run(run)
    entries = memory.all_logs(run_id, of_type=set(RECORDED))
    for is_of_step, some in groupby(entries, lambda entry: entry.step_key is not None):
        _store(kept, some, at_once=is_of_step)


def _store(kept: dg.DagsterInstance, entries: Iterable[EventLogEntry], at_once: bool) -> None:
    """Store events in order; `at_once` only for those that don't change the status of their run."""
    storage: Any = kept.event_log_storage
    if not (at_once and hasattr(storage, "path_for_shard")):  # a file per run, as Dagster's default has
        for entry in entries:
            kept.handle_new_event(entry)
        return
    with ExitStack() as stack:
        transaction = _in_transaction(type(storage), Path(storage.path_for_shard(SHARED)).parent, stack)
        for entry in entries:
            transaction.store_event(entry)


def _in_transaction(kind: Any, folder: Path, stack: ExitStack) -> Any:
    """An event log of this kind in a folder that writes through one connection per file: what it stored is there when
    the stack ends well.
    """
    connections: dict[str | None, Any] = {}

    class Transaction(kind):  # type: ignore[misc]
        def run_connection(self, run_id: str | None = None) -> AbstractContextManager[Any]:
            if run_id not in connections:  # each is opened by a log of its own, which is locked meanwhile
                connections[run_id] = stack.enter_context(kind(str(folder)).run_connection(run_id))
            return nullcontext(connections[run_id])

        def index_connection(self) -> AbstractContextManager[Any]:
            return self.run_connection(SHARED)

    return Transaction(str(folder))
