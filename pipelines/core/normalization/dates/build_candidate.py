"""A stated date as a candidate, and a candidate's value as a stated date again.

Belongs here: the ISO 8601 form of candidates. Does not: where candidates come from.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from pipelines.core.normalization.dates.calibration import alone_of
from pipelines.core.normalization.dates.parsing import parse
from pipelines.core.normalization.dates.types import Hints, Precision, StatedDate
from pipelines.core.normalization.evidence import Candidate

NOT_READ = "not read: no date, or day and month undecided"

PLACEHOLDERS = frozenset({(1970, 1, 1), (1900, 1, 1), (2000, 1, 1), (1969, 12, 31), (1899, 12, 30), (1980, 1, 1)})
"""Zero values of machines: as days without a time they state nothing."""


def value_of(stated: StatedDate) -> str:
    """The ISO 8601 form, as precise as what is stated; an instant keeps the offset it was stated in.

    >>> value_of(parse("March 14, 2024 at 5:04 PM EST")), value_of(parse("3/2024") or parse("2024-03"))
    ('2024-03-14T17:04:00-05:00', '2024-03')
    """
    if stated.precision in ("month", "year"):
        return f"{stated.local.year:04d}" + (f"-{stated.local.month:02d}" if stated.precision == "month" else "")
    if stated.precision == "day":
        return stated.local.date().isoformat()
    seconds = stated.local.replace(microsecond=0)
    if stated.utc is None:
        return seconds.isoformat()
    offset = stated.local - stated.utc.replace(tzinfo=None)
    return seconds.isoformat() + "Z" if not offset else seconds.replace(tzinfo=timezone(offset)).isoformat()


def stated_of(value: str) -> StatedDate | None:
    """A candidate's value read back.

    >>> stated_of("2024-03-14T17:04:00-05:00").utc.hour, stated_of("2024-03").precision
    (22, 'month')
    """
    return parse(value)


def without_placeholder_time(stated: StatedDate) -> StatedDate:
    """A midnight to the second is how machines write a day: then the day is all that is stated.

    >>> without_placeholder_time(parse("2024-03-14T00:00:00Z")).precision
    'day'
    """
    if stated.precision in ("instant", "local_time") and stated.local.time() == datetime.min.time():
        return replace(stated, precision="day", utc=None)
    return stated


def candidate(field: str, raw: str, method: str, confidence: float, hints: Hints, note: str | None = None) -> Candidate:
    """A candidate out of a raw string; refused (confidence 0, with a note) when it can't be read or can't be true."""
    stated = parse(raw, hints)
    if stated is None:
        return Candidate(field, raw[:60].strip(), method, 0.0, NOT_READ)
    return judged(field, without_placeholder_time(stated), method, confidence, hints, note)


def judged(
    field: str, stated: StatedDate, method: str, confidence: float, hints: Hints, note: str | None = None
) -> Candidate:
    """A candidate out of a stated date; refused when it lies after the fetch, or is a machine's zero.

    confidence: of a method that was not measured; the measured share goes before it
    """
    value, day = value_of(stated), stated.local.date()
    if hints.latest and day > hints.latest:
        return Candidate(field, value, method, 0.0, "refused: after the fetch date")
    if stated.precision != "instant" and (day.year, day.month, day.day) in PLACEHOLDERS:
        return Candidate(field, value, method, 0.0, "refused: a placeholder")
    if stated.ambiguous_day_month and note is None:
        note = "day and month settled by context"
    measured = alone_of(method) if field == "published_at" else None
    return Candidate(field, value, method, confidence if measured is None else measured, note)


FAR = timedelta(hours=12)
NEAR = timedelta(hours=14)
"""A wall clock somewhere on earth is at most 14 hours ahead of UTC and 12 behind."""


def bounds(stated: StatedDate) -> tuple[datetime, datetime]:
    """The instants (aware, UTC) between which a stated date lies wherever on earth it was stated.

    >>> [t.isoformat() for t in bounds(parse("2024-03-14"))]
    ['2024-03-13T10:00:00+00:00', '2024-03-15T12:00:00+00:00']
    """
    if stated.utc is not None:
        return stated.utc, stated.utc
    start = stated.local.replace(tzinfo=UTC)
    return start - NEAR, _period_end(stated.local, stated.precision).replace(tzinfo=UTC) + FAR


def _period_end(start: datetime, precision: Precision) -> datetime:
    if precision == "local_time":
        return start
    if precision == "day":
        return start + timedelta(days=1)
    last = date(start.year + 1, 1, 1)
    if precision == "month":
        last = date(start.year + start.month // 12, start.month % 12 + 1, 1)
    return datetime.combine(last, datetime.min.time())
