"""CSV and TSV as a stream of rows: one bad row costs one row, wherever its quotes end.

Belongs here: delimiters, headers, quoting, encodings of lines. Does not: the fields of a row (row_records).

Rows are read by the standard library's csv module, not by pyarrow, which returns columns in other encodings as bytes,
merges rows over an unclosed quote, and rejects a whole file for one row.
"""

import csv
from collections import deque
from collections.abc import Iterator
from typing import Any, Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import REPLACEMENT, decode, detect_codec, replace_controls
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.row_records import CONTENT_FIELDS, field_and_rank, known_fields, parse_row
from pipelines.core.readers.streams import Oversize, ReadError, Stream, split_lines
from pipelines.core.readers.transcoding import as_utf8

DELIMITERS: Final = (",", "\t", ";", "|")

SAMPLE_BYTES: Final = 1 << 16


def read_csv(stream: Stream, limits: Limits) -> Iterator[RecordContent | BadRecord]:
    """The rows of a CSV or TSV file with a header.

    Raises ReadError `no_known_fields` if the first row names no field that makes an article.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = io.BytesIO(b'title;text\\n"A; b";B\\nonly one\\nC;D\\n')
    >>> [getattr(each, "reason", "ok") for each in read_csv(open_stream(source, Limits()), Limits())]
    ['ok', 'ragged_row', 'ok']
    """
    table = _Table(as_utf8(stream), limits)
    header = table.read_header()
    for row in table.rows():
        if isinstance(row, BadRecord):
            yield row
        elif row and any(cell.strip() for cell in row):
            yield _content(header, row)


def _content(header: list[str], row: list[str]) -> RecordContent | BadRecord:
    if row == header:
        return BadRecord("repeated_header", "repeated header row", ",".join(row))
    cells: dict[str, str] = {}
    for name, cell in zip(header, row, strict=False):
        key = name if name not in cells else f"{name}.{len(cells)}"  # a second column of this name
        if cell:
            cells[key] = replace_controls(cell)
    return parse_row(cells)


class _Table:
    """Parses lines into rows; the lines of the current row are kept, so that an error loses only the first of them."""

    def __init__(self, stream: Stream, limits: Limits) -> None:
        self.limits = limits
        self.legacy = _legacy_codec(stream.peek(SAMPLE_BYTES))
        self.source = split_lines(stream, limits.record_bytes)
        self.pending: deque[str | Oversize] = deque()  # lines to read again
        self.row_lines: list[str] = []
        self.row_characters = 0
        self.width = 0
        self.delimiter = ","

    def read_header(self) -> list[str]:
        """The cells of the first line that is not blank; sets delimiter and width."""
        line = next((each for each in self._lines() if isinstance(each, Oversize) or each.strip()), "")
        if isinstance(line, Oversize):
            raise ReadError("record_too_large", f"header of {line.size} bytes")
        if line.lower().startswith("sep=") and len(line.strip()) == 5:  # written by Excel
            line = next((each for each in self._lines() if isinstance(each, str)), "")
        splits = {mark: self._split_header(line, mark) for mark in DELIMITERS}
        self.delimiter = max(DELIMITERS, key=lambda mark: sum(1 for cell in splits[mark] if field_and_rank(cell)))
        header = splits[self.delimiter]
        if known_fields(header).isdisjoint(CONTENT_FIELDS):
            raise ReadError("no_known_fields", f"first line: {line[:200]}")
        self.width = len(header)
        return header

    def rows(self) -> Iterator[list[str] | BadRecord]:
        """The cells of each row, or what is wrong with it."""
        while True:
            reader = csv.reader(self._row_source(), delimiter=self.delimiter, strict=True)
            try:
                while (row := self._next_row(reader)) is not None:
                    yield self._check_width(row)
                return
            except csv.Error as error:
                yield self._drop_line("bad_csv", str(error))
            except _RowError as error:
                yield self._drop_line(error.reason, error.detail, error.excerpt)

    def _next_row(self, reader: Any) -> list[str] | None:
        """The reader's next row; while it is read, csv's process-wide limit on a cell is the limit of a record."""
        default = csv.field_size_limit(self.limits.record_bytes)
        try:
            return next(reader, None)
        finally:
            csv.field_size_limit(default)

    def _split_header(self, line: str, delimiter: str) -> list[str]:
        try:
            return [cell.strip() for cell in self._next_row(csv.reader([line], delimiter=delimiter)) or []]
        except csv.Error:
            return []

    def _check_width(self, row: list[str]) -> list[str]:
        if row and (len(row) < self.width or any(cell.strip() for cell in row[self.width :])):
            raise _RowError("ragged_row", f"{len(row)} cells, {self.width} columns")
        self.row_lines, self.row_characters = [], 0
        return row[: self.width]

    def _drop_line(self, reason: str, detail: str, excerpt: bytes | None = None) -> BadRecord:
        """Give up the first line of the current row; the other lines are read again."""
        first, *rest = self.row_lines or [""]
        self.pending.extendleft(reversed(rest))
        self.row_lines, self.row_characters = [], 0
        return BadRecord(reason, detail, excerpt or first)

    def _row_source(self) -> Iterator[str]:
        """Lines for csv.reader, kept in `row_lines` until their row is complete."""
        for line in self._lines():
            if isinstance(line, Oversize):
                if self.row_lines:
                    self.pending.append(line)
                    raise _RowError("bad_csv", "unclosed quote before an oversize line")
                raise _RowError("record_too_large", f"line of {line.size} bytes", line.head)
            self.row_lines.append(line)
            self.row_characters += len(line)
            if self.row_characters > self.limits.record_bytes:
                raise _RowError("bad_csv", "quote not closed within the limit for a record")
            yield line

    def _lines(self) -> Iterator[str | Oversize]:
        while True:
            if self.pending:
                yield self.pending.popleft()
            elif (line := next(self.source, None)) is None:
                return
            else:
                yield line if isinstance(line, Oversize) else self._decode(line)

    def _decode(self, line: bytes) -> str:
        try:
            return line.decode("utf-8").replace("\0", REPLACEMENT)
        except UnicodeDecodeError:
            return decode(line, self.legacy)[0]


class _RowError(Exception):
    """Stops csv.reader within a row; a new reader continues."""

    def __init__(self, reason: str, detail: str, excerpt: bytes | None = None) -> None:
        self.reason, self.detail, self.excerpt = reason, detail, excerpt


def _legacy_codec(sample: bytes) -> str | None:
    """The codec of a file whose beginning is not UTF-8; detected on many lines, as one line shows too little."""
    try:
        sample[: sample.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return detect_codec(sample)
    return None
