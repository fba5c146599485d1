"""What a format's reader yields, the content of a record or a bad record, and its numbering within the file.

Belongs here: both shapes, and turning them into RawRecord and Rejection. Does not: any format.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from pipelines.core.readers.charsets import replace_controls
from pipelines.core.readers.streams import ReadError
from pipelines.core.records import MAX_EXCERPT_CHARS, Form, RawRecord, RefusedValue, Rejection

DETAIL_CHARACTERS: Final = 300

FieldValue = str | int | float | list[str]
"""A value of a known field: text, a time as a number, or a list of names."""

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]


@dataclass(frozen=True, slots=True)
class RecordContent:
    """A record without its path and index; the fields are those of RawRecord."""

    form: Form
    fields: Mapping[str, FieldValue]
    origin: str
    extra: Mapping[str, JsonValue] = field(default_factory=dict)
    record_id: str | None = None
    fetched_at: datetime | None = None
    refused: tuple[RefusedValue, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that can't be used: a reason of REASONS, a detail, and the beginning of the record."""

    reason: str
    detail: str
    excerpt: bytes | str | None = None
    record_id: str | None = None


def number_records(contents: Iterable[RecordContent | BadRecord], record_path: str) -> Iterator[RawRecord | Rejection]:
    """Number good and bad records together, from 0; a ReadError ends the file with a rejection.

    Before any record it means that the file can't be read: the rejection has no index. Later it takes the next index,
    as at least one record is lost.

    >>> contents = [RecordContent("text", {}, "text"), BadRecord("bad_json", "x")]
    >>> [type(each).__name__ for each in number_records(contents, "a")]
    ['RawRecord', 'Rejection']
    """
    index = 0
    try:
        for each in contents:
            if isinstance(each, BadRecord):
                yield make_rejection(record_path, index, each.reason, each.detail, each.excerpt, each.record_id)
            else:
                yield RawRecord(
                    record_path, index, each.form, each.fields, each.extra, each.origin, each.record_id,
                    each.fetched_at, each.refused,
                )  # fmt: skip
            index += 1
    except ReadError as error:
        yield make_rejection(record_path, index or None, error.reason, error.detail, error.excerpt)


def make_rejection(
    record_path: str,
    record_index: int | None,
    reason: str,
    detail: str,
    excerpt: bytes | str | None = None,
    record_id: str | None = None,
) -> Rejection:
    """A Rejection whose texts are bounded and readable in any tool.

    >>> make_rejection("a", 0, "bad_json", "x", b"caf\\xe9\\x00").raw_excerpt
    'caf\\ufffd\\ufffd'
    """
    head = excerpt[: 4 * MAX_EXCERPT_CHARS] if excerpt else excerpt
    text = head.decode("utf-8", "replace") if isinstance(head, bytes) else head
    shown = None if text is None else replace_controls(text)[:MAX_EXCERPT_CHARS]
    return Rejection(record_path, record_index, reason, replace_controls(detail)[:DETAIL_CHARACTERS], shown, record_id)
