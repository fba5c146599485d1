"""How a table is written: its delimiter, quotes, escapes and line ends, and parsing lines into rows by them.

Belongs here: dialects and the parser. Does not: choosing a dialect for a file (csv_layouts), fields of a row
(row_records).

Rows are parsed by the standard library's csv module, not by pyarrow, which returns columns in other encodings as bytes,
merges rows over an unclosed quote, and rejects a whole file for one row.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pipelines.core.readers.numbering import BadRecord
from pipelines.core.readers.streams import Oversize

_BACKSLASH, _QUOTE, _DELIMITER, _LF, _CR = map(chr, range(0xFDD0, 0xFDD5))
"""Characters that Unicode excludes from texts; they stand for escaped ones while a row is parsed."""

ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'"}
"""Character after a backslash → character, in tables without quotes (PostgreSQL, MySQL, Hive)."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are separated and protected.

    quote: around cells that hold delimiters or line ends, doubled inside; "" if quotes are text · has_escapes: a
    backslash protects quotes, delimiters, line ends and itself · has_spaces: a space after a delimiter is no text
    text_end: the line end, CR or LF alone, that is text because rows end otherwise; "" if there is none
    """

    delimiter: str = ","
    quote: str = '"'
    has_escapes: bool = False
    has_spaces: bool = False
    text_end: str = ""

    def describe(self) -> str:
        """One line for the ledger.

        >>> Dialect("\\t", "", has_escapes=True).describe()
        'delimiter tab, no quotes, backslash escapes'
        """
        names = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe", "\x01": "ctrl-a", "\x1f": "ctrl-_"}
        parts = [
            f"delimiter {names.get(self.delimiter, self.delimiter)}",
            {"": "no quotes", '"': "double quotes", "'": "single quotes"}[self.quote],
            "backslash escapes" * self.has_escapes,
            "spaces after delimiters" * self.has_spaces,
            {"": "", "\r": "CR within cells", "\n": "LF within cells"}[self.text_end],
        ]
        return ", ".join(part for part in parts if part)

    def reader(self, lines: Iterator[str]) -> Any:
        """A csv.reader of lines that `protect` returned."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            skipinitialspace=self.has_spaces,
            strict=True,
        )

    def protect(self, line: str) -> str:
        """The line with escaped characters replaced by characters that csv.reader takes for text.

        If its end is one of them, the line is continued by the next.
        """
        if self.text_end and line.endswith(self.text_end) and not line.endswith("\r\n"):
            line = line[:-1] + (_LF if self.text_end == "\n" else _CR)
        if not self.has_escapes or "\\" not in line:
            return line
        line = line.replace("\\\\", _BACKSLASH).replace(f"\\{self.delimiter}", _DELIMITER)
        line = re.sub(r"\\(\r?\n|\r)$", _LF, line)
        return line.replace(f"\\{self.quote}", _QUOTE) if self.quote else line

    def restore(self, cell: str) -> str:
        """The cell with the characters back that `protect` replaced."""
        if not (self.has_escapes or self.text_end):
            return cell
        if self.has_escapes and not self.quote and "\\" in cell:
            cell = re.sub(r"\\([ntr'\"])", lambda match: ESCAPES[match[1]], cell)
        for mark, char in (
            (_BACKSLASH, "\\"), (_QUOTE, self.quote), (_DELIMITER, self.delimiter), (_LF, "\n"),
            (_CR, "\r"),
        ):  # fmt: skip
            cell = cell.replace(mark, char)
        return cell


class RowParser:
    """Parses lines into rows; the lines of the current row are kept, so that an error loses only the first of them.

    width: cells that a row must have, 0 for any number · taken: the lines of the row or error last returned
    is_raw: the row last returned broke the dialect and was split at its tabs
    """

    def __init__(self, lines: Iterable[str | Oversize], dialect: Dialect, max_characters: int) -> None:
        self.dialect = dialect
        self.width = 0
        self.taken = ""
        self.is_raw = False
        self._max_characters = max_characters
        self._lines = iter(lines)
        self._pending: deque[str | Oversize] = deque()  # lines to read again
        self._row_lines: list[str] = []
        self._row_characters = 0

    def rows(self) -> Iterator[list[str] | BadRecord]:
        """The cells of each row, or what is wrong with it."""
        while True:
            reader = self.dialect.reader(self._row_source())
            try:
                while (row := self._next_row(reader)) is not None:
                    yield self._accept(row)
                return
            except csv.Error as error:
                yield self._drop_line("bad_csv", str(error))
            except _RowError as error:
                yield self._drop_line(error.reason, error.detail, error.excerpt)

    def _next_row(self, reader: Any) -> list[str] | None:
        """The reader's next row; while it is read, csv's process-wide limit on a cell is the limit of a record."""
        default = csv.field_size_limit(self._max_characters)
        try:
            return next(reader, None)
        finally:
            csv.field_size_limit(default)

    def _accept(self, row: list[str]) -> list[str]:
        if self.width and row and (len(row) < self.width or any(cell.strip() for cell in row[self.width :])):
            raise _RowError("ragged_row", f"{len(row)} cells, {self.width} columns")
        self.taken, self._row_lines, self._row_characters = "".join(self._row_lines), [], 0
        self.is_raw = False
        return [self.dialect.restore(cell) for cell in (row[: self.width] if self.width else row)]

    def _drop_line(self, reason: str, detail: str, excerpt: bytes | None = None) -> list[str] | BadRecord:
        """Give up the first line of the current row, or take its cells as they are; the others are read again."""
        first, *rest = self._row_lines or [""]
        self._pending.extendleft(reversed(rest))
        self.taken, self._row_lines, self._row_characters = first, [], 0
        cells = first.rstrip("\r\n").split("\t")
        self.is_raw = self.dialect.delimiter == "\t" and len(cells) == self.width
        if self.is_raw:  # quotes that are text; tabs never are
            return cells
        return BadRecord(reason, detail, excerpt or first)

    def _row_source(self) -> Iterator[str]:
        """Lines for csv.reader, kept in `_row_lines` until their row is complete."""
        held = ""
        for line in self._next_lines():
            if isinstance(line, Oversize):
                if self._row_lines:
                    self._pending.append(line)
                    raise _RowError("bad_csv", "unclosed quote before an oversize line")
                raise _RowError("record_too_large", f"line of {line.size} bytes", line.head)
            self._row_lines.append(line)
            self._row_characters += len(line)
            if self._row_characters > self._max_characters:
                raise _RowError("bad_csv", "quote not closed within the limit for a record")
            held += self.dialect.protect(line)
            if not held.endswith((_LF, _CR)):
                yield held
                held = ""
        if held:
            yield held

    def _next_lines(self) -> Iterator[str | Oversize]:
        while True:
            if self._pending:
                yield self._pending.popleft()
            elif (line := next(self._lines, None)) is None:
                return
            else:
                yield line


class _RowError(Exception):
    """Stops csv.reader within a row; a new reader continues."""

    def __init__(self, reason: str, detail: str, excerpt: bytes | None = None) -> None:
        self.reason, self.detail, self.excerpt = reason, detail, excerpt
