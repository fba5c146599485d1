"""The raw folder: which of its files are input, opened safely, hashed, and judged complete or still growing.

Belongs here: the only code that opens raw files. Does not: what is in them (core.readers), what is known (ledger).
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipelines.core.readers.limits import Limits

HIDDEN = (".", "_")
UNFINISHED = (".tmp", ".part", ".crdownload")
SIDECAR = ".meta.json"
PAGES = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class RawInput:
    """A file that is input. record_path: relative to the raw folder, escaped where its name is not UTF-8;
    name: the path as the system spells it; bytes, stat_signature: of the file and its sidecar; sidecar: its path."""

    record_path: str
    name: str
    bytes: int
    stat_signature: str
    sidecar: str | None = None


def list_inputs(raw: Path, limits: Limits) -> Iterator[RawInput]:
    """Every input below `raw`, sorted by path within each folder; links, pipes and devices are passed over."""
    yield from _walk(os.fspath(raw), "")


def _walk(folder: str, prefix: str) -> Iterator[RawInput]:
    with os.scandir(folder) as found:
        entries = sorted((e for e in found if not e.name.startswith(HIDDEN)), key=lambda e: e.name)
    sidecars = {e.name: e for e in entries if e.name.endswith(SIDECAR)}
    for entry in entries:
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{name}/")
        elif _is_input(entry):
            yield _input(entry, name, sidecars.get(entry.name + SIDECAR))


def _is_input(entry: "os.DirEntry[str]") -> bool:
    return not entry.name.endswith((*UNFINISHED, SIDECAR)) and entry.is_file(follow_symlinks=False)


def _input(entry: "os.DirEntry[str]", name: str, sidecar: "os.DirEntry[str] | None") -> RawInput:
    own = entry.stat(follow_symlinks=False)
    signature, size = _signature(own), own.st_size
    if sidecar is not None and entry.name.lower().endswith(PAGES) and sidecar.is_file(follow_symlinks=False):
        beside = sidecar.stat(follow_symlinks=False)
        return RawInput(_text(name), name, size, f"{signature}+{_signature(beside)}", name + SIDECAR)
    return RawInput(_text(name), name, size, signature)


def _text(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _signature(status: os.stat_result) -> str:
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}-{status.st_ino}"


@contextmanager
def open_input(raw: Path, name: str) -> Iterator[BinaryIO]:
    """The file open for reading; OSError if it is gone, no regular file, or a link."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(raw / name, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("is no regular file")
    with os.fdopen(descriptor, "rb") as opened:
        yield opened


def sha256_of(opened: BinaryIO, sidecar: bytes | None) -> str:
    """Hash of the file, and of its sidecar if it has one; the file is left at its start."""
    digest = hashlib.file_digest(opened, "sha256")
    opened.seek(0)
    if sidecar is not None:
        digest.update(b"\x00" + hashlib.sha256(sidecar).digest())
    return digest.hexdigest()
