"""Dates as candidates: the ISO 8601 value of a date, and the date of such a value.

Belongs here: building and reading back candidates. Does not: finding dates (candidates).
"""

from datetime import UTC, date, datetime, timedelta, timezone

from pipelines.core.normalization.dates.calibration import prior_of
from pipelines.core.normalization.dates.parsing import parse
from pipelines.core.normalization.dates.types import Hints, ParsedDate, Precision
from pipelines.core.normalization.evidence import Candidate

NOT_READ = "not read: no date, or day and month undecided"
SETTLED = "day and month settled by context"
REFUSED = "refused: "
FUTURE, ZERO_VALUE = "refused: after the fetch date", "refused: a placeholder"
OTHER_ARTICLE, OTHER_LABEL = "another article", "its label says something else"
"""Notes, and reasons that stand in a note after REFUSED, as `in a …` does with each region of a page."""

PLACEHOLDERS = frozenset({(1970, 1, 1), (1900, 1, 1), (2000, 1, 1), (1969, 12, 31), (1899, 12, 30), (1980, 1, 1)})
"""Zero values of date formats; a day among them, without an offset, is no date."""


ZERO = datetime(1970, 1, 1, tzinfo=UTC)
"""The zero of clocks, whatever the offset it is stated in."""


def to_iso(parsed: ParsedDate) -> str:
    """The ISO 8601 form, as precise as the date; an instant keeps the offset it was stated in.

    >>> to_iso(parse("March 14, 2024 at 5:04 PM EST")), to_iso(parse("2024-03"))
    ('2024-03-14T17:04:00-05:00', '2024-03')
    """
    if parsed.precision in ("month", "year"):
        return f"{parsed.local.year:04d}" + (f"-{parsed.local.month:02d}" if parsed.precision == "month" else "")
    if parsed.precision == "day":
        return parsed.local.date().isoformat()
    seconds = parsed.local.replace(microsecond=0)
    if parsed.utc is None:
        return seconds.isoformat()
    offset = parsed.local - parsed.utc.replace(tzinfo=None)
    return seconds.isoformat() + "Z" if not offset else seconds.replace(tzinfo=timezone(offset)).isoformat()


def drop_midnight(parsed: ParsedDate) -> ParsedDate:
    """The date without its time if that is midnight to the second, which is how software writes a day.

    >>> drop_midnight(parse("2024-03-14T00:00:00Z")).precision
    'day'
    """
    if parsed.precision in ("instant", "local_time") and parsed.local.time() == datetime.min.time():
        return parsed._replace(precision="day", utc=None)
    return parsed


def candidate_of_text(
    field: str, raw: str, method: str, prior: float, hints: Hints, note: str | None = None
) -> Candidate:
    """The candidate of a raw string; refused (confidence 0, with a note) if its date is missing or impossible."""
    parsed = parse(raw, hints)
    if parsed is None:
        return Candidate(field, raw[:60].strip(), method, 0.0, NOT_READ)
    return candidate_of_date(field, drop_midnight(parsed), method, prior, hints, note)


def candidate_of_date(
    field: str, parsed: ParsedDate, method: str, prior: float, hints: Hints, note: str | None = None
) -> Candidate:
    """The candidate for a date; refused if it lies after the fetch, is a placeholder, or has two readings.

    prior: the confidence if the method has no measured prior
    """
    value, day = to_iso(parsed), parsed.local.date()
    if parsed.other_reading:
        return Candidate(field, f"{value} or {parsed.other_reading.isoformat()}", method, 0.0, NOT_READ)
    if hints.latest and day > hints.latest:
        return Candidate(field, value, method, 0.0, FUTURE)
    is_zero = parsed.utc == ZERO if parsed.precision == "instant" else (day.year, day.month, day.day) in PLACEHOLDERS
    if is_zero:
        return Candidate(field, value, method, 0.0, ZERO_VALUE)
    if parsed.ambiguous_day_month and note is None:
        note = SETTLED
    measured = prior_of(method) if field == "published_at" else None
    return Candidate(field, value, method, prior if measured is None else measured, note)


def refuse(candidate: Candidate, reason: str | None) -> Candidate:
    """The candidate with confidence 0 and the reason as its note; unchanged if there is none or it is refused already.

    >>> refuse(Candidate("published_at", "2024-03-14", "time.datetime", 0.9), "in a comment")[3:]
    (0.0, 'refused: in a comment')
    """
    if reason is None or not candidate.confidence:
        return candidate
    return candidate._replace(confidence=0.0, note=REFUSED + reason)


WESTMOST, EASTMOST = timedelta(hours=12), timedelta(hours=14)
"""Local time is at most 12 hours behind UTC and 14 hours ahead of it."""


def bounds(parsed: ParsedDate) -> tuple[datetime, datetime]:
    """The earliest and latest instant (aware, UTC) that a date may mean, wherever on earth it was stated.

    >>> [t.isoformat() for t in bounds(parse("2024-03-14"))]
    ['2024-03-13T10:00:00+00:00', '2024-03-15T12:00:00+00:00']
    """
    if parsed.utc is not None:
        return parsed.utc, parsed.utc
    return earliest(parsed), _period_end(parsed.local, parsed.precision).replace(tzinfo=UTC) + WESTMOST


def earliest(parsed: ParsedDate) -> datetime:
    """The earliest of these instants.

    >>> earliest(parse("2024-03-14")).isoformat()
    '2024-03-13T10:00:00+00:00'
    """
    return parsed.local.replace(tzinfo=UTC) - EASTMOST if parsed.utc is None else parsed.utc


def _period_end(start: datetime, precision: Precision) -> datetime:
    if precision == "local_time":
        return start
    if precision == "day":
        return start + timedelta(days=1)
    last = date(start.year + 1, 1, 1)
    if precision == "month":
        last = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return datetime.combine(last, datetime.min.time())
