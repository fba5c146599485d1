"""Byte streams of bounded appetite: what every reader reads from.

Belongs here: peeking, bounded reads, splitting into lines, counting what is unpacked.
Does not: any format. A stream never holds more than one chunk and what was asked for.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipelines.core.limits import Limits

CHUNK = 1 << 18
"""Bytes taken from a source at once."""


class Damage(Exception):
    """What ends the reading of a file: a reason of REASONS and a detail. Never leaves the package."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class Stream:
    """A forward-only stream that can be peeked into and refuses to give more than `limit` bytes.

    >>> import io
    >>> stream = stream_of(io.BytesIO(b"abc"), Limits())
    >>> stream.peek(2), stream.read(), stream.read()
    (b'ab', b'abc', b'')
    """

    def __init__(self, pull: Callable[[int], bytes], limit: int) -> None:
        self._pull = pull
        self._held = b""  # read ahead, given out as far as `_at`
        self._at = 0
        self._left = limit
        self._limit = limit
        self._damage: Damage | None = None

    def peek(self, size: int) -> bytes:
        """Up to `size` bytes, less only at the end or before damage; they stay to be read."""
        try:
            while len(self._held) - self._at < size and (more := self._take(CHUNK)):
                self._held, self._at = self._held[self._at :] + more, 0
        except Damage as damage:
            if self._at >= len(self._held):
                raise
            self._damage = damage  # what came before it is still good: raised when that has been read
        return self._held[self._at : self._at + size]

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, b"" at the end; a negative size reads to the end."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(CHUNK), b""))
        if self._at < len(self._held):
            out = self._held[self._at : self._at + size]
            self._at += len(out)
            return out
        return self._take(size) if size else b""

    def unread(self, data: bytes) -> None:
        """Put bytes back in front."""
        self._held, self._at = data + self._held[self._at :], 0

    def read_exactly(self, size: int) -> bytes:
        """`size` bytes, less only at the end."""
        parts, missing = [], size
        while missing and (part := self.read(min(missing, CHUNK))):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _take(self, size: int) -> bytes:
        if self._damage:
            raise self._damage
        data = self._pull(min(size, CHUNK))
        self._left -= len(data)
        if self._left < 0:
            raise Damage("file_too_large", f"more than {self._limit} bytes")
        return data


def stream_of(source: BinaryIO, limits: Limits) -> Stream:
    """The stream of an open file; trouble of the system becomes Damage `unreadable`."""

    def pull(size: int) -> bytes:
        try:
            return source.read(size) or b""
        except OSError as error:
            raise Damage("unreadable", error.strerror or type(error).__name__) from error

    return Stream(pull, limits.file_bytes)


def whole(stream: Stream, limit: int, reason: str = "record_too_large") -> bytes:
    """All that is left of the stream, if it is not more than `limit` bytes; else Damage with `reason`."""
    data = stream.read_exactly(limit + 1)
    if len(data) > limit:
        raise Damage(reason, f"more than {limit} bytes")
    return data


@dataclass(frozen=True, slots=True)
class Oversize:
    """A line longer than the limit: its beginning, and how long it was."""

    head: bytes
    size: int


def lines(stream: Stream, limit: int) -> Iterator[bytes | Oversize]:
    """Lines with their ends (LF, CRLF or CR); one longer than `limit` bytes is passed over as Oversize.

    >>> import io
    >>> list(lines(stream_of(io.BytesIO(b"a\\r\\nb\\rcccccc\\nd"), Limits()), limit=4))
    [b'a\\r\\n', b'b\\r', Oversize(head=b'ccccc', size=7), b'd']
    """
    parts: list[bytes] = []
    size = 0
    while chunk := _chunk_of_lines(stream):
        for piece in chunk.splitlines(keepends=True):
            size += len(piece)
            if size <= limit or not parts:
                parts.append(piece[: limit + 1])
            if piece[-1:] in (b"\n", b"\r"):
                yield _line(parts, size, limit)
                parts, size = [], 0
    if size:
        yield _line(parts, size, limit)


def _chunk_of_lines(stream: Stream) -> bytes:
    """A chunk that does not end between CR and LF."""
    chunk = stream.read(CHUNK)
    return chunk + stream.read(1) if chunk.endswith(b"\r") else chunk


def _line(parts: list[bytes], size: int, limit: int) -> bytes | Oversize:
    return b"".join(parts) if size <= limit else Oversize(b"".join(part[:1000] for part in parts[:2])[:1000], size)
