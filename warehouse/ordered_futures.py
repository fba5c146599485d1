"""Work in threads whose results are needed in order: a few tasks are started before the first is awaited.

Belongs here: the queue. Does not: the tasks (flows, steps.copies.scoring).
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")


def results_in_order(tasks: Iterable[Future[Result]], ahead: int) -> Iterator[Result]:
    """The results of tasks in their order; `ahead` more tasks are started before one is awaited."""
    waiting: deque[Future[Result]] = deque()
    for task in tasks:
        waiting.append(task)
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
