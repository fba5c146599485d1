"""The choice for each field of one record: the candidates of all its sources, the chooser of its package, the evidence.

Belongs here: which sources a field package reads, the same for every form of record. Does not: rules about a field (the
field packages), the order in which fields depend on each other (normalize).
Each function returns the choice and the evidence for it.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from pipelines.core.normalization import agencies, authors, bodies, dates, languages, publishers, texts, titles, urls
from pipelines.core.normalization.completeness import without_cut_mark
from pipelines.core.normalization.evidence import Candidate, Evidence, evidence_of
from pipelines.core.normalization.parsed_record import ParsedRecord

COLUMNS = {"text": "body", "html": "body", "url": "canonical_url", "date": "published_at", "source_domain": "publisher"}
"""Field of a record → column of `articles` that its value would be for, where the names differ."""

EVIDENCED = frozenset(
    ("title", "body", "canonical_url", "published_at", "modified_at", "publisher", "authors", "language")
)
"""Columns that field_evidence has candidates for."""

EDGE_CHARS = 5000
"""Characters at each end of a text that are searched for its URL and outlet."""


class Choice(Protocol):
    """What every chooser returns: its values, and the indexes of the candidates it chose."""

    @property
    def chosen(self) -> tuple[int, ...]: ...


C = TypeVar("C", bound=Choice)


def _with_evidence(
    choice: C, candidates: Sequence[Candidate], form: Callable[[str], str] = str
) -> tuple[C, list[Evidence]]:
    return choice, evidence_of(candidates, choice.chosen, form)


def _identity_of(url: str) -> str:
    return urls.identity_key(url) or url


def _day_of(value: str) -> str:
    """The day of a date in ISO 8601."""
    return value[:10]


def choose_url(parsed: ParsedRecord) -> tuple[urls.UrlChoice, list[Evidence]]:
    """The canonical URL."""
    candidates = urls.row_candidates(parsed.fields, parsed.record.origin)
    if parsed.page:
        candidates += urls.page_candidates(parsed.page, parsed.url)
    candidates += _edge_candidates(parsed, urls.text_candidates)
    return _with_evidence(urls.choose(candidates), candidates, _identity_of)


def choose_publisher(parsed: ParsedRecord, url: urls.UrlChoice) -> tuple[publishers.PublisherChoice, list[Evidence]]:
    """The outlet that published the article."""
    candidates = publishers.row_candidates(parsed.fields, parsed.record.origin)
    if parsed.page:
        candidates += publishers.page_candidates(parsed.page, parsed.url)
    candidates += _edge_candidates(parsed, publishers.text_candidates)
    choice = publishers.choose(candidates, url.canonical_url, parsed.url)
    return choice, evidence_of(candidates, choice.chosen, publishers.key, publishers.is_domain)


def choose_dates(parsed: ParsedRecord, url: urls.UrlChoice) -> tuple[dates.PublishedDate, list[Evidence]]:
    """When it was published and modified."""
    fetched_at, address = parsed.record.fetched_at, parsed.url or url.canonical_url
    candidates = dates.row_candidates(parsed.fields, parsed.record.origin)
    if parsed.page:
        candidates += dates.page_candidates(parsed.page, fetched_at=fetched_at)
    if parsed.page is None or parsed.page.url is None:  # otherwise page_candidates reads the address
        candidates += dates.url_candidates(address)
    if parsed.stated_body.body:
        hints = dates.hints_for(address, parsed.given("language"), fetched_at)
        candidates += _text_dates(parsed, hints)
    return _with_evidence(dates.choose(candidates, fetched_at=fetched_at), candidates, _day_of)


def _text_dates(parsed: ParsedRecord, hints: dates.Hints) -> list[Candidate]:
    """Dates stated in the text; if none is of publication, also those of its date lines and datelines."""
    body = parsed.stated_body.body or ""
    found = dates.text_candidates(body, hints)
    if any(candidate.field == "published_at" for candidate in found):
        return found
    lines = parsed.residue.date_texts
    return found + [candidate for line in lines for candidate in dates.text_candidates(line, hints)]


def choose_title(
    parsed: ParsedRecord, publisher: publishers.PublisherChoice
) -> tuple[titles.TitleChoice, list[Evidence]]:
    """The headline, without the outlet's name."""
    domain = publisher.publisher_domain
    outlet = (publisher.publisher_name, domain, domain.split(".")[0] if domain else None)
    names = [name for name in outlet if name]
    candidates = titles.row_candidates(parsed.fields, parsed.record.origin)
    if parsed.page:
        candidates += titles.page_candidates(parsed.page, names)
    candidates += titles.residue_candidates(parsed.residue.title)
    choice = titles.choose(candidates, names)
    return _with_evidence(choice, choice.candidates, titles.squash)


