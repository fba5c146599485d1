"""A raw record becomes a normalised one: every field module asked, every choice made, in one pure function.

Belongs here: which source goes to which field module, and in what order the choices need each other.
Does not: any rule about a field (the field modules), Arrow (normal_records), files.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson

from pipelines.core import (
    agencies,
    authors,
    bodies,
    dates,
    identity,
    languages,
    publishers,
    residue,
    texts,
    titles,
    urls,
)
from pipelines.core.bodies import BodyChoice
from pipelines.core.evidence import Candidate
from pipelines.core.normal_records import ARTICLE_SCHEMA, EVIDENCE_SCHEMA, Evidence, NormalRecord, to_arrow
from pipelines.core.pages import Page
from pipelines.core.records import RawRecord, Rejection
from pipelines.core.residue import Residue

__all__ = ["ARTICLE_SCHEMA", "EVIDENCE_SCHEMA", "NormalRecord", "collection_of", "normalize", "to_arrow"]

WHOLE_PAGE = re.compile(r"<(?:html|head|body|title|meta)[\s>]", re.I)
"""What a page has and a fragment of an article in a feed or a row does not."""

PAGE_HEAD = 20_000
"""Characters within which a page shows that it is one."""

LONGEST_VALUE = 1000
"""Characters of a candidate that the evidence keeps."""

LONGEST_TEASER = 5000

NO_RESIDUE = Residue("")


@dataclass(frozen=True)
class Reading:
    """A raw record as the field modules read it: its URL, its page if it has one, its text and what that was cut to.

    Slots would forbid cached properties: each part is made once, at first use.
    """

    record: RawRecord

    @property
    def fields(self) -> Mapping[str, Any]:
        return self.record.fields

    def given(self, name: str) -> str | None:
        """The field as text, None if it is no text or blank."""
        value = self.fields.get(name)
        return value if isinstance(value, str) and value.strip() else None

    @cached_property
    def url(self) -> str | None:
        stated = self.given("url") or self.given("canonical_url")
        return stated.strip() if stated else None

    @cached_property
    def page(self) -> Page | None:
        html = self.given("html")
        if html and (self.record.form == "page" or WHOLE_PAGE.search(html, 0, PAGE_HEAD)):
            return Page(html, self.url)
        return None

    @cached_property
    def stated_body(self) -> BodyChoice:
        """What the text field holds, else a fragment of HTML."""
        text, html, origin = self.given("text"), self.given("html"), self.record.origin
        if text and self.record.form == "text":
            return BodyChoice(text, "text", 0.9)
        if text:
            return bodies.from_row(text, f"{origin}.text")
        return (
            bodies.from_html_fragment(html, f"{origin}.html")
            if html and not self.page
            else BodyChoice(None, None, None)
        )

    @cached_property
    def residue(self) -> Residue:
        """The stated text told from what extraction left in it."""
        return residue.strip(self.stated_body.body) if self.stated_body.body else NO_RESIDUE

    @cached_property
    def body(self) -> BodyChoice:
        """The body to keep: the stated text without residue, else the page's."""
        stated = self.stated_body
        if stated.body:
            body = self.residue.body or None
            return BodyChoice(body, stated.method, stated.confidence, candidates=_body_evidence(body, stated))
        return bodies.extract(self.page) if self.page else stated


