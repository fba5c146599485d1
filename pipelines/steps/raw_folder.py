"""The raw folder: which files are input, opening them safely, their hash, and whether they are finished.

Belongs here: everything that touches raw files. Does not: what is in them (core.readers), what was loaded (the ledger).
Links are never followed, and nothing but a regular file is ever opened: a pipe would hang for ever.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.end_markers import has_valid_end
from pipelines.core.readers.safe_names import escape_name
from pipelines.core.records import Rejection

SIDECAR_SUFFIX: Final = b".meta.json"
UNFINISHED_SUFFIXES: Final = (b".tmp", b".part", b".crdownload", SIDECAR_SUFFIX)
"""Names that are no input (CONTRACT: raw input)."""

WITH_SIDECAR: Final = re.compile(rb"\.(?:html?|xhtml|shtml|txt)(?:\.(?:gz|zst|bz2|xz))?$", re.I)
"""What a sidecar belongs to; the name decides, for the content is not read when listing."""

READ_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | getattr(os, "O_NOCTTY", 0)
"""O_NONBLOCK: a name that became a pipe after listing must not hang the open."""

HASH_CHUNK: Final = 1 << 20

NAME: Final = attrgetter("name")


@dataclass(frozen=True, slots=True)
class RawInput:
    """One input: a regular file, with its sidecar if it has one. Sizes in bytes, times in nanoseconds since 1970.

    record_path: relative to the raw folder, `/` between folders, escaped losslessly (core.readers.safe_names)
    file: the path relative to the raw folder in the bytes of the file system
    size, mtime_ns, inode: of the file; of a pair, size and mtime_ns are the sum and the latest of both
    """

    record_path: str
    file: bytes
    size: int
    mtime_ns: int
    inode: int
    sidecar: bytes | None = None

    @property
    def collection(self) -> str | None:
        """The first folder below the raw folder, if the file is in one."""
        folder, slash, _ = self.record_path.partition("/")
        return folder if slash else None


def list_inputs(raw: Path, limits: Limits) -> Iterator[RawInput | Rejection]:
    """Every input below `raw` by name, folder by folder; a folder that can't be listed is a Rejection.

    A million files take a few seconds: one scan a folder, one stat a file. Names that are no input, links, pipes,
    sockets and devices are passed over. Files that vanish while listing are passed over too.
    """
    yield from _listed(os.fsencode(raw), b"", limits)


def _listed(raw: bytes, folder: bytes, limits: Limits) -> Iterator[RawInput | Rejection]:
    """One folder and, by recursion over a stack of its own, all below it."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(os.path.join(raw, here)) as entries:
                found = sorted(entries, key=NAME)
        except OSError as error:
            yield _refusal(here or b".", "unreadable", error.strerror or "")
            continue
        folders = [os.path.join(here, entry.name) for entry in found if entry.is_dir(follow_symlinks=False)]
        yield from _files(here, found, limits)
        waiting.extend(reversed(folders))


def _files(here: bytes, found: list["os.DirEntry[bytes]"], limits: Limits) -> Iterator[RawInput | Rejection]:
    sidecars = {entry.name: entry for entry in found if entry.name.endswith(SIDECAR_SUFFIX)}
    above = here + b"/" if here else b""
    above_path = escape_name(above)
    for entry in found:
        name = entry.name
        if name[0] in b"._" or name.endswith(UNFINISHED_SUFFIXES) or not entry.is_file(follow_symlinks=False):
            continue
        file = above + name
        record_path = above_path + escape_name(name)
        if len(record_path) > limits.path_characters:
            yield _refusal(file, "path_too_long", f"{len(record_path)} characters")
            continue
        beside = sidecars.get(name + SIDECAR_SUFFIX) if sidecars and WITH_SIDECAR.search(name) else None
        made = _input(entry, file, record_path, beside)
        if made:
            yield made


def _input(
    entry: "os.DirEntry[bytes]", file: bytes, record_path: str, beside: "os.DirEntry[bytes] | None"
) -> RawInput | None:
    try:
        status = entry.stat(follow_symlinks=False)
        if beside is None or not beside.is_file(follow_symlinks=False):
            return RawInput(record_path, file, status.st_size, status.st_mtime_ns, status.st_ino)
        also = beside.stat(follow_symlinks=False)
    except OSError:
        return None  # gone between listing and stat: a file that vanished changes nothing
    latest = max(status.st_mtime_ns, also.st_mtime_ns)
    return RawInput(record_path, file, status.st_size + also.st_size, latest, status.st_ino, file + SIDECAR_SUFFIX)


def _refusal(file: bytes, reason: str, detail: str) -> Rejection:
    """A rejection whose path is short enough to store, and still one of a kind."""
    path = escape_name(file)
    if len(path) > 1000:
        path = f"{path[:900]}…{hashlib.sha256(file).hexdigest()[:16]}"
    return Rejection(path, None, reason, detail)


def open_input(raw: Path, given: RawInput) -> BinaryIO:
    """The file of an input, open for reading; the caller closes it.

    Raises OSError when it is gone, may not be read, or is no longer a regular file reached without a link.
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
    """Whether the input still is what was listed: same size, time and inode. The second look at a growing file."""
    parts = [given.file, *([given.sidecar] if given.sidecar else [])]
    try:
        looks = [os.lstat(os.path.join(os.fsencode(raw), part)) for part in parts]
    except OSError:
        return False
    size, mtime_ns = sum(look.st_size for look in looks), max(look.st_mtime_ns for look in looks)
    return (size, mtime_ns, looks[0].st_ino) == (given.size, given.mtime_ns, given.inode)


def is_complete(raw: Path, given: RawInput, limits: Limits, has_waited: bool = False) -> bool:
    """Whether an input can be read now: unchanged since it was listed, and ending as its format says.

    has_waited: it was `waiting` in an earlier run with the same size and time. Then it does not grow any more: what is
    missing will not come, and reading it tells what is wrong. No clock is asked.
    Also False when the file is gone; one that may not be opened is complete, for reading it gives the rejection.
    """
    if not is_unchanged(raw, given):
        return False
    if has_waited:
        return True
    try:
        with open_input(raw, given) as source:
            return has_valid_end(source, source.seek(0, os.SEEK_END), given.record_path, limits)
    except OSError:
        return True
