"""Normalized records and their evidence, as tuples and as Arrow batches.

Belongs here: the columns, and the Arrow schemas derived from their annotations. Does not: how a value is found or
chosen (normalize).
"""

from collections.abc import Sequence
from datetime import date, datetime
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import pyarrow as pa

from pipelines.core.normalization.evidence import Evidence

LongText = Annotated[str, pa.large_string()]
"""Text of which a batch may hold more than 2 GiB, the limit of Arrow's `string`."""

LocalTime = Annotated[datetime, pa.timestamp("us")]
"""A naive time."""

Int32 = Annotated[int, pa.int32()]


class NormalRecord(NamedTuple):
    """A raw record with the value chosen for each field, None where nothing supports one.

    Instants are aware, in UTC. `extra` is JSON text. `evidence` holds every candidate of every field.
    `own_article_id` and the `own_url` columns are what the record has if the URL it declares is not believed; None if
    it declares none.
    """

    record_key: str
    record_path: str
    record_index: int
    record_id: str | None
    file_sha256: str
    collection: str | None
    url: str | None
    fetched_at: datetime | None
    extra: LongText
    article_id: str
    own_article_id: str | None
    content_hash: str
    text_hash: str | None
    title: str | None
    body: LongText | None
    teaser: str | None
    text_completeness: str
    language: str | None
    word_count: Int32
    published_at: datetime | None
    published_local: LocalTime | None
    published_date: date | None
    published_precision: str | None
    published_earliest: datetime | None
    published_latest: datetime | None
    published_method: str | None
    published_confidence: float | None
    modified_at: datetime | None
    modified_local: LocalTime | None
    modified_date: date | None
    modified_precision: str | None
    publisher_id: str | None
    publisher_domain: str | None
    publisher_name: str | None
    publisher_name_method: str | None
    publisher_name_key: str | None
    publisher_method: str | None
    publisher_confidence: float | None
    agency: str | None
    canonical_url: str | None
    canonical_url_method: str | None
    canonical_url_confidence: float | None
    own_url: str | None
    own_url_method: str | None
    own_url_confidence: float | None
    authors: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


ARROW_TYPES: dict[Any, pa.DataType] = {
    str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32(),
    datetime: pa.timestamp("us", "UTC"), tuple[str, ...]: pa.list_(pa.string()),
}  # fmt: skip
"""The Arrow type of an annotation that doesn't name its own."""


def schema_of(row: type, omit: Sequence[str] = ()) -> pa.Schema:
    """The Arrow schema of a NamedTuple, without the omitted fields.

    >>> schema_of(Evidence, omit=["value", "method", "note"]).names
    ['field', 'confidence', 'is_chosen']
    """
    hints = get_type_hints(row, include_extras=True)
    return pa.schema([(name, _arrow_type(hint)) for name, hint in hints.items() if name not in omit])


def _arrow_type(hint: Any) -> pa.DataType:
    """The type that an annotation names (Annotated), otherwise that of ARROW_TYPES; every column may be NULL."""
    if get_origin(hint) is Annotated:
        named: pa.DataType = hint.__metadata__[0]
        return named
    members = [member for member in get_args(hint) if member is not NoneType]
    return ARROW_TYPES[hint] if hint in ARROW_TYPES else _arrow_type(members[0])


ARTICLE_SCHEMA = schema_of(NormalRecord, omit=["evidence"])
"""One row per record."""

EVIDENCE_SCHEMA = pa.schema([ARTICLE_SCHEMA.field("record_key"), *schema_of(Evidence)])
"""One row per candidate of a record."""


def to_arrow(records: Sequence[NormalRecord]) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """The records and their evidence, in order, as batches of ARTICLE_SCHEMA and EVIDENCE_SCHEMA.

    >>> [batch.num_rows for batch in to_arrow([])]
    [0, 0]
    """
    # no authors become NULL, like everything else that a record doesn't state
    articles = [(*record[:-2], record.authors or None) for record in records]
    evidence = [(record.record_key, *each) for record in records for each in record.evidence]
    return _batch(articles, ARTICLE_SCHEMA), _batch(evidence, EVIDENCE_SCHEMA)


def _batch(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(values, column.type) for values, column in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
