"""Zip archives, through the standard library's zipfile.

Belongs here: members of a zip. Does not: what holds for all archives (archives).
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from lzma import LZMAError
from typing import Any, BinaryIO, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.archives import SIDECAR_SUFFIX, Member, Records, is_input, member_records, sidecar_bytes
from pipelines.core.readers.drafts import rejection
from pipelines.core.readers.opening import Opening
from pipelines.core.readers.streams import Damage
from pipelines.core.records import RawRecord, Rejection

ERRORS: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError, KeyError, IndexError, OverflowError, struct.error,
)  # fmt: skip
"""All that zipfile and its decompressors raise on bad bytes (found by fuzzing, and in its source)."""

DIRECTORY_BYTES_A_MEMBER: Final = 160
"""The central directory is held in memory: 46 bytes and the name each. More a member, on the whole, is refused."""

END_RECORD: Final = re.compile(rb"PK\x05\x06.{18}", re.S)

ENCRYPTED: Final = 0x1
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
LINK_MODE: Final = 0o120000
FILE_MODES: Final = (0, 0o100000)


def read_zip(source: BinaryIO, archive: Opening, depth: int, records: Records) -> Iterator[RawRecord | Rejection]:
    """The records of all members, in the order of the archive's directory. `source` must be seekable."""
    try:
        opened = _opened(source, archive.limits)
        infos = [info for info in opened.infolist() if not info.filename.endswith("/")]
        sidecars = _Sidecars(opened, infos, archive.limits)
        for info in infos:
            if is_input(info.filename):
                member = Member(info.filename, _refusal(info), _opener(opened, info, archive.limits))
                yield from member_records(member, archive, depth, sidecars, records)
    except Damage as damage:
        yield rejection(archive.record_path, None, damage.reason, damage.detail)


def _opened(source: BinaryIO, limits: Limits) -> zipfile.ZipFile:
    _check_directory(source, limits)
    try:
        return zipfile.ZipFile(source)
    except ERRORS as error:
        raise Damage("damaged", f"zip: {str(error)[:200]}") from error


def _check_directory(source: BinaryIO, limits: Limits) -> None:
    """Refuse a directory that would fill the memory, before zipfile reads it."""
    size = source.seek(0, 2)
    source.seek(max(0, size - (1 << 16) - 22))
    ends = END_RECORD.findall(source.read())
    if not ends:
        raise Damage("truncated", "the directory at the end of the zip is missing")
    count, directory_bytes = struct.unpack("<HI", ends[-1][10:16])
    if directory_bytes == 0xFFFFFFFF:
        directory_bytes = size  # zip64; the file bounds it
    if directory_bytes > limits.members * DIRECTORY_BYTES_A_MEMBER or (count > limits.members and count != 0xFFFF):
        raise Damage("too_many_members", f"a directory of {directory_bytes} bytes")
    source.seek(0)


def _refusal(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & ENCRYPTED:
        return "encrypted"
    if info.compress_type not in METHODS:
        return "unsupported_compression"
    mode = (info.external_attr >> 16) & 0o170000
    return "link" if mode == LINK_MODE else "special_member" if mode not in FILE_MODES else None


def _opener(opened: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Any:
    def reopen() -> BinaryIO:
        return _Guarded(opened, info, limits)  # type: ignore[return-value]

    return reopen


class _Guarded:
    """A member as a stream whose every error is Damage, and that notices a bomb while it grows.

    It says that it can't seek: seeking back in a compressed member means unpacking all of it again.
    """

    def __init__(self, opened: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> None:
        self._info, self._limits, self._given = info, limits, 0
        try:
            self._file = opened.open(info)
        except ERRORS as error:
            raise _damage(error) from error

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._file.read(size)
        except ERRORS as error:
            raise _damage(error) from error
        self._given += len(data)
        limits = self._limits
        if self._given > max(limits.ratio_floor_bytes, limits.decompression_ratio * self._info.compress_size):
            raise Damage("decompression_bomb", f"{self._given} bytes out of {self._info.compress_size}")
        return data


def _damage(error: BaseException) -> Damage:
    said = str(error)
    if "CRC" in said:
        return Damage("checksum", f"zip: {said[:200]}")
    return Damage("truncated" if isinstance(error, EOFError) else "damaged", f"zip: {said[:200]}")


class _Sidecars(Mapping[str, bytes]):
    """The sidecars among the members, read when their page is."""

    def __init__(self, opened: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
        self._opened, self._limits = opened, limits
        self._infos = {info.filename: info for info in infos if info.filename.endswith(SIDECAR_SUFFIX)}

    def __getitem__(self, name: str) -> bytes:
        info = self._infos[name]
        try:
            return b"" if _refusal(info) else sidecar_bytes(_opener(self._opened, info, self._limits)(), self._limits)
        except Damage:
            return b""  # noted on the record as unreadable

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)
