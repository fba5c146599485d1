"""Each field's choice for one reading: all candidates of all its sources, the chooser of its module, the evidence.

Belongs here: which source goes to which field module, the same for every form of record. Does not: rules about a field
(the field modules), the order in which fields need each other (normalize).
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from pipelines.core.normalization import agencies, authors, bodies, dates, publishers, texts, titles, urls
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.languages import detection
from pipelines.core.normalization.normal_record import Evidence
from pipelines.core.normalization.parsed_record import Reading

LONGEST_VALUE = 1000
"""Characters of a candidate that the evidence keeps."""

LONGEST_TEASER = 5000

EDGE = 5000
"""Characters at either end of a text in which its source, URL or outlet is looked for."""


def url_of(reading: Reading, evidence: list[Evidence]) -> urls.UrlChoice:
    """The canonical URL; candidates are added to `evidence`, as by every function here."""
    candidates = urls.row_candidates(reading.fields, reading.record.origin)
    if reading.page:
        candidates += urls.page_candidates(reading.page, reading.url)
    if reading.glance.may_hold_url:
        candidates += _from_text(reading, urls.text_candidates)
    choice = urls.choose(candidates)
    evidence += evidence_of(candidates, (choice.chosen,))
    return choice


def publisher_of(reading: Reading, url: urls.UrlChoice, evidence: list[Evidence]) -> publishers.PublisherChoice:
    """The outlet that carries the article."""
    candidates = publishers.row_candidates(reading.fields, reading.record.origin)
    if reading.page:
        candidates += publishers.page_candidates(reading.page, reading.url)
    if reading.glance.may_name_outlet:
        candidates += _from_text(reading, publishers.text_candidates)
    candidates = [_as_name(c) if c.method.endswith(".source_domain") else c for c in candidates]
    choice = publishers.choose(candidates, url.canonical_url, reading.url)
    evidence += evidence_of(candidates, choice.chosen)
    return choice


def _as_name(candidate: Candidate) -> Candidate:
    """What a field for domains holds and is none ("The Courier") is a name, stated by that field."""
    if publishers.registrable_domain(candidate.value) == candidate.value:
        return candidate
    return candidate._replace(method=f"{candidate.method}.name")


def dates_of(reading: Reading, url: urls.UrlChoice, evidence: list[Evidence]) -> dates.PublishedDate:
    """When it was published and changed."""
    fetched_at, address = reading.record.fetched_at, reading.url or url.canonical_url
    candidates = dates.row_candidates(reading.fields, reading.record.origin)
    if reading.page:
        candidates += dates.page_candidates(reading.page, fetched_at=fetched_at)
    if reading.page is None or reading.page.url is None:  # else the page's candidates hold those of its address
        candidates += dates.url_candidates(address)
    if reading.stated_body.body:
        hints = dates.hints_for(address, reading.given("language"), fetched_at)
        candidates += _dates_in_text(reading, hints)
    choice = dates.choose(candidates, fetched_at=fetched_at)
    evidence += evidence_of(candidates, choice.chosen)
    return choice


def _dates_in_text(reading: Reading, hints: dates.Hints) -> list[Candidate]:
    """Dates of the text itself; without one, of the lines that residue took for bylines and date lines."""
    body = reading.stated_body.body or ""
    found = dates.text_candidates(body, hints) if reading.glance.may_hold_dates else []
    if any(candidate.field == "published_at" for candidate in found):
        return found
    lines = reading.residue.date_texts
    return found + [candidate for line in lines for candidate in dates.text_candidates(line, hints)]


def title_of(reading: Reading, publisher: publishers.PublisherChoice, evidence: list[Evidence]) -> str | None:
    """The headline, without the outlet's name."""
    candidates = titles.row_candidates(reading.fields, reading.record.origin)
    if reading.page:
        candidates += titles.page_candidates(reading.page)
    candidates += titles.residue_candidates(reading.residue.title)
    domain = publisher.publisher_domain
    names = (publisher.publisher_name, domain, domain.split(".")[0] if domain else None)
    choice = titles.choose(candidates, [name for name in names if name])
    evidence += evidence_of(candidates, (choice.chosen,))
    return choice.title or None


