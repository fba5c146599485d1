"""CSV and TSV as a stream of rows: one bad row costs one row, wherever its quotes end.

Belongs here: delimiters, headers, quoting, encodings of lines. Does not: the fields of a row (rows).

The standard library's csv module reads the rows, not pyarrow: that turns a column of another encoding into bytes,
merges rows over an unclosed quote, and gives up a whole file for a row (FACTS of bad input).
"""

import csv
from collections import deque
from collections.abc import Iterator
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode, detected, visible
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.rows import CONTENT_FIELDS, draft_of_row, known_fields, place_of
from pipelines.core.readers.streams import Damage, Oversize, Stream, lines
from pipelines.core.readers.wide import as_utf8

DELIMITERS: Final = (",", "\t", ";", "|")

SAMPLE_BYTES: Final = 1 << 16

csv.field_size_limit(1 << 30)  # the limit of a record is kept by counting lines; csv's own would raise far below it


def read_delimited(stream: Stream, limits: Limits) -> Iterator[Draft | Fault]:
    """The rows of a CSV or TSV file under its header.

    Raises Damage `no_known_fields` when the first row names no field that makes an article.

    >>> import io
    >>> from pipelines.core.readers.streams import stream_of
    >>> source = io.BytesIO(b'title;text\\n"A; b";B\\nonly one\\nC;D\\n')
    >>> [getattr(each, "reason", "ok") for each in read_delimited(stream_of(source, Limits()), Limits())]
    ['ok', 'ragged_row', 'ok']
    """
    stream = as_utf8(stream)
    table = _Table(stream, limits)
    header = table.header()
    for row in table.rows():
        if isinstance(row, Fault):
            yield row
        elif row and any(cell.strip() for cell in row):
            yield _drafted(header, row)


def _drafted(header: list[str], row: list[str]) -> Draft | Fault:
    if row == header:
        return Fault("repeated_header", "the header stands again", ",".join(row))
    named: dict[str, str] = {}
    for name, cell in zip(header, row, strict=False):
        key = name if name not in named else f"{name}.{len(named)}"  # a second column of one name
        if cell:
            named[key] = visible(cell)
    return draft_of_row(named)


class _Table:
    """Rows out of lines: the lines of the row being read are kept, so that after an error only the first is lost."""

    def __init__(self, stream: Stream, limits: Limits) -> None:
        self.limits = limits
        self.legacy = _legacy_encoding(stream.peek(SAMPLE_BYTES))
        self.source = lines(stream, limits.record_bytes)
        self.again: deque[str | Oversize] = deque()
        self.taken: list[str] = []
        self.size = 0
        self.width = 0
        self.delimiter = ","

    def header(self) -> list[str]:
        """The cells of the first line that is not blank; also settles delimiter and width."""
        line = next((each for each in self._lines() if isinstance(each, Oversize) or each.strip()), "")
        if isinstance(line, Oversize):
            raise Damage("record_too_large", f"a header of {line.size} bytes")
        if line.lower().startswith("sep=") and len(line.strip()) == 5:  # Excel's own first line
            line = next((each for each in self._lines() if isinstance(each, str)), "")
        splits = {mark: _cells(line, mark) for mark in DELIMITERS}
        self.delimiter = max(DELIMITERS, key=lambda mark: _known(splits[mark]))
        header = splits[self.delimiter]
        if not _names_content(header):
            raise Damage("no_known_fields", f"the first line is: {line[:200]}")
        self.width = len(header)
        return header

    def rows(self) -> Iterator[list[str] | Fault]:
        """Each row as its cells, or what is wrong with it."""
        while True:
            try:
                for row in csv.reader(self._fed(), delimiter=self.delimiter, strict=True):
                    yield from self._judged(row)
                return
            except csv.Error as error:
                yield self._lost("bad_csv", str(error))
            except _Stop as stop:
                yield from stop.faults(self)

    def _judged(self, row: list[str]) -> Iterator[list[str] | Fault]:
        surplus = row[self.width :]
        if not row or (len(row) >= self.width and not any(cell.strip() for cell in surplus)):
            yield row[: self.width]
            self.taken, self.size = [], 0
        else:
            raise _Stop("ragged_row", f"{len(row)} cells under {self.width} columns")

    def _lost(self, reason: str, detail: str) -> Fault:
        """Give up the first line of the row being read; the others are read again."""
        first, *rest = self.taken or [""]
        self.again.extendleft(reversed(rest))
        self.taken, self.size = [], 0
        return Fault(reason, detail, first)

    def _fed(self) -> Iterator[str]:
        """Lines for csv.reader, kept in `taken` until their row is complete."""
        for line in self._lines():
            if isinstance(line, Oversize):
                raise _Stop("record_too_large", f"a line of {line.size} bytes", line)
            self.taken.append(line)
            self.size += len(line)
            if self.size > self.limits.record_bytes:
                raise _Stop("bad_csv", "a quote is not closed within the limit of a record")
            yield line

    def _lines(self) -> Iterator[str | Oversize]:
        while True:
            if self.again:
                yield self.again.popleft()
            elif (line := next(self.source, None)) is None:
                return
            else:
                yield line if isinstance(line, Oversize) else self._decoded(line)

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode("utf-8").replace("\0", "\ufffd")  # csv refuses NUL in Python 3.11's predecessors
        except UnicodeDecodeError:
            return decode(line, self.legacy)[0]


class _Stop(Exception):
    """Ends the csv.reader at hand: its state is lost with the row."""

    def __init__(self, reason: str, detail: str, oversize: Oversize | None = None) -> None:
        self.reason, self.detail, self.oversize = reason, detail, oversize

    def faults(self, table: _Table) -> Iterator[Fault]:
        """What is lost: the first line of the row being read, then a line too large, if that was the cause."""
        if table.taken and self.oversize:
            yield table._lost("bad_csv", "a quote is not closed before a line that is too large")
            table.again.append(self.oversize)
        elif self.oversize:
            yield Fault(self.reason, self.detail, self.oversize.head)
        else:
            yield table._lost(self.reason, self.detail)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _known(cells: list[str]) -> int:
    return sum(1 for cell in cells if place_of(cell))


def _names_content(cells: list[str]) -> bool:
    return not known_fields(cells).isdisjoint(CONTENT_FIELDS)


def _legacy_encoding(sample: bytes) -> str | None:
    """The encoding of a file whose beginning is not UTF-8: found on many lines, for one line tells too little."""
    try:
        sample[: sample.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return detected(sample)
    return None
