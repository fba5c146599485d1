"""Decompresses gzip, Zstandard, bzip2 and xz as a stream, and checks everything that can be checked.

Belongs here: decompressors, decompression bombs, truncation, checksums, trailing bytes.
Does not: archives with members (archives), web archives (warc_files). gzip is read by zlib, which verifies checksum
and length.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final

import zstandard

from pipelines.core.limits import Limits
from pipelines.core.readers.streams import CHUNK, ReadError, Stream

MAGIC: Final[Mapping[bytes, str]] = {
    b"\x1f\x8b\x08": "gz",  # RFC 1952
    b"\x28\xb5\x2f\xfd": "zst",  # RFC 8878
    b"\xfd7zXZ\x00": "xz",  # the .xz file format 1.2
    b"BZh": "bz2",
}

SKIPPABLE_END: Final = b"\x2a\x4d\x18"
"""Bytes 1 to 3 of a skippable Zstandard frame (RFC 8878, 3.1.2); byte 0 is 0x50 to 0x5f."""

DICTIONARY_FRAME: Final = b"\x5d" + SKIPPABLE_END
"""A skippable frame with the dictionary of the frames after it (the .warc.zst format of IIPC)."""

MAX_DICTIONARY: Final = 16 << 20
"""Bytes of a dictionary; those in use have a megabyte."""

MAX_ZSTD_WINDOW: Final = 1 << 27
"""128 MiB, the largest window that the zstd command accepts by default."""

MAX_XZ_MEMORY: Final = 256 << 20
"""Memory that an xz stream may request; level 9 needs 65 MiB."""

FEED_BYTES: Final[Mapping[str, int]] = {"gz": 1 << 16, "xz": 1 << 16, "bz2": 1 << 16, "zst": 1 << 10}
"""Compressed bytes per call. zstandard does not bound its output, so it gets little: 1 KiB gives at most 32 MiB."""

ERRORS: Final = (zlib.error, OSError, lzma.LZMAError, zstandard.ZstdError, ValueError, EOFError, MemoryError)


def compression_of(head: bytes) -> str | None:
    """`gz`, `zst`, `xz` or `bz2` by the first bytes, else None.

    >>> compression_of(b"\\x1f\\x8b\\x08\\x00"), compression_of(b"BZhello"), compression_of(b"BZh91AY&SY")
    ('gz', None, 'bz2')
    """
    for magic, name in MAGIC.items():
        if head.startswith(magic):
            return name if name != "bz2" or head[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90") else None
    return "zst" if _is_skippable(head) else None


def _zstd(dictionary: zstandard.ZstdCompressionDict | None = None) -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=MAX_ZSTD_WINDOW)


DECOMPRESSORS: Final[Mapping[str, Callable[[], Any]]] = {
    "gz": lambda: zlib.decompressobj(wbits=31),
    "bz2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=MAX_XZ_MEMORY),
    "zst": lambda: _zstd().decompressobj(),
}
"""Makers of a decompressor for one member: decompress(data[, max_length]), eof, unused_data."""


class Decompressor:
    """The pull function of a decompressing Stream; several members in a row are read as one.

    Raises ReadError: truncated, checksum, damaged, trailing_garbage, decompression_bomb, unsupported_compression.
    """

    def __init__(self, packed: Stream, kind: str, limits: Limits) -> None:
        self._packed, self._kind, self._limits = packed, kind, limits
        self._make = DECOMPRESSORS[kind]
        if packed.peek(4) == DICTIONARY_FRAME:
            decompressor = _zstd(_read_dictionary(packed))
            self._make = decompressor.decompressobj
        self._member = self._make()
        self._input = b""
        self._output = b""
        self._bytes_in = self._bytes_out = 0
        self._error: ReadError | None = None

    def __call__(self, size: int) -> bytes:
        while not self._output:
            if self._member.eof and not self._start_next_member():
                return b""
            self._output = self._advance()
        out, self._output = self._output[:size], self._output[size:]
        return out

    def _advance(self) -> bytes:
        """Feed the next input; returns its output, perhaps none."""
        if self._error:
            raise self._error
        needs_input = not self._input and getattr(self._member, "needs_input", True)
        is_last = needs_input and not self._refill()
        before = self._member.copy() if self._kind == "gz" else None  # only zlib can copy its state
        data = self._input
        try:
            out = self._feed()
        except ERRORS as error:
            self._error = _read_error(self._kind, error)
            out = _salvage(before, data)
        if is_last and not out and not self._member.eof and not self._error:
            raise ReadError("truncated", f"unexpected end of {self._kind} data")
        self._bytes_out += len(out)
        limits = self._limits
        if self._bytes_out > max(limits.ratio_floor_bytes, limits.decompression_ratio * self._bytes_in):
            raise ReadError("decompression_bomb", f"{self._bytes_out} bytes from {self._bytes_in}")
        return out

    def _feed(self) -> bytes:
        data, self._input = self._input, b""
        if self._kind == "zst":
            out: bytes = self._member.decompress(data)
        else:
            out = self._member.decompress(data, CHUNK)
            self._input = getattr(self._member, "unconsumed_tail", b"")
        return out

    def _refill(self) -> bool:
        self._input = self._packed.read(FEED_BYTES[self._kind])
        self._bytes_in += len(self._input)
        return bool(self._input)

    def _start_next_member(self) -> bool:
        """Start on the member after the current one; False at the end. Zero padding is allowed, as in gzip."""
        rest = (self._member.unused_data or self._input).lstrip(b"\0")
        while not rest and self._refill():
            rest = self._input.lstrip(b"\0")
        if not rest:
            return False
        if len(rest) < 10 and self._refill():
            rest += self._input
        if compression_of(rest) != self._kind:
            raise ReadError("trailing_garbage", f"at least {len(rest)} bytes after the end of the {self._kind} data")
        self._member, self._input = self._make(), rest
        return True


def _read_dictionary(packed: Stream) -> zstandard.ZstdCompressionDict:
    """The dictionary in the frame that the stream begins with, which may be compressed itself; consumes the frame."""
    packed.read_exactly(4)
    size = int.from_bytes(packed.read_exactly(4), "little")
    if size > MAX_DICTIONARY:
        raise ReadError("decompression_bomb", f"zst: a dictionary of {size} bytes")
    data = packed.read_exactly(size)
    if len(data) < size:
        raise ReadError("truncated", "zst: the dictionary is incomplete")
    try:
        if data.startswith(b"\x28\xb5\x2f\xfd"):
            data = _zstd().stream_reader(data).read(MAX_DICTIONARY)
        return zstandard.ZstdCompressionDict(data)
    except ERRORS as error:
        raise _read_error("zst", error) from error


def _salvage(decompressor: Any, data: bytes) -> bytes:
    """The output of `data` before the error in it, which zlib discards when it raises.

    Fed byte by byte, so that the result does not depend on chunk boundaries. Empty without a decompressor.
    """
    parts: list[bytes] = []
    size = 0
    try:
        for at in range(len(data) if decompressor else 0):
            parts.append(decompressor.decompress(data[at : at + 1], CHUNK))
            size += len(parts[-1])
            if size > CHUNK:
                break
    except ERRORS:
        pass
    return b"".join(parts)


def _is_skippable(head: bytes) -> bool:
    """Whether a skippable Zstandard frame begins here."""
    return head[1:4] == SKIPPABLE_END and 0x50 <= head[0] <= 0x5F


def _read_error(kind: str, error: Exception) -> ReadError:
    message = str(error).lower()
    if "dictionary" in message:
        return ReadError("unsupported_compression", "zst: the data need a dictionary that is not in the file")
    is_checksum = any(word in message for word in ("data check", "length check", "checksum", "crc"))
    return ReadError("checksum" if is_checksum else "damaged", f"{kind}: {str(error)[:200]}")


def decompress(packed: Stream, kind: str, limits: Limits) -> Stream:
    """The decompressed stream of a compressed one.

    >>> import gzip, io
    >>> from pipelines.core.readers.streams import open_stream
    >>> decompress(open_stream(io.BytesIO(gzip.compress(b"abc")), Limits()), "gz", Limits()).read()
    b'abc'
    """
    return Stream(Decompressor(packed, kind, limits), limits.file_bytes)
