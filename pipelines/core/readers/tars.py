"""Tar archives as a stream, through the standard library's tarfile, with the ends checked that it lets pass.

Belongs here: members of a tar. Does not: what holds for all archives (archives).
"""

import io
import tarfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.archives import SIDECAR_SUFFIX, Member, Records, is_input, member_records, sidecar_bytes
from pipelines.core.readers.drafts import rejection
from pipelines.core.readers.opening import Opening
from pipelines.core.readers.streams import Damage, Stream
from pipelines.core.records import RawRecord, Rejection

ERRORS: Final = (tarfile.TarError, EOFError, OSError, ValueError, KeyError, IndexError, OverflowError, TypeError)
"""All that tarfile raises on bad bytes (found by fuzzing, and in its source)."""

EXTENDED_TYPES: Final = (b"x", b"g", b"X", b"L", b"K")
EXTENDED_BYTES: Final = 1 << 20
"""Extended headers (pax, long names) are read whole by tarfile; a megabyte is far more than any name needs."""

SIDECARS_BYTES: Final = 64 << 20
"""What all sidecars of one tar may need in memory."""


class _Checked(tarfile.TarInfo):
    """A header whose damage ends the reading; tarfile takes a bad one behind the first for the end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> "_Checked":
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EmptyHeaderError:  # type: ignore[attr-defined]
            raise  # the end without the two empty blocks: allowed
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.TruncatedHeaderError as error:  # type: ignore[attr-defined]
            raise Damage("truncated", "tar: a header is cut") from error
        except tarfile.HeaderError as error:
            raise Damage("damaged", f"tar: {error}") from error

    def _proc_member(self, tarfile_: tarfile.TarFile) -> Any:
        if self.type in EXTENDED_TYPES and self.size > EXTENDED_BYTES:
            raise Damage("record_too_large", f"tar: an extended header of {self.size} bytes")
        return super()._proc_member(tarfile_)  # type: ignore[misc]


def read_tar(
    reopen: Callable[[], Stream], archive: Opening, depth: int, records: Records
) -> Iterator[RawRecord | Rejection]:
    """The records of all members in their order; `reopen` gives the tar from its start, once more for sidecars."""
    try:
        sidecars = _sidecars(reopen, archive.limits)
        for opened, info in _members(reopen()):
            if is_input(info.name):
                member = Member(info.name, _refusal(info), _opener(opened, info))
                yield from member_records(member, archive, depth, sidecars, records)
    except Damage as damage:
        yield rejection(archive.record_path, None, damage.reason, damage.detail)


def _members(stream: Stream) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    """Each member that is no folder; errors become Damage. The list that tarfile keeps of them is emptied."""
    try:
        with tarfile.open(fileobj=_Source(stream), mode="r|", tarinfo=_Checked, errorlevel=2) as opened:
            while (info := opened.next()) is not None:
                opened.members.clear()  # type: ignore[attr-defined]
                if not info.isdir():
                    yield opened, info
    except ERRORS as error:
        said = str(error)
        reason = "truncated" if "end of data" in said or isinstance(error, EOFError) else "damaged"
        raise Damage(reason, f"tar: {said[:200]}") from error


class _Source(io.RawIOBase):
    """What tarfile reads from; it must not seek."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        return self._stream.read_exactly(size) if size >= 0 else self._stream.read()


def _refusal(info: tarfile.TarInfo) -> str | None:
    if info.issym() or info.islnk():
        return "link"
    return None if info.isreg() and not info.issparse() else "special_member"


def _opener(opened: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    def reopen() -> BinaryIO:
        return _Guarded(opened, info)  # type: ignore[return-value]

    return reopen


class _Guarded:
    """A member as a stream that can be read once, whose every error is Damage."""

    def __init__(self, opened: tarfile.TarFile, info: tarfile.TarInfo) -> None:
        file = opened.extractfile(info)
        if file is None:
            raise Damage("special_member", "tar: no plain file")
        self._file, self._left = file, info.size

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        try:
            data: bytes = self._file.read(size)
        except ERRORS as error:
            raise Damage("truncated", f"tar: {str(error)[:200]}") from error
        self._left -= len(data)
        if not data and size and self._left > 0:
            raise Damage("truncated", f"tar: {self._left} bytes of the member are missing")
        return data


def _sidecars(reopen: Callable[[], Stream], limits: Limits) -> dict[str, bytes]:
    """The sidecars of a tar, by a first pass: they may stand before or behind their pages."""
    found: dict[str, bytes] = {}
    held = 0
    try:
        for opened, info in _members(reopen()):
            if info.name.endswith(SIDECAR_SUFFIX) and not _refusal(info):
                data = sidecar_bytes(_opener(opened, info)(), limits)
                held += len(data)
                found[info.name] = data if held <= SIDECARS_BYTES else b""
    except Damage:
        pass  # met again, and told, when the members are read
    return found