def normalize(record: RawRecord, file_sha256: str) -> NormalRecord | Rejection:
    """The record with every field chosen and its evidence; a rejection (`no_text`) if it says nothing at all.

    file_sha256: of the file that holds the record. Pure and total: any RawRecord gives one or the other.

    >>> row = RawRecord("news/a.jsonl", 0, "row", {"title": "Pier opens", "text": "It did.", "authors": "Nadia Orsk"})
    >>> done = normalize(row, "0f")
    >>> done.title, done.body, done.authors, done.collection, done.published_date, done.publisher_id
    ('Pier opens', 'It did.', ('Nadia Orsk',), 'news', None, None)
    >>> normalize(RawRecord("a.jsonl", 0, "row", {"url": "https://veldt.example/a"}), "0f").reason
    'no_text'
    """
    reading = Reading(record)
    evidence: list[Evidence] = []
    url = _url(reading, evidence)
    publisher = _publisher(reading, url, evidence)
    published = _published(reading, url, evidence)
    title = _title(reading, publisher.publisher_name, evidence)
    body = _body(reading, evidence)
    teaser = _teaser(reading)
    if not (title or body or teaser):
        return _rejection(record)
    language = _language(reading, " ".join(part for part in (title, teaser) if part), body, evidence)
    return NormalRecord(
        record_key=identity.record_key(record.record_path, file_sha256, record.record_index),
        record_path=record.record_path,
        record_index=record.record_index,
        record_id=record.record_id,
        file_sha256=file_sha256,
        collection=collection_of(record.record_path),
        url=_storable(reading.given("url")),
        fetched_at=record.fetched_at,
        extra=_json(record.extra),
        article_id=_article_id(reading, url.identity_key),
        content_hash=identity.content_hash(title, body),
        text_hash=identity.text_hash(body),
        title=title,
        body=body,
        teaser=teaser,
        text_completeness=texts.completeness(title, body, teaser),
        language=language,
        word_count=texts.word_count(body, language),
        published_at=published.published_at,
        published_local=published.published_local,
        published_date=published.published_date,
        published_precision=published.published_precision,
        published_earliest=published.published_earliest,
        published_latest=published.published_latest,
        published_method=published.published_method,
        published_confidence=published.published_confidence,
        modified_at=published.modified_at,
        publisher_id=publisher.publisher_id,
        publisher_domain=publisher.publisher_domain,
        publisher_name=publisher.publisher_name,
        publisher_name_method=publisher.name_method,
        publisher_method=publisher.method,
        publisher_confidence=publisher.confidence,
        agency=_agency(reading, evidence),
        canonical_url=url.canonical_url,
        canonical_url_method=url.method,
        canonical_url_confidence=url.confidence,
        authors=_authors(reading, title, evidence),
        evidence=tuple(evidence),
    )


def collection_of(record_path: str) -> str | None:
    """The first folder of a path below the raw folder, None for a file that lies in it directly.

    >>> collection_of("crawl/2024/a.jsonl"), collection_of("a.zip!b/c.html"), collection_of("a.jsonl")
    ('crawl', None, None)
    """
    folder, slash, _ = record_path.split("!", 1)[0].partition("/")
    return folder if slash else None


def _url(reading: Reading, evidence: list[Evidence]) -> urls.UrlChoice:
    candidates = urls.row_candidates(reading.fields, reading.record.origin)
    if reading.page:
        candidates += urls.page_candidates(reading.page, reading.url)
    candidates += _from_text(reading, urls.text_candidates)
    choice = urls.choose(candidates)
    evidence += _rows(candidates, (choice.chosen,))
    return choice


def _publisher(reading: Reading, url: urls.UrlChoice, evidence: list[Evidence]) -> publishers.PublisherChoice:
    candidates = publishers.row_candidates(reading.fields, reading.record.origin)
    if reading.page:
        candidates += publishers.page_candidates(reading.page, reading.url)
    candidates += _from_text(reading, publishers.text_candidates)
    choice = publishers.choose(candidates, url.canonical_url, reading.url)
    evidence += _rows(candidates, choice.chosen)
    return choice


def _published(reading: Reading, url: urls.UrlChoice, evidence: list[Evidence]) -> dates.PublishedDate:
    fetched_at, address = reading.record.fetched_at, reading.url or url.canonical_url
    candidates = dates.row_candidates(reading.fields, reading.record.origin) + dates.url_candidates(address)
    if reading.page:
        candidates += dates.page_candidates(reading.page, fetched_at=fetched_at)
    if reading.stated_body.body:
        hints = dates.hints_for(address, reading.given("language"), fetched_at)
        candidates += [found.candidate for found in dates.text_dates(reading.stated_body.body, hints)]
    choice = dates.choose(candidates, fetched_at=fetched_at, url=address)
    evidence += _rows(candidates, choice.chosen)
    return choice


def _title(reading: Reading, publisher_name: str | None, evidence: list[Evidence]) -> str | None:
    candidates = titles.row_candidates(reading.fields, reading.record.origin)
    if reading.page:
        candidates += titles.page_candidates(reading.page)
    candidates += titles.residue_candidates(reading.residue.title)
    choice = titles.choose(candidates, (publisher_name,) if publisher_name else ())
    evidence += _rows(candidates, (choice.chosen,))
    return choice.title or None


def _authors(reading: Reading, title: str | None, evidence: list[Evidence]) -> tuple[str, ...]:
    candidates = authors.row_candidates(reading.fields, reading.record.origin)
    if reading.page:
        candidates += authors.page_candidates(reading.page, title)
    candidates += authors.residue_candidates(reading.residue.byline_texts)
    choice = authors.choose(candidates)
    evidence += _rows(candidates, choice.chosen)
    return choice.authors


