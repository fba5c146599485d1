"""How long a piece of work may keep the processor, by the timers of the system.

Belongs here: raising TooSlow inside the work; ending a process that no exception reaches. Does not: what follows.
Processor time, not the clock: a busy or sleeping machine must not change what a run gives.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

HARD_FACTOR: Final = 2.0
HARD_MARGIN: Final = 1.0
"""A process still at it after that many times the limit and seconds is in a call that no exception can end."""

AGAIN_SECONDS: Final = 1.0
"""The signal is sent again: what it raised may have been swallowed in a callback of a library."""


class TooSlow(BaseException):
    """The time is up. No Exception: libraries have handlers that would swallow one."""


class _State:
    is_caught = False
    is_timed = False
    is_hard = False


def hard_limit(seconds: float) -> float:
    """Seconds after which a process is ended."""
    return HARD_FACTOR * seconds + HARD_MARGIN


def end_what_hangs() -> None:
    """Let this process be ended by the system when limited work does not end by TooSlow; for worker processes."""
    _State.is_hard = True
    signal.signal(signal.SIGVTALRM, signal.SIG_DFL)


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the work within once it has used that much processor time; only in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    if not _State.is_caught:  # and left so: by default a signal that comes late would end the process
        signal.signal(signal.SIGPROF, _raise)
        _State.is_caught = True
    _State.is_timed = True
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN_SECONDS)
    if _State.is_hard:
        signal.setitimer(signal.ITIMER_VIRTUAL, hard_limit(seconds))
    try:
        yield
    finally:
        _State.is_timed = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _raise(number: int, frame: FrameType | None) -> None:
    if _State.is_timed:
        raise TooSlow
