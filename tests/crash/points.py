"""Where a run can be killed or refused: every named point of it, hit at its n-th passing.

Belongs here: patching a forked child so that it dies, or an operation fails, just there. Does not: what must hold then.
"""

import errno
import os
import signal
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb

from pipelines.settings import Settings
from pipelines.steps import ingest, landing
from pipelines.steps.sequence import Plan
from tests.crash import sequence
from warehouse import builds, contracts, versions
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.history import History

Target = tuple[Any, str]

PHASES: dict[str, tuple[Target, ...]] = {
    "reading": ((landing.Landing, "add"),),
    "landing": ((landing.Landing, "_write"), (DuckDBEngine, "append")),
    "ledger": ((ingest.Ledger, "put"), (ingest.Ledger, "save")),
    "step": ((Plan, "make"), (DuckDBEngine, "flow")),
    "copy": ((versions, "copy_file"),),
    "audit": ((sequence, "validate"),),
    "checkpoint": ((contracts, "drop_run_views"), (builds.Build, "_close")),
    "switch": ((Path, "rename"), (versions, "publish"), (os, "replace"), (os, "fsync"), (versions, "drop_old")),
    "history": ((History, "begin"), (History, "end")),
}
"""Phase → the calls that make it up; a kill comes before or after any passing of one."""

REFUSABLE: dict[str, Target] = {
    "write": (DuckDBEngine, "append"),
    "execute": (DuckDBEngine, "build"),
    "rename": (Path, "rename"),
    "replace": (os, "replace"),
    "fsync": (os, "fsync"),
    "chmod": (os, "chmod"),
    "copy": (versions, "copy_file"),
}
"""Operations that the system may refuse (full disk, read-only file system) at any passing."""

DEADLINE_SECONDS = 120


def run_child(settings: Settings, run_id: str, prepare: Callable[[], None] = lambda: None, **options: bool) -> int:
    """Run the whole sequence in a forked child after `prepare`; returns its exit code, negative for a signal."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.alarm(DEADLINE_SECONDS)
            prepare()
            sequence.whole_run(settings, run_id, **options)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def kill_at(target: Target, passing: int, after: bool) -> None:
    """Make this process die at the n-th passing of a call, before or after it did its work."""

    def die(call: Callable[[], Any]) -> Any:
        if after:
            call()
        os.kill(os.getpid(), signal.SIGKILL)

    _intercept(target, passing, die)


def refuse_at(target: Target, passing: int) -> None:
    """Make the n-th passing of a call fail as on a full disk."""

    def refuse(call: Callable[[], Any]) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    _intercept(target, passing, refuse)


class _Watched:
    """A DuckDB connection whose statements are counted, and whose n-th fails as on a full disk."""

    def __init__(self, connection: Any, fails: Callable[[], bool], after: bool) -> None:
        self._connection, self._fails, self._after = connection, fails, after

    def _passed(self, call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        if not self._fails():
            return call(*arguments, **options)
        if self._after:
            call(*arguments, **options)
        raise duckdb.IOException("Could not write file: No space left on device")

    def execute(self, *arguments: Any, **options: Any) -> Any:
        return self._passed(self._connection.execute, *arguments, **options)

    def sql(self, *arguments: Any, **options: Any) -> Any:
        return self._passed(self._connection.sql, *arguments, **options)

    def from_arrow(self, data: Any) -> SimpleNamespace:
        rows = self._connection.from_arrow(data)
        return SimpleNamespace(insert_into=lambda table: self._passed(rows.insert_into, table))

    def cursor(self) -> "_Watched":
        return _Watched(self._connection.cursor(), self._fails, self._after)

    def __enter__(self) -> "_Watched":
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def refuse_statement(passing: int, after: bool) -> None:
    """Make the n-th statement of all connections fail, before or after it did its work."""
    connect, seen = duckdb.connect, [0]

    def fails() -> bool:
        seen[0] += 1
        return seen[0] == passing

    duckdb.connect = lambda *given, **options: _Watched(connect(*given, **options), fails, after)


def count_statements(into: Path) -> None:
    """Keep the number of statements of all connections so far in a file: the process that counts will be gone."""
    connect, seen = duckdb.connect, [0]

    def fails() -> bool:
        seen[0] += 1
        into.write_text(str(seen[0]))
        return False

    duckdb.connect = lambda *given, **options: _Watched(connect(*given, **options), fails, False)


def count_passings(target: Target, into: list[int]) -> None:
    """Count the passings of a call."""
    _intercept(target, -1, lambda call: call(), into)


def _intercept(
    target: Target, passing: int, act: Callable[[Callable[[], Any]], Any], counted: list[int] | None = None
) -> None:
    holder, name = target
    whole = getattr(holder, name)
    seen = counted if counted is not None else []

    def intercepted(*arguments: Any, **options: Any) -> Any:
        seen.append(1)
        if len(seen) == passing:
            return act(lambda: whole(*arguments, **options))
        return whole(*arguments, **options)

    setattr(holder, name, intercepted)
