"""Normalizes a raw record: makes its choices in the order in which they depend on each other.

Belongs here: that order, ids, and which records are rejected. Does not: candidates and choosers (fields and the field
packages), Arrow (normal_record), files.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from pipelines.core import identity
from pipelines.core.normalization import fields, html_page, page_type, publishers, texts
from pipelines.core.normalization.completeness import MAX_TAIL_CHARS as MAX_LINK_CHARS
from pipelines.core.normalization.completeness import Completeness, completeness, is_continued
from pipelines.core.normalization.dates import PublishedDate
from pipelines.core.normalization.evidence import Evidence
from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.parsed_record import ParsedRecord
from pipelines.core.normalization.publishers import PublisherChoice
from pipelines.core.normalization.texts import storable
from pipelines.core.normalization.urls import UrlChoice
from pipelines.core.records import MAX_EXCERPT_CHARS, RawRecord, Rejection

MAX_TAIL_CHARS = 500
"""Characters at the end of a body that show whether it is cut short; completeness reads fewer."""


class Choices(NamedTuple):
    """What was chosen for the fields of a record but its language, and the evidence for it."""

    url: UrlChoice
    publisher: PublisherChoice
    published: PublishedDate
    title: str | None
    body: str | None
    teaser: str | None
    agency: str | None
    authors: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def normalize(record: RawRecord, file_sha256: str) -> NormalRecord | Rejection:
    """The record with every field chosen and its evidence; a rejection if it is empty, or a page but no article.

    file_sha256: of the file that holds the record. Total: every RawRecord gives one or the other.

    >>> row = RawRecord("news/a.jsonl", 0, "row", {"title": "Pier opens", "text": "It did.", "authors": "Nadia Orsk"})
    >>> done = normalize(row, "0f")
    >>> done.title, done.body, done.authors, done.collection, done.published_date, done.publisher_id
    ('Pier opens', 'It did.', ('Nadia Orsk',), 'news', None, None)
    >>> normalize(RawRecord("a.jsonl", 0, "row", {"url": "https://veldt.example/a"}), "0f").reason
    'no_text'
    """
    return normalize_together([(record, file_sha256)])[0]


def normalize_together(given: Sequence[tuple[RawRecord, str]]) -> list[NormalRecord | Rejection]:
    """What `normalize` gives for each record and the hash of its file, in order.

    Each step is done for all records before the next, which takes four fifths of the time: the tables and patterns of
    one step fit into the CPU's cache, those of all steps don't.

    >>> row = RawRecord("a.jsonl", 0, "row", {"title": "Pier opens", "language": "en"})
    >>> [done.language for done in normalize_together([(row, "0f")] * 2)]
    ['en', 'en']
    """
    parsed = [ParsedRecord(record) for record, _ in given]
    rejections = {place: refused for place, each in enumerate(parsed) if (refused := _reject_deep(each))}
    places = [place for place in range(len(parsed)) if place not in rejections]
    choices = dict(zip(places, _choose([parsed[place] for place in places]), strict=True))
    rejections |= {place: refused for place in places if (refused := _rejection_of(parsed[place], choices[place]))}
    kept = [place for place in places if place not in rejections]
    records = _records([(parsed[place], given[place][1], choices[place]) for place in kept])
    results: dict[int, NormalRecord | Rejection] = {**rejections, **dict(zip(kept, records, strict=True))}
    return [results[place] for place in range(len(parsed))]


def collection_of(record_path: str) -> str | None:
    """The first folder of a path below the raw folder; None for a file directly in it.

    >>> collection_of("crawl/2024/a.jsonl"), collection_of("a.zip!b/c.html"), collection_of("a.jsonl")
    ('crawl', None, None)
    """
    folder, slash, _ = record_path.split("!", 1)[0].partition("/")
    return folder if slash else None


def _choose(parsed: Sequence[ParsedRecord]) -> list[Choices]:
    """The choices for each record, step by step."""
    for each in parsed:
        _ = each.residue
    urls = [fields.choose_url(each) for each in parsed]
    publishers = [fields.choose_publisher(each, url) for each, (url, _) in zip(parsed, urls, strict=True)]
    published = [fields.choose_dates(each, url) for each, (url, _) in zip(parsed, urls, strict=True)]
    titles = [fields.choose_title(each, publisher) for each, (publisher, _) in zip(parsed, publishers, strict=True)]
    bodies = [fields.choose_body(each) for each in parsed]
    agencies = [fields.choose_agency(each) for each in parsed]
    authors = [
        fields.choose_authors(each, title.title, publisher.publisher_name)
        for each, (title, _), (publisher, _) in zip(parsed, titles, publishers, strict=True)
    ]
    teasers = [fields.teaser_of(each) for each in parsed]
    refused = [fields.refused_values(each) for each in parsed]
    chosen = zip(urls, publishers, published, titles, bodies, agencies, authors, teasers, refused, strict=True)
    return [
        Choices(
            *(url, publisher, date, title.title or None, body.body, teaser, agency.agency, people.authors),
            evidence=(*of_url, *of_publisher, *of_date, *of_title, *of_body, *of_agency, *of_people, *of_none),
        )
        for (url, of_url), (publisher, of_publisher), (date, of_date), (title, of_title), (body, of_body),
            (agency, of_agency), (people, of_people), teaser, of_none in chosen
    ]  # fmt: skip


def _records(used: Sequence[tuple[ParsedRecord, str, Choices]]) -> Iterator[NormalRecord]:
    """The records that are no rejections, with their languages, which are detected for all texts at once."""
    detected = fields.choose_languages(
        [(_text_of(choices), fields.declared_language(each)) for each, _, choices in used]
    )
    for each, (choice, evidence) in zip(used, detected, strict=True):
        yield _record(*each, choice.language, evidence)


def _text_of(choices: Choices) -> str:
    """What the language is detected from."""
    return choices.body or " ".join(part for part in (choices.title, choices.teaser) if part)


def _record(
    parsed: ParsedRecord, file_sha256: str, choices: Choices, language: str | None, of_language: Sequence[Evidence]
) -> NormalRecord:
    record, given_url = parsed.record, parsed.given("url")
    url, publisher, published = choices.url, choices.publisher, choices.published
    return NormalRecord(
        record_key=identity.record_key(record.record_path, file_sha256, record.record_index),
        record_path=record.record_path,
        record_index=record.record_index,
        record_id=storable(record.record_id) if record.record_id else record.record_id,
        file_sha256=file_sha256,
        collection=collection_of(record.record_path),
        url=storable(given_url) if given_url else None,
        fetched_at=record.fetched_at,
        extra=_json(record.extra),
        article_id=_article_id(parsed, url.identity_key),
        own_article_id=_article_id(parsed, url.own.identity_key) if url.own else None,
        content_hash=identity.content_hash(choices.title, choices.body),
        text_hash=identity.text_hash(choices.body),
        title=choices.title,
        body=choices.body,
        teaser=choices.teaser,
        text_completeness=_completeness(parsed, choices.body, choices.teaser),
        language=language,
        word_count=texts.word_count(choices.body, language),
        published_at=published.published_at,
        published_local=published.published_local,
        published_date=published.published_date,
        published_precision=published.published_precision,
        published_earliest=published.published_earliest,
        published_latest=published.published_latest,
        published_method=published.published_method,
        published_confidence=published.published_confidence,
        modified_at=published.modified_at,
        modified_local=published.modified_local,
        modified_date=published.modified_date,
        modified_precision=published.modified_precision,
        publisher_id=publisher.publisher_id,
        publisher_domain=publisher.publisher_domain,
        publisher_name=storable(publisher.publisher_name) if publisher.publisher_name else None,
        publisher_name_method=publisher.name_method,
        publisher_name_key=publishers.normal_name(publisher.publisher_name) if publisher.publisher_name else None,
        publisher_method=publisher.method,
        publisher_confidence=publisher.confidence,
        agency=choices.agency,
        canonical_url=url.canonical_url,
        canonical_url_method=url.method,
        canonical_url_confidence=url.confidence,
        own_url=url.own.canonical_url if url.own else None,
        own_url_method=url.own.method if url.own else None,
        own_url_confidence=url.own.confidence if url.own else None,
        authors=choices.authors,
        evidence=(*choices.evidence, *of_language),
    )


def _reject_deep(parsed: ParsedRecord) -> Rejection | None:
    """The rejection of a record that would take too long to parse."""
    if not html_page.is_too_deep(parsed.given("html") or parsed.given("text") or ""):
        return None
    return _reject(parsed, "too_deep", f"more than {html_page.MAX_OPEN_ELEMENTS} elements are open at once")


def _rejection_of(parsed: ParsedRecord, choices: Choices) -> Rejection | None:
    """The rejection of a record without content, or of a page that is no article."""
    if not (choices.title or choices.body or choices.teaser):
        return _reject(parsed, "no_text", "neither title nor body nor teaser is left")
    if parsed.page is None or parsed.stated_body.body:
        return None
    is_dated = choices.published.published_date is not None
    objection = page_type.objection_to(parsed.page, choices.title, texts.word_count(choices.body), is_dated)
    return _reject(parsed, "not_an_article", objection) if objection else None


def _reject(parsed: ParsedRecord, reason: str, detail: str) -> Rejection:
    record = parsed.record
    excerpt = next((str(value)[:MAX_EXCERPT_CHARS] for value in record.fields.values() if value), "")
    return Rejection(record.record_path, record.record_index, reason, detail, storable(excerpt), record.record_id)


def _completeness(parsed: ParsedRecord, body: str | None, teaser: str | None) -> Completeness:
    """How much of the article the record holds. Only a teaser given by the record is compared with its body, not a
    page's description; a body that says no more than the teaser is still a body, cut short."""
    stated = parsed.stated_body.body
    if body and (stated is None and parsed.body.is_beginning):
        return "partial"
    if body and stated and parsed.record.form == "entry" and is_continued(stated[-MAX_LINK_CHARS:]):
        return "partial"  # the words that link a feed's excerpt to its article are no prose, and not in the body
    compared = teaser if not body or parsed.given("teaser") else None
    # without a teaser to compare, the end of the body decides
    found = completeness(body if compared or not body else body[-MAX_TAIL_CHARS:], compared)
    return "partial" if body and found == "teaser" else found


def _article_id(parsed: ParsedRecord, identity_url: str | None) -> str:
    """The id from the URL; without one, from the text as given, otherwise the page, otherwise title and teaser."""
    text = ""
    if not identity_url:  # for pages, normalizing the text costs as much as all fields together
        raw = parsed.given("text") or parsed.given("html")
        text = texts.normal_text(raw or "\n".join(parsed.given(name) or "" for name in ("title", "teaser")))
    return identity.article_id(identity_url, parsed.given("publisher"), text)


def _json(extra: Mapping[str, Any]) -> str:
    """The other fields as JSON text; json accepts what orjson refuses: lone surrogates, huge integers."""
    if not extra:
        return "{}"
    try:
        return orjson.dumps(dict(extra), default=str, option=orjson.OPT_NON_STR_KEYS).decode()
    except TypeError:
        return storable(json.dumps(dict(extra), default=str, ensure_ascii=False, skipkeys=True))
