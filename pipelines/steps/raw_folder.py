"""The raw folder: which files are input, opening them safely, their hash, and whether they are complete.

Belongs here: all access to raw files. Does not: their content (core.readers), what was loaded (ledger).
Links are never followed, and only regular files are opened, because opening a pipe could block for ever.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO, Final

from pipelines.core.limits import Limits
from pipelines.core.readers import read, sidecars
from pipelines.core.readers.end_markers import has_valid_end
from pipelines.core.readers.safe_names import escape_name
from pipelines.core.records import Rejection

UNFINISHED_SUFFIXES: Final = (b".tmp", b".part", b".crdownload", sidecars.SUFFIX.encode())
"""Names that are not input (docs/contract.md: raw input)."""

READ_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | getattr(os, "O_NOCTTY", 0)
"""O_NONBLOCK: opening a file that became a pipe after listing must not block."""

SETTLED_SECONDS: Final = 60
"""Seconds without a change after which nobody is still writing a file."""

HASH_CHUNK: Final = 1 << 20

NAME: Final = attrgetter("name")


@dataclass(frozen=True, slots=True)
class RawInput:
    """One input: a regular file, with its sidecar if it has one. Sizes in bytes, times in nanoseconds since 1970.

    record_path: relative to the raw folder, `/` between folders, escaped losslessly (core.readers.safe_names)
    file: the path relative to the raw folder in the bytes of the file system
    size, mtime_ns, inode: of the file; with a sidecar, size is the sum and mtime_ns the later of both
    """

    record_path: str
    file: bytes
    size: int
    mtime_ns: int
    inode: int
    sidecar: bytes | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a file found: its hash if it can be read now, an error if it was refused; neither if it grows."""

    sha256: str | None = None
    error: str | None = None


Listed = RawInput | Rejection
"""An entry of the listing: a file, or the reason why it can't be read."""


def list_inputs(raw: Path, limits: Limits) -> Iterator[Listed]:
    """Yield every input below `raw` by name, folder by folder; a folder that can't be listed is a Rejection.

    One scan per folder and one stat per file: a million files take a few seconds. Skipped are names that are not input,
    links, pipes, sockets and devices, and files that vanish during listing.
    """
    folders = [b""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(os.fsencode(raw), folder)) as entries:
                found = sorted(entries, key=NAME)
        except OSError as error:
            yield _reject(folder or b".", "unreadable", error.strerror or "")
            continue
        below = [os.path.join(folder, entry.name) for entry in found if entry.is_dir(follow_symlinks=False)]
        yield from _files(folder, found, limits)
        folders.extend(reversed(below))


def is_below(record_path: str, only: str | None) -> bool:
    """Whether a path is the file or below the folder that the setting `only` names; without one all are.

    >>> is_below("may/a.txt", "may/"), is_below("may/a.txt", "may/a.txt"), is_below("mayor.txt", "may")
    (True, True, False)
    """
    return only is None or record_path == only or record_path.startswith(f"{only.rstrip('/')}/")


def _files(folder: bytes, found: list["os.DirEntry[bytes]"], limits: Limits) -> Iterator[Listed]:
    named = ((os.fsdecode(each.name), each) for each in found)
    beside = {at: each for at, each in named if sidecars.is_sidecar(at) and _is_file(each)}
    used: set[str] = set()
    prefix = folder + b"/" if folder else b""
    path_prefix = escape_name(prefix)
    for entry in found:
        name = entry.name
        if name[0] in b"._" or name.endswith(UNFINISHED_SUFFIXES) or not entry.is_file(follow_symlinks=False):
            continue
        record_path = path_prefix + escape_name(name)
        if len(record_path) > limits.path_characters:
            yield _reject(prefix + name, "path_too_long", f"{len(record_path)} characters")
            continue
        sidecar = sidecars.sidecar_of(os.fsdecode(name), beside) if beside else None
        used.update([sidecar] if sidecar else [])
        with suppress(OSError):  # vanished since the scan
            yield _input(entry, prefix, record_path, beside[sidecar] if sidecar else None)
    for lone in sorted(beside.keys() - used):
        yield _reject(prefix + os.fsencode(lone), sidecars.LONE, "no page or text of this name is beside it")


def _is_file(entry: "os.DirEntry[bytes]") -> bool:
    return entry.is_file(follow_symlinks=False)


