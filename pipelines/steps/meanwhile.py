"""What later steps need is loaded while a run waits for its workers, instead of before it begins.

Belongs here: what waits to be loaded, and loading it. Does not: what that is (launch), waiting itself (workers).
Great Expectations, numba and the frequencies of words take two seconds to import.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable

Load = Callable[[], object]

_waiting: deque[Load] = deque()


def put_off(loads: Iterable[Load]) -> None:
    """Let these be called, in their order, when there is time, and nothing else that was put off before."""
    _waiting.clear()
    _waiting.extend(loads)


def load_until(is_done: Callable[[], bool]) -> None:
    """Call what waits, one after another, until this says that what is waited for is done."""
    while _waiting and not is_done():
        _call(_waiting.popleft())


def load_all() -> None:
    """Call all that waits still."""
    load_until(lambda: False)


def _call(load: Load) -> None:
    """In a thread of its own, which is waited for: some imports look through all that is on the stack."""
    thread = threading.Thread(target=load, name="load")
    thread.start()
    thread.join()
