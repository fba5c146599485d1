"""JSON Lines, JSON objects and JSON arrays as a stream of rows: one bad line costs one line.

Belongs here: where a value begins and ends. Does not: parsing it (json_values), its fields (row_records).

The content decides, not the file name: lines, an array of any length (element by element), objects over several lines,
several on one line, and mixtures of these.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.har_entries import is_har_entry, parse_entry
from pipelines.core.readers.json_values import nesting_depths, parse_values
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.row_finding import FoundRow, find_rows
from pipelines.core.readers.row_records import describe_names, parse_row
from pipelines.core.readers.row_tables import header_of, row_of
from pipelines.core.readers.row_values import to_json_value
from pipelines.core.readers.services import Services
from pipelines.core.readers.streams import CHUNK, Oversize, ReadError, Stream, split_lines
from pipelines.core.readers.transcoding import as_utf8

BLANK: Final = b" \t\r\n\x00\xef\xbb\xbf\x1e,"
"""Bytes allowed before and between values: white space, a byte order mark, a record separator, a comma."""

TO_MARK: Final = re.compile(rb'[^"\[\]{},]*')
STRING_REST: Final = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*', re.S)
"""The bytes before the next structural mark, and before the end of a string; both match in linear time."""


def read_json(stream: Stream, limits: Limits, services: Services | None = None) -> Iterator[RecordContent | BadRecord]:
    """The rows of a JSON or JSON Lines file; services: those that rows are compared with, else the registry.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = io.BytesIO(b'{"text": "a"}\\n\\n{"text": \\n[{"text": "b"}, 3]')
    >>> [getattr(each, "reason", "ok") for each in read_json(open_stream(source, Limits()), Limits())]
    ['ok', 'bad_json', 'ok', 'not_an_object']
    """
    stream = as_utf8(stream)
    rows = _Rows(limits, services)
    while stream.skip_leading(BLANK):
        split = _ArrayScanner if stream.peek(1) == b"[" else split_objects
        for raw in split(stream, limits.record_bytes):
            yield from rows.contents(raw)


class _Rows:
    """The records of values, one after the other; header: the names of lists of cells, once one has stated them."""

    def __init__(self, limits: Limits, services: Services | None) -> None:
        self.limits, self.services = limits, services
        self.header: list[str] | None = None

    def contents(self, raw: bytes | Oversize) -> Iterator[RecordContent | BadRecord]:
        """The records of the value in these bytes."""
        if isinstance(raw, Oversize):
            yield BadRecord("record_too_large", f"{raw.size} bytes, limit {self.limits.record_bytes}", raw.head)
        elif isinstance(values := parse_values(raw, self.limits.value_depth), BadRecord):
            yield values
        else:
            for value in values:
                yield from self._of_value(value)

    def _of_value(self, value: Any) -> Iterator[RecordContent | BadRecord]:
        if isinstance(value, list) and value and not any(isinstance(each, dict) for each in value):
            yield from self._of_cells(value)
            return
        found = find_rows(value, self.services)
        if not found and isinstance(value, dict):
            yield BadRecord("no_entries", f"the answer holds no articles; {describe_names(value)}", repr(value)[:2000])
        rest = found[0].rest if found else {}
        for each in found:
            content = self._of_row(each)
            if rest and isinstance(content, RecordContent):  # the first good record keeps what surrounds the rows
                yield replace(content, extra={**content.extra, "envelope": to_json_value(rest)})
                rest = {}
            elif content is not None:
                yield content

    def _of_cells(self, cells: list[Any]) -> Iterator[RecordContent | BadRecord]:
        """The record of a list of cells, by the names of the first such list."""
        if self.header is None and (names := header_of(cells)):
            self.header = names
        elif self.header:
            yield parse_row(row_of(self.header, cells), services=self.services)
        else:
            yield BadRecord("no_known_fields", "a list of cells without names", repr(cells)[:2000])

    def _of_row(self, found: FoundRow) -> RecordContent | BadRecord | None:
        """The record of a row; None for an entry of a HAR file that is no page."""
        row = found.row
        if not isinstance(row, dict):
            return BadRecord("not_an_object", f"expected an object, found {type(row).__name__}", repr(row)[:2000])
        if is_har_entry(row):
            return parse_entry(row, self.limits)
        return parse_row(row, services=self.services, around=found.fields)


def split_objects(stream: Stream, limit: int) -> Iterator[bytes | Oversize]:
    """Values line by line; lines are joined while an object is open.

    A line that begins with `{` always begins a new value: a truncated line costs only itself, while an indented object
    is read in full.
    """
    pending = _OpenObject(limit)
    for line in split_lines(stream, limit):
        if isinstance(line, Oversize):
            yield from pending.flush()
            yield line
            continue
        raw = line.strip(BLANK)
        if line[:1] in (b"{", b"["):
            yield from pending.flush()
        if raw and not pending.size and (raw[:1] not in b"{[" or _is_balanced(raw)):
            yield raw
        elif raw:
            pending.add(line)
            if pending.depth <= 0:
                yield from pending.flush()
    yield from pending.flush()


class _OpenObject:
    """The lines of an object that is not closed yet; beyond the limit only their size is kept."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.lines: list[bytes] = []
        self.size = self.depth = 0

    def add(self, line: bytes) -> None:
        self.size += len(line)
        self.depth += nesting_depths(line)[1]
        if self.size <= self.limit or not self.lines:
            self.lines.append(line)

    def flush(self) -> Iterator[bytes | Oversize]:
        """Yield the object, if there is one, and start over."""
        if self.size:
            raw = b"".join(self.lines)
            yield raw if self.size <= self.limit else Oversize(raw[:1000], self.size)
        self.lines, self.size, self.depth = [], 0, 0


