"""The fork server of the worker processes, started ahead if a run will probably need it.

Belongs here: starting and ending it, guessing whether it is needed. Does not: the workers (workers).
Light on imports: the server takes two seconds to import normalization, while the run imports Dagster.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps.raw_folder import Listed
from warehouse import versions

PRELOAD = ["pipelines.steps.worker_preload"]

MIN_BYTES_FOR_WORKERS = 4_000_000
"""With less input, starting worker processes (about two seconds) costs more than it saves, unless the server was
started ahead, while the run loads Dagster: then one worker saves the run from loading what normalization needs."""


def context() -> ForkServerContext:
    """The context that starts worker processes, its server running: a plain fork is unsafe with DuckDB's threads, and
    workers share the modules of the server.
    """
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(PRELOAD)
    with _without_working_directory():
        forkserver.ensure_running()
    return found


@contextmanager
def _without_working_directory() -> Iterator[None]:
    """Python processes that the block starts import nothing from the working directory, where a file `types.py` may be
    a person's own. multiprocessing starts its server with `-c`, which looks there first.
    """
    name = "PYTHONSAFEPATH"
    if os.environ.get(name):  # set by the user, or by a thread that starts the server just now
        yield
        return
    os.environ[name] = "1"
    try:
        yield
    finally:
        os.environ.pop(name, None)


def start_if_needed(settings: Settings, listing: Iterable[Listed]) -> bool:
    """Start the server, without waiting for it, if listed files are newer than the published version; on a single CPU
    only if they are large. Returns whether it was started; another engine than DuckDB has workers of its own.

    This is a guess from file times; a wrong one only costs time.
    """
    min_bytes = 1 if len(os.sched_getaffinity(0)) > 1 else MIN_BYTES_FOR_WORKERS
    if settings.engine != "duckdb" or settings.workers < 1 or _new_bytes(settings, listing) < min_bytes:
        return False
    context()
    return True


def end(pid: int) -> None:
    """End the server with this process id after its workers have ended; its models take 240 MB.

    multiprocessing reaps the dead process, and starts another server if one is needed.
    """
    with suppress(ChildProcessError):  # it is no child of this process
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        os.kill(pid, signal.SIGKILL)
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


def _new_bytes(settings: Settings, listing: Iterable[Listed]) -> int:
    published = versions.current_version(settings.warehouse)
    since = published.stat().st_mtime_ns if published else 0
    return sum(each.size for each in listing if not isinstance(each, Rejection) and each.mtime_ns > since)
