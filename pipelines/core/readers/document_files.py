"""HTML and plain text files, and their sidecars: one record each, many if a text is an export of a news database.

Belongs here: one file as records. Does not: recognising exports (database_exports), what a page says
(pipelines.core.normalization.html_page), cleaning texts (pipelines.core.normalization.texts).
"""

from collections.abc import Iterator
from dataclasses import replace

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import REPLACEMENT, declared_in_markup, decode
from pipelines.core.readers.database_exports import split_export
from pipelines.core.readers.fetch_times import parse_fetch_time
from pipelines.core.readers.html_exports import split_page
from pipelines.core.readers.json_values import parse_values
from pipelines.core.readers.numbering import BadRecord, JsonValue, RecordContent
from pipelines.core.readers.row_records import parse_row
from pipelines.core.readers.saved_pages import saved_from
from pipelines.core.readers.streams import Stream, read_all

PLACEHOLDER_URL = "about:blank"
"""A sidecar may lack any content; with this URL parse_row accepts it."""


def read_html(stream: Stream, limits: Limits, sidecar: bytes | None) -> Iterator[RecordContent | BadRecord]:
    """The record of an HTML file: `html` beside the fields of the sidecar, else of the program that saved it.

    An export in HTML has many records.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> source = open_stream(io.BytesIO(b"<p>a</p>"), Limits())
    >>> dict(next(read_html(source, Limits(), b'{"url": "https://a.example/"}')).fields)
    {'url': 'https://a.example/', 'html': '<p>a</p>'}
    """
    data = read_all(stream, limits.record_bytes)
    html, _ = decode(data, declared_in_markup(data))
    articles = [] if sidecar else split_page(html)  # a sidecar belongs to one page
    if articles is None:
        yield BadRecord("bundle", "looks like several articles in one file", html)
    elif articles:
        yield from (RecordContent("text", each.fields, "text", each.extra) for each in articles)
    else:
        yield _page(html, sidecar, limits)


def _page(html: str, sidecar: bytes | None, limits: Limits) -> RecordContent:
    content = _with_sidecar(RecordContent("page", {"html": html}, "sidecar"), sidecar, limits)
    stated = {name: value for name, value in saved_from(html).items() if name not in content.fields}
    fetched_at = content.fetched_at or parse_fetch_time(stated.get("fetched_at"))
    return replace(content, fields={**stated, **content.fields}, fetched_at=fetched_at)


def read_text(stream: Stream, limits: Limits, sidecar: bytes | None) -> Iterator[RecordContent | BadRecord]:
    """The record of a text file, or the records of an export.

    >>> import io
    >>> from pipelines.core.readers.streams import open_stream
    >>> next(read_text(open_stream(io.BytesIO(b"A title\\n\\nA text."), Limits()), Limits(), None)).fields
    {'text': 'A title\\n\\nA text.'}
    """
    text, encoding = decode(read_all(stream, limits.record_bytes))
    if not text.strip():
        yield BadRecord("empty", "only white space")
    elif text.count(REPLACEMENT) * 20 > len(text):  # no encoding fits; a wrong guess replaces far fewer
        yield BadRecord("binary_content", f"decoded as {encoding}", text)
    elif (articles := split_export(text)) is None:
        yield BadRecord("bundle", "looks like several articles in one file", text)
    elif not articles:
        yield _with_sidecar(RecordContent("text", {"text": text}, "text"), sidecar, limits)
    else:
        yield from (RecordContent("text", each.fields, "text", each.extra) for each in articles)


def _with_sidecar(content: RecordContent, sidecar: bytes | None, limits: Limits) -> RecordContent:
    """The record with the metadata of its sidecar; if that can't be read, `extra` says so and the record stays."""
    if sidecar is None:
        return content
    metadata = _parse_sidecar(sidecar, limits)
    if metadata is None:
        return replace(content, extra={**content.extra, "sidecar": "unreadable"})
    fields = {name: value for name, value in metadata.fields.items() if name not in ("text", "html")}
    extra: dict[str, JsonValue] = {**content.extra, **metadata.extra}
    extra |= {f"sidecar_{name}": str(metadata.fields[name]) for name in ("text", "html") if name in metadata.fields}
    return replace(metadata, form=content.form, fields={**fields, **content.fields}, extra=extra)


def _parse_sidecar(sidecar: bytes, limits: Limits) -> RecordContent | None:
    values = parse_values(sidecar, limits.value_depth)
    if isinstance(values, BadRecord) or len(values) != 1 or not isinstance(values[0], dict):
        return None
    stated = {name: value for name, value in values[0].items() if value != PLACEHOLDER_URL}
    content = parse_row(stated, origin="sidecar", around={"url": PLACEHOLDER_URL})
    if isinstance(content, BadRecord):
        return None
    return replace(content, fields={name: value for name, value in content.fields.items() if value != PLACEHOLDER_URL})
