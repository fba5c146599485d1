"""Versioned files behind a link: publishing a finished file in one atomic step, and keeping older ones.

Belongs here: names, copying, syncing, switching, retention. Does not: what the files hold.
"""

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from warehouse.refusals import Refusal

FICLONE = 0x40049409
"""Linux ioctl that shares the blocks of a file instead of copying them (btrfs, xfs, bcachefs)."""

NO_REFLINK = frozenset({errno.EOPNOTSUPP, errno.EXDEV, errno.EINVAL, errno.ENOTTY, errno.ENOSYS, errno.EPERM})
"""Errors of a file system that can't share blocks."""

OLDER_VERSIONS_KEPT = 2
"""Versions kept besides the current one: as a backup, and for readers that have just resolved the link."""


class NotALink(Refusal):
    """The path to publish to is an ordinary file, which is never replaced."""


def version_path(link: Path, run_id: str) -> Path:
    """The path of a run's version: `news-<run>.duckdb` beside `news.duckdb`."""
    return link.with_name(f"{link.stem}-{run_id}{link.suffix}")


def current_version(link: Path) -> Path | None:
    """The file the link points to; None before the first version. Raises NotALink."""
    if not link.is_symlink():
        if link.exists():
            raise NotALink(f"{link} is an ordinary file, not a link that newsfold made: move it away or name another")
        return None
    target = link.parent / os.readlink(link)
    return target if target.exists() else None


def copy_file(source: Path, target: Path) -> str:
    """Copy a file, sharing its blocks where the file system can; returns `reflink` or `copy`."""
    with source.open("rb") as read, target.open("wb") as write:
        try:
            fcntl.ioctl(write.fileno(), FICLONE, read.fileno())
            return "reflink"
        except OSError as error:
            if error.errno not in NO_REFLINK:
                raise
    shutil.copyfile(source, target)
    return "copy"


def flush(file: Path) -> None:
    """Write a file's cached pages to disk while it is still being written, so that the final sync is short."""
    _sync(file, os.fdatasync)


def publish(file: Path, link: Path) -> None:
    """Sync the file, make it read-only, and switch the link to it in one atomic step.

    A crash before the switch leaves the link unchanged; after it, the file is completely on disk.
    """
    current_version(link)  # raises NotALink before anything is touched
    os.chmod(file, 0o444)
    _sync(file, os.fsync)
    _sync(file.parent, os.fsync)
    fresh = link.with_name(f".{link.name}.next")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(file.name)
    os.replace(fresh, link)
    _sync(link.parent, os.fsync)


def drop_old(link: Path, kept: int = OLDER_VERSIONS_KEPT) -> list[Path]:
    """Delete versions older than the current and `kept` before it, by modification time; returns their paths."""
    current = current_version(link)
    older = sorted((p for p in all_versions(link) if p != current), key=lambda p: (p.stat().st_mtime_ns, p.name))
    gone = older[: max(0, len(older) - kept)]
    for path in gone:
        path.unlink()
    return gone


def all_versions(link: Path) -> list[Path]:
    """The versions beside the link, in no order."""
    name = re.compile(rf"{re.escape(link.stem)}-[0-9a-zA-Z-]+{re.escape(link.suffix)}")
    return [p for p in link.parent.iterdir() if name.fullmatch(p.name) and not p.is_symlink()]


def _sync(path: Path, sync: Callable[[int], None]) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)