def _is_balanced(raw: bytes) -> bool:
    """Whether a line that opens a value also closes it; the first and last byte decide the common case."""
    return raw[-1:] in b"}]" and (raw[:1] + raw[-1:] == b"{}" or nesting_depths(raw)[1] <= 0)


class _ArrayScanner:
    """Iterates over the bytes of each array element, and leaves the stream after the closing bracket.

    buffer: bytes not yielded yet, scanned up to `at`. Raises ReadError `truncated` if the array is not closed.
    """

    def __init__(self, stream: Stream, limit: int) -> None:
        self.stream, self.limit = stream, limit
        self.buffer = stream.read(CHUNK)[1:]
        self.at = 0
        self.depth = 1
        self.in_string = False
        self.dropped = 0  # bytes of an oversize element
        self.head = b""

    def __iter__(self) -> Iterator[bytes | Oversize]:
        while self.depth:
            yield from self._scan_buffer()
            if self.depth:
                self._fill_buffer()
        self.stream.unread(self.buffer)

    def _scan_buffer(self) -> Iterator[bytes | Oversize]:
        """Scan to the end of the buffer and yield each element that ends in it."""
        start = 0
        while self.depth and (mark := self._next_mark()):
            self.depth += 1 if mark in b"[{" else -1 if mark in b"]}" else 0
            if self.depth == 0 or (self.depth == 1 and mark == b","):
                yield from self._element(self.buffer[start : self.at - 1])
                start = self.at
        self.buffer, self.at = self.buffer[start:], self.at - start

    def _next_mark(self) -> bytes | None:
        """The next structural mark outside strings, with `at` after it; None at the end of the buffer."""
        while True:
            match = (STRING_REST if self.in_string else TO_MARK).match(self.buffer, self.at)
            self.at = match.end() if match else self.at
            mark = self.buffer[self.at : self.at + 1]
            if not mark or mark == b"\\":
                return None
            self.at += 1
            if mark != b'"':
                return mark
            self.in_string = not self.in_string

    def _element(self, raw: bytes) -> Iterator[bytes | Oversize]:
        size = self.dropped + len(raw)
        if size > self.limit:
            yield Oversize(self.head or raw[:1000], size)
        elif raw.strip(BLANK):
            yield raw
        self.dropped, self.head = 0, b""

    def _fill_buffer(self) -> None:
        more = self.stream.read(CHUNK)
        if not more:
            raise ReadError("truncated", "the array is not closed")
        if self.dropped + len(self.buffer) > self.limit:  # already too large: drop the scanned bytes
            self.head = self.head or self.buffer[:1000]
            self.dropped += self.at
            self.buffer, self.at = self.buffer[self.at :], 0
        self.buffer += more
