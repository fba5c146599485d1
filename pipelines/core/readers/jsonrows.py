"""JSON Lines, JSON objects and JSON arrays as a stream of rows: one bad line costs one line.

Belongs here: where a value begins and ends. Does not: parsing it (jsonvalues), its fields (rows).

The reader takes what a file holds, not what its name says: lines, an array of any length (element by element), objects
printed over many lines, several on one line, and mixtures of these.
"""

import re
from collections.abc import Iterator
from typing import Any

from pipelines.core.limits import Limits
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.jsonvalues import TOKENS, rows_in, values_of
from pipelines.core.readers.rows import draft_of_row
from pipelines.core.readers.streams import CHUNK, Damage, Oversize, Stream, lines
from pipelines.core.readers.wide import as_utf8

BLANK = b" \t\r\n\x00\xef\xbb\xbf\x1e,"
"""Bytes that may stand before and between values: white space, a byte order mark, a record separator, a comma."""

TO_MARK = re.compile(rb'[^"\[\]{},]*')
STRING_REST = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*', re.S)
"""What is passed over up to the next mark, and up to the end of a string; both linear."""


def read_json(stream: Stream, limits: Limits) -> Iterator[Draft | Fault]:
    """The rows of a JSON or JSON Lines file.

    >>> import io
    >>> from pipelines.core.readers.streams import stream_of
    >>> source = io.BytesIO(b'{"text": "a"}\\n\\n{"text": \\n[{"text": "b"}, 3]')
    >>> [getattr(each, "reason", "ok") for each in read_json(stream_of(source, Limits()), Limits())]
    ['ok', 'bad_json', 'ok', 'not_an_object']
    """
    stream = as_utf8(stream)
    while _skip_blank(stream):
        split = elements if stream.peek(1) == b"[" else objects
        for raw in split(stream, limits.record_bytes):
            yield from _drafts(raw, limits)


def _drafts(raw: bytes | Oversize, limits: Limits) -> Iterator[Draft | Fault]:
    if isinstance(raw, Oversize):
        yield Fault("record_too_large", f"{raw.size} bytes, limit {limits.record_bytes}", raw.head)
        return
    values = values_of(raw, limits.value_depth)
    if isinstance(values, Fault):
        yield values
        return
    for value in values:
        for row in rows_in(value):
            yield draft_of_row(row) if isinstance(row, dict) else _not_an_object(row)


def _not_an_object(value: Any) -> Fault:
    return Fault("not_an_object", f"a {type(value).__name__}", repr(value)[:2000])


def _skip_blank(stream: Stream) -> bool:
    """Skip to the next value; False at the end."""
    while chunk := stream.read(CHUNK):
        rest = chunk.lstrip(BLANK)
        if rest:
            stream.unread(rest)
            return True
    return False


def objects(stream: Stream, limit: int) -> Iterator[bytes | Oversize]:
    """Values line by line; lines are joined while an object is open.

    A line that begins with `{` begins a new value in any case: so a cut line costs itself alone, while an object
    printed with indentation is read whole.
    """
    held = _Held(limit)
    for line in lines(stream, limit):
        if isinstance(line, Oversize):
            yield from held.given()
            yield line
            continue
        raw = line.strip(BLANK)
        if line[:1] in (b"{", b"["):
            yield from held.given()
        if raw and not held.size and (raw[:1] not in b"{[" or _is_closed(raw)):
            yield raw
        elif raw and held.closed_by(line):
            yield from held.given()
    yield from held.given()


class _Held:
    """The lines of an object that is still open; beyond the limit only their size is kept."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.parts: list[bytes] = []
        self.size = self.depth = 0

    def closed_by(self, line: bytes) -> bool:
        """Take a line in; whether the object is complete with it."""
        self.size += len(line)
        self.depth += _balance(line)
        if self.size <= self.limit or not self.parts:
            self.parts.append(line)
        return self.depth <= 0

    def given(self) -> Iterator[bytes | Oversize]:
        """What is held, if anything, and forget it."""
        if self.size:
            raw = b"".join(self.parts)
            yield raw if self.size <= self.limit else Oversize(raw[:1000], self.size)
        self.parts, self.size, self.depth = [], 0, 0


def _is_closed(raw: bytes) -> bool:
    """Whether a line that opens a value also closes it: the common case, decided by its last byte first."""
    return raw[-1:] in b"}]" and (raw[:1] + raw[-1:] == b"{}" or _balance(raw) <= 0)


def _balance(raw: bytes) -> int:
    """Brackets opened less those closed, strings aside."""
    return sum(1 if token[0][:1] in b"[{" else -1 if token[0] in (b"]", b"}") else 0 for token in TOKENS.finditer(raw))


def elements(stream: Stream, limit: int) -> Iterator[bytes | Oversize]:
    """The elements of an array, each as its bytes; stops behind the closing bracket.

    Raises Damage `truncated` when the array does not end.
    """
    yield from _Elements(stream, limit)


class _Elements:
    """Iterator over array elements: `buffer` holds what is not given out yet, scanned as far as `at`."""

    def __init__(self, stream: Stream, limit: int) -> None:
        self.stream, self.limit = stream, limit
        self.buffer = stream.read(CHUNK)[1:]
        self.at = 0
        self.depth = 1
        self.in_string = False
        self.passed = 0  # bytes of an oversize element that were dropped
        self.head = b""

    def __iter__(self) -> Iterator[bytes | Oversize]:
        while self.depth:
            yield from self._complete_ones()
            if self.depth:
                self._more()
        self.stream.unread(self.buffer)

    def _complete_ones(self) -> Iterator[bytes | Oversize]:
        """Scan to the end of the buffer, giving out each element that ends in it."""
        start = 0
        while self.depth and (mark := self._next_mark()):
            self.depth += 1 if mark in b"[{" else -1 if mark in b"]}" else 0
            if self.depth == 0 or (self.depth == 1 and mark == b","):
                yield from self._element(self.buffer[start : self.at - 1])
                start = self.at
        self.buffer, self.at = self.buffer[start:], self.at - start

    def _next_mark(self) -> bytes | None:
        """The next mark outside strings, with `at` behind it; None at the end of what is buffered."""
        while True:
            found = (STRING_REST if self.in_string else TO_MARK).match(self.buffer, self.at)
            self.at = found.end() if found else self.at
            mark = self.buffer[self.at : self.at + 1]
            if not mark or mark == b"\\":
                return None
            self.at += 1
            if mark != b'"':
                return mark
            self.in_string = not self.in_string

    def _element(self, raw: bytes) -> Iterator[bytes | Oversize]:
        size = self.passed + len(raw)
        if size > self.limit:
            yield Oversize(self.head or raw[:1000], size)
        elif raw.strip(BLANK):
            yield raw
        self.passed, self.head = 0, b""

    def _more(self) -> None:
        more = self.stream.read(CHUNK)
        if not more:
            raise Damage("truncated", "the array is not closed")
        if self.passed + len(self.buffer) > self.limit:  # too large already: forget what was scanned
            self.head = self.head or self.buffer[:1000]
            self.passed += self.at
            self.buffer, self.at = self.buffer[self.at :], 0
        self.buffer += more
