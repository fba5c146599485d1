"""Features that predict whether the calendar day of a choice is right, as names in calibration.json.

Belongs here: the features of a choice. Does not: their weights (calibration), choosing (choose).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.core.normalization.dates.calibration import source_of
from pipelines.core.normalization.dates.weighted_candidates import MIN_FIRM_WEIGHT, WeightedCandidate, agree

CLOCK_DIFFERENCE = timedelta(days=1)
"""How far the clocks of readers and outlets may differ."""

Weighted = Sequence[WeightedCandidate]


def features_of(
    best: WeightedCandidate,
    day: date,
    published: Weighted,
    agreeing: Weighted,
    modified: Weighted,
    comments: Sequence[date],
) -> frozenset[str]:
    """The features of a choice.

    They name its method, the families that agree with it, firm dissent, and what is unusual: a date of change where
    none of publication is shown, another day in another zone, a month only, comments from before the article.

    best, day: the candidate chosen and its calendar day; agreeing: those of `published` that agree with it, itself
    included; comments: days of comments on the page
    """
    dissenting = [c for c in published if c not in agreeing]
    families = {c.family for c in agreeing} - {best.family}
    unusual = {
        "repeated": any(c.family == best.family and c.method != best.method for c in agreeing),
        "other_day": any(c.day != day for c in agreeing if c.has_day),
        "other_day_in_utc": any(c.parsed.utc.date() != day for c in agreeing if c.parsed.utc),
        "no_day": not best.has_day,
        "dissent": any(c.weight >= MIN_FIRM_WEIGHT for c in dissenting),
        "changed_same_day": any(c.day == best.day for c in modified),
        "commented_before": any(comment < day - CLOCK_DIFFERENCE for comment in comments),
    }
    sources = _source_features(best, agreeing, modified, families)
    return frozenset(sources | {name for name, is_true in unusual.items() if is_true})


def _source_features(best: WeightedCandidate, agreeing: Weighted, modified: Weighted, families: set[str]) -> set[str]:
    """The method of the choice and the families that agree; a date of change, or one shown alone, replaces them."""
    if best.field == "modified_at":
        return {"from_change", f"from_change.{best.family}"}
    if _is_only_change_shown(best, agreeing, modified):
        return {"only_change_shown"}
    names = {f"method.{source_of(best.method)}"} | {f"agreeing.{n}" for n in (1, 2) if len(families) >= n}
    return names | {f"agree.{family}" for family in families & {"shown", "url"}}


def _is_only_change_shown(best: WeightedCandidate, agreeing: Weighted, modified: Weighted) -> bool:
    if any(c.family == "shown" for c in agreeing):
        return False
    return any(c.family == "shown" and not agree(best.parsed, c.parsed) for c in modified)
