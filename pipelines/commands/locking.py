"""Holding the lock of the warehouse during a command that changes what is kept of it.

Belongs here: nothing else. Does not: the lock itself (warehouse.lock), the lock of a run (warehouse.builds).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from pipelines.commands import UserError
from pipelines.settings import Settings
from warehouse.lock import RunLock


@contextmanager
def held(settings: Settings, what: str, now: datetime) -> Iterator[None]:
    """Hold the lock during the block. Raises WarehouseLocked, or UserError if there is no warehouse yet."""
    folder = settings.warehouse.parent
    if not folder.is_dir():
        raise UserError(f"{settings.warehouse} does not exist yet: run `newsfold run` first")
    lock = RunLock(folder)
    lock.acquire(f"{what}, started {now:%Y-%m-%d %H:%M:%S} UTC", settings.lock_wait_seconds)
    try:
        yield
    finally:
        lock.release()
