"""The choice of the date of publication among its candidates.

Belongs here: the chooser, a pure function. Does not: finding candidates (candidates), confidence (calibration).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipelines.core.normalization.dates.build_candidate import bounds
from pipelines.core.normalization.dates.calibration import confidence_of
from pipelines.core.normalization.dates.confidence_features import features_of
from pipelines.core.normalization.dates.types import PublishedDate
from pipelines.core.normalization.dates.weighted_candidates import (
    MIN_FIRM_WEIGHT,
    TOLERANCE,
    WeightedCandidate,
    agree,
    as_utc,
    comment_days,
    weigh,
)
from pipelines.core.normalization.evidence import Candidate

MAX_CACHED_CANDIDATES = 3
"""Choices among at most this many candidates are cached: rows have one or two, and many rows have the same."""

MIN_REPEATED_WEIGHT = 1.0
"""Weight from which another method of the same family adds to a candidate's score."""

MIN_TIME_WEIGHT = 0.8
"""Weight from which a candidate may add the time of day to the chosen date: the time of a comment must not."""

OTHER_FAMILY_SHARE, SAME_FAMILY_WEIGHT, MAX_SAME_FAMILY = 0.5, 0.2, 2
"""What agreeing candidates add to a score: a share of the weight of each other family, and a constant for each other
method of the same family, up to a number of them."""

CHANGE_DISCOUNT = 4.0
"""Deducted from the score of a date that is also stated as the date of a change, if an earlier date is stated."""


def choose(candidates: Sequence[Candidate], *, fetched_at: datetime | None = None) -> PublishedDate:
    """The date of publication with the highest score; all fields None if there is none.

    Candidates with confidence 0 are refused ones. The order of the candidates breaks ties only.

    >>> one = Candidate("published_at", "2024-03-14T17:04:00-05:00", "jsonld.article.datePublished", 0.95)
    >>> choice = choose([one])
    >>> choice.published_at.isoformat(), choice.published_date.isoformat(), choice.published_precision, choice.chosen
    ('2024-03-14T22:04:00+00:00', '2024-03-14', 'instant', (0,))
    """
    is_cached = len(candidates) <= MAX_CACHED_CANDIDATES
    return _choose_cached(tuple(candidates), fetched_at) if is_cached else _choose(candidates, fetched_at)


def _choose(candidates: Sequence[Candidate], fetched_at: datetime | None) -> PublishedDate:
    modified = weigh(candidates, "modified_at", fetched_at)
    choice = _select(candidates, modified, fetched_at)
    changed = _dated_change(_last_change(modified))
    if choice is None:
        return changed
    parsed = choice.candidate.parsed
    earliest, latest = bounds(parsed)
    return changed._replace(
        published_at=parsed.utc,
        published_local=parsed.local if parsed.precision == "local_time" else None,
        published_date=choice.day,
        published_precision=parsed.precision,
        published_earliest=earliest,
        published_latest=min(latest, max(earliest, as_utc(fetched_at) + TOLERANCE)) if fetched_at else latest,
        published_method=choice.candidate.method,
        published_confidence=confidence_of(choice.features),
        chosen=tuple(dict.fromkeys((choice.candidate.place, *changed.chosen))),
    )


_choose_cached = lru_cache(maxsize=2048)(_choose)


class DateChoice(NamedTuple):
    """The chosen candidate, its calendar day where the outlet is, and the features its confidence is computed from."""

    candidate: WeightedCandidate
    day: date
    features: frozenset[str]


def select(candidates: Sequence[Candidate], *, fetched_at: datetime | None = None) -> DateChoice | None:
    """The choice behind `choose`; None if no candidate states a date."""
    return _select(candidates, weigh(candidates, "modified_at", fetched_at), fetched_at)


def _select(
    candidates: Sequence[Candidate], modified: list[WeightedCandidate], fetched_at: datetime | None
) -> DateChoice | None:
    published = weigh(candidates, "published_at", fetched_at)
    if not any(c.weight >= MIN_FIRM_WEIGHT for c in published):
        published = [*published, *modified]
    if not published:
        return None
    best = published[0]
    if len(published) > 1:
        best = max(published, key=lambda c: (round(_score(c, published, modified), 6), -c.place))
    agreeing = [c for c in published if c is best or agree(best.parsed, c.parsed)]
    precise, day = _most_precise(best, agreeing)
    return DateChoice(precise, day, features_of(best, day, published, agreeing, modified, comment_days(candidates)))


