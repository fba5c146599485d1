"""The layout of a table by its content: its dialect, what stands above its header, and its columns.

Belongs here: choosing among the dialects. Does not: parsing by one (csv_dialects), names of fields (row_records).

Each candidate dialect parses the head of the file. Its score is the share of the head that ends in rows as wide as the
header, less the share of cells that still show quotes or escapes. No dialect is preferred at the cost of rows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final

from pipelines.core.readers.csv_dialects import Dialect, RowParser
from pipelines.core.readers.numbering import BadRecord
from pipelines.core.readers.row_records import CONTENT_FIELDS, known_fields
from pipelines.core.readers.services import Services

DELIMITERS: Final = (",", "\t", ";", "|", "\x01", "\x1f", "^", "~")

HEADER_ROWS: Final = 40
"""Rows among which the header is sought: above it stand titles, queries and dates of exports."""

MAX_BAD_ROWS: Final = 100
"""A dialect that fails on as many rows of the head is not tried any further."""

MARGIN: Final = 0.002
"""Of dialects whose scores differ less, the simplest is taken."""

QUOTES_AS_TEXT: Final = 0.3
"""What a table loses that is separated by commas or semicolons and takes quotes for text: an unclosed quote is more
likely, as texts hold these delimiters."""

ESCAPED: Final = frozenset("nrtbvfZN0\\'\"\r\n")
"""Characters that escapes have after a backslash, beside the delimiter."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written.

    header: its names, empty if no row names fields · header_row: rows above it · preamble: their text
    """

    dialect: Dialect
    header: list[str] = field(default_factory=list)
    header_row: int = 0
    preamble: str = ""

    def describe(self) -> str:
        """One line for the ledger.

        >>> Layout(Dialect(";"), ["title"], 2, "Results\\n").describe()
        'delimiter semicolon, double quotes, 2 rows above the header'
        """
        above = f", {self.header_row} rows above the header" if self.preamble.strip() else ""
        return self.dialect.describe() + above


def find_layout(lines: Sequence[str], services: Services | None = None) -> Layout:
    """The layout of a table by its first lines; its header is empty if no row names fields.

    >>> layout = find_layout(["Search of May 2\\n", "title;text\\n", "A, b;C\\n"])
    >>> layout.dialect.delimiter, layout.header, layout.preamble
    (';', ['title', 'text'], 'Search of May 2\\n')
    """
    best, best_score = Layout(Dialect()), 0.0
    for dialect in _candidates(lines):
        layout = _find_header(lines, dialect, services)
        score = _score(lines, layout) if layout.header else 0.0
        if score > best_score + MARGIN or (layout.header and not best.header):
            best, best_score = layout, score
    return best


def _candidates(lines: Sequence[str]) -> Iterator[Dialect]:
    """Dialects of whose marks the lines have some, the simplest first."""
    text = "".join(lines)
    separator = re.match(r"sep=(.)\s", text, re.I)  # written by Excel
    delimiters = [separator[1]] if separator else [mark for mark in DELIMITERS if mark in ",\t" or mark in text]
    after = re.findall(r"\\(.)", text, re.S)
    escapes = sum(1 for char in after if char in ESCAPED or char in delimiters)
    ends = set(re.findall(r"\r\n|\r|\n", text))
    yield from (
        Dialect(delimiter, quote, has_escapes, has_spaces, text_end)
        for text_end, has_spaces, quote, has_escapes, delimiter in product(
            ["", *(end for end in ("\r", "\n") if end in ends and len(ends) > 1)],
            (False, True) if re.search(r"[,;|] [\"']", text) else (False,),
            [mark for mark in ('"', "'", "") if mark == '"' or mark in text],
            (False, True) if 0 < len(after) * 0.9 <= escapes else (False,),
            delimiters,
        )
    )


def _find_header(lines: Sequence[str], dialect: Dialect, services: Services | None) -> Layout:
    """The row that names most fields, among the first."""
    parser = RowParser(lines, dialect, sum(map(len, lines)) + 1)
    rows = [(row, parser.taken) for row in islice(parser.rows(), HEADER_ROWS)]
    known = [_count_known(row, services) for row, _ in rows]
    if not any(known):
        return Layout(dialect)
    at = known.index(max(known))
    names = rows[at][0]
    header = [cell.strip() for cell in names] if isinstance(names, list) else []
    header[0] = header[0].lstrip("# ")
    widths = Counter(len(_strip_blanks(row)) for row, _ in rows[at + 1 :] if isinstance(row, list))
    if header[0] and len(header) > 1 and widths[len(header) + 1] > max(1, widths[len(header)]):
        header = ["row", *header]  # R leaves the column with the names of rows unnamed; one row is no evidence of it
    preamble = re.sub(r"\Asep=.\s*", "", "".join(taken for _, taken in rows[:at]), flags=re.I)
    return Layout(dialect, header, at, preamble)


def _count_known(row: list[str] | BadRecord, services: Services | None) -> int:
    """The fields that the cells name, 0 if none of them makes an article."""
    known = set() if isinstance(row, BadRecord) else known_fields((cell.lstrip("# ") for cell in row), services)
    return 0 if known.isdisjoint(CONTENT_FIELDS) else len(known)


def _strip_blanks(row: list[str]) -> list[str]:
    while row and not row[-1].strip():
        row = row[:-1]
    return row


def _score(lines: Sequence[str], layout: Layout) -> float:
    """The share of the characters below the header in rows that fit, less the share of cells with marks left."""
    parser = RowParser(lines, layout.dialect, sum(map(len, lines)) + 1)
    total = sum(map(len, lines))
    marks = _marks(lines, layout.dialect)
    fitting = bad = cells = marked = 0
    for number, row in enumerate(parser.rows()):
        if number <= layout.header_row:
            total -= len(parser.taken)
            parser.width = len(layout.header) if number == layout.header_row else 0
        elif isinstance(row, BadRecord) or parser.is_raw:
            bad += 1
            if bad > MAX_BAD_ROWS:
                break
        else:
            fitting += len(parser.taken)
            filled = [cell for cell in row if cell]
            cells += len(filled)
            marked += sum(1 for cell in filled if marks.search(cell))
    unlikely = QUOTES_AS_TEXT if not layout.dialect.quote and layout.dialect.delimiter in ",;" else 0.0
    return fitting / max(total, 1) - marked / max(cells, 1) - unlikely


def _marks(lines: Sequence[str], dialect: Dialect) -> re.Pattern[str]:
    """What cells must not show: quotes around them, or escapes: signs that the dialect is another."""
    marks = [r"^\s*(['\"]).*\1\s*$"]
    opening = re.compile(f"(?:^|{re.escape(dialect.delimiter)}) ?{dialect.quote}")
    if not dialect.quote or dialect.delimiter in "\t\x01\x1f" or not any(map(opening.search, lines)):
        marks.append(r'\\[nrt\\"]')
    elif not dialect.has_escapes:
        marks.append(r'\\"')
    return re.compile("|".join(marks), re.S)
