"""Versioned files behind a link: publishing a finished file in one atomic step, and keeping older ones.

Belongs here: names, copying, syncing, switching, retention. Does not: what the files hold, whether they are still as
they were published (seals).

The versions of `news.duckdb` are `versions/<run>/news.duckdb`, so that every client calls the catalog `news`. Earlier
releases kept them beside the link, as `news-<run>.duckdb`; such a file is a version like any other.
"""

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from warehouse import manifests
from warehouse.refusals import Refusal

FICLONE = 0x40049409
"""Linux ioctl that shares the blocks of a file instead of copying them (btrfs, xfs, bcachefs)."""

NO_REFLINK = frozenset({errno.EOPNOTSUPP, errno.EXDEV, errno.EINVAL, errno.ENOTTY, errno.ENOSYS, errno.EPERM})
"""Errors of a file system that can't share blocks."""

OLDER_VERSIONS_KEPT = 2
"""Versions kept besides the current one: as a backup, and for readers that have just resolved the link."""

FOLDER = "versions"
"""The folder beside the link that holds its versions, each in a folder of its own."""

LABEL = "[0-9a-zA-Z-]+"
REPORT = "report.html"
"""The page about a version, beside it: it goes where the version goes."""

WRITE_AHEAD_LOG = ".wal"
"""Ending of the file in which a client in DuckDB's writing mode keeps what is not yet in the database file."""


class NotALink(Refusal):
    """The path to publish to is an ordinary file, which is never replaced."""


def version_path(link: Path, label: str) -> Path:
    """The path of a version: `versions/<label>/news.duckdb` beside `news.duckdb`. The label is a run id."""
    return link.parent / FOLDER / label / link.name


def label_of(version: Path, link: Path) -> str:
    """The label of a version, in either layout.

    >>> link = Path("w/news.duckdb")
    >>> label_of(Path("w/versions/run-1/news.duckdb"), link), label_of(Path("w/news-run-1.duckdb"), link)
    ('run-1', 'run-1')
    """
    return version.parent.name if version.name == link.name else version.stem.removeprefix(f"{link.stem}-")


def current_version(link: Path) -> Path | None:
    """The file the link points to; None before the first version. Raises NotALink."""
    if not link.is_symlink():
        if link.exists():
            raise NotALink(f"{link} is an ordinary file, not a link that newsfold made: move it away or name another")
        return None
    target = target_of(link)
    return target if target.exists() else None


def target_of(link: Path) -> Path:
    """The path a link points to, whether or not there is a file."""
    return link.parent / os.readlink(link)


def shown_label(link: Path) -> str | None:
    """The label of the version that the link shows; None without a link."""
    return label_of(target_of(link), link) if link.is_symlink() else None


def adopt(file: Path, link: Path, label: str) -> Path:
    """Give a finished file the place of a version, which is not shown yet; returns its path."""
    version = version_path(link, label)
    version.parent.mkdir(parents=True, exist_ok=True)
    move(file, version)
    return version


def move(file: Path, target: Path) -> None:
    """Move a file of the same folder's file system, with the manifest of its Parquet files if it has one."""
    manifests.move(file, target)
    file.rename(target)


def delete(file: Path, link: Path) -> None:
    """Delete a version, a snapshot or a build, and the Parquet files that nothing else beside the link names."""
    manifests.drop(file, link)
    file.unlink(missing_ok=True)


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
    for folder in (file.parent, file.parent.parent):
        _sync(folder, os.fsync)
    fresh = link.with_name(f".{link.name}.next")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(os.path.relpath(file, link.parent))
    os.replace(fresh, link)
    _sync(link.parent, os.fsync)


def drop_old(
    link: Path, kept: int = OLDER_VERSIONS_KEPT, published_at: Mapping[str, float] = MappingProxyType({})
) -> list[Path]:
    """Delete all but the current version and the newest `kept` others; returns the paths deleted.

    published_at: label → when it was published, in seconds since 1970; the time of the file where it is not known
    """
    current = current_version(link)
    older = [path for path in in_order(link, published_at) if path != current]
    gone = older[: max(0, len(older) - kept)]
    for path in gone:
        report = report_of(path, link)
        for beside in (report, part_of(report), with_log(path)):  # first: without the version nobody would find them
            beside.unlink(missing_ok=True)
        delete(path, link)
        if path.name == link.name:
            with suppress(OSError):  # something else is in its folder
                path.parent.rmdir()
    return gone


def in_order(link: Path, published_at: Mapping[str, float] = MappingProxyType({})) -> list[Path]:
    """The versions, oldest first; `published_at` as for `drop_old`."""
    times: dict[Path, float] = {}
    for path in all_versions(link):
        with suppress(FileNotFoundError):  # a run has just deleted it
            times[path] = published_at.get(label_of(path, link), path.stat().st_mtime)
    return sorted(times, key=lambda path: (times[path], path))


def all_versions(link: Path) -> list[Path]:
    """The versions of a link in both layouts, in no order."""
    beside = re.compile(rf"{re.escape(link.stem)}-{LABEL}{re.escape(link.suffix)}")
    found = [path for path in link.parent.glob("*") if beside.fullmatch(path.name)]
    found += [path / link.name for path in (link.parent / FOLDER).glob("*") if re.fullmatch(LABEL, path.name)]
    return [path for path in found if path.is_file() and not path.is_symlink()]


def drop_empty_folders(link: Path) -> None:
    """Remove the folder that a run made for its version if it died before the version was there."""
    for folder in (link.parent / FOLDER).glob("*"):
        with suppress(OSError):  # it is not empty, or no folder
            folder.rmdir()


def with_log(version: Path) -> Path:
    """The path of the write-ahead log that a client in writing mode leaves beside a version."""
    return version.with_name(version.name + WRITE_AHEAD_LOG)


def report_of(version: Path, link: Path) -> Path:
    """The path of the page about a version or a snapshot.

    >>> link = Path("w/news.duckdb")
    >>> [report_of(Path(file), link).as_posix() for file in ("w/versions/run-1/news.duckdb", "w/news-run-1.duckdb")]
    ['w/versions/run-1/report.html', 'w/news-run-1-report.html']
    """
    return version.with_name(REPORT if version.name == link.name else f"{version.stem}-{REPORT}")


def part_of(file: Path) -> Path:
    """The path of a file while it is written; it takes its place when it is complete."""
    return file.with_name(f".{file.name}.part")


def _sync(path: Path, sync: Callable[[int], None]) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)
