"""The server that worker processes are forked from, and when it pays to start it.

Belongs here: that one server and the guess whether a run will need it. Does not: the workers (workers), what they do.
Light on imports: the server loads what normalising needs (two seconds) while the run itself still loads Dagster.
"""

import multiprocessing
import os
from itertools import islice
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

from pipelines.core.records import Rejection
from pipelines.settings import Settings
from pipelines.steps import raw_folder
from warehouse import versions

LOADED_AHEAD = ["pipelines.steps.warm_worker"]

PAYS_FROM_BYTES = 4_000_000
"""Below this much input the start of worker processes (about two seconds) costs more than it saves, unless it was
ahead, while the run itself still loads Dagster: then one worker saves the run what normalising needs."""

_is_started = False

LOOKED_AT = 10_000
"""Files of the raw folder that are looked at for the guess: where there are many more, two seconds don't matter."""


def context() -> ForkServerContext:
    """Where to start worker processes: not fork, for DuckDB's threads would not survive it; what the server has loaded,
    the workers share."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(LOADED_AHEAD)
    return found


def start_if_needed(settings: Settings) -> bool:
    """Start the server, without waiting for it, if files changed since the last publication; on a single processor only
    if they are large.

    A guess by their times: a wrong one costs time and changes nothing. Returns whether it was started.
    """
    global _is_started
    least = 1 if len(os.sched_getaffinity(0)) > 1 else PAYS_FROM_BYTES
    if settings.workers < 1 or _new_bytes(settings) < least:
        return False
    context()
    forkserver.ensure_running()
    _is_started = True
    return True


def is_started() -> bool:
    """Whether the server was started ahead, and has not been ended."""
    return _is_started


def stop() -> None:
    """End the server, if it runs, when all workers have ended: the models it holds take 240 MB of memory."""
    global _is_started
    _is_started = False
    forkserver._forkserver._stop()  # type: ignore[attr-defined]  # the one way there is, and unknown to typeshed


def _new_bytes(settings: Settings) -> int:
    shown = versions.current_version(settings.warehouse)
    since = shown.stat().st_mtime_ns if shown else 0
    listed = islice(raw_folder.list_inputs(settings.raw, settings.limits), LOOKED_AT)
    return sum(each.size for each in listed if not isinstance(each, Rejection) and each.mtime_ns > since)
