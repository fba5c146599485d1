"""HTML files and their sidecars as records.

Belongs here: one file, one record. Does not: what the page says (pipelines.core.normalization.html_page).
"""

from collections.abc import Iterator
from dataclasses import replace

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import declared_in_markup, decode
from pipelines.core.readers.json_values import parse_values
from pipelines.core.readers.numbering import BadRecord, RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.streams import Stream, read_all

PLACEHOLDER_URL = "about:blank"
"""A sidecar may hold no content at all; with this URL parse_row accepts it."""


def read_html(stream: Stream, limits: Limits, sidecar: bytes | None) -> Iterator[RecordContent | BadRecord]:
    """The one record of an HTML file: `html` beside the fields of the sidecar.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = open_stream(io.BytesIO(b"<p>a</p>"), Limits())
    >>> dict(next(read_html(source, Limits(), b'{"url": "https://a.example/"}')).fields)
    {'url': 'https://a.example/', 'html': '<p>a</p>'}
    """
    data = read_all(stream, limits.record_bytes)
    html, _ = decode(data, declared_in_markup(data))
    yield with_sidecar(RecordContent("page", {"html": html}, "sidecar"), sidecar, limits)


def with_sidecar(content: RecordContent, sidecar: bytes | None, limits: Limits) -> RecordContent:
    """The record with the metadata of its sidecar; if that can't be read, `extra` says so and the record stays."""
    if sidecar is None:
        return content
    metadata = _parse_sidecar(sidecar, limits)
    if metadata is None:
        return replace(content, extra={**content.extra, "sidecar": "unreadable"})
    fields = {name: value for name, value in metadata.fields.items() if name not in ("text", "html")}
    fields.update(content.fields)
    extra = {**metadata.extra, **content.extra}
    return RecordContent(content.form, fields, "sidecar", extra, metadata.record_id, metadata.fetched_at)


def _parse_sidecar(sidecar: bytes, limits: Limits) -> RecordContent | None:
    values = parse_values(sidecar, limits.value_depth)
    if isinstance(values, BadRecord) or len(values) != 1 or not isinstance(values[0], dict):
        return None
    content = parse_row({"url": PLACEHOLDER_URL, **values[0]}, origin="sidecar")
    if isinstance(content, BadRecord):
        return None
    return replace(content, fields={name: value for name, value in content.fields.items() if value != PLACEHOLDER_URL})
