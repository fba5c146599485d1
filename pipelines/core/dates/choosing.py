"""Choosing the date of publication among its candidates.

Belongs here: the one pure chooser. Does not: finding candidates, the numbers behind confidence (calibration).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pipelines.core.dates.calibration import Features, confidence_of, family_of, weight_of
from pipelines.core.dates.shapes import PublishedDate, StatedDate
from pipelines.core.dates.stating import bounds, stated_of
from pipelines.core.evidence import Candidate

TOLERANCE = timedelta(days=1)
"""A date may lie this much after the fetch: clocks and zones differ."""

EXACT = {"instant": 4, "local_time": 3, "day": 2, "month": 1, "year": 0}


@dataclass(frozen=True, slots=True)
class Claim:
    """A candidate read back: its place among the candidates, its date, its family and weight (log odds)."""

    index: int
    stated: StatedDate
    method: str
    family: str
    weight: float

    @property
    def day(self) -> date:
        return self.stated.local.date()


def choose(
    candidates: Sequence[Candidate], *, fetched_at: datetime | None = None, url: str | None = None
) -> PublishedDate:
    """The date of publication that the candidates support best; all fields None when there is none.

    Candidates with confidence 0 are refused ones. Pure; the order of the candidates breaks ties only.

    >>> from pipelines.core.evidence import Candidate
    >>> got = choose([Candidate("published_at", "2024-03-14T17:04:00-05:00", "jsonld.article.datePublished", .95)])
    >>> got.published_at.isoformat(), got.published_date.isoformat(), got.published_precision, got.chosen
    ('2024-03-14T22:04:00+00:00', '2024-03-14', 'instant', (0,))
    """
    claims = _claims(candidates, "published_at", fetched_at)
    changed = _changed(candidates, fetched_at)
    if not claims:
        return PublishedDate(modified_at=changed[0], chosen=changed[1])
    best = _best(claims)
    stated, day = _sharpest(best, claims)
    features = features_of(best, claims)
    low, high = bounds(stated.stated)
    return PublishedDate(
        published_at=stated.stated.utc,
        published_local=stated.stated.local if stated.stated.precision == "local_time" else None,
        published_date=day,
        published_precision=stated.stated.precision,
        published_earliest=low,
        published_latest=min(high, max(low, fetched_at + TOLERANCE)) if fetched_at else high,
        published_method=stated.method,
        published_confidence=confidence_of(features),
        modified_at=changed[0],
        chosen=(stated.index, *changed[1]),
    )


def _claims(candidates: Sequence[Candidate], field: str, fetched_at: datetime | None) -> list[Claim]:
    claims = []
    for index, found in enumerate(candidates):
        if found.field != field or found.confidence <= 0:
            continue
        stated = stated_of(found.value)
        if stated and not _after(stated, fetched_at):
            claims.append(Claim(index, stated, found.method, family_of(found.method), weight_of(found.method)))
    return claims


def _after(stated: StatedDate, fetched_at: datetime | None) -> bool:
    return fetched_at is not None and bounds(stated)[0] > _aware(fetched_at) + TOLERANCE


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def agree(left: StatedDate, right: StatedDate) -> bool:
    """Whether two stated dates can be one: their intervals meet, or they name one day.

    >>> agree(stated_of("2024-03-14T23:30:00Z"), stated_of("2024-03-15"))
    True
    >>> agree(stated_of("2024-03-14"), stated_of("2024-03-15")), agree(stated_of("2024-03"), stated_of("2024-03-15"))
    (False, True)
    """
    if left.local.date() == right.local.date():
        return True
    if "instant" not in (left.precision, right.precision) and EXACT[left.precision] > 1 and EXACT[right.precision] > 1:
        return False
    (a, b), (c, d) = bounds(left), bounds(right)
    if left.precision == right.precision == "instant":
        return abs(a - c) <= timedelta(hours=1)
    return a < d and c < b


def _best(claims: list[Claim]) -> Claim:
    """The claim with the most support: its own weight, and a share of that of each other family that agrees."""
    return max(claims, key=lambda claim: (_support(claim, claims), EXACT[claim.stated.precision], -claim.index))


def _support(claim: Claim, claims: list[Claim]) -> float:
    best: dict[str, float] = defaultdict(float)
    for other in claims:
        if other.family != claim.family and agree(claim.stated, other.stated):
            best[other.family] = max(best[other.family], other.weight)
    return claim.weight + 0.5 * sum(best.values())


def _sharpest(best: Claim, claims: list[Claim]) -> tuple[Claim, date]:
    """The most precise claim that agrees with the best one, and the calendar day as stated where the outlet is."""
    kin = [claim for claim in claims if agree(best.stated, claim.stated)]
    sharp = max(kin, key=lambda c: (EXACT[c.stated.precision], c.weight, -c.index))
    if EXACT[best.stated.precision] >= EXACT[sharp.stated.precision]:
        sharp = best
    return sharp, _calendar_day(sharp, kin)


def _calendar_day(sharp: Claim, kin: list[Claim]) -> date:
    """An instant stated in UTC may be the next or last day where the outlet is: a day shown to readers decides."""
    stated = sharp.stated
    if stated.utc is None or stated.local != stated.utc.replace(tzinfo=None):
        return sharp.day
    shown = [c for c in kin if c.stated.utc is None and EXACT[c.stated.precision] >= 2 or _own_zone(c)]
    if any(c.day == sharp.day for c in shown) or not shown:
        return sharp.day
    return max(shown, key=lambda c: (c.weight, -c.index)).day


def _own_zone(claim: Claim) -> bool:
    return claim.stated.utc is not None and claim.stated.local != claim.stated.utc.replace(tzinfo=None)


def features_of(best: Claim, claims: list[Claim]) -> Features:
    """What predicts whether the best claim is right: its method, who agrees, who dissents."""
    agreeing = {c.family for c in claims if agree(best.stated, c.stated)} - {best.family}
    dissenting = {c.family for c in claims if not agree(best.stated, c.stated)} - agreeing
    return Features(best.method, frozenset(agreeing), frozenset(dissenting), best.stated.precision)


def _changed(candidates: Sequence[Candidate], fetched_at: datetime | None) -> tuple[datetime | None, tuple[int, ...]]:
    """The instant of the last change, by the weightiest candidate that states one."""
    claims = [c for c in _claims(candidates, "modified_at", fetched_at) if c.stated.utc]
    if not claims:
        return None, ()
    best = max(claims, key=lambda c: (c.weight, -c.index))
    return best.stated.utc, (best.index,)
