"""Choosing the date of publication among its candidates.

Belongs here: the one pure chooser. Does not: finding candidates, the numbers behind confidence (calibration).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pipelines.core.dates.calibration import confidence_of, family_of, source_of, weight_of
from pipelines.core.dates.shapes import PublishedDate, StatedDate
from pipelines.core.dates.stating import bounds, stated_of
from pipelines.core.evidence import Candidate

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
    choice = choice_of(candidates, fetched_at=fetched_at)
    modified_at, indexes = _changed(_claims(candidates, "modified_at", fetched_at))
    if choice is None:
        return PublishedDate(modified_at=modified_at, chosen=indexes)
    stated = choice.claim.stated
    low, high = bounds(stated)
    return PublishedDate(
        published_at=stated.utc,
        published_local=stated.local if stated.precision == "local_time" else None,
        published_date=choice.day,
        published_precision=stated.precision,
        published_earliest=low,
        published_latest=min(high, max(low, _aware(fetched_at) + TOLERANCE)) if fetched_at else high,
        published_method=choice.claim.method,
        published_confidence=confidence_of(choice.features),
        modified_at=modified_at,
        chosen=tuple(dict.fromkeys((choice.claim.index, *indexes))),
    )


@dataclass(frozen=True, slots=True)
class DateChoice:
    """The claim taken, the calendar day it stands for, and what predicts whether that is right."""

    claim: Claim
    day: date
    features: frozenset[str]


def choice_of(candidates: Sequence[Candidate], *, fetched_at: datetime | None = None) -> DateChoice | None:
    """The choice behind `choose`, with the features its confidence is computed from; None when nothing is claimed."""
    changed = _claims(candidates, "modified_at", fetched_at)
    claims = _claims(candidates, "published_at", fetched_at)
    if not any(claim.weight >= FIRM for claim in claims):
        claims = [*claims, *changed]
    if not claims:
        return None
    best = _best(claims, changed)
    sharp, day = _sharpest(best, claims)
    return DateChoice(sharp, day, features_of(best, day, claims, changed))


def _is_day(claim: Claim) -> bool:
    return EXACT[claim.stated.precision] >= EXACT["day"]


def _claims(candidates: Sequence[Candidate], field: str, fetched_at: datetime | None) -> list[Claim]:
    claims = []
    for index, found in enumerate(candidates):
        if found.field != field or found.confidence <= 0:
            continue
        stated = stated_of(found.value)
        if stated and not _after(stated, fetched_at):
            claims.append(Claim(index, field, stated, found.method, family_of(found.method), weight_of(found.method)))
    return claims


def _after(stated: StatedDate, fetched_at: datetime | None) -> bool:
    return fetched_at is not None and bounds(stated)[0] > _aware(fetched_at) + TOLERANCE


def _aware(moment: datetime) -> datetime:
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


def _best(claims: list[Claim], changed: list[Claim]) -> Claim:
    """The claim with the most support; of equals the first."""
    return max(claims, key=lambda c: (round(_support(c, claims, changed), 6), -c.index))


def _support(claim: Claim, claims: list[Claim], changed: list[Claim]) -> float:
    """A claim's weight and half that of each other family that agrees; less when it looks like the date of a change."""
    families: dict[str, float] = defaultdict(float)
    kin: set[str] = set()
    for other in claims:
        if other.method == claim.method or not agree(claim.stated, other.stated):
            continue
        if other.family == claim.family:
            kin.add(other.method)
        else:
            families[other.family] = max(families[other.family], other.weight)
    support = claim.weight + 0.5 * sum(families.values()) + 0.2 * min(2, len(kin))
    return support - CHANGE_DISCOUNT if _looks_changed(claim, claims, changed) else support


CHANGE_DISCOUNT = 4.0
"""Taken from the support of a date that is said elsewhere to be the one of a change, when an earlier one is stated."""


def _looks_changed(claim: Claim, claims: list[Claim], changed: list[Claim]) -> bool:
    same = any(other.day == claim.day for other in changed)
    return same and any(_is_day(other) and other.day < claim.day and other.weight > claim.weight for other in claims)


