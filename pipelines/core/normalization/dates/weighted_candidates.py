"""Candidates with their dates and weights, and whether two of them can be the same date.

Belongs here: properties of candidates that do not depend on the choice. Does not: choosing (choose), confidence
(calibration).
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from pipelines.core.normalization.dates.build_candidate import bounds, earliest
from pipelines.core.normalization.dates.calibration import family_of, weight_of
from pipelines.core.normalization.dates.parsing import parse
from pipelines.core.normalization.dates.types import ParsedDate
from pipelines.core.normalization.evidence import Candidate

TOLERANCE = timedelta(days=1)
"""How far after the fetch a date may lie: clocks and zones differ."""

MIN_FIRM_WEIGHT = 1.2
"""A date of publication of this weight or more is firm: dates of change do not compete with it."""

RANK = {"instant": 4, "local_time": 3, "day": 2, "month": 1, "year": 0}
"""Precisions, the most precise with the highest rank."""


class WeightedCandidate(NamedTuple):
    """A candidate that is not refused.

    place: its index among the candidates · weight: log odds of its method · day, rank: of its date and its precision
    """

    place: int
    field: str
    parsed: ParsedDate
    method: str
    family: str
    weight: float
    day: date
    rank: int

    @property
    def has_day(self) -> bool:
        return self.rank >= RANK["day"]

    @property
    def has_time(self) -> bool:
        return self.rank >= RANK["local_time"]


def weigh(candidates: Sequence[Candidate], field: str, fetched_at: datetime | None) -> list[WeightedCandidate]:
    """The candidates for a field with their weights, without those refused and those after the fetch."""
    weighted, limit = [], as_utc(fetched_at) + TOLERANCE if fetched_at else None
    for place, candidate in enumerate(candidates):
        if candidate.field != field or candidate.confidence <= 0:
            continue
        parsed, method = parse(candidate.value), candidate.method
        if parsed and not (limit and earliest(parsed) > limit):
            day, rank = parsed.local.date(), RANK[parsed.precision]
            source = (method, family_of(method), weight_of(method))
            weighted.append(WeightedCandidate(place, field, parsed, *source, day, rank))
    return weighted


def comment_days(candidates: Sequence[Candidate]) -> list[date]:
    """The days of the comments on the page: an article is seldom younger.

    >>> comment_days([Candidate("published_at", "2024-03-14", "time.datetime", 0.0, "refused: in a comment")])
    [datetime.date(2024, 3, 14)]
    """
    parsed = (parse(c.value) for c in candidates if c.note == "refused: in a comment")
    return [each.local.date() for each in parsed if each and RANK[each.precision] >= RANK["day"]]


def as_utc(moment: datetime) -> datetime:
    """The moment with a zone: UTC if it has none."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


MAX_TIME_DIFFERENCE, MAX_ZONE_DIFFERENCE = timedelta(hours=1), timedelta(hours=14)
"""Two instants agree if they are at most an hour apart, or fall on one calendar day and are at most 14 hours apart."""


def agree(left: ParsedDate, right: ParsedDate) -> bool:
    """Whether two dates can be the same: their bounds overlap, or they name the same day.

    >>> agree(parse("2024-03-14T23:30:00Z"), parse("2024-03-15"))
    True
    >>> agree(parse("2024-03-14"), parse("2024-03-15")), agree(parse("2024-03"), parse("2024-03-15"))
    (False, True)
    """
    is_same_day = left.local.date() == right.local.date()
    if left.utc is not None and right.utc is not None:
        distance = abs(left.utc - right.utc)
        return distance <= MAX_TIME_DIFFERENCE or (is_same_day and distance <= MAX_ZONE_DIFFERENCE)
    if is_same_day:
        return True
    precisions = (left.precision, right.precision)
    if "instant" not in precisions and all(RANK[each] >= RANK["day"] for each in precisions):
        return False
    (left_start, left_end), (right_start, right_end) = bounds(left), bounds(right)
    return left_start < right_end and right_start < left_end
