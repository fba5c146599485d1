"""Limits the CPU time of a piece of work, by the timers of the operating system.

Belongs here: raising TooSlow inside the work; killing a process that no exception reaches. Does not: what follows.
CPU time, not wall time: a busy or sleeping machine must not change the result of a run.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

KILL_FACTOR: Final = 2.0
KILL_MARGIN: Final = 1.0
"""Beyond this factor plus these seconds, a worker is in a call that no exception can end."""

REPEAT_SECONDS: Final = 1.0
"""The signal is repeated, because a callback of a library may have swallowed the exception."""


class TooSlow(BaseException):
    """The CPU time is used up. No Exception, which handlers in libraries would swallow."""


def kill_seconds(seconds: float) -> float:
    """CPU seconds after which a worker with this limit is killed."""
    return KILL_FACTOR * seconds + KILL_MARGIN


@contextmanager
def cpu_limit(seconds: float, kill: bool = False) -> Iterator[None]:
    """Raise TooSlow in the block once it has used this much CPU time. Works in the main thread only.

    kill: let the operating system end the process if TooSlow does not end the block; for worker processes
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    is_running = True

    def stop(number: int, frame: FrameType | None) -> None:
        if is_running:
            raise TooSlow

    signal.signal(signal.SIGPROF, stop)  # stays installed: the default action on a late signal would end the process
    signal.setitimer(signal.ITIMER_PROF, seconds, REPEAT_SECONDS)
    if kill:
        signal.setitimer(signal.ITIMER_VIRTUAL, kill_seconds(seconds))
    try:
        yield
    finally:
        is_running = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
