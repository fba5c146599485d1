"""Normalised records and their evidence, and both as Arrow batches.

Belongs here: the columns and their Arrow types. Does not: how a value is found or chosen (normalize).
Both are tuples, of which columns are made in one go; as frozen dataclasses they took a tenth of a row's time to make.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import pyarrow as pa


class Evidence(NamedTuple):
    """A candidate as field_evidence keeps it: whether the record chose it, beside what Candidate holds."""

    field: str
    value: str
    method: str
    confidence: float
    is_chosen: bool
    note: str | None = None


class NormalRecord(NamedTuple):
    """One raw record with the value chosen for each field; None where nothing supports one.

    Instants are aware, in UTC; published_local is naive. `extra` is JSON text. `evidence` holds every candidate.
    """

    record_key: str
    record_path: str
    record_index: int
    record_id: str | None
    file_sha256: str
    collection: str | None
    url: str | None
    fetched_at: datetime | None
    extra: str
    article_id: str
    content_hash: str
    text_hash: str | None
    title: str | None
    body: str | None
    teaser: str | None
    text_completeness: str
    language: str | None
    word_count: int
    published_at: datetime | None
    published_local: datetime | None
    published_date: date | None
    published_precision: str | None
    published_earliest: datetime | None
    published_latest: datetime | None
    published_method: str | None
    published_confidence: float | None
    modified_at: datetime | None
    publisher_id: str | None
    publisher_domain: str | None
    publisher_name: str | None
    publisher_name_method: str | None
    publisher_method: str | None
    publisher_confidence: float | None
    agency: str | None
    canonical_url: str | None
    canonical_url_method: str | None
    canonical_url_confidence: float | None
    authors: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


INSTANT = pa.timestamp("us", "UTC")

OTHER_TYPES: dict[str, Any] = {
    "record_index": pa.int64(), "fetched_at": INSTANT, "word_count": pa.int32(), "published_at": INSTANT,
    "published_local": pa.timestamp("us"), "published_date": pa.date32(), "published_earliest": INSTANT,
    "published_latest": INSTANT, "published_confidence": pa.float64(), "modified_at": INSTANT,
    "publisher_confidence": pa.float64(), "canonical_url_confidence": pa.float64(), "authors": pa.list_(pa.string()),
}  # fmt: skip
"""Columns that are no text."""

LONG_TEXTS = ("body", "extra")
"""Columns whose batches may pass 2 GiB, where Arrow's `string` overflows."""


def _type_of(name: str) -> Any:
    return OTHER_TYPES.get(name, pa.large_string() if name in LONG_TEXTS else pa.string())


_COLUMNS: list[tuple[str, Any]] = [(name, _type_of(name)) for name in NormalRecord._fields if name != "evidence"]

ARTICLE_SCHEMA = pa.schema(_COLUMNS)
"""One row per record, in the order of NormalRecord."""

_EVIDENCE_COLUMNS: list[tuple[str, Any]] = [
    ("record_key", pa.string()),
    ("article_id", pa.string()),
    ("field", pa.string()),
    ("value", pa.string()),
    ("method", pa.string()),
    ("confidence", pa.float64()),
    ("is_chosen", pa.bool_()),
    ("note", pa.string()),
]

EVIDENCE_SCHEMA = pa.schema(_EVIDENCE_COLUMNS)
"""One row per candidate of a record."""


def to_arrow(records: Sequence[NormalRecord]) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """The records, and all their evidence, as batches of ARTICLE_SCHEMA and EVIDENCE_SCHEMA; order is kept.

    >>> [batch.num_rows for batch in to_arrow([])]
    [0, 0]
    """
    # no authors is NULL, as everything that a record doesn't state
    articles = _arrays([(*record[:-2], record.authors or None) for record in records], ARTICLE_SCHEMA)
    rows = [(record.record_key, record.article_id, *each) for record in records for each in record.evidence]
    evidence = _arrays(rows, EVIDENCE_SCHEMA)
    return (
        pa.RecordBatch.from_arrays(articles, schema=ARTICLE_SCHEMA),
        pa.RecordBatch.from_arrays(evidence, schema=EVIDENCE_SCHEMA),
    )


def _arrays(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> list[Any]:
    """The columns of rows that have their values in the order of the schema."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return [pa.array(values, column.type) for values, column in zip(columns, schema, strict=True)]
