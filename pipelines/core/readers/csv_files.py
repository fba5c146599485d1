"""CSV and TSV as a stream of rows: one bad row costs one row, wherever its quotes end.

Belongs here: lines and their encodings, rows as records. Does not: layouts (csv_layouts), parsing lines (csv_dialects),
the fields of a row (row_records).
"""

import io
from collections.abc import Iterator
from typing import Final

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import REPLACEMENT, decode, detect_codec, replace_controls
from pipelines.core.readers.csv_dialects import RowParser
from pipelines.core.readers.csv_layouts import Layout, find_layout
from pipelines.core.readers.foreign_tables import describe_table
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.services import Services
from pipelines.core.readers.streams import Oversize, ReadError, Stream, open_stream, split_lines
from pipelines.core.readers.transcoding import as_utf8
from pipelines.core.readers.wide_encodings import marked_encoding

SAMPLE_BYTES: Final = 1 << 18
"""Bytes by which the layout is found, and the encoding."""

MAX_PREAMBLE_CHARACTERS: Final = 2_000
"""Characters above the header that each record keeps."""


def read_csv(stream: Stream, limits: Limits, services: Services | None = None) -> Iterator[RecordContent | BadRecord]:
    """The rows of a CSV or TSV file with a header; what stands above the header is kept in `extra`.

    Raises ReadError `no_known_fields` if no row names a field that makes an article.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = io.BytesIO(b'title;text\\n"A; b";B\\nonly one\\nC;D\\n')
    >>> [getattr(each, "reason", "ok") for each in read_csv(open_stream(source, Limits()), Limits())]
    ['ok', 'ragged_row', 'ok']
    """
    stream = as_utf8(stream)
    layout, legacy = _inspect(stream, services)
    lines = _decoded(split_lines(stream, limits.record_bytes), legacy)
    parser = RowParser(lines, layout.dialect, limits.record_bytes)
    above = layout.preamble.strip()[:MAX_PREAMBLE_CHARACTERS]
    for number, row in enumerate(parser.rows()):
        if number == layout.header_row:
            parser.width = _check_header(row, layout)
        elif number < layout.header_row:
            continue
        elif isinstance(row, BadRecord):
            yield row
        elif any(cell.strip() for cell in row):
            yield _content(layout.header, row, above, services)


def describe_layout(stream: Stream, services: Services | None = None) -> str | None:
    """How the table at the beginning of a stream is written, for the ledger; nothing is consumed. None without rows.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> describe_layout(open_stream(io.BytesIO("titre;texte;text\\nÉté;b;c".encode("cp1252")), Limits()))
    'delimiter semicolon, double quotes, cp1252'
    """
    head = stream.peek(SAMPLE_BYTES)
    layout, legacy = _inspect(as_utf8(open_stream(io.BytesIO(head), Limits())), services)
    encoding = marked_encoding(head) or legacy or "utf-8"
    return f"{layout.describe()}, {encoding}" if layout.header else None


def _inspect(stream: Stream, services: Services | None) -> tuple[Layout, str | None]:
    """The layout of a table, and its encoding if it is not UTF-8."""
    head = stream.peek(SAMPLE_BYTES)
    if len(head) == SAMPLE_BYTES:  # the last line is cut
        head = head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1] or head
    legacy = _legacy_codec(head)
    return find_layout([_decode(line, legacy) for line in head.splitlines(keepends=True)], services), legacy


def _check_header(row: list[str] | BadRecord, layout: Layout) -> int:
    """The number of columns; raises ReadError if there is no header."""
    if isinstance(row, BadRecord) and row.reason == "record_too_large":
        raise ReadError(row.reason, f"header: {row.detail}")
    if not layout.header:
        first = row.detail if isinstance(row, BadRecord) else layout.dialect.delimiter.join(row)
        raise ReadError("no_known_fields", f"no header that names a field; {describe_table(first)}")
    return len(layout.header)


def _content(header: list[str], row: list[str], above: str, services: Services | None) -> RecordContent | BadRecord:
    if [cell.strip() for cell in row] == header:
        return BadRecord("repeated_header", "repeated header row", ",".join(row))
    cells: dict[str, str | None] = {"above_header": above} if above else {}
    for name, cell in zip(header, row, strict=False):
        key = name if name not in cells else f"{name}.{len(cells)}"  # a second column of this name
        cells[key] = replace_controls(cell) if cell else None  # the same names in every row
    return parse_row(cells, services=services)


def _decoded(lines: Iterator[bytes | Oversize], legacy: str | None) -> Iterator[str | Oversize]:
    return (line if isinstance(line, Oversize) else _decode(line, legacy) for line in lines)


def _decode(line: bytes, legacy: str | None) -> str:
    try:
        return line.decode("utf-8").replace("\0", REPLACEMENT)
    except UnicodeDecodeError:
        return decode(line, legacy)[0]


def _legacy_codec(sample: bytes) -> str | None:
    """The codec of a file whose beginning is not UTF-8; detected on many lines, as one line shows too little."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError:
        return detect_codec(sample)
    return None
