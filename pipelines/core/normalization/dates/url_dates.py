"""Dates in URLs: /2024/03/14/, /2024-03-14-, /20240314, /2024/mar/14, and months without a day.

Belongs here: url_candidates. Does not: any other use of URLs (urls).
"""

import re
from datetime import date
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from pipelines.core.normalization.dates.calibration import prior_of
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.vocabulary.months import month_of

MAX_URL_CHARS = 2000

DAY = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)(?P<mark>[/_.-]?)(0[1-9]|1[0-2]|[1-9]|[a-z]{3,9})(?P=mark)"
    r"(0[1-9]|[12]\d|3[01]|[1-9])(?!\d)"
)
"""Year, month, day with the same mark between them, or none."""

DAY_LAST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])([/_.-])(0[1-9]|1[0-2]|[a-z]{3,9})\2((?:19|20)\d\d)(?!\d)")
MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/)")
SHORT_DAY = re.compile(r"/((?:19|20)(\d\d))/(0[1-9]|1[0-2])/\2\3(0[1-9]|[12]\d|3[01])(?!\d)")
"""/2015/08/150803-title: a short date that repeats the folders before it."""


def url_candidates(url: str | None) -> list[Candidate]:
    """The candidate for published_at that a URL states: its last day, else its last month; empty if none.

    >>> url_candidates("https://a.example/news/2024/03/14/x")[0].value, url_candidates("https://a.example/2024")
    ('2024-03-14', [])
    >>> url_candidates("https://a.example/2024/03/title.html")[0].value
    '2024-03'
    """
    return list(_candidates(url[:MAX_URL_CHARS])) if url else []


@lru_cache(maxsize=2048)
def _candidates(url: str) -> tuple[Candidate, ...]:
    """Cached: the same URL is read for the hints of a record and for its candidates."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    path = unquote(parts.path + ("?" + parts.query if parts.query else "")).lower()
    days = _days(path)
    if days:
        return (_candidate(days[-1].isoformat(), "url.day"),)
    return tuple(_candidate(f"{match[1]}-{match[2]}", "url.month") for match in list(MONTH.finditer(path))[-1:])


PRIORS = {"url.day": 0.85, "url.month": 0.5}


def _candidate(value: str, method: str) -> Candidate:
    return Candidate("published_at", value, method, prior_of(method) or PRIORS[method])


def _days(path: str) -> list[date]:
    found = [_day(m[1], m[3], m[4], bool(m["mark"])) for m in DAY.finditer(path)]
    found += [_day(m[4], m[3], m[1], True) for m in DAY_LAST.finditer(path)]
    found += [_day(m[1], m[3], m[4], True) for m in SHORT_DAY.finditer(path)]
    return [day for day in found if day]


def _day(year: str, month: str, day: str, has_marks: bool) -> date | None:
    if not has_marks and not (len(month) == 2 and len(day) == 2 and month.isdigit()):
        return None
    number = int(month) if month.isdigit() else month_of(month, "en")
    try:
        return date(int(year), number or 0, int(day))
    except ValueError:
        return None
