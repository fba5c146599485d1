"""Parquet as a stream of rows, through pyarrow.

Belongs here: row groups, columns, Arrow values as plain values. Does not: the fields of a row (row_records).
Strings are read as dictionaries of bytes: a value repeated a million times is stored once, and invalid UTF-8 is decoded
like any other text instead of failing the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import decode
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.row_records import CONTENT_FIELDS, describe_names, known_fields, parse_row
from pipelines.core.readers.services import Services
from pipelines.core.readers.streams import ReadError

BATCH_ROWS: Final = 256
"""Rows in memory at once; large texts among them are extracted one by one."""

ERRORS: Final = (pa.ArrowException, OSError, ValueError, KeyError, OverflowError, MemoryError, UnicodeError)
"""Base classes of pyarrow's errors (ArrowInvalid is a ValueError, ArrowKeyError a KeyError)."""

THRIFT_LIMITS: Final[Mapping[str, Any]] = {
    "thrift_string_size_limit": 1 << 26, "thrift_container_size_limit": 1 << 20,
}  # fmt: skip
"""Limits on the footer; a million column chunks are far more than any table of articles has."""


def read_parquet(
    source: BinaryIO, limits: Limits, services: Services | None = None
) -> Iterator[RecordContent | BadRecord]:
    """The rows of a Parquet file; `source` must be seekable.

    Raises ReadError: truncated, damaged, no_known_fields.
    """
    table = _open(source)
    names = table.schema_arrow.names
    if known_fields(names, services).isdisjoint(CONTENT_FIELDS):
        raise ReadError("no_known_fields", describe_names(names))
    batches = table.iter_batches(batch_size=BATCH_ROWS, use_threads=False)
    while (batch := _next_batch(batches)) is not None:
        columns = [(str(name), *_column(batch.column(at), limits)) for at, name in enumerate(batch.schema.names)]
        for row in range(batch.num_rows):
            yield _content(columns, row, limits, services)


def _open(source: BinaryIO) -> pq.ParquetFile:
    size = source.seek(0, 2)
    source.seek(max(0, size - 4))
    if source.read(4) != b"PAR1":
        raise ReadError("truncated", "parquet: the footer is missing")
    source.seek(0)
    try:
        names = _string_columns(pq.ParquetFile(source, **THRIFT_LIMITS))
        source.seek(0)
        return pq.ParquetFile(
            source, read_dictionary=names, pre_buffer=False, buffer_size=1 << 20, page_checksum_verification=True,
            **THRIFT_LIMITS,
        )  # fmt: skip
    except ERRORS as error:
        raise ReadError("damaged", f"parquet: {str(error)[:200]}") from error


def _string_columns(table: pq.ParquetFile) -> list[str]:
    is_text = (pa.types.is_string, pa.types.is_binary, pa.types.is_large_string, pa.types.is_large_binary)
    return [each.name for each in table.schema_arrow if any(test(each.type) for test in is_text)]


def _next_batch(batches: Iterator[pa.RecordBatch]) -> pa.RecordBatch | None:
    try:
        return next(batches, None)
    except ERRORS as error:
        raise ReadError("damaged", f"parquet: {str(error)[:200]}") from error


def _content(
    columns: Sequence[tuple[str, list[int], Callable[[int], Any]]], row: int, limits: Limits, services: Services | None
) -> RecordContent | BadRecord:
    values: dict[str, Any] = {}
    size = 0
    for name, sizes, value_of in columns:
        size += sizes[row]
        if size > limits.record_bytes:
            return BadRecord("record_too_large", f"more than {limits.record_bytes} bytes, in column {name[:60]}")
        values[name] = to_plain(value_of(row))
    return parse_row(values, services=services)


def _column(column: Any, limits: Limits) -> tuple[list[int], Callable[[int], Any]]:
    """The sizes of the texts in a column of a batch, and the function that returns the value of a row."""
    if not pa.types.is_dictionary(column.type):
        return [0] * len(column), _to_python(column).__getitem__
    is_large = column.dictionary.type in (pa.large_string(), pa.large_binary())
    texts = column.dictionary.view(pa.large_binary() if is_large else pa.binary())
    sizes = pc.binary_length(texts).take(column.indices).fill_null(0).to_pylist()
    if sum(sizes) <= 4 * limits.record_bytes:
        return sizes, texts.take(column.indices).to_pylist().__getitem__
    indices = column.indices.to_pylist()  # large values are extracted one by one
    return sizes, lambda row: None if indices[row] is None else texts[indices[row]].as_py()


def _to_python(column: Any) -> list[Any]:
    """The values of a column that is not text; None for values that Python can't represent (a year beyond 9999)."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)  # nanoseconds would need pandas
    try:
        return list(column.to_pylist())
    except ERRORS:
        return [_value_or_none(scalar) for scalar in column]


def _value_or_none(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except ERRORS:
        return None


def to_plain(value: Any, depth: int = 0) -> Any:
    """The Python value of an Arrow value as JSON would hold it: times in ISO 8601, decimals and bytes as text.

    >>> to_plain({"a": [date(2024, 3, 1), b"caf\\xc3\\xa9"]})
    {'a': ['2024-03-01', 'café']}
    """
    if isinstance(value, bytes):
        return decode(value)[0]
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal | timedelta):
        return str(value)
    if isinstance(value, dict) and depth < 100:
        return {key: to_plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple) and depth < 100:
        return [to_plain(each, depth + 1) for each in value]
    return value
