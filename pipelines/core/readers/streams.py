"""Byte streams with bounded reads: what every reader reads from.

Belongs here: peeking, bounded reads, splitting into lines, the limit on a file's size. Does not: any format.
A stream holds at most one chunk beyond the bytes requested.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipelines.core.limits import Limits

CHUNK = 1 << 18
"""Bytes read from a source at once."""

PEEK = 1 << 12
"""Bytes that Stream.skip_leading examines at once."""


class ReadError(Exception):
    """Ends the reading of a file: a reason of REASONS, a detail, the text to quote. Never leaves the package."""

    def __init__(self, reason: str, detail: str, excerpt: str | None = None) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
        self.excerpt = excerpt


class Stream:
    """A forward-only stream with lookahead; raises ReadError `file_too_large` beyond `limit` bytes.

    >>> import io
    >>> stream = open_stream(io.BytesIO(b"abc"), Limits())
    >>> stream.peek(2), stream.read(), stream.read()
    (b'ab', b'abc', b'')
    """

    def __init__(self, pull: Callable[[int], bytes], limit: int) -> None:
        self._pull = pull
        self._buffer = b""  # read ahead; consumed up to `_at`
        self._at = 0
        self._left = limit
        self._limit = limit
        self._error: ReadError | None = None

    def peek(self, size: int) -> bytes:
        """The next `size` bytes without consuming them; fewer only at the end or before an error."""
        try:
            while len(self._buffer) - self._at < size and (more := self._fetch(CHUNK)):
                self._buffer, self._at = self._buffer[self._at :] + more, 0
        except ReadError as error:
            if self._at >= len(self._buffer):
                raise
            self._error = error  # raised once the bytes before it are consumed
        return self._buffer[self._at : self._at + size]

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, b"" at the end; a negative size reads to the end."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(CHUNK), b""))
        if self._at < len(self._buffer):
            out = self._buffer[self._at : self._at + size]
            self._at += len(out)
            return out
        return self._fetch(size) if size else b""

    def unread(self, data: bytes) -> None:
        """Put bytes back in front of the stream."""
        self._buffer, self._at = data + self._buffer[self._at :], 0

    def read_exactly(self, size: int) -> bytes:
        """`size` bytes, fewer only at the end."""
        parts, missing = [], size
        while missing and (part := self.read(min(missing, CHUNK))):
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Drop the next `size` bytes; returns their number, lower only at the end."""
        missing = size
        while missing and (part := self.read(min(missing, CHUNK))):
            missing -= len(part)
        return size - missing

    def skip_leading(self, characters: bytes) -> bool:
        """Drop leading bytes that are in `characters`; False at the end of the stream."""
        while (head := self.peek(PEEK)) and head[0] in characters:
            self.read(len(head) - len(head.lstrip(characters)))
        return bool(head)

    def _fetch(self, size: int) -> bytes:
        if self._error:
            raise self._error
        data = self._pull(min(size, CHUNK))
        self._left -= len(data)
        if self._left < 0:
            raise ReadError("file_too_large", f"more than {self._limit} bytes")
        return data


def open_stream(source: BinaryIO, limits: Limits) -> Stream:
    """The stream of an open file; an OS error becomes ReadError `unreadable`."""

    def pull(size: int) -> bytes:
        try:
            return source.read(size) or b""
        except OSError as error:
            raise ReadError("unreadable", error.strerror or type(error).__name__) from error

    return Stream(pull, limits.file_bytes)


def read_all(stream: Stream, limit: int, reason: str = "record_too_large") -> bytes:
    """The rest of the stream; raises ReadError with `reason` if it is longer than `limit` bytes."""
    data = stream.read_exactly(limit + 1)
    if len(data) > limit:
        raise ReadError(reason, f"more than {limit} bytes")
    return data


def skip_to(stream: Stream, pattern: re.Pattern[bytes], overlap: int, before: bytes = b"") -> None:
    """Skip to the end of the next match, or to the end of the stream.

    overlap: the longest match in bytes, as far as it may span two chunks · before: what precedes the stream

    >>> import io
    >>> stream = open_stream(io.BytesIO(b"garbage; next"), Limits())
    >>> skip_to(stream, re.compile(b"; "), 2)
    >>> stream.read()
    b'next'
    """
    tail = before
    while data := stream.read(CHUNK):
        window = tail + data
        match = pattern.search(window)
        if match:
            stream.unread(window[match.end() :])
            return
        tail = window[-overlap:]


@dataclass(frozen=True, slots=True)
class Oversize:
    """A line or element longer than the limit: its beginning and its size in bytes."""

    head: bytes
    size: int


def split_lines(stream: Stream, limit: int) -> Iterator[bytes | Oversize]:
    """Lines with their ends (LF, CRLF or CR); a line longer than `limit` bytes is skipped and gives an Oversize.

    >>> import io
    >>> list(split_lines(open_stream(io.BytesIO(b"a\\r\\nb\\rcccccc\\nd"), Limits()), limit=4))
    [b'a\\r\\n', b'b\\r', Oversize(head=b'ccccc', size=7), b'd']
    """
    parts: list[bytes] = []
    size = 0
    while chunk := _read_chunk(stream):
        for piece in chunk.splitlines(keepends=True):
            size += len(piece)
            if size <= limit or not parts:
                parts.append(piece[: limit + 1])
            if piece[-1:] in (b"\n", b"\r"):
                yield _line(parts, size, limit)
                parts, size = [], 0
    if size:
        yield _line(parts, size, limit)


def _read_chunk(stream: Stream) -> bytes:
    """A chunk that does not end between CR and LF."""
    chunk = stream.read(CHUNK)
    return chunk + stream.read(1) if chunk.endswith(b"\r") else chunk


def _line(parts: list[bytes], size: int, limit: int) -> bytes | Oversize:
    return b"".join(parts) if size <= limit else Oversize(b"".join(part[:1000] for part in parts[:2])[:1000], size)
