"""Choosing the date of publication among its candidates.

Belongs here: the one pure chooser. Does not: finding candidates, reading them back (claims), doubting the choice
(doubts, calibration).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from pipelines.core.normalization.dates.build_candidate import bounds
from pipelines.core.normalization.dates.calibration import confidence_of
from pipelines.core.normalization.dates.claims import (
    EXACT,
    FIRM,
    TOLERANCE,
    Claim,
    agree,
    aware,
    claims_of,
    days_of_comments,
    is_day,
)
from pipelines.core.normalization.dates.confidence_features import features_of
from pipelines.core.normalization.dates.types import PublishedDate
from pipelines.core.normalization.evidence import Candidate

FEW = 3
"""Candidates up to which a choice is kept: rows state a day or two, and the next row often states the same."""


def choose(
    candidates: Sequence[Candidate], *, fetched_at: datetime | None = None, url: str | None = None
) -> PublishedDate:
    """The date of publication that the candidates support best; all fields None when there is none.

    Candidates with confidence 0 are refused ones. Pure; the order of the candidates breaks ties only.

    >>> from pipelines.core.normalization.evidence import Candidate
    >>> got = choose([Candidate("published_at", "2024-03-14T17:04:00-05:00", "jsonld.article.datePublished", .95)])
    >>> got.published_at.isoformat(), got.published_date.isoformat(), got.published_precision, got.chosen
    ('2024-03-14T22:04:00+00:00', '2024-03-14', 'instant', (0,))
    """
    few = len(candidates) <= FEW
    return _chosen_again(tuple(candidates), fetched_at) if few else _chosen(candidates, fetched_at)


@lru_cache(maxsize=2048)
def _chosen_again(candidates: tuple[Candidate, ...], fetched_at: datetime | None) -> PublishedDate:
    return _chosen(candidates, fetched_at)


def _chosen(candidates: Sequence[Candidate], fetched_at: datetime | None) -> PublishedDate:
    choice = choice_of(candidates, fetched_at=fetched_at)
    modified_at, indexes = _changed(claims_of(candidates, "modified_at", fetched_at))
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
        published_latest=min(high, max(low, aware(fetched_at) + TOLERANCE)) if fetched_at else high,
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
    changed = claims_of(candidates, "modified_at", fetched_at)
    claims = claims_of(candidates, "published_at", fetched_at)
    if not any(claim.weight >= FIRM for claim in claims):
        claims = [*claims, *changed]
    if not claims:
        return None
    best = _best(claims, changed)
    sharp, day = _sharpest(best, claims)
    return DateChoice(sharp, day, features_of(best, day, claims, changed, days_of_comments(candidates)))


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
            kin |= {other.method} if other.weight >= PLAIN else set()
        else:
            families[other.family] = max(families[other.family], other.weight)
    support = claim.weight + 0.5 * sum(families.values()) + 0.2 * min(2, len(kin))
    return support - CHANGE_DISCOUNT if _looks_changed(claim, claims, changed) else support


PLAIN = 1.0
"""Weight from which another method of the same family supports a claim: what stands far down the page does not."""

CHANGE_DISCOUNT = 4.0
"""Taken from the support of a date that is said elsewhere to be the one of a change, when an earlier one is stated."""


def _looks_changed(claim: Claim, claims: list[Claim], changed: list[Claim]) -> bool:
    same = any(other.day == claim.day for other in changed)
    return same and any(is_day(other) and other.day < claim.day and other.weight > claim.weight for other in claims)


CLEAR = 0.8
"""Weight from which a claim may add a time of day to the date that was chosen: a comment of that day must not."""


def _sharpest(best: Claim, claims: list[Claim]) -> tuple[Claim, date]:
    """The most precise claim that agrees with the best one, and the calendar day as stated where the outlet is."""
    kin = [claim for claim in claims if agree(best.stated, claim.stated)]
    clear = [claim for claim in kin if claim.weight >= CLEAR or claim is best]
    sharp = max(clear, key=lambda c: (EXACT[c.stated.precision], c.weight, -c.index))
    if EXACT[best.stated.precision] >= EXACT[sharp.stated.precision]:
        sharp = best
    sharp = _in_its_own_zone(sharp, kin)
    return sharp, _calendar_day(sharp, kin)


def _in_its_own_zone(sharp: Claim, kin: list[Claim]) -> Claim:
    """A wall clock that is called UTC here and given an offset there was never UTC: the offset holds."""
    if sharp.stated.utc is None or _own_clock(sharp):
        return sharp
    same = [c for c in kin if c.stated.utc and _own_clock(c) and abs(c.stated.local - sharp.stated.local) < MINUTE]
    return max(same, key=lambda c: (c.weight, -c.index), default=sharp)


MINUTE = timedelta(minutes=1)


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


def _changed(changed: list[Claim]) -> tuple[datetime | None, tuple[int, ...]]:
    """The instant of the last change, by the weightiest candidate that states one."""
    claims = [claim for claim in changed if claim.stated.utc]
    if not claims:
        return None, ()
    best = max(claims, key=lambda c: (c.weight, -c.index))
    return best.stated.utc, (best.index,)