def _input(
    entry: "os.DirEntry[bytes]", prefix: bytes, record_path: str, sidecar: "os.DirEntry[bytes] | None"
) -> RawInput:
    status, file = entry.stat(follow_symlinks=False), prefix + entry.name
    if sidecar is None:
        return RawInput(record_path, file, status.st_size, status.st_mtime_ns, status.st_ino)
    other = sidecar.stat(follow_symlinks=False)
    size, mtime_ns = status.st_size + other.st_size, max(status.st_mtime_ns, other.st_mtime_ns)
    return RawInput(record_path, file, size, mtime_ns, status.st_ino, prefix + sidecar.name)


def _reject(file: bytes, reason: str, detail: str) -> Rejection:
    """A rejection whose path is short enough to store, and still unique."""
    path = escape_name(file)
    if len(path) > 1000:
        path = f"{path[:900]}…{hashlib.sha256(file).hexdigest()[:16]}"
    return Rejection(path, None, reason, detail)


def open_input(raw: Path, given: RawInput) -> BinaryIO:
    """Open the file of an input for reading; the caller closes it.

    Raises OSError if it is gone, unreadable, no longer a regular file, or reached through a link.
    """
    return _open(raw, given.file)


def read_sidecar(raw: Path, given: RawInput, limits: Limits) -> bytes | None:
    """The bytes of the sidecar (b"" when it is larger than a record may be), or None when there is none."""
    if given.sidecar is None:
        return None
    with _open(raw, given.sidecar) as file:
        data = file.read(limits.record_bytes + 1)
    return data if len(data) <= limits.record_bytes else b""


def _open(raw: Path, file: bytes) -> BinaryIO:
    """Open below `raw`, folder by folder, so that no link is followed on the way either."""
    *folders, name = file.split(b"/")
    at = os.open(raw, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for folder in folders:
            at, above = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=at), at
            os.close(above)
        opened = os.open(name, READ_FLAGS, dir_fd=at)
    finally:
        os.close(at)
    if not stat.S_ISREG(os.fstat(opened).st_mode):
        os.close(opened)
        raise OSError("not a regular file")
    return open(opened, "rb", buffering=0)


def sha256_of(raw: Path, given: RawInput) -> str:
    """The SHA-256 of an input in hexadecimal: of the file, or of the two digests of page and sidecar.

    Raises OSError as open_input does.
    """
    digest = _digest(raw, given.file)
    if given.sidecar is None:
        return digest.hexdigest()
    return hashlib.sha256(digest.digest() + _digest(raw, given.sidecar).digest()).hexdigest()


def _digest(raw: Path, file: bytes) -> "hashlib._Hash":
    digest = hashlib.sha256()
    with _open(raw, file) as source:
        while chunk := source.read(HASH_CHUNK):
            digest.update(chunk)
    return digest


def is_unchanged(raw: Path, given: RawInput) -> bool:
    """Whether size, time and inode are as listed; detects files that are still growing."""
    parts = [given.file, *([given.sidecar] if given.sidecar else [])]
    try:
        found = [os.lstat(os.path.join(os.fsencode(raw), part)) for part in parts]
    except OSError:
        return False
    size, mtime_ns = sum(each.st_size for each in found), max(each.st_mtime_ns for each in found)
    return (size, mtime_ns, found[0].st_ino) == (given.size, given.mtime_ns, given.inode)


def is_settled(given: RawInput, now: datetime) -> bool:
    """Whether an input has not changed for SETTLED_SECONDS; a time in the future says nothing."""
    return now.timestamp() - given.mtime_ns / 1e9 >= SETTLED_SECONDS


def is_complete(raw: Path, given: RawInput, limits: Limits, is_settled: bool = False) -> bool:
    """Whether an input can be read now: unchanged since it was listed, and with a valid end for its format.

    is_settled: it no longer grows, so it is read as it is, however it ends. False if the file is gone; True if it can't
    be opened, because reading it gives the rejection.
    """
    if not is_unchanged(raw, given):
        return False
    if is_settled:
        return True
    try:
        with open_input(raw, given) as source:
            return has_valid_end(source, read(source, given.record_path, limits).format, limits)
    except OSError:
        return True


def look_at(raw: Path, given: RawInput, limits: Limits, is_settled: bool) -> Look:
    """Whether an input can be read now (is_complete), and its hash."""
    try:
        return Look(sha256_of(raw, given)) if is_complete(raw, given, limits, is_settled) else Look()
    except OSError as error:
        return Look(error=error.strerror or str(error))
