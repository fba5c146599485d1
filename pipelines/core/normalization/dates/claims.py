"""Claims: candidates read back, and when two of them can be one date.

Belongs here: what holds for claims whatever is chosen. Does not: choosing, doubts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pipelines.core.normalization.dates.build_candidate import bounds, stated_of
from pipelines.core.normalization.dates.calibration import family_of, weight_of
from pipelines.core.normalization.dates.types import StatedDate
from pipelines.core.normalization.evidence import Candidate

TOLERANCE = timedelta(days=1)
"""A date may lie this much after the fetch: clocks and zones differ."""

FIRM = 1.2
"""Weight from which a claim of publication is not doubted for a date of change: a page that states only when it was
changed is dated by that, with the confidence such pages deserve."""

EXACT = {"instant": 4, "local_time": 3, "day": 2, "month": 1, "year": 0}


@dataclass(frozen=True, slots=True)
class Claim:
    """A candidate read back: its place among the candidates, its field and date, its family and weight (log odds)."""

    index: int
    field: str
    stated: StatedDate
    method: str
    family: str
    weight: float

    @property
    def day(self) -> date:
        return self.stated.local.date()


def claims_of(candidates: Sequence[Candidate], field: str, fetched_at: datetime | None) -> list[Claim]:
    """The claims for a field, without the refused candidates and those after the fetch."""
    claims = []
    for index, found in enumerate(candidates):
        if found.field != field or found.confidence <= 0:
            continue
        stated = stated_of(found.value)
        if stated and not _after(stated, fetched_at):
            claims.append(Claim(index, field, stated, found.method, family_of(found.method), weight_of(found.method)))
    return claims


def days_of_comments(candidates: Sequence[Candidate]) -> list[date]:
    """The days of the comments on the page: refused as its own date, they bound it.

    >>> days_of_comments([Candidate("published_at", "2024-03-14", "time.datetime", 0.0, "refused: in a comment")])
    [datetime.date(2024, 3, 14)]
    """
    stated = (stated_of(c.value) for c in candidates if c.note == "refused: in a comment")
    return [each.local.date() for each in stated if each and EXACT[each.precision] >= EXACT["day"]]


def is_day(claim: Claim) -> bool:
    """Whether at least the day is stated."""
    return EXACT[claim.stated.precision] >= EXACT["day"]


def _after(stated: StatedDate, fetched_at: datetime | None) -> bool:
    return fetched_at is not None and bounds(stated)[0] > aware(fetched_at) + TOLERANCE


def aware(moment: datetime) -> datetime:
    """The moment with a zone: UTC where it has none."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


SAME_TIME, SAME_DAY = timedelta(hours=1), timedelta(hours=14)
"""Two instants are one publication when they are an hour apart, or lie on one calendar day and half a day apart."""


def agree(left: StatedDate, right: StatedDate) -> bool:
    """Whether two stated dates can be one: their intervals meet, or they name one day.

    >>> agree(stated_of("2024-03-14T23:30:00Z"), stated_of("2024-03-15"))
    True
    >>> agree(stated_of("2024-03-14"), stated_of("2024-03-15")), agree(stated_of("2024-03"), stated_of("2024-03-15"))
    (False, True)
    """
    if left.utc is not None and right.utc is not None:
        apart = abs(left.utc - right.utc)
        return apart <= SAME_TIME or (left.local.date() == right.local.date() and apart <= SAME_DAY)
    if left.local.date() == right.local.date():
        return True
    if "instant" not in (left.precision, right.precision) and EXACT[left.precision] > 1 and EXACT[right.precision] > 1:
        return False
    (a, b), (c, d) = bounds(left), bounds(right)
    return a < d and c < b
