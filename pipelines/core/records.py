"""What readers produce: a raw record, or a rejection with its reason.

Belongs here: the shapes between readers and normalization, and the list of field names in rows.
Does not: reading (readers), choosing values (normalization).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

Form = str
"""Kind of record: `text` (a plain text file), `page` (HTML), `row` (JSON, CSV, Parquet), `entry` (feed, sitemap)."""

FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "record_id": ("id", "_id", "guid", "uuid", "article_id", "document_id", "doc_id", "item_id"),
    "url": (
        "url", "link", "source_url", "article_url", "web_url", "page_url", "permalink", "article_link", "news_url",
        "original_url", "target_uri", "warc_target_uri",
        "story_url", "news_link", "web_link", "href",
    ),
    "canonical_url": ("canonical_url", "amp_canonical", "canonical_link", "canonical"),
    "title": (
        "title", "headline", "article_title", "news_title", "web_title", "headline_text", "headline_main",
        "article_headline", "post_title", "news_headline", "headlines", "heading",
    ),
    "text": (
        "full_text", "full_content", "full_article", "text", "body", "content", "maintext", "article", "article_text",
        "text_content", "article_body", "article_content", "body_text", "content_text", "plain_text", "clean_text",
        "cleaned_text", "news_content", "post_content", "raw_content", "raw_text", "text_body", "story_text",
        "news_text", "news_body", "contents", "document",
    ),
    "html": ("html", "raw_html", "content_html", "body_html", "body_xhtml", "article_html", "html_content"),
    "published_at": (
        "published_at", "published_date", "date_publish", "publish_date", "published", "pubdate",
        "publication_date", "datetimepub", "date_published", "publish_time", "published_time", "publication_time",
        "published_on", "posted_at", "posted_on", "post_date", "web_publication_date", "release_date",
        "publishing_date", "date_posted", "published_datetime", "article_date", "published_utc",
        "first_published", "first_published_at",
    ),
    "modified_at": (
        "modified_at", "date_modify", "updated", "date_modified", "updated_at", "updated_date", "modified",
        "last_modified", "modified_date", "modification_date",
    ),
    "publisher": (
        "publisher", "publisher_name", "source", "source_name", "media_name", "site_name", "outlet",
        "outletname", "name_source", "publication", "publication_name", "publication_title", "newspaper",
        "news_outlet", "news_source", "source_title", "meta_site_name", "newspaper_name", "media_outlet",
        "news_site", "provider",
    ),
    "source_domain": (
        "source_domain", "domain", "canonical_domain", "media_url", "hostname", "domain_url", "site_url",
        "source_hostname", "website", "source_site",
    ),
    "authors": (
        "authors", "author", "byline", "author_name", "author_names", "bylines", "creator", "creators", "journalist",
        "journalists", "reporter", "reporters", "writer", "writers", "written_by", "byline_original",
    ),
    "language": ("language", "lang", "in_language", "language_code", "lang_code", "meta_lang"),
    "fetched_at": (
        "fetched_at", "date_download", "crawl_date", "retrieved_at", "indexed_date", "crawled", "crawled_at",
        "scraped_at", "date_crawled", "date_scraped", "scrape_date", "warc_date", "collected_at", "collect_date",
        "download_date", "access_date", "collection_utc",
    ),
    "date": ("date",),
    "teaser": (
        "summary", "description", "teaser", "abstract", "excerpt", "snippet", "lead_paragraph", "standfirst",
        "trail_text", "short_description", "meta_description", "description_text", "abstract_note", "opening_text",
        "lede", "lead", "intro", "blurb", "highlights", "subtitle", "sub_headline", "deck", "dek",
    ),
}  # fmt: skip
"""Field → its names in rows, in any case; the first one found wins."""

MAX_EXCERPT_CHARS = 500
"""Characters of a rejected record that its rejection keeps."""


NO_VALUE: Final = "stands for no value"
DATA_SET: Final = "the name of a data set"
"""Why a value is refused."""


class RefusedValue(NamedTuple):
    """A value that stands for none (`NULL`), or is of something else: the field, the value as text, and why."""

    field: str
    value: str
    reason: str


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
    refused: values that stand for none, with the reason; `extra` has them too
    """

    record_path: str
    record_index: int
    form: Form
    fields: Mapping[str, Any]
    extra: Mapping[str, Any] = field(default_factory=dict)
    origin: str = "row"
    record_id: str | None = None
    fetched_at: datetime | None = None
    refused: tuple[RefusedValue, ...] = ()


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