def _sharpest(best: Claim, claims: list[Claim]) -> tuple[Claim, date]:
    """The most precise claim that agrees with the best one, and the calendar day as stated where the outlet is."""
    kin = [claim for claim in claims if agree(best.stated, claim.stated)]
    sharp = max(kin, key=lambda c: (EXACT[c.stated.precision], c.weight, -c.index))
    if EXACT[best.stated.precision] >= EXACT[sharp.stated.precision]:
        sharp = best
    return sharp, _calendar_day(sharp, kin)


def _calendar_day(sharp: Claim, kin: list[Claim]) -> date:
    """The day as stated; an instant stated in UTC may fall on the next or last day where the outlet is: then its
    own clock decides, the URL under which it files the article, or the day it shows if the instant is its midnight."""
    utc = sharp.stated.utc
    if utc is None or sharp.stated.local != utc.replace(tzinfo=None):
        return sharp.day
    own = [c.day for c in kin if _own_clock(c)]
    filed = [c.day for c in kin if c.method == "url.day"]
    shown = [c.day for c in kin if c.method.startswith("visible.")]
    if sharp.day in own or (sharp.day in shown and not own):
        return sharp.day
    return next(iter([*own, *filed, *(day for day in shown if _is_midnight(utc, day))]), sharp.day)


def _own_clock(claim: Claim) -> bool:
    """Whether a machine-readable claim states the outlet's own time of day: without a zone, or in one not UTC."""
    stated = claim.stated
    if claim.method.startswith("visible.") or EXACT[stated.precision] < EXACT["local_time"]:
        return False
    return stated.utc is None or stated.local != stated.utc.replace(tzinfo=None)


def _is_midnight(utc: datetime, day: date) -> bool:
    """Whether an instant is the beginning of a day somewhere east of Greenwich: a day written as an instant."""
    ahead = datetime.combine(day, datetime.min.time()) - utc.replace(tzinfo=None)
    return timedelta(0) < ahead <= timedelta(hours=14) and ahead.seconds % 3600 == 0


def features_of(best: Claim, day: date, claims: list[Claim], changed: list[Claim]) -> frozenset[str]:
    """What predicts whether a choice is right, as names in the table of weights: the method, the families that agree
    with it or dissent firmly, and what is odd: a date of change shown where none of publication is, another day in
    another zone, a month only."""
    kin = [c for c in claims if agree(best.stated, c.stated)]
    agreeing = {c.family for c in kin} - {best.family}
    rivals = [c for c in claims if not agree(best.stated, c.stated)]
    names = _source_features(best, claims, changed, agreeing)
    odd = {
        "repeated": any(c.family == best.family and c.method != best.method for c in kin),
        "other_day": any(c.day != day for c in kin if _is_day(c)),
        "other_day_in_utc": any(c.stated.utc.date() != day for c in kin if c.stated.utc),
        "no_day": not _is_day(best),
        "dissent": any(c.weight >= FIRM for c in rivals),
        "changed_same_day": any(c.day == best.day for c in changed),
    }
    return frozenset(names | {name for name, holds in odd.items() if holds})


def _source_features(best: Claim, claims: list[Claim], changed: list[Claim], agreeing: set[str]) -> set[str]:
    """Where the choice comes from and who agrees; dates of change, and those beside which only one is shown, are
    cases of their own."""
    if best.field == "modified_at":
        return {"from_change", f"from_change.{best.family}"}
    if _only_change_shown(best, claims, changed):
        return {"only_change_shown"}
    names = {f"method.{source_of(best.method)}"} | {f"agreeing.{n}" for n in (1, 2) if len(agreeing) >= n}
    return names | {f"agree.{family}" for family in agreeing & {"shown", "url"}}


def _only_change_shown(best: Claim, claims: list[Claim], changed: list[Claim]) -> bool:
    if any(c.family == "shown" and agree(best.stated, c.stated) for c in claims):
        return False
    return any(c.family == "shown" and not agree(best.stated, c.stated) for c in changed)


def _changed(changed: list[Claim]) -> tuple[datetime | None, tuple[int, ...]]:
    """The instant of the last change, by the weightiest candidate that states one."""
    claims = [claim for claim in changed if claim.stated.utc]
    if not claims:
        return None, ()
    best = max(claims, key=lambda c: (c.weight, -c.index))
    return best.stated.utc, (best.index,)
