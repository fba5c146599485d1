"""A lock that allows one run per warehouse at a time; the operating system releases it when the process dies.

Belongs here: acquiring and releasing it, naming the holder. Does not: working under it (builds).
"""

import fcntl
import os
import time
from pathlib import Path

from warehouse.refusals import Refusal

RETRY_SECONDS = 0.2


class WarehouseLocked(Refusal):
    """Another run holds the lock; the message says which."""


class RunLock:
    """An advisory lock (flock) on `.newsfold.lock` in the warehouse's folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / ".newsfold.lock"
        self._descriptor: int | None = None

    def acquire(self, holder: str, wait_seconds: float = 0.0) -> None:
        """Take the lock and write `holder` into its file.

        Raises WarehouseLocked, naming the holder, when it is not free within `wait_seconds`.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        deadline = time.monotonic() + wait_seconds
        while not _try_lock(descriptor):
            if time.monotonic() >= deadline:
                held_by = os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip()
                os.close(descriptor)
                raise WarehouseLocked(f"another run is working on {self.path.parent}: {held_by or 'holder unknown'}")
            time.sleep(RETRY_SECONDS)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, holder.encode(), 0)
        self._descriptor = descriptor

    def release(self) -> None:
        """Release the lock; harmless if it is not held."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def holder(self) -> str | None:
        """The current holder as written into the file; None if the lock is free."""
        if not self.path.exists():
            return None
        descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            if _try_lock(descriptor):
                return None
            return os.pread(descriptor, 500, 0).decode("utf-8", "replace").strip() or "holder unknown"
        finally:
            os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
