"""Zip archives, through the standard library's zipfile.

Belongs here: members of a zip. Does not: what all archives have in common (archives).
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import partial
from lzma import LZMAError
from typing import BinaryIO, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.archives import (
    Member,
    is_input,
    is_page_archive,
    is_web_archive_package,
    lone_sidecars,
    read_sidecar,
)
from pipelines.core.readers.foreign_formats import package_format
from pipelines.core.readers.sidecars import sidecar_of
from pipelines.core.readers.streams import ReadError

ERRORS: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError, KeyError, IndexError, OverflowError, struct.error,
)  # fmt: skip
"""Exceptions of zipfile and its decompressors on bad bytes (found by fuzzing, and in its source)."""

MAX_DIRECTORY_BYTES_PER_MEMBER: Final = 160
"""zipfile reads the central directory into memory: 46 bytes and a name per member. A longer mean is refused."""

END_RECORD: Final = re.compile(rb"PK\x05\x06.{18}", re.S)

ENCRYPTED: Final = 0x1
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
LINK_MODE: Final = 0o120000
FILE_MODES: Final = (0, 0o100000)


def read_zip(source: BinaryIO, limits: Limits) -> Iterator[Member]:
    """The members that are input, in the order of the archive's directory. `source` must be seekable."""
    _check_directory(source, limits)
    try:
        opened = zipfile.ZipFile(source)
    except ERRORS as error:
        raise ReadError("damaged", f"zip: {str(error)[:200]}") from error
    infos = {info.filename: info for info in opened.infolist()}
    used: set[str] = set()
    _refuse_package(opened, infos, limits)
    is_package = is_web_archive_package(infos)
    is_wanted = is_page_archive if is_package else is_input
    for info in opened.infolist():
        name = info.filename
        if is_wanted(name) and not name.endswith("/"):
            sidecar = sidecar_of(name, infos)
            used.update([sidecar] if sidecar else [])
            content = _read_sidecar(opened, infos[sidecar], limits) if sidecar else None
            yield Member(name, _refusal(info), partial(_MemberFile, opened, info, limits), content)  # type: ignore[arg-type]
    yield from () if is_package else lone_sidecars(infos, used)


def _refuse_package(opened: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo], limits: Limits) -> None:
    """Raise ReadError `unknown_format` for a document or program that is stored as a zip."""
    mimetype = infos.get("mimetype")
    stated = b"" if mimetype is None else _read_sidecar(opened, mimetype, limits)
    if kind := package_format(infos, stated):
        raise ReadError("unknown_format", kind)


def _read_sidecar(opened: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The bytes of a small member; b"" if it can't be read."""
    try:
        return b"" if _refusal(info) else read_sidecar(_MemberFile(opened, info, limits).read, limits)
    except ReadError:
        return b""


def _check_directory(source: BinaryIO, limits: Limits) -> None:
    """Raise ReadError if the directory would take too much memory, before zipfile reads it."""
    size = source.seek(0, 2)
    source.seek(max(0, size - (1 << 16) - 22))
    ends = END_RECORD.findall(source.read())
    if not ends:
        raise ReadError("truncated", "zip: the directory at the end is missing")
    count, directory_bytes = struct.unpack("<HI", ends[-1][10:16])
    if directory_bytes == 0xFFFFFFFF:
        directory_bytes = size  # zip64: at most the whole file
    max_bytes = limits.members * MAX_DIRECTORY_BYTES_PER_MEMBER
    if directory_bytes > max_bytes or (count > limits.members and count != 0xFFFF):
        raise ReadError("too_many_members", f"zip: directory of {directory_bytes} bytes")
    source.seek(0)


def _refusal(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & ENCRYPTED:
        return "encrypted"
    if info.compress_type not in METHODS:
        return "unsupported_compression"
    mode = (info.external_attr >> 16) & 0o170000
    return "link" if mode == LINK_MODE else "special_member" if mode not in FILE_MODES else None


class _MemberFile:
    """A member as a stream; its errors become ReadError, and a decompression bomb is noticed while it is read.

    It claims not to be seekable, as seeking back in a compressed member decompresses it again from its start.
    """

    def __init__(self, opened: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> None:
        self._info, self._limits, self._bytes_read = info, limits, 0
        try:
            self._file = opened.open(info)
        except ERRORS as error:
            raise _read_error(error) from error

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._file.read(size)
        except ERRORS as error:
            raise _read_error(error) from error
        self._bytes_read += len(data)
        limits, packed = self._limits, self._info.compress_size
        if self._bytes_read > max(limits.ratio_floor_bytes, limits.decompression_ratio * packed):
            raise ReadError("decompression_bomb", f"{self._bytes_read} bytes from {packed}")
        return data


def _read_error(error: BaseException) -> ReadError:
    message = str(error)
    reason = "checksum" if "CRC" in message else "truncated" if isinstance(error, EOFError) else "damaged"
    return ReadError(reason, f"zip: {message[:200]}")
