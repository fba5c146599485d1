"""Parquet as a stream of rows, through pyarrow.

Belongs here: row groups, columns, Arrow values as plain ones. Does not: the fields of a row (rows).
Strings are read as dictionaries of bytes: a value repeated a million times stays one value, and what is no UTF-8 is
decoded like any other text instead of failing the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.rows import CONTENT_FIELDS, draft_of_row, known_fields
from pipelines.core.readers.streams import Damage

ROWS_AT_ONCE: Final = 256
"""Rows in memory at once; large texts among them are taken out one by one."""

ERRORS: Final = (pa.ArrowException, OSError, ValueError, KeyError, OverflowError, MemoryError, UnicodeError)
"""pyarrow's own errors derive from these (ArrowInvalid is a ValueError, ArrowKeyError a KeyError)."""

THRIFT_LIMITS: Final[Mapping[str, Any]] = {
    "thrift_string_size_limit": 1 << 26, "thrift_container_size_limit": 1 << 20,
}  # fmt: skip
"""What a footer may ask for; the footer of a million column chunks is far beyond any table of articles."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column in one batch: the size of each text before it is taken out, and its value."""

    size: Callable[[int], int]
    value: Callable[[int], Any]


def read_parquet(source: BinaryIO, limits: Limits) -> Iterator[Draft | Fault]:
    """The rows of a Parquet file; `source` must be seekable.

    Raises Damage: truncated, damaged, no_known_fields.
    """
    table = _opened(source)
    columns = table.schema_arrow.names
    if known_fields(columns).isdisjoint(CONTENT_FIELDS):
        raise Damage("no_known_fields", f"the columns are: {', '.join(columns)[:200]}")
    batches = table.iter_batches(batch_size=ROWS_AT_ONCE, use_threads=False)
    while (batch := _next(batches)) is not None:
        cells = [(str(name), _cells(batch.column(at), limits)) for at, name in enumerate(batch.schema.names)]
        for at in range(batch.num_rows):
            yield _row(cells, at, limits)


def _opened(source: BinaryIO) -> pq.ParquetFile:
    size = source.seek(0, 2)
    source.seek(max(0, size - 4))
    if source.read(4) != b"PAR1":
        raise Damage("truncated", "parquet: the footer is missing")
    source.seek(0)
    try:
        names = _string_columns(pq.ParquetFile(source, **THRIFT_LIMITS))
        source.seek(0)
        return pq.ParquetFile(
            source, read_dictionary=names, pre_buffer=False, buffer_size=1 << 20, page_checksum_verification=True,
            **THRIFT_LIMITS,
        )  # fmt: skip
    except ERRORS as error:
        raise Damage("damaged", f"parquet: {str(error)[:200]}") from error


def _string_columns(table: pq.ParquetFile) -> list[str]:
    is_text = (pa.types.is_string, pa.types.is_binary, pa.types.is_large_string, pa.types.is_large_binary)
    return [each.name for each in table.schema_arrow if any(test(each.type) for test in is_text)]


def _next(batches: Iterator[pa.RecordBatch]) -> pa.RecordBatch | None:
    try:
        return next(batches, None)
    except ERRORS as error:
        raise Damage("damaged", f"parquet: {str(error)[:200]}") from error


def _row(columns: Sequence[tuple[str, Cells]], at: int, limits: Limits) -> Draft | Fault:
    row: dict[str, Any] = {}
    size = 0
    for name, cells in columns:
        size += cells.size(at)
        if size > limits.record_bytes:
            return Fault("record_too_large", f"more than {limits.record_bytes} bytes, in column {name[:60]}")
        row[name] = plain(cells.value(at))
    return draft_of_row(row)


def _cells(column: Any, limits: Limits) -> Cells:
    if not pa.types.is_dictionary(column.type):
        values = _plain_column(column)
        return Cells(lambda at: 0, lambda at: values[at])
    texts = column.dictionary.view(pa.large_binary() if _is_large(column.dictionary.type) else pa.binary())
    sizes = pc.binary_length(texts).take(column.indices).fill_null(0).to_pylist()
    if sum(sizes) <= 4 * limits.record_bytes:
        found = texts.take(column.indices).to_pylist()
        return Cells(lambda at: sizes[at], lambda at: found[at])
    places = column.indices.to_pylist()  # large values are taken out one by one
    return Cells(lambda at: sizes[at], lambda at: None if places[at] is None else texts[places[at]].as_py())


def _is_large(kind: pa.DataType) -> bool:
    return bool(pa.types.is_large_string(kind) or pa.types.is_large_binary(kind))


def _plain_column(column: Any) -> list[Any]:
    """The values of a column that is no text; one that has no Python value (a year beyond 9999) is None."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)  # nanoseconds would need pandas
    try:
        return list(column.to_pylist())
    except ERRORS:
        return [_one(column, at) for at in range(len(column))]


def _one(column: Any, at: int) -> Any:
    try:
        return column[at].as_py()
    except ERRORS:
        return None


def plain(value: Any, depth: int = 0) -> Any:
    """An Arrow value as what JSON would hold: times in ISO 8601, decimals and bytes as text.

    >>> plain({"a": [date(2024, 3, 1), b"caf\\xc3\\xa9"]})
    {'a': ['2024-03-01', 'café']}
    """
    if isinstance(value, bytes):
        return decode(value)[0]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal | timedelta):
        return str(value)
    if isinstance(value, dict) and depth < 100:
        return {key: plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple) and depth < 100:
        return [plain(each, depth + 1) for each in value]
    return value
