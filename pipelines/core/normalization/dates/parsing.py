"""Reading stated dates: one string to one StatedDate, or a text to all that it states.

Belongs here: from a string to dates with times and zones. Does not: the patterns of dates (patterns), whether a date is
one of publication.
Relative dates (`2 hours ago`) and dates without a year are not read: they need a clock.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from pipelines.core.normalization.dates.calendars import from_jalali, gregorian_year
from pipelines.core.normalization.dates.clock import Clock, find_clock
from pipelines.core.normalization.dates.folding import fold
from pipelines.core.normalization.dates.hijri import from_hijri
from pipelines.core.normalization.dates.patterns import READERS, SIGNATURE
from pipelines.core.normalization.dates.tokens import Token, tokenize
from pipelines.core.normalization.dates.types import NO_HINTS, Hints, Precision, StatedDate
from pipelines.core.normalization.dates.zones import named_offset, numeric_offset

MAX_CHARACTERS = 200
"""A stated date is short: of longer strings only this much is read."""

EARLIEST_YEAR, LATEST_YEAR = 1605, 2100
"""The first newspaper, and a year no running press reaches: a bound that needs no clock."""

ISO = re.compile(
    r"\s*(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:\s*t\s*|\s+)(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(z|utc|gmt|[+-]\d\d:?\d\d|[+-]\d\d)?)?\s*"
)
COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?()\s*(z|[+-]\d\d:?\d\d)?)?\s*")
EPOCH = re.compile(r"\s*(?:/?date\()?(\d{9,10}|\d{12,13})(?:\.\d{1,6})?(?:\)/?)?\s*")
PARTIAL = re.compile(r"\s*((?:1[6-9]|20)\d\d)(?:[-/.](\d\d))?\s*")


def parse(text: str, hints: Hints = NO_HINTS) -> StatedDate | None:
    """The date that a short string states: the whole string, or the first date in it; None if there is none.

    hints: what may settle the order of day and month, and which zone a name means. Never raises.

    >>> parse("March 14, 2024 at 5:04 PM EST").utc.isoformat()
    '2024-03-14T22:04:00+00:00'
    >>> parse("27.02.2025 um 17:45 Uhr").local.isoformat(), parse("2024-03").precision, parse("2 hours ago")
    ('2025-02-27T17:45:00', 'month', None)
    >>> parse("03/04/2024"), parse("03/04/2024 10:15 EST").local.isoformat()
    (None, '2024-03-04T10:15:00')
    """
    return _parsed(text[:MAX_CHARACTERS], hints)


@lru_cache(maxsize=4096)
def _parsed(text: str, hints: Hints) -> StatedDate | None:
    """Kept, for a date is read again at each step from stating to choosing, and the next record often has the same."""
    folded = fold(text)
    whole = _machine_written(folded)
    if whole:
        return whole
    return next(_stated(folded, hints), None)


def scan(text: str, hints: Hints = NO_HINTS) -> list[StatedDate]:
    """Every date in a text, in its order, with offsets. The caller bounds the text.

    >>> [(s.start, s.end, s.precision) for s in scan("On 3 May 2021 and in June 2022.")]
    [(3, 13, 'day'), (21, 30, 'month')]
    """
    return list(_stated(fold(text), hints))


def _machine_written(folded: str) -> StatedDate | None:
    """ISO 8601, its compact form, seconds since 1970, a bare year or month: only as the whole string."""
    iso = ISO.fullmatch(folded) or COMPACT.fullmatch(folded)
    if iso:
        return _from_iso(iso)
    epoch = EPOCH.fullmatch(folded)
    if epoch:
        return _from_epoch(epoch[1])
    partial = PARTIAL.fullmatch(folded)
    if partial:
        return _dated(int(partial[1]), int(partial[2] or 1), 1, "month" if partial[2] else "year", 0, len(folded))
    return None


def _from_iso(match: re.Match[str]) -> StatedDate | None:
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    micros = int((fraction or "").ljust(6, "0")[:6] or 0)
    try:
        local = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micros)
    except ValueError:
        return None
    if not _plausible(local):
        return None
    offset = _offset(zone, local) if zone else None
    return _with_offset(local, "local_time" if hour else "day", offset, False, 0, match.end())


def _offset(zone: str, local: datetime) -> int | None:
    if zone[0] in "+-":
        return numeric_offset(zone if len(zone) > 3 else zone + "00")
    return named_offset(zone, None, local)


def _from_epoch(digits: str) -> StatedDate | None:
    seconds = int(digits) / (1000 if len(digits) > 10 else 1)
    utc = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    if not 1990 <= utc.year <= LATEST_YEAR:
        return None
    return StatedDate(utc.replace(tzinfo=None), "instant", utc, end=len(digits))


def _stated(folded: str, hints: Hints) -> Iterator[StatedDate]:
    tokens = tokenize(folded)
    signature = "".join(token.kind for token in tokens)
    for match in SIGNATURE.finditer(signature):
        found = _read(match, tokens[match.start() : match.end()], folded, hints)
        if found:
            yield found


def _read(match: re.Match[str], tokens: list[Token], folded: str, hints: Hints) -> StatedDate | None:
    kind = match.lastgroup or ""
    start, end = tokens[0].start, tokens[-1].end
    if kind == "short" and folded[max(0, start - 1) : start].isalpha():  # `R6.3.14`: an era's letter, a version
        return None
    clock = _clock_beside(folded, start, end, kind)
    parts = READERS[kind](tokens, hints, clock)
    if parts is None:
        return None
    year, month, day, precision, ambiguous = parts
    stated = _dated(year, month, day, precision, start, end)
    if stated is None or clock is None or precision != "day":
        return stated and _flagged(stated, ambiguous)
    return _timed(stated, clock, hints, ambiguous)


def _dated(year: int, month: int, day: int, precision: Precision, start: int, end: int) -> StatedDate | None:
    if month > 100 or 1250 <= year < 1500:
        local = _from_other_calendar(year, month, day)
    else:
        local = _datetime(gregorian_year(year), month, day)
    return StatedDate(local, precision, start=start, end=end) if local and _plausible(local) else None


ISLAMIC_FROM = 1430
"""Year from which digits alone are Islamic (2008) and not Persian (2051)."""


def _from_other_calendar(year: int, month: int, day: int) -> datetime | None:
    islamic = month > 200 or (month <= 12 and year >= ISLAMIC_FROM)
    found = (from_hijri if islamic else from_jalali)(year, month % 100, day)
    return datetime(found.year, found.month, found.day) if found else None


def _datetime(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _plausible(local: datetime) -> bool:
    return EARLIEST_YEAR <= local.year <= LATEST_YEAR


def _flagged(stated: StatedDate, ambiguous: bool) -> StatedDate:
    if not ambiguous:
        return stated
    return StatedDate(stated.local, stated.precision, stated.utc, True, stated.start, stated.end)


GAP = re.compile(r"[\s,.|•·()\[/@-]*(?:[^\W\d]{1,8}[\s,.|•·:()\[/@-]*){0,2}")
"""What may stand between a date and its time: marks and at most two short words."""

GAP_BEFORE = re.compile(r"[\s,.|•·)\]/-]*(?:[^\W\d]{1,10}[\s,.-]+){0,2}")


def _clock_beside(folded: str, start: int, end: int, kind: str) -> Clock | None:
    """The time of day after a date, else right before it; offsets are those of the text."""
    if kind == "asctime":
        return _shifted(find_clock(folded[start:end]), start, inside=True)
    after = find_clock(folded[end : end + 60])
    if after and GAP.fullmatch(folded[end : end + after.start]):
        return _shifted(after, end)
    begin = max(0, start - 30)
    before = find_clock(folded[begin:start])
    if before and GAP_BEFORE.fullmatch(folded[begin + before.end : start]):
        return _shifted(before, begin)
    return None


def _shifted(clock: Clock | None, by: int, inside: bool = False) -> Clock | None:
    if clock is None:
        return None
    start, end = (by, by) if inside else (clock.start + by, clock.end + by)
    return Clock(clock.time, clock.zone, clock.offset, clock.twelve_hours, start, end)


def _timed(stated: StatedDate, clock: Clock, hints: Hints, ambiguous: bool) -> StatedDate:
    local = datetime.combine(stated.local.date(), clock.time)
    offset = numeric_offset(clock.offset) if clock.offset else None
    if offset is None and clock.zone:
        offset = named_offset(clock.zone, _country(clock, hints), local)
    start, end = min(stated.start, clock.start), max(stated.end, clock.end)
    return _with_offset(local, "local_time", offset, ambiguous, start, end)


def _country(clock: Clock, hints: Hints) -> str | None:
    """The outlet's country; CST beside a twelve-hour clock is American where no country is known."""
    if hints.country is None and clock.zone == "cst" and clock.twelve_hours:
        return "us"
    return hints.country


def _with_offset(
    local: datetime, precision: Precision, offset: int | None, ambiguous: bool, start: int, end: int
) -> StatedDate:
    if offset is None:
        return StatedDate(local, precision, None, ambiguous, start, end)
    try:
        utc = (local - timedelta(minutes=offset)).replace(tzinfo=UTC)
    except OverflowError:
        return StatedDate(local, precision, None, ambiguous, start, end)
    return StatedDate(local, "instant", utc, ambiguous, start, end)
