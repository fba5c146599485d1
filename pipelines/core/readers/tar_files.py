"""Tar archives as a stream, through the standard library's tarfile, plus checks for damage that it ignores.

Belongs here: members of a tar. Does not: what all archives have in common (archives).
"""

import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.archives import Member, is_input, lone_sidecars, read_sidecar
from pipelines.core.readers.sidecars import SUFFIX, sidecar_of
from pipelines.core.readers.streams import ReadError, Stream

ERRORS: Final = (tarfile.TarError, EOFError, OSError, ValueError, KeyError, IndexError, OverflowError, TypeError)
"""Exceptions of tarfile on bad bytes (found by fuzzing, and in its source)."""

EXTENDED_TYPES: Final = (b"x", b"g", b"X", b"L", b"K")
MAX_EXTENDED_BYTES: Final = 1 << 20
"""tarfile reads extended headers (pax, long names) into memory; a megabyte is far more than any name needs."""

MAX_SIDECARS_BYTES: Final = 64 << 20
"""Memory for all sidecars of one tar."""


class _StrictTarInfo(tarfile.TarInfo):
    """Raises ReadError for a damaged header, which tarfile takes for the end of the archive if it isn't the first."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_StrictTarInfo":
        info = super().frombuf(buf, encoding, errors)
        if info.type in EXTENDED_TYPES and info.size > MAX_EXTENDED_BYTES:
            raise ReadError("record_too_large", f"tar: extended header of {info.size} bytes")
        return info

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "_StrictTarInfo":
        try:
            return super().fromtarfile(tarfile_)
        except (tarfile.EmptyHeaderError, tarfile.EOFHeaderError):  # type: ignore[attr-defined]
            raise  # the end, with or without the two empty blocks
        except tarfile.TruncatedHeaderError as error:  # type: ignore[attr-defined]
            raise ReadError("truncated", "tar: truncated header") from error
        except tarfile.HeaderError as error:
            raise ReadError("damaged", f"tar: {error}") from error


def read_tar(reopen: Callable[[], Stream], limits: Limits) -> Iterator[Member]:
    """The members that are input, in archive order; `reopen` opens the tar at its start, first for the sidecars."""
    sidecars = _read_sidecars(reopen, limits)
    used: set[str] = set()
    for opened, info in _members(reopen()):
        if is_input(info.name):
            name = sidecar_of(info.name, sidecars)
            used.update([name] if name else [])
            content = sidecars[name] if name else None
            yield Member(info.name, _refusal(info), partial(_MemberFile, opened, info), content)  # type: ignore[arg-type]
    yield from lone_sidecars(sidecars, used)


def _members(stream: Stream) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    """Each member that is not a folder; errors become ReadError. Clears tarfile's list of members, which only grows."""
    source: Any = SimpleNamespace(read=stream.read_exactly)  # tarfile calls nothing else
    try:
        with tarfile.open(fileobj=source, mode="r|", tarinfo=_StrictTarInfo, errorlevel=2) as opened:
            while (info := opened.next()) is not None:
                opened.members.clear()  # type: ignore[attr-defined]
                if not info.isdir():
                    yield opened, info
    except ERRORS as error:
        message = str(error)
        reason = "truncated" if "end of data" in message or isinstance(error, EOFError) else "damaged"
        raise ReadError(reason, f"tar: {message[:200]}") from error


def _refusal(info: tarfile.TarInfo) -> str | None:
    if info.issym() or info.islnk():
        return "link"
    return None if info.isreg() and not info.issparse() else "special_member"


class _MemberFile:
    """A member as a stream that can be read once; its errors become ReadError."""

    def __init__(self, opened: tarfile.TarFile, info: tarfile.TarInfo) -> None:
        file = opened.extractfile(info)
        if file is None:
            raise ReadError("special_member", "tar: not a regular file")
        self._file, self._left = file, info.size

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self._file.read(size)
        except ERRORS as error:
            raise ReadError("truncated", f"tar: {str(error)[:200]}") from error
        self._left -= len(data)
        if not data and size and self._left > 0:
            raise ReadError("truncated", f"tar: {self._left} bytes of the member are missing")
        return data


def _read_sidecars(reopen: Callable[[], Stream], limits: Limits) -> dict[str, bytes]:
    """The sidecars of a tar, in a pass of their own: they may come before or after their pages."""
    sidecars: dict[str, bytes] = {}
    total = 0
    try:
        for opened, info in _members(reopen()):
            if info.name.endswith(SUFFIX) and not _refusal(info):
                data = read_sidecar(_MemberFile(opened, info).read, limits)
                total += len(data)
                sidecars[info.name] = data if total <= MAX_SIDECARS_BYTES else b""
    except ReadError:
        pass  # raised again, and reported, when the members are read
    return sidecars