def authors_of(reading: Reading, title: str | None, evidence: list[Evidence]) -> tuple[str, ...]:
    """The people credited, in order."""
    candidates = authors.row_candidates(reading.fields, reading.record.origin)
    if reading.page:
        candidates += authors.page_candidates(reading.page, title)
    candidates += authors.residue_candidates(reading.residue.byline_texts)
    choice = authors.choose(candidates)
    evidence += evidence_of(candidates, choice.chosen)
    return choice.authors


def agency_of(reading: Reading, evidence: list[Evidence]) -> str | None:
    """The agency credited in the text as it came, in bylines, or where authors are stated."""
    stated = reading.fields.get("authors")
    credits = [text for text in (stated if isinstance(stated, list) else [stated]) if isinstance(text, str)]
    credits += reading.residue.byline_texts + reading.residue.credit_texts
    credits += authors.credit_texts(reading.page) if reading.page else []
    text = (reading.stated_body.body or reading.body.body or "") if reading.glance.may_be_signed else ""
    candidates = agencies.candidates(text, credits) if text or credits else []
    best = max(range(len(candidates)), key=lambda i: (candidates[i].confidence, candidates[i].value), default=None)
    evidence += evidence_of(candidates, (best,))
    return candidates[best].value if best is not None else None


def body_of(reading: Reading, evidence: list[Evidence]) -> str | None:
    """The text of the article."""
    choice = reading.body
    taken = [i for i, c in enumerate(choice.candidates) if c.method == choice.method][:1]
    evidence += evidence_of(choice.candidates, taken)
    return choice.body


def declared_language(reading: Reading) -> str | None:
    """What the record, or its page, declares its language to be."""
    return reading.given("language") or _declared_language(reading.page)


def evidence_of_language(found: detection.Detection) -> list[Evidence]:
    """The views on the language, and the one taken."""
    return evidence_of(found.candidates, [i for i, c in enumerate(found.candidates) if c.value == found.language][:1])


def teaser_of(reading: Reading) -> str | None:
    """The summary as given, else what the page describes itself by."""
    stated = reading.given("teaser")
    if not stated and reading.page:
        stated = next((tag.content for tag in reading.page.metas("og:description", "description")), None)
    found = bodies.from_row(stated[:LONGEST_TEASER]).body if stated else None
    return (texts.line_text(found) or None) if found else None


def evidence_of(candidates: Sequence[Candidate], chosen: Iterable[int | None]) -> list[Evidence]:
    """The candidates as evidence: values bounded and storable, those that differ in their note alone once.

    >>> two = [Candidate("title", "Pier", "html.h1", 0.8)] * 2
    >>> [(e.value, e.is_chosen) for e in evidence_of(two, [1])]
    [('Pier', True)]
    """
    if not candidates:
        return []
    taken: Collection[int | None] = set(chosen)
    rows: dict[tuple[str, str, str], Evidence] = {}
    for place, c in enumerate(candidates):
        value = storable(c.value[:LONGEST_VALUE])
        key = c.field, c.method, value
        if key not in rows or (place in taken and not rows[key].is_chosen):
            note = storable(c.note) if c.note else None
            rows[key] = Evidence(c.field, value, c.method, c.confidence, place in taken, note)
    return list(rows.values())


def storable(text: str) -> str:
    r"""The text without what no UTF-8 column holds: halves of surrogate pairs, NUL.

    >>> storable("a\ud800b\x00")
    'a\ufffdb'
    """
    return text if text.isascii() and "\x00" not in text else texts.SURROGATE.sub("\ufffd", text).replace("\x00", "")


def _declared_language(page: Page | None) -> str | None:
    if page is None:
        return None
    tags = (tag.content for tag in page.metas("og:locale", "content-language", "language", "dc.language"))
    return page.html_lang or next(tags, None)


def _from_text(reading: Reading, find: Callable[[str], list[Candidate]]) -> list[Candidate]:
    return find(edges_of(reading.stated_body.body)) if reading.stated_body.body else []


def edges_of(text: str) -> str:
    """The first and the last lines of a long text: where it says whose it is and where it stood.

    >>> edges_of("short"), len(edges_of("line\\n" * 9999))
    ('short', 9996)
    """
    if len(text) <= 2 * EDGE:
        return text
    return text[:EDGE] + "\n" + text[-EDGE:].partition("\n")[2]
