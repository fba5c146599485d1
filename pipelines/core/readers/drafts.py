"""What a format's reader yields before numbering: a draft of a record, or what is wrong with one.

Belongs here: the two shapes, and their numbering into RawRecord and Rejection. Does not: any format.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipelines.core.readers.charsets import visible
from pipelines.core.readers.streams import Damage
from pipelines.core.records import Form, RawRecord, Rejection

EXCERPT_CHARACTERS = 500
"""How much of a bad record is kept to look at (Rejection.raw_excerpt)."""

DETAIL_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Draft:
    """A record without its place; fields as in RawRecord."""

    form: Form
    fields: Mapping[str, Any]
    origin: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    record_id: str | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that can't be used: a reason of REASONS, a detail, and its beginning."""

    reason: str
    detail: str
    excerpt: bytes | str | None = None
    record_id: str | None = None


def numbered(found: Iterable[Draft | Fault], record_path: str) -> Iterator[RawRecord | Rejection]:
    """Number drafts and faults alike from 0; damage ends the file.

    Damage before any record means that the file can't be read: it has no index. Later it takes the next index: it
    stands for at least one record that is lost.

    >>> [type(each).__name__ for each in numbered([Draft("text", {}, "text"), Fault("bad_json", "x")], "a")]
    ['RawRecord', 'Rejection']
    """
    index = 0
    try:
        for each in found:
            yield _placed(each, record_path, index)
            index += 1
    except Damage as damage:
        yield rejection(record_path, index or None, damage.reason, damage.detail)


def _placed(each: Draft | Fault, record_path: str, index: int) -> RawRecord | Rejection:
    if isinstance(each, Fault):
        return rejection(record_path, index, each.reason, each.detail, each.excerpt, each.record_id)
    return RawRecord(
        record_path, index, each.form, each.fields, each.extra, each.origin, each.record_id, each.fetched_at
    )


def rejection(
    record_path: str,
    record_index: int | None,
    reason: str,
    detail: str,
    excerpt: bytes | str | None = None,
    record_id: str | None = None,
) -> Rejection:
    """A Rejection whose texts are bounded and safe to store and print."""
    return Rejection(
        record_path,
        record_index,
        reason,
        visible(detail)[:DETAIL_CHARACTERS],
        None if excerpt is None else excerpt_of(excerpt),
        record_id,
    )


def excerpt_of(raw: bytes | str) -> str:
    """The first characters of a raw record, readable in any tool.

    >>> excerpt_of(b"caf\\xe9\\x00")
    'caf\\ufffd\\ufffd'
    """
    head = raw[: 4 * EXCERPT_CHARACTERS]
    text = head.decode("utf-8", "replace") if isinstance(head, bytes) else head
    return visible(text)[:EXCERPT_CHARACTERS]
