"""What readers produce: a raw record, or a rejection with its reason.

Belongs here: the shapes between readers and normalization, and the list of field names in rows.
Does not: reading (readers), choosing values (normalization).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Form = str
"""Kind of record: `text` (a plain text file), `page` (HTML), `row` (JSON, CSV, Parquet), `entry` (feed, sitemap)."""

FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "record_id": ("id", "_id", "guid", "uuid"),
    "url": ("url", "link", "source_url", "article_url"),
    "canonical_url": ("canonical_url", "amp_canonical"),
    "title": ("title", "headline", "article_title"),
    "text": ("text", "body", "content", "maintext", "article", "article_text", "text_content"),
    "html": ("html", "raw_html", "content_html"),
    "published_at": (
        "published_at", "published_date", "date_publish", "publish_date", "published", "pubdate",
        "publication_date", "datetimepub",
    ),
    "modified_at": ("modified_at", "date_modify", "updated"),
    "publisher": (
        "publisher", "publisher_name", "source", "source_name", "media_name", "site_name", "outlet",
        "outletname", "name_source",
    ),
    "source_domain": ("source_domain", "domain", "canonical_domain", "media_url"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
    "fetched_at": ("fetched_at", "date_download", "crawl_date", "retrieved_at", "indexed_date"),
    "date": ("date",),
    "teaser": ("summary", "description", "teaser"),
}  # fmt: skip
"""Field → its names in rows, in any case; the first one found wins."""

MAX_EXCERPT_CHARS = 500
"""Characters of a rejected record that its rejection keeps."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record as read, uninterpreted.

    record_path: file relative to the raw folder, archive members after `!` (`a.zip!b.html`)
    record_index: 0-based position among the records of record_path
    form: text | page | row | entry
    fields: values by key of FIELD_NAMES, as given (str, number, list or dict; `html` and `text` are str)
    extra: all other fields, JSON-serializable
    origin: where the fields come from, for the evidence: `row`, `sidecar` (beside a page or text: a file, front matter,
    headers of a mail), `feed` (also wire documents), `sitemap`, `warc` (also saved pages), `text`
    """

    record_path: str
    record_index: int
    form: Form
    fields: Mapping[str, Any]
    extra: Mapping[str, Any] = field(default_factory=dict)
    origin: str = "row"
    record_id: str | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record, or a whole file (record_index None), that can't be used, and why.

    reason: a key of pipelines.core.reasons.REASONS; raw_excerpt: at most MAX_EXCERPT_CHARS characters
    """

    record_path: str
    record_index: int | None
    reason: str
    detail: str
    raw_excerpt: str | None = None
    record_id: str | None = None
