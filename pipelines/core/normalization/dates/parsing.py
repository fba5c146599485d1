"""Parsing dates: one date out of a short string, or every date of a text.

Belongs here: dates with times and zones. Does not: the patterns of dates (token_patterns), what a date is the date of
(labels). Relative dates (`2 hours ago`) and dates without a year are not parsed: they need the current time.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.calendars import from_jalali, gregorian_year
from pipelines.core.normalization.dates.date_tokens import Token, tokenize
from pipelines.core.normalization.dates.hijri import from_hijri
from pipelines.core.normalization.dates.spelled_days import with_spelled_days
from pipelines.core.normalization.dates.time_of_day import TimeOfDay, find_time
from pipelines.core.normalization.dates.time_zones import named_offset, numeric_offset
from pipelines.core.normalization.dates.token_patterns import PATTERNS, read_parts
from pipelines.core.normalization.dates.types import NO_HINTS, Hints, ParsedDate, Precision
from pipelines.core.vocabulary.weekday_names import weekday_of

MAX_CHARS = 200
"""Characters of a string that `parse` reads."""

MIN_YEAR, MAX_YEAR = 1605, 2100
"""The year of the first newspaper, and a bound that does not depend on the current time."""

ISO = re.compile(
    r"\s*(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:\s*t\s*|\s+)(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(z|utc|gmt|[+-]\d\d:?\d\d|[+-]\d\d)?)?\s*"
)
COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?()\s*(z|[+-]\d\d:?\d\d)?)?\s*")
EPOCH = re.compile(r"\s*(?:/?date\()?(\d{9,10}|\d{12,13})(?:\.\d{1,6})?(?:\)/?)?\s*")
PARTIAL = re.compile(r"\s*((?:1[6-9]|20)\d\d)(?:[-/.](\d\d))?\s*")


def parse(text: str, hints: Hints = NO_HINTS) -> ParsedDate | None:
    """The date of a short string, which is the whole string or the first date in it; None if there is none.

    hints: decide the order of day and month, and the meaning of a zone. Never raises.

    >>> parse("March 14, 2024 at 5:04 PM EST").utc.isoformat()
    '2024-03-14T22:04:00+00:00'
    >>> parse("27.02.2025 um 17:45 Uhr").local.isoformat(), parse("2024-03").precision, parse("2 hours ago")
    ('2025-02-27T17:45:00', 'month', None)
    >>> parse("03/04/2024"), parse("03/04/2024 10:15 EST").local.isoformat()
    (None, '2024-03-04T10:15:00')
    """
    return _parse_whole(text[:MAX_CHARS]) or _parse_first(text[:MAX_CHARS], hints)


@lru_cache(maxsize=4096)
def _parse_first(text: str, hints: Hints) -> ParsedDate | None:
    return next((found for found in _find_all(fold(text), hints) if not found.other_reading), None)


def scan(text: str, hints: Hints = NO_HINTS, *, undecided: bool = False) -> list[ParsedDate]:
    """Every date of a text, in order, with offsets. The caller bounds the length of the text.

    undecided: also those of which nothing decides which number is the day

    >>> [(found.start, found.end, found.precision) for found in scan("On 3 May 2021 and in June 2022.")]
    [(3, 13, 'day'), (21, 30, 'month')]
    """
    return [found for found in _find_all(fold(text), hints) if undecided or not found.other_reading]


@lru_cache(maxsize=4096)
def _parse_whole(text: str) -> ParsedDate | None:
    """Forms that must be the whole string: ISO 8601, its compact form, Unix time, a year or month alone.

    Cached: a date is parsed again whenever its candidate is read back, and many records have the same.
    """
    folded = fold(text)
    iso = ISO.fullmatch(folded) or COMPACT.fullmatch(folded)
    if iso:
        return _from_iso(iso)
    epoch = EPOCH.fullmatch(folded)
    if epoch:
        return _from_epoch(epoch[1])
    partial = PARTIAL.fullmatch(folded)
    if partial:
        return _on_day(int(partial[1]), int(partial[2] or 1), 1, "month" if partial[2] else "year", 0, len(folded))
    return None


def _from_iso(match: re.Match[str]) -> ParsedDate | None:
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    micros = int((fraction or "").ljust(6, "0")[:6] or 0)
    try:
        local = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micros)
    except ValueError:
        return None
    if not _is_plausible(local):
        return None
    offset = _offset(zone, local) if zone else None
    return _with_offset(local, "local_time" if hour else "day", offset, False, 0, match.end())


def _offset(zone: str, local: datetime) -> int | None:
    if zone[0] in "+-":
        return numeric_offset(zone if len(zone) > 3 else zone + "00")
    return named_offset(zone, None, local)


def _from_epoch(digits: str) -> ParsedDate | None:
    seconds = int(digits) / (1000 if len(digits) > 10 else 1)
    utc = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    if not 1990 <= utc.year <= MAX_YEAR:
        return None
    return ParsedDate(utc.replace(tzinfo=None), "instant", utc, end=len(digits))


def _find_all(folded: str, hints: Hints) -> Iterator[ParsedDate]:
    tokens = tokenize(folded)
    if any(token.kind == "M" for token in tokens):
        tokens = with_spelled_days(tokens)
    for match in PATTERNS.finditer("".join(token.kind for token in tokens)):
        found = _parse_match(match, tokens, folded, hints)
        if found:
            yield found


def _parse_match(match: re.Match[str], around: list[Token], folded: str, hints: Hints) -> ParsedDate | None:
    kind, tokens = match.lastgroup or "", around[match.start() : match.end()]
    start, end = tokens[0].start, tokens[-1].end
    if kind == "short" and folded[max(0, start - 1) : start].isalpha():  # `R6.3.14`: a version, or an abbreviated era
        return None
    time = _time_beside(folded, start, end, kind)
    weekday = _weekday_beside(around, match) if kind in ("numeric", "short") else None
    parts = read_parts(kind, tokens, hints, time, weekday)
    if parts is None:
        return _undecided(tokens, start, end) if kind == "numeric" else None
    year, month, day, precision, ambiguous = parts
    parsed = _on_day(year, month, day, precision, start, end)
    if parsed and time and precision == "day":
        return _at_time(parsed, time, hints, ambiguous)
    return parsed._replace(ambiguous_day_month=True) if parsed and ambiguous else parsed


def _weekday_beside(tokens: list[Token], match: re.Match[str]) -> int | None:
    """The weekday before a date, else after it, with at most one mark between them."""
    before, after = tokens[: match.start()][-2:][::-1], tokens[match.end() : match.end() + 2]
    for near in (before, after):
        word = next((token.text for token in near if token.kind == "w"), "")
        if (weekday := weekday_of(word)) is not None:
            return weekday
    return None


def _undecided(tokens: list[Token], start: int, end: int) -> ParsedDate | None:
    """Both readings of a date in digits that nothing decides; None if it has no two."""
    first, second, year = (int(token.text) for token in tokens if token.kind in "dy")
    if not MIN_YEAR <= year <= MAX_YEAR or max(first, second) > 12 or not min(first, second):
        return None
    day_first, month_first = datetime(year, second, first), date(year, first, second)
    return ParsedDate(day_first, "day", start=start, end=end, other_reading=month_first)


def _on_day(year: int, month: int, day: int, precision: Precision, start: int, end: int) -> ParsedDate | None:
    if month > 100 or 1250 <= year < 1500:
        local = _from_other_calendar(year, month, day)
    else:
        local = _datetime(gregorian_year(year), month, day)
    return ParsedDate(local, precision, start=start, end=end) if local and _is_plausible(local) else None


MIN_ISLAMIC_YEAR = 1430
"""Years in digits alone are Islamic from this one (2008) on, and Persian before (2051)."""


def _from_other_calendar(year: int, month: int, day: int) -> datetime | None:
    is_islamic = month > 200 or (month <= 12 and year >= MIN_ISLAMIC_YEAR)
    found = (from_hijri if is_islamic else from_jalali)(year, month % 100, day)
    return datetime(found.year, found.month, found.day) if found else None


def _datetime(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _is_plausible(local: datetime) -> bool:
    return MIN_YEAR <= local.year <= MAX_YEAR


GAP_AFTER = re.compile(r"[\s,.|•·()\[/@-]*(?:[^\W\d]{1,8}[\s,.|•·:()\[/@-]*){0,2}")
"""Text allowed between a date and the time after it: marks and at most two short words."""

GAP_BEFORE = re.compile(r"[\s,.|•·)\]/-]*(?:[^\W\d]{1,10}[\s,.-]+){0,2}")
"""The same for the time before a date."""

MAX_CHARS_AFTER, MAX_CHARS_BEFORE = 60, 30
"""Characters after and before a date that are searched for its time."""


def _time_beside(folded: str, start: int, end: int, kind: str) -> TimeOfDay | None:
    """The time of day after a date, else right before it; its offsets are those of the text."""
    if kind == "asctime":
        inside = find_time(folded[start:end])
        return inside and inside._replace(start=start, end=start)
    after = find_time(folded[end : end + MAX_CHARS_AFTER])
    if after and GAP_AFTER.fullmatch(folded[end : end + after.start]):
        return after._replace(start=end + after.start, end=end + after.end)
    begin = max(0, start - MAX_CHARS_BEFORE)
    before = find_time(folded[begin:start])
    if before and GAP_BEFORE.fullmatch(folded[begin + before.end : start]):
        return before._replace(start=begin + before.start, end=begin + before.end)
    return None


def _at_time(parsed: ParsedDate, time: TimeOfDay, hints: Hints, ambiguous: bool) -> ParsedDate:
    local = datetime.combine(parsed.local.date(), time.time)
    offset = numeric_offset(time.offset) if time.offset else None
    if offset is None and time.zone:
        # if the country is unknown, CST beside a twelve-hour time is American
        is_american = hints.country is None and time.zone == "cst" and time.is_twelve_hour
        offset = named_offset(time.zone, "us" if is_american else hints.country, local)
    start, end = min(parsed.start, time.start), max(parsed.end, time.end)
    return _with_offset(local, "local_time", offset, ambiguous, start, end)


def _utc(local: datetime, offset: int) -> datetime | None:
    try:
        return (local - timedelta(minutes=offset)).replace(tzinfo=UTC)
    except OverflowError:
        return None


def _with_offset(
    local: datetime, precision: Precision, offset: int | None, ambiguous: bool, start: int, end: int
) -> ParsedDate:
    utc = None if offset is None else _utc(local, offset)
    return ParsedDate(local, "instant" if utc else precision, utc, ambiguous, start, end)
