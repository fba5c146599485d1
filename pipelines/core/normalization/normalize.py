"""A raw record becomes a normalised one: every choice made in the order in which they need each other.

Belongs here: that order, ids, and what makes a record unusable. Does not: candidates and choosers (choices and the
field modules), Arrow (normal_records), files.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from pipelines.core import identity
from pipelines.core.normalization import fields, nesting, page_type, texts
from pipelines.core.normalization.dates import PublishedDate
from pipelines.core.normalization.languages import detection
from pipelines.core.normalization.normal_record import ARTICLE_SCHEMA, EVIDENCE_SCHEMA, Evidence, NormalRecord, to_arrow
from pipelines.core.normalization.parsed_record import Reading
from pipelines.core.normalization.publishers import PublisherChoice
from pipelines.core.normalization.urls import UrlChoice
from pipelines.core.records import RawRecord, Rejection

__all__ = [
    "ARTICLE_SCHEMA", "EVIDENCE_SCHEMA", "Draft", "NormalRecord", "collection_of", "draft", "finished", "normalize",
    "to_arrow",
]  # fmt: skip

ENDING = 500
"""Characters at the end of a body that show whether it is cut short (texts looks at fewer)."""

EXCERPT = 500
"""Characters of a rejected record that are kept (Rejection)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A record with all chosen but its language and what depends on it: languages are read for many texts at once.

    columns: of NormalRecord, by name; text, declared: what the language is read from; evidence: so far
    """

    columns: dict[str, Any]
    text: str
    declared: str | None
    evidence: list[Evidence]


def normalize(record: RawRecord, file_sha256: str) -> NormalRecord | Rejection:
    """The record with every field chosen and its evidence; a rejection if it says nothing or is a page but no article.

    file_sha256: of the file that holds the record. Pure and total: any RawRecord gives one or the other.

    >>> row = RawRecord("news/a.jsonl", 0, "row", {"title": "Pier opens", "text": "It did.", "authors": "Nadia Orsk"})
    >>> done = normalize(row, "0f")
    >>> done.title, done.body, done.authors, done.collection, done.published_date, done.publisher_id
    ('Pier opens', 'It did.', ('Nadia Orsk',), 'news', None, None)
    >>> normalize(RawRecord("a.jsonl", 0, "row", {"url": "https://veldt.example/a"}), "0f").reason
    'no_text'
    """
    drafted = draft(record, file_sha256)
    return drafted if isinstance(drafted, Rejection) else finished([drafted])[0]


def draft(record: RawRecord, file_sha256: str) -> Draft | Rejection:
    """What `normalize` gives, before its language is read.

    >>> draft(RawRecord("a.jsonl", 0, "row", {"title": "Pier opens", "language": "en"}), "0f").text
    'Pier opens'
    """
    reading, evidence = Reading(record), list[Evidence]()
    if nesting.is_too_deep(reading.given("html") or reading.given("text") or ""):
        return _rejection(reading, "too_deep", f"more than {nesting.MOST_OPEN} elements are open at once")
    url = fields.url_of(reading, evidence)
    publisher = fields.publisher_of(reading, url, evidence)
    published = fields.dates_of(reading, url, evidence)
    title = fields.title_of(reading, publisher, evidence)
    body = fields.body_of(reading, evidence)
    teaser = fields.teaser_of(reading)
    refused = _refused(reading, title, body, teaser, published)
    if refused:
        return refused
    columns = {
        **_place_columns(reading, file_sha256),
        **_text_columns(reading, title, body, teaser),
        **_date_columns(published),
        **_source_columns(publisher, url),
        "article_id": _article_id(reading, url.identity_key),
        "agency": fields.agency_of(reading, evidence),
        "authors": fields.authors_of(reading, title, evidence),
    }
    text = body or " ".join(part for part in (title, teaser) if part)
    return Draft(columns, text, fields.declared_language(reading), evidence)


def finished(drafts: Sequence[Draft]) -> list[NormalRecord]:
    """The drafts with their languages, in their order: each is what it would be alone.

    >>> one = draft(RawRecord("a.jsonl", 0, "row", {"title": "Pier opens", "language": "en"}), "0f")
    >>> [(done.language, done.word_count) for done in finished([one, one])]
    [('en', 0), ('en', 0)]
    """
    found = detection.detect_all([(each.text, each.declared) for each in drafts])
    return [_finished(each, detection) for each, detection in zip(drafts, found, strict=True)]


def _finished(drafted: Draft, found: detection.Detection) -> NormalRecord:
    words = texts.word_count(drafted.columns["body"], found.language)
    evidence = (*drafted.evidence, *fields.evidence_of_language(found))
    return NormalRecord(**drafted.columns, language=found.language, word_count=words, evidence=evidence)


def collection_of(record_path: str) -> str | None:
    """The first folder of a path below the raw folder, None for a file that lies in it directly.

    >>> collection_of("crawl/2024/a.jsonl"), collection_of("a.zip!b/c.html"), collection_of("a.jsonl")
    ('crawl', None, None)
    """
    folder, slash, _ = record_path.split("!", 1)[0].partition("/")
    return folder if slash else None


def _refused(
    reading: Reading, title: str | None, body: str | None, teaser: str | None, published: PublishedDate
) -> Rejection | None:
    """The rejection of a record that holds nothing, or of a page that is no article."""
    if not (title or body or teaser):
        return _rejection(reading, "no_text", "neither title nor body nor teaser is left")
    if reading.page is None or reading.stated_body.body:
        return None
    dated = published.published_date is not None
    objection = page_type.objection(reading.page, title, texts.word_count(body), dated)
    return _rejection(reading, "not_an_article", objection) if objection else None


def _rejection(reading: Reading, reason: str, detail: str) -> Rejection:
    record = reading.record
    excerpt = next((str(value)[:EXCERPT] for value in record.fields.values() if value), "")
    return Rejection(
        record.record_path, record.record_index, reason, detail, fields.storable(excerpt), record.record_id
    )


def _place_columns(reading: Reading, file_sha256: str) -> dict[str, Any]:
    """Where the record stands and what it gives as it is."""
    record, url = reading.record, reading.given("url")
    return {
        "record_key": identity.record_key(record.record_path, file_sha256, record.record_index),
        "record_path": record.record_path,
        "record_index": record.record_index,
        "record_id": fields.storable(record.record_id) if record.record_id else record.record_id,
        "file_sha256": file_sha256,
        "collection": collection_of(record.record_path),
        "url": fields.storable(url) if url else None,
        "fetched_at": record.fetched_at,
        "extra": _json(record.extra),
    }


def _text_columns(reading: Reading, title: str | None, body: str | None, teaser: str | None) -> dict[str, Any]:
    return {
        "title": title,
        "body": body,
        "teaser": teaser,
        "content_hash": identity.content_hash(title, body),
        "text_hash": identity.text_hash(body),
        "text_completeness": _completeness(reading, title, body, teaser),
    }


def _completeness(reading: Reading, title: str | None, body: str | None, teaser: str | None) -> str:
    """How much of the article there is. A page's description is no teaser to measure its text by, and a text that says
    no more than the teaser given with it is still a text, cut short."""
    given = teaser if not body or reading.given("teaser") else None
    # without a teaser to compare, the end tells
    found = texts.completeness(title, body if given or not body else body[-ENDING:], given)
    return "partial" if body and found == "teaser" else found


def _date_columns(published: PublishedDate) -> dict[str, Any]:
    return {
        "published_at": published.published_at,
        "published_local": published.published_local,
        "published_date": published.published_date,
        "published_precision": published.published_precision,
        "published_earliest": published.published_earliest,
        "published_latest": published.published_latest,
        "published_method": published.published_method,
        "published_confidence": published.published_confidence,
        "modified_at": published.modified_at,
    }


def _source_columns(publisher: PublisherChoice, url: UrlChoice) -> dict[str, Any]:
    return {
        "publisher_id": publisher.publisher_id,
        "publisher_domain": publisher.publisher_domain,
        "publisher_name": fields.storable(publisher.publisher_name) if publisher.publisher_name else None,
        "publisher_name_method": publisher.name_method,
        "publisher_method": publisher.method,
        "publisher_confidence": publisher.confidence,
        "canonical_url": url.canonical_url,
        "canonical_url_method": url.method,
        "canonical_url_confidence": url.confidence,
    }


def _article_id(reading: Reading, identity_url: str | None) -> str:
    # a page's text is only put in normal form where no URL identifies it: it costs more than all else but the body
    text = "" if identity_url else _raw_text(reading)
    return identity.article_id(identity_url, reading.given("publisher"), text)


def _raw_text(reading: Reading) -> str:
    """What identifies a record without a URL: its text as given, else its page, else its title and teaser."""
    raw = reading.given("text") or reading.given("html")
    return texts.normal_text(raw or "\n".join(reading.given(name) or "" for name in ("title", "teaser")))


def _json(extra: Mapping[str, Any]) -> str:
    """The other fields as JSON text; what orjson refuses (halves of surrogate pairs, huge integers) the slow way."""
    if not extra:
        return "{}"
    try:
        return orjson.dumps(dict(extra), default=str, option=orjson.OPT_NON_STR_KEYS).decode()
    except TypeError:
        return fields.storable(json.dumps(dict(extra), default=str, ensure_ascii=False, skipkeys=True))
