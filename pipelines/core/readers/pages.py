"""HTML files and their sidecars as records.

Belongs here: one page, one draft. Does not: anything about what the page says (pipelines.core.normalization.html_page).
"""

from collections.abc import Iterator
from typing import Any

from pipelines.core.limits import Limits
from pipelines.core.readers.charsets import declared_in_markup, decode
from pipelines.core.readers.drafts import Draft, Fault
from pipelines.core.readers.jsonvalues import values_of
from pipelines.core.readers.rows import draft_of_row
from pipelines.core.readers.streams import Stream, whole


def read_page(stream: Stream, limits: Limits, sidecar: bytes | None) -> Iterator[Draft | Fault]:
    """The one record of an HTML file; fields of the sidecar beside `html`.

    >>> import io
    >>> from pipelines.core.readers.streams import stream_of
    >>> source = stream_of(io.BytesIO(b"<p>a</p>"), Limits())
    >>> dict(next(read_page(source, Limits(), b'{"url": "https://a.example/"}')).fields)
    {'url': 'https://a.example/', 'html': '<p>a</p>'}
    """
    data = whole(stream, limits.record_bytes)
    html, _ = decode(data, declared_in_markup(data))
    yield with_sidecar(Draft("page", {"html": html}, "sidecar"), sidecar, limits)


def with_sidecar(draft: Draft, sidecar: bytes | None, limits: Limits) -> Draft:
    """The draft with what its sidecar states; one that can't be read is noted in `extra`, and the record stands."""
    if sidecar is None:
        return draft
    stated = _stated(sidecar, limits)
    if stated is None:
        return Draft(draft.form, draft.fields, draft.origin, {**draft.extra, "sidecar": "unreadable"})
    content = {name: value for name, value in stated.fields.items() if name not in ("text", "html")}
    fields: dict[str, Any] = {**content, **draft.fields}
    return Draft(draft.form, fields, "sidecar", {**stated.extra, **draft.extra}, stated.record_id, stated.fetched_at)


def _stated(sidecar: bytes, limits: Limits) -> Draft | None:
    values = values_of(sidecar, limits.value_depth)
    if isinstance(values, Fault) or len(values) != 1 or not isinstance(values[0], dict):
        return None
    # A sidecar need not state content: an empty title keeps draft_of_row from asking for it.
    drafted = draft_of_row({"url": "about:blank", **values[0]})
    if isinstance(drafted, Fault):
        return None
    kept = {name: value for name, value in drafted.fields.items() if value != "about:blank"}
    return Draft(drafted.form, kept, "sidecar", drafted.extra, drafted.record_id, drafted.fetched_at)
