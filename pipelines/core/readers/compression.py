"""Unpacking gzip, Zstandard, bzip2 and xz as a stream, with everything checked that can be.

Belongs here: decompressors, the ratio that tells a bomb, truncation, checksums, what follows the end.
Does not: archives with members (archives), web archives. gzip through zlib, which verifies checksum and length.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final

import zstandard

from pipelines.core.limits import Limits
from pipelines.core.readers.streams import CHUNK, Damage, Stream

MAGIC: Final[Mapping[bytes, str]] = {
    b"\x1f\x8b\x08": "gz",  # RFC 1952
    b"\x28\xb5\x2f\xfd": "zst",  # RFC 8878
    b"\xfd7zXZ\x00": "xz",  # the .xz file format 1.2
    b"BZh": "bz2",
}

ZSTD_WINDOW: Final = 1 << 27
"""The largest window that the zstd command itself accepts by default: 128 MiB."""

XZ_MEMORY: Final = 256 << 20
"""What an xz stream may ask for; level 9 needs 65 MiB."""

SIP: Final[Mapping[str, int]] = {"gz": 1 << 16, "xz": 1 << 16, "bz2": 1 << 16, "zst": 1 << 10}
"""Packed bytes fed at once. zstandard has no bound on its output, so it is fed little (1 KiB gives at most 32 MiB)."""

ERRORS = (zlib.error, OSError, lzma.LZMAError, zstandard.ZstdError, ValueError, EOFError, MemoryError)


def compression_of(head: bytes) -> str | None:
    """`gz`, `zst`, `xz` or `bz2` by the first bytes, else None.

    >>> compression_of(b"\\x1f\\x8b\\x08\\x00"), compression_of(b"BZhello"), compression_of(b"BZh91AY&SY")
    ('gz', None, 'bz2')
    """
    for magic, name in MAGIC.items():
        if head.startswith(magic):
            return name if name != "bz2" or head[4:10] in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90") else None
    return None


def decompressor(kind: str) -> Any:
    """A fresh decompressor object of the kind: decompress(data[, max_length]), eof, unused_data."""
    makers: dict[str, Callable[[], Any]] = {
        "gz": lambda: zlib.decompressobj(wbits=31),
        "bz2": bz2.BZ2Decompressor,
        "xz": lambda: lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=XZ_MEMORY),
        "zst": lambda: zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).decompressobj(),
    }
    return makers[kind]()


class Unpacking:
    """The pull function of an unpacking stream: packed bytes in, unpacked ones out, several members in a row.

    Raises Damage: truncated, checksum, damaged, trailing_garbage, decompression_bomb.
    """

    def __init__(self, packed: Stream, kind: str, limits: Limits) -> None:
        self._packed, self._kind, self._limits = packed, kind, limits
        self._engine = decompressor(kind)
        self._input = b""
        self._output = b""
        self._bytes_in = self._bytes_out = 0
        self._damage: Damage | None = None

    def __call__(self, size: int) -> bytes:
        while not self._output:
            if self._engine.eof and not self._next_member():
                return b""
            self._output = self._step()
        out, self._output = self._output[:size], self._output[size:]
        return out

    def _step(self) -> bytes:
        """Feed a sip and return what it gives, perhaps nothing."""
        if self._damage:
            raise self._damage
        is_last = self._hungry() and not self._refill()
        before, data = self._saved(), self._input
        try:
            out = self._feed()
        except ERRORS as error:
            self._damage = _damage(self._kind, error)
            out = _salvaged(before, data)
        if is_last and not out and not self._engine.eof and not self._damage:
            raise Damage("truncated", f"{self._kind} data end too early")
        self._bytes_out += len(out)
        self._check_ratio()
        return out

    def _saved(self) -> Any:
        """A copy of the engine's state, where it can be copied: after an error it gives what came before that."""
        return self._engine.copy() if self._kind == "gz" else None

    def _hungry(self) -> bool:
        needs_input: bool = getattr(self._engine, "needs_input", True)
        return needs_input and not self._input

    def _feed(self) -> bytes:
        data, self._input = self._input, b""
        if self._kind == "zst":
            out: bytes = self._engine.decompress(data)
        else:
            out = self._engine.decompress(data, CHUNK)
            self._input = getattr(self._engine, "unconsumed_tail", b"")
        return out

    def _refill(self) -> bool:
        self._input = self._packed.read(SIP[self._kind])
        self._bytes_in += len(self._input)
        return bool(self._input)

    def _next_member(self) -> bool:
        """Start on the member that follows the ended one; False at the end. Zero padding is allowed, as in gzip."""
        rest = (self._engine.unused_data or self._input).lstrip(b"\0")
        while not rest and self._refill():
            rest = self._input.lstrip(b"\0")
        if not rest:
            return False
        if len(rest) < 10 and self._refill():
            rest += self._input
        if compression_of(rest) != self._kind and not _skippable(rest, self._kind):
            raise Damage("trailing_garbage", f"{len(rest)} bytes or more after the end of the {self._kind} data")
        self._engine, self._input = decompressor(self._kind), rest
        return True

    def _check_ratio(self) -> None:
        limits = self._limits
        if self._bytes_out > max(limits.ratio_floor_bytes, limits.decompression_ratio * self._bytes_in):
            raise Damage("decompression_bomb", f"{self._bytes_out} bytes out of {self._bytes_in}")


def _salvaged(engine: Any, data: bytes) -> bytes:
    """What `data` gives before the error in it: byte by byte, so that it does not depend on where chunks end.

    zlib raises at the error, and keeps back what it had unpacked in the same call.
    """
    parts: list[bytes] = []
    size = 0
    try:
        for at in range(len(data) if engine else 0):
            parts.append(engine.decompress(data[at : at + 1], CHUNK))
            size += len(parts[-1])
            if size > CHUNK:
                break
    except ERRORS:
        pass
    return b"".join(parts)


def _skippable(rest: bytes, kind: str) -> bool:
    """Whether a skippable frame of Zstandard follows (RFC 8878, 3.1.2)."""
    return kind == "zst" and rest[1:4] == b"\x2a\x4d\x18" and 0x50 <= rest[0] <= 0x5F


def _damage(kind: str, error: Exception) -> Damage:
    said = str(error).lower()
    is_checksum = any(word in said for word in ("data check", "length check", "checksum", "crc"))
    return Damage("checksum" if is_checksum else "damaged", f"{kind}: {str(error)[:200]}")


def unpacked(packed: Stream, kind: str, limits: Limits) -> Stream:
    """The unpacked stream of a packed one.

    >>> import gzip, io
    >>> from pipelines.core.readers.streams import stream_of
    >>> unpacked(stream_of(io.BytesIO(gzip.compress(b"abc")), Limits()), "gz", Limits()).read()
    b'abc'
    """
    return Stream(Unpacking(packed, kind, limits), limits.file_bytes)
