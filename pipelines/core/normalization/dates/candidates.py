"""All candidates of a record: dates that its fields, its page and its text state.

Belongs here: collecting them, and the hints for parsing them. Does not: finding dates in one kind of source
(structured_dates, visible_dates, bare_text, text_dates, url_dates), choosing (choose).
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from pipelines.core.normalization.dates.bare_text import bare_text_candidates
from pipelines.core.normalization.dates.build_candidate import FUTURE, NOT_READ, SETTLED, candidate_of_text
from pipelines.core.normalization.dates.countries import country_of
from pipelines.core.normalization.dates.day_month_order import order_of
from pipelines.core.normalization.dates.headline import Headline, find_headline
from pipelines.core.normalization.dates.order_on_page import language_tags, order_on_page
from pipelines.core.normalization.dates.parsing import parse
from pipelines.core.normalization.dates.structured_dates import script_candidates, structured_candidates
from pipelines.core.normalization.dates.text_dates import find_dates
from pipelines.core.normalization.dates.types import NO_HINTS, Hints
from pipelines.core.normalization.dates.url_dates import url_candidates
from pipelines.core.normalization.dates.visible_dates import visible_candidates
from pipelines.core.normalization.dates.weighted_candidates import TOLERANCE
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page

ROW_FIELDS = (("published_at", "published_at", 0.9), ("modified_at", "modified_at", 0.8), ("date", "published_at", 0.3))
"""Fields of rows, what they are candidates for, and the prior: `date` is as often the date of the crawl."""

FETCH_ORIGINS = frozenset({"warc"})
"""Origins whose fields hold the date of the fetch."""

OF_OTHERS = frozenset({"refused: in a related item", "refused: in a comment"})

MAX_REFERENCES = 40
"""Candidates of a page whose days serve as references for its ambiguous dates."""


@lru_cache(maxsize=2048)
def hints_for(url: str | None, language_tag: str | None, fetched_at: datetime | None) -> Hints:
    """Hints for the dates of a record, from its URL, its language tag and the time of its fetch.

    >>> hints_for("https://a.example.de/2024/03/14/x", "de", None).order
    'dmy'
    """
    country = country_of(url, language_tag)
    in_url = [parse(c.value) for c in url_candidates(url) if len(c.value) == 10]
    references = [parsed.local.date() for parsed in in_url if parsed]
    latest = None
    if fetched_at is not None:
        references.append(fetched_at.date())
        latest = fetched_at.date() + TOLERANCE
    language = (language_tag or "").lower()[:2] or None
    return Hints(order_of(country, language_tag), country, language, tuple(references), latest)


def page_candidates(page: Page, *, fetched_at: datetime | None = None) -> list[Candidate]:
    """Every date of a page that may be published_at or modified_at; refused ones have confidence 0 and a note.

    >>> page = Page('<meta property="article:published_time" content="2024-03-14T17:04:00+01:00">')
    >>> [(c.method, c.value) for c in page_candidates(page)]
    [('meta.article:published_time', '2024-03-14T17:04:00+01:00')]
    """
    headline = find_headline(page)
    hints = hints_for(page.url, language_tag(page), fetched_at)
    candidates = _page_candidates(page, hints, headline)
    if not any(c.note in (NOT_READ, SETTLED) for c in candidates):
        return candidates
    days = hints.references + _days(candidates)
    return _page_candidates(page, hints._replace(references=days, order=order_on_page(page, hints)), headline)


def _page_candidates(page: Page, hints: Hints, headline: Headline) -> list[Candidate]:
    visible = visible_candidates(page, hints, headline)
    found = [
        *structured_candidates(page, hints, headline),
        *visible,
        *bare_text_candidates(page, hints, headline, _days_of_others(visible)),
        *url_candidates(page.url),
    ]
    if not any(c.field == "published_at" and c.confidence > 0 and c.method[:3] != "url" for c in found):
        found += script_candidates(page, hints)
    return found


def _days_of_others(visible: list[Candidate]) -> frozenset[str]:
    """The days that are stated by elements of other articles and comments alone."""
    own = {c.value[:10] for c in visible if c.confidence}
    return frozenset(c.value[:10] for c in visible if c.note in OF_OTHERS) - own


def language_tag(page: Page) -> str | None:
    """The language tag of the page, one with a region if it states any."""
    tags = language_tags(page)
    return next((tag for tag in tags if len(tag) >= 5), tags[0] if tags else None)


def _days(candidates: list[Candidate]) -> tuple[date, ...]:
    """The days of candidates up to the fetch; also of related items, as their lists often include the article."""
    kept = (c for c in candidates if c.note not in (NOT_READ, SETTLED) and c.note != FUTURE)
    parsed = [parse(c.value) for c in kept]
    days = (each for each in parsed[:MAX_REFERENCES] if each and each.precision in ("instant", "local_time", "day"))
    return tuple(each.local.date() for each in days)


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """Dates in the fields `published_at`, `modified_at` and `date` of a raw record.

    origin: row, sidecar, feed, sitemap, warc, text; the method is `origin.field`

    >>> [(c.value, c.method) for c in row_candidates({"published_at": "2024-03-14T22:04:00Z"}, "feed")]
    [('2024-03-14T22:04:00Z', 'feed.published_at')]
    >>> row_candidates({"date": "14.3.2024"}, "row")[0].confidence
    0.3
    """
    if origin in FETCH_ORIGINS:
        return []
    hints = _row_hints(fields)
    return [
        candidate_of_text(field, raw, f"{origin}.{name}", prior, hints, "a bare date" if name == "date" else None)
        for name, field, prior in ROW_FIELDS
        if (raw := as_text(fields.get(name)))
    ]


def as_text(value: Any) -> str | None:
    """A field's value as a string that `parse` reads: dates in ISO 8601, numbers in digits; None for anything else.

    >>> from datetime import UTC
    >>> as_text(1710453840), as_text(datetime(2024, 3, 14, tzinfo=UTC)), as_text(""), as_text(float("nan"))
    ('1710453840', '2024-03-14T00:00:00+00:00', None, None)
    """
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if 0 <= value < 1e14 else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return None


def _row_hints(fields: Mapping[str, Any]) -> Hints:
    url, language = fields.get("url"), fields.get("language")
    fetched = parse(as_text(fields.get("fetched_at")) or "")
    return hints_for(
        url if isinstance(url, str) else None,
        language if isinstance(language, str) else None,
        fetched.utc or fetched.local if fetched else None,
    )


def text_candidates(text: str, hints: Hints = NO_HINTS) -> list[Candidate]:
    """Dates in a plain text that say when it was published or changed.

    >>> [c.value for c in text_candidates("Published: 14 March 2024\\n\\nIt rained.")]
    ['2024-03-14']
    """
    return [found.candidate for found in find_dates(text, hints)]
