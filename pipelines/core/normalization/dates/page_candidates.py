"""All candidates of a page.

Belongs here: what is known of the page before its dates are read, and putting the families together. Does not: the
families themselves (structured, visible, addresses), choosing.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from pipelines.core.normalization.dates.bare_text import running_candidates
from pipelines.core.normalization.dates.build_candidate import stated_of
from pipelines.core.normalization.dates.countries import country_of
from pipelines.core.normalization.dates.headline import Headline, headline_of
from pipelines.core.normalization.dates.orders import order_of
from pipelines.core.normalization.dates.structured_dates import script_candidates, structured_candidates
from pipelines.core.normalization.dates.types import Hints
from pipelines.core.normalization.dates.url_dates import url_candidates
from pipelines.core.normalization.dates.visible_dates import visible_candidates
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page

TOLERANCE = timedelta(days=1)
"""A date may lie this much after the fetch: clocks and zones differ."""


@lru_cache(maxsize=2048)
def hints_for(url: str | None, language_tag: str | None, fetched_at: datetime | None) -> Hints:
    """What a record says of how to read its dates: country and order by host and language tag, the fetch and URL dates.

    >>> hints_for("https://a.example.de/2024/03/14/x", "de", None).order
    'dmy'
    """
    country = country_of(url, language_tag)
    known = [stated_of(c.value) for c in url_candidates(url) if len(c.value) == 10]
    references = [stated.local.date() for stated in known if stated]
    latest = None
    if fetched_at is not None:
        references.append(fetched_at.date())
        latest = fetched_at.date() + TOLERANCE
    language = (language_tag or "").lower()[:2] or None
    return Hints(order_of(country, language_tag), country, language, tuple(references), latest)


def page_candidates(page: Page, *, fetched_at: datetime | None = None) -> list[Candidate]:
    """Every date of a page that may be published_at or modified_at, refused ones with a note and confidence 0.

    >>> page = Page('<meta property="article:published_time" content="2024-03-14T17:04:00+01:00">')
    >>> [(c.method, c.value) for c in page_candidates(page)]
    [('meta.article:published_time', '2024-03-14T17:04:00+01:00')]
    """
    headline = headline_of(page)
    hints = hints_for(page.url, language_tag(page), fetched_at)
    first = _found(page, hints, headline)
    if not any(c.note and c.note.startswith("not read") for c in first):
        return first
    return _found(page, replace(hints, references=hints.references + _days(first)), headline)


def _found(page: Page, hints: Hints, headline: Headline) -> list[Candidate]:
    found = [
        *structured_candidates(page, hints, headline),
        *visible_candidates(page, hints, headline),
        *running_candidates(page, hints, headline),
        *url_candidates(page.url),
    ]
    if not any(c.field == "published_at" and c.confidence > 0 and c.method[:3] != "url" for c in found):
        found += script_candidates(page, hints)
    return found


def language_tag(page: Page) -> str | None:
    """The page's language with its region, where it states one: of html, else of og:locale."""
    tags = [page.html_lang or "", *(tag.content for tag in page.metas("og:locale", "content-language", "language"))]
    stated = [tag for tag in tags if tag]
    return next((tag for tag in stated if len(tag) >= 5), stated[0] if stated else None)


def _days(candidates: list[Candidate]) -> tuple[date, ...]:
    """The other days of the page: one that only one reading of an undecided date names is likely meant by it. Not those
    after the fetch; those of related items too, for lists often hold the article itself."""
    stated = [stated_of(c.value) for c in candidates if not (c.note or "").startswith("refused: after")][:40]
    return tuple(s.local.date() for s in stated if s and s.precision in ("instant", "local_time", "day"))