def _agency(reading: Reading, evidence: list[Evidence]) -> str | None:
    """The agency credited in the text as it came, in bylines, or where authors are stated."""
    stated = reading.fields.get("authors")
    credits = [text for text in (stated if isinstance(stated, list) else [stated]) if isinstance(text, str)]
    credits += reading.residue.byline_texts + reading.residue.credit_texts
    credits += authors.credit_texts(reading.page) if reading.page else []
    candidates = agencies.candidates(reading.stated_body.body or reading.body.body or "", credits)
    best = max(range(len(candidates)), key=lambda i: (candidates[i].confidence, candidates[i].value), default=None)
    evidence += _rows(candidates, (best,))
    return candidates[best].value if best is not None else None


def _body(reading: Reading, evidence: list[Evidence]) -> str | None:
    choice = reading.body
    taken = [i for i, c in enumerate(choice.candidates) if c.method == choice.method][:1]
    evidence += _rows(choice.candidates, taken)
    return choice.body


def _language(reading: Reading, short: str, body: str | None, evidence: list[Evidence]) -> str | None:
    found = languages.detect(body or short, reading.given("language") or _declared_language(reading.page))
    taken = [i for i, c in enumerate(found.candidates) if c.value == found.language][:1]
    evidence += _rows(found.candidates, taken)
    return found.language


def _declared_language(page: Page | None) -> str | None:
    if page is None:
        return None
    tags = (tag.content for tag in page.metas("og:locale", "content-language", "language", "dc.language"))
    return page.html_lang or next(tags, None)


def _teaser(reading: Reading) -> str | None:
    """The summary as given, else what the page describes itself by."""
    stated = reading.given("teaser")
    if not stated and reading.page:
        stated = next((tag.content for tag in reading.page.metas("og:description", "description")), None)
    found = bodies.from_row(stated[:LONGEST_TEASER]).body if stated else None
    return texts.line_text(found) if found else None


def _from_text(reading: Reading, find: Callable[[str], list[Candidate]]) -> list[Candidate]:
    return find(reading.stated_body.body) if reading.stated_body.body else []


def _body_evidence(body: str | None, stated: BodyChoice) -> tuple[Candidate, ...]:
    if not body or not stated.method:
        return ()
    return (Candidate("body", body[:200], stated.method, stated.confidence or 0.0),)


def _article_id(reading: Reading, identity_url: str | None) -> str:
    # a page's whole text is only put in normal form where no URL identifies it: it costs more than all else but the body
    text = "" if identity_url else _raw_text(reading)
    return identity.article_id(identity_url, reading.given("publisher"), text)


def _raw_text(reading: Reading) -> str:
    """What identifies a record without a URL: its text as given, else its page, else its title and teaser."""
    raw = reading.given("text") or reading.given("html")
    return texts.normal_text(raw or "\n".join(reading.given(name) or "" for name in ("title", "teaser")))


def _rows(candidates: Sequence[Candidate], chosen: Iterable[int | None]) -> list[Evidence]:
    """The candidates as evidence: values bounded and storable, one row for what is the same but for its note."""
    taken: Collection[int | None] = set(chosen)
    rows: dict[tuple[str, str, str], Evidence] = {}
    for place, c in enumerate(candidates):
        value = _storable(c.value[:LONGEST_VALUE]) or ""
        key = c.field, c.method, value
        if key not in rows or (place in taken and not rows[key].is_chosen):
            rows[key] = Evidence(c.field, value, c.method, c.confidence, place in taken, c.note)
    return list(rows.values())


def _storable(text: str | None) -> str | None:
    """The text without what no UTF-8 column holds."""
    return texts.SURROGATE.sub("\ufffd", text).replace("\x00", "") if text is not None else None


def _json(extra: Mapping[str, Any]) -> str:
    return orjson.dumps(dict(extra), default=str, option=orjson.OPT_NON_STR_KEYS).decode() if extra else "{}"


def _rejection(record: RawRecord) -> Rejection:
    excerpt = next((str(value) for value in record.fields.values() if value), "")[:500]
    return Rejection(
        record.record_path, record.record_index, "no_text", "neither title nor body nor teaser is left",
        _storable(excerpt), record.record_id,
    )  # fmt: skip