def _score(
    candidate: WeightedCandidate, published: list[WeightedCandidate], modified: list[WeightedCandidate]
) -> float:
    """The weight of a candidate plus what those that agree add; less if it looks like the date of a change."""
    families: dict[str, float] = defaultdict(float)
    repeated: set[str] = set()
    for other in published:
        if other.method == candidate.method or not agree(candidate.parsed, other.parsed):
            continue
        if other.family == candidate.family:
            repeated |= {other.method} if other.weight >= MIN_REPEATED_WEIGHT else set()
        else:
            families[other.family] = max(families[other.family], other.weight)
    shared = SAME_FAMILY_WEIGHT * min(MAX_SAME_FAMILY, len(repeated))
    score = candidate.weight + OTHER_FAMILY_SHARE * sum(families.values()) + shared
    return score - CHANGE_DISCOUNT if _looks_modified(candidate, published, modified) else score


def _looks_modified(
    candidate: WeightedCandidate, published: list[WeightedCandidate], modified: list[WeightedCandidate]
) -> bool:
    is_change = any(other.day == candidate.day for other in modified)
    earlier = (other for other in published if other.has_day and other.day < candidate.day)
    return is_change and any(other.weight > candidate.weight for other in earlier)


def _most_precise(best: WeightedCandidate, agreeing: list[WeightedCandidate]) -> tuple[WeightedCandidate, date]:
    """The most precise candidate that agrees with the best one, and the calendar day where the outlet is."""
    trusted = [c for c in agreeing if c.weight >= MIN_TIME_WEIGHT or c is best]
    precise = max(trusted, key=lambda c: (c.rank, c.weight, -c.place))
    precise = _prefer_offset(best if best.rank >= precise.rank else precise, agreeing)
    return precise, _calendar_day(precise, agreeing)


def _prefer_offset(precise: WeightedCandidate, agreeing: list[WeightedCandidate]) -> WeightedCandidate:
    """If another candidate states the same local time with an offset, the one that calls it UTC is wrong."""
    if precise.parsed.utc is None or _is_local_time(precise):
        return precise
    with_offset = (c for c in agreeing if c.parsed.utc and _is_local_time(c))
    same = [c for c in with_offset if abs(c.parsed.local - precise.parsed.local) < MINUTE]
    return max(same, key=lambda c: (c.weight, -c.place), default=precise)


MINUTE = timedelta(minutes=1)


def _calendar_day(precise: WeightedCandidate, agreeing: list[WeightedCandidate]) -> date:
    """The calendar day where the outlet is.

    An instant stated in UTC may fall on another day there. Then the day is that of the outlet's local time, else that
    of the URL, else the day shown to readers if the instant is midnight of that day somewhere.
    """
    utc = precise.parsed.utc
    if utc is None or precise.parsed.local != utc.replace(tzinfo=None):
        return precise.day
    local = [c.day for c in agreeing if _is_local_time(c)]
    in_url = [c.day for c in agreeing if c.method == "url.day"]
    shown = [c.day for c in agreeing if c.method.startswith("visible.")]
    if precise.day in local or (precise.day in shown and not local):
        return precise.day
    return next(iter([*local, *in_url, *(day for day in shown if _is_midnight(utc, day))]), precise.day)


def _is_local_time(candidate: WeightedCandidate) -> bool:
    """Whether a machine-readable candidate states the outlet's local time: without a zone, or in another than UTC."""
    parsed = candidate.parsed
    if candidate.method.startswith("visible.") or not candidate.has_time:
        return False
    return parsed.utc is None or parsed.local != parsed.utc.replace(tzinfo=None)


def _is_midnight(utc: datetime, day: date) -> bool:
    """Whether an instant is the midnight that begins a day somewhere east of Greenwich: a day written as an instant."""
    offset = datetime.combine(day, datetime.min.time()) - utc.replace(tzinfo=None)
    return timedelta(0) < offset <= timedelta(hours=14) and offset.seconds % 3600 == 0


def _last_change(modified: list[WeightedCandidate]) -> WeightedCandidate | None:
    """The last change by the most precise candidate; among those, by the one of the highest weight."""
    return max(modified, key=lambda c: (c.rank, c.weight, -c.place), default=None)


def _dated_change(change: WeightedCandidate | None) -> PublishedDate:
    """The modified_ columns of a change; all None without one."""
    if change is None:
        return PublishedDate()
    parsed = change.parsed
    return PublishedDate(
        modified_at=parsed.utc,
        modified_local=parsed.local if parsed.precision == "local_time" else None,
        modified_date=change.day,
        modified_precision=parsed.precision,
        chosen=(change.place,),
    )
