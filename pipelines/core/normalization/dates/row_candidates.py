"""Dates that a row, a feed entry, a sitemap or a sidecar states in its fields.

Belongs here: row_candidates. Does not: pages, texts, choosing.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pipelines.core.normalization.dates.build_candidate import candidate
from pipelines.core.normalization.dates.page_candidates import hints_for
from pipelines.core.normalization.dates.parsing import parse
from pipelines.core.normalization.dates.types import NO_HINTS, Hints
from pipelines.core.normalization.evidence import Candidate

PUBLISHED, MODIFIED = "published_at", "modified_at"

BARE = 0.3
"""A field called just `date` is published here, found or crawled there (CONTRACT: row fields)."""

NOT_STATING = frozenset({"warc"})
"""Origins whose dates are those of the fetch."""


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """Candidates from the values under `published_at`, `modified_at` and `date` of a raw record's fields.

    origin: row, sidecar, feed, sitemap, warc, text; the method is `origin.field`.

    >>> [(c.value, c.method) for c in row_candidates({"published_at": "2024-03-14T22:04:00Z"}, "feed")]
    [('2024-03-14T22:04:00Z', 'feed.published_at')]
    >>> row_candidates({"date": "14.3.2024"}, "row")[0].confidence
    0.3
    """
    if origin in NOT_STATING:
        return []
    hints = _hints(fields)
    sources = ((PUBLISHED, PUBLISHED, 0.9), (MODIFIED, MODIFIED, 0.8), ("date", PUBLISHED, BARE))
    return [
        candidate(field, raw, f"{origin}.{name}", confidence, hints, "a bare date" if name == "date" else None)
        for name, field, confidence in sources
        if (raw := as_text(fields.get(name)))
    ]


def as_text(value: Any) -> str | None:
    """A field's value as a string that `parse` reads: dates in ISO 8601, numbers in plain digits; None for nothing.

    >>> from datetime import UTC
    >>> as_text(1710453840), as_text(datetime(2024, 3, 14, tzinfo=UTC)), as_text(""), as_text(float("nan"))
    ('1710453840', '2024-03-14T00:00:00+00:00', None, None)
    """
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if 0 <= value < 1e14 else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def _hints(fields: Mapping[str, Any]) -> Hints:
    url, language = fields.get("url"), fields.get("language")
    fetched = parse(as_text(fields.get("fetched_at")) or "", NO_HINTS)
    return hints_for(
        url if isinstance(url, str) else None,
        language if isinstance(language, str) else None,
        fetched.utc or fetched.local if fetched else None,
    )
