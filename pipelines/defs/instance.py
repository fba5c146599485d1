"""Where Dagster keeps its own state, and how it behaves on one machine.

Belongs here: the text of dagster.yaml, recording a run of the command line. Does not: starting servers (ui).
"""

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from itertools import groupby
from pathlib import Path
from typing import Any

import dagster as dg
from dagster import DagsterEventType, EventLogEntry
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage

YAML = (Path(__file__).parent / "dagster.yaml").read_text(encoding="utf-8")
"""Storage is not named: Dagster's default is SQLite and files in the folder of this file."""

HEADER = YAML.splitlines(keepends=True)[0]

RECORDED = frozenset(
    {
        DagsterEventType.PIPELINE_START,
        DagsterEventType.PIPELINE_SUCCESS,
        DagsterEventType.PIPELINE_FAILURE,
        DagsterEventType.STEP_FAILURE,
        DagsterEventType.ASSET_MATERIALIZATION,
        DagsterEventType.ASSET_CHECK_EVALUATION,
    }
)
"""What the UI draws of a run: the timeline, plots of assets, checks, errors."""


def prepare(home: Path) -> Path:
    """Create the folder of the instance with its dagster.yaml; returns its absolute path. A file that somebody else
    wrote is left alone.
    """
    home = home.absolute()
    home.mkdir(parents=True, exist_ok=True)
    config = home / "dagster.yaml"
    if not config.exists() or config.read_text(encoding="utf-8").startswith(HEADER):
        config.write_text(YAML, encoding="utf-8")
    return home


def record(run_id: str, memory: dg.DagsterInstance, home: Path) -> None:
    """Record a finished run of the in-memory instance in the one that keeps its state in `home`.

    Dagster's SQLite storage opens several connections and waits for the disk for each of a run's hundreds of events,
    which takes longer than a small run. So a run of the command line works in memory and is recorded at its end, what
    its steps did in one transaction; one that is killed leaves nothing behind that could block the queue.
    """
    run = memory.get_run_by_id(run_id)
    if run is None:
        return
    os.environ["DAGSTER_HOME"] = str(prepare(home))  # Dagster reads the environment
    with dg.DagsterInstance.from_config(os.environ["DAGSTER_HOME"]) as kept:
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
    storage = kept.event_log_storage
    if not (at_once and isinstance(storage, SqliteEventLogStorage)):
        for entry in entries:
            kept.handle_new_event(entry)
        return
    with ExitStack() as stack:
        transaction = Transaction(Path(storage.path_for_shard(INDEX_SHARD_NAME)).parent, stack)
        for entry in entries:
            transaction.store_event(entry)


class Transaction(SqliteEventLogStorage):
    """Dagster's event log in SQLite, written through one connection per file: what is stored is there when the stack
    ends well.
    """

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        super().__init__(str(folder))
        self._folder = str(folder)
        self._stack = stack
        self._connections: dict[str | None, Any] = {}

    def run_connection(self, run_id: str | None = None) -> AbstractContextManager[Any]:
        """The connection to the file of a run, which stays open."""
        if run_id not in self._connections:  # each is opened by a storage of its own, which is locked meanwhile
            opened = SqliteEventLogStorage(self._folder).run_connection(run_id)
            self._connections[run_id] = self._stack.enter_context(opened)
        return nullcontext(self._connections[run_id])

    def index_connection(self) -> AbstractContextManager[Any]:
        """The connection to the file that all runs share."""
        return self.run_connection(INDEX_SHARD_NAME)
