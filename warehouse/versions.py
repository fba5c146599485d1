"""Versioned files behind a link: how a finished file is shown in one atomic step, and how older ones are kept.

Belongs here: names, copying, syncing, switching, retention. Does not: what the files hold.
"""

import errno
import fcntl
import os
import re
import shutil
from pathlib import Path

from warehouse.refusals import Refusal

FICLONE = 0x40049409
"""Linux ioctl that shares the blocks of a file instead of copying them (btrfs, xfs, bcachefs)."""

NO_REFLINK = frozenset({errno.EOPNOTSUPP, errno.EXDEV, errno.EINVAL, errno.ENOTTY, errno.ENOSYS, errno.EPERM})
"""What a file system that can't share blocks answers."""

KEPT_BEHIND = 2
"""Versions kept behind the current one: as backup, as way back, and for readers that resolved the link just before."""


class NotALink(Refusal):
    """The name to publish under is an ordinary file: it is not ours to replace."""


def version_path(link: Path, run_id: str) -> Path:
    """Where the version of a run stands: `news-<run>.duckdb` beside `news.duckdb`."""
    return link.with_name(f"{link.stem}-{run_id}{link.suffix}")


def current_version(link: Path) -> Path | None:
    """The file the link shows; None before the first version. Raises NotALink."""
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
    """Send to disk what the system holds of a file, which may go on being written: the sync at the end takes less."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fdatasync(descriptor)
    finally:
        os.close(descriptor)


def show(file: Path, link: Path) -> None:
    """Sync the file, make it read-only, and switch the link to it in one atomic step.

    A crash before the switch leaves the link as it was; after it, the file is whole on disk.
    """
    current_version(link)  # raises NotALink before anything is touched
    os.chmod(file, 0o444)
    _sync(file)
    _sync(file.parent)
    fresh = link.with_name(f".{link.name}.next")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(file.name)
    os.replace(fresh, link)
    _sync(link.parent)


def drop_old(link: Path, kept: int = KEPT_BEHIND) -> list[Path]:
    """Delete versions older than the current and `kept` before it, by modification time; returns what went."""
    current = current_version(link)
    older = sorted((p for p in _versions(link) if p != current), key=lambda p: (p.stat().st_mtime_ns, p.name))
    gone = older[: max(0, len(older) - kept)]
    for path in gone:
        path.unlink()
    return gone


def _versions(link: Path) -> list[Path]:
    name = re.compile(rf"{re.escape(link.stem)}-[0-9a-zA-Z-]+{re.escape(link.suffix)}")
    return [p for p in link.parent.iterdir() if name.fullmatch(p.name) and not p.is_symlink()]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