def choose_authors(
    parsed: ParsedRecord, title: str | None, outlet: str | None
) -> tuple[authors.AuthorsChoice, list[Evidence]]:
    """The people credited as authors, in order."""
    candidates = authors.row_candidates(parsed.fields, parsed.record.origin)
    if parsed.page:
        candidates += authors.page_candidates(parsed.page, title, outlet)
    candidates += authors.residue_candidates(parsed.residue.byline_texts)
    return _with_evidence(authors.choose(candidates), candidates, titles.squash)


def choose_agency(parsed: ParsedRecord) -> tuple[agencies.AgencyChoice, list[Evidence]]:
    """The agency credited in the text before its residue was removed, in bylines, or among the authors."""
    stated = parsed.fields.get("authors")
    credits = [text for text in (stated if isinstance(stated, list) else [stated]) if isinstance(text, str)]
    credits += parsed.residue.byline_texts + parsed.residue.credit_texts
    credits += authors.credit_texts(parsed.page) if parsed.page else []
    text = parsed.stated_body.body or parsed.body.body or ""
    candidates = agencies.text_candidates(text) + agencies.credit_candidates(credits)
    return _with_evidence(agencies.choose(candidates), candidates)


def choose_body(parsed: ParsedRecord) -> tuple[bodies.BodyChoice, list[Evidence]]:
    """The text of the article."""
    choice = parsed.body
    chosen = [index for index, c in enumerate(choice.candidates) if c.method == choice.method][:1]
    return choice, evidence_of(choice.candidates, chosen)


def choose_languages(
    given: Sequence[tuple[str, str | None]],
) -> list[tuple[languages.LanguageChoice, list[Evidence]]]:
    """The language of each text, given with its declared language."""
    return [_with_evidence(choice, candidates) for choice, candidates in languages.choose(given)]


def declared_language(parsed: ParsedRecord) -> str | None:
    """The language that the record or its page declares, as written."""
    page = parsed.page
    if (given := parsed.given("language")) or page is None:
        return given
    tags = (tag.content for tag in page.metas("og:locale", "content-language", "language", "dc.language"))
    return page.html_lang or next(tags, None)


def teaser_of(parsed: ParsedRecord) -> str | None:
    """The teaser as given, otherwise the page's description; None if the teaser is the body."""
    stated = parsed.given("teaser")
    if stated and parsed.stated_body.method == f"{parsed.record.origin}.teaser":
        return None
    if not stated and parsed.page:
        stated = next((tag.content for tag in parsed.page.metas("og:description", "description")), None)
    found = bodies.from_row(without_cut_mark(stated)).body if stated else None
    return (texts.line_text(found) or None) if found else None


def refused_values(parsed: ParsedRecord) -> list[Evidence]:
    """The values that stand for none, as refused candidates of the columns they would have been for."""
    record = parsed.record
    found = [
        Candidate(COLUMNS.get(each.field, each.field), each.value, f"{record.origin}.{each.field}", 0.0, each.reason)
        for each in record.refused
    ]
    return evidence_of([each for each in found if each.field in EVIDENCED], ())


def _edge_candidates(parsed: ParsedRecord, find: Callable[[str], list[Candidate]]) -> list[Candidate]:
    """The candidates in a text; in a long one, only those of its ends, where it states its outlet and URL."""
    text = parsed.stated_body.body or ""
    if len(text) > 2 * EDGE_CHARS:
        text = text[:EDGE_CHARS] + "\n" + text[-EDGE_CHARS:].partition("\n")[2]
    return find(text) if text else []
