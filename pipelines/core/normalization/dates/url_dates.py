"""Dates in URLs: /2024/03/14/, /2024-03-14-, /20240314, /2024/mar/14, and months alone.

Belongs here: url_candidates. Does not: any other use of URLs.
"""

import re
from datetime import date
from urllib.parse import unquote, urlsplit

from pipelines.core.normalization.dates.calibration import alone_of
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.vocabulary.months import month_of

MAX_URL = 2000

DAY = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)(?P<mark>[/_.-]?)(0[1-9]|1[0-2]|[1-9]|[a-z]{3,9})(?P=mark)"
    r"(0[1-9]|[12]\d|3[01]|[1-9])(?!\d)"
)
"""Year, month, day with one mark throughout or none."""

DAY_LAST = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])([/_.-])(0[1-9]|1[0-2]|[a-z]{3,9})\2((?:19|20)\d\d)(?!\d)")
MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?=/)")
SHORT_DAY = re.compile(r"/((?:19|20)(\d\d))/(0[1-9]|1[0-2])/\2\3(0[1-9]|[12]\d|3[01])(?!\d)")
"""/2015/08/150803-title: a short date that repeats the folders before it."""


def url_candidates(url: str | None) -> list[Candidate]:
    """Candidates for published_at from a URL: its last whole day, else its last month. Empty for none.

    >>> url_candidates("https://a.example/news/2024/03/14/x")[0].value, url_candidates("https://a.example/2024")
    ('2024-03-14', [])
    >>> url_candidates("https://a.example/2024/03/title.html")[0].value
    '2024-03'
    """
    if not url:
        return []
    try:
        parts = urlsplit(url[:MAX_URL])
    except ValueError:
        return []
    path = unquote(parts.path + ("?" + parts.query if parts.query else "")).lower()
    for value, method, confidence in _dates(path):
        return [Candidate("published_at", value, method, alone_of(method) or confidence)]
    return []


def _dates(path: str) -> list[tuple[str, str, float]]:
    days = [day for match in DAY.finditer(path) if (day := _day(match[1], match[3], match[4], bool(match["mark"])))]
    days += [day for match in DAY_LAST.finditer(path) if (day := _day(match[4], match[3], match[1], True))]
    days += [day for m in SHORT_DAY.finditer(path) if (day := _day(m[1], m[3], m[4], True))]
    if days:
        return [(days[-1].isoformat(), "url.day", 0.85)]
    months = [(match[1], int(match[2])) for match in MONTH.finditer(path)]
    return [(f"{year}-{month:02d}", "url.month", 0.5) for year, month in months[-1:]]


def _day(year: str, month: str, day: str, marked: bool) -> date | None:
    if not marked and not (len(month) == 2 and len(day) == 2 and month.isdigit()):
        return None
    number = int(month) if month.isdigit() else month_of(month, "en")
    try:
        return date(int(year), number or 0, int(day))
    except ValueError:
        return None
