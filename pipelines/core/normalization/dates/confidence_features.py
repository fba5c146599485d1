"""What predicts whether a choice is right, as names in the table of weights.

Belongs here: the features of a choice. Does not: their weights (calibration.json), choosing.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.core.normalization.dates.calibration import source_of
from pipelines.core.normalization.dates.claims import FIRM, Claim, agree, is_day

ZONES = timedelta(days=1)
"""What clocks of readers and outlets may differ by."""


def features_of(
    best: Claim, day: date, claims: list[Claim], changed: list[Claim], commented: Sequence[date]
) -> frozenset[str]:
    """What predicts whether a choice is right, as names in the table of weights: the method, the families that agree
    with it or dissent firmly, and what is odd: a date of change shown where none of publication is, another day in
    another zone, a month only, comments (on the days `commented`) from before the article."""
    kin = [c for c in claims if agree(best.stated, c.stated)]
    agreeing = {c.family for c in kin} - {best.family}
    rivals = [c for c in claims if not agree(best.stated, c.stated)]
    names = _source_features(best, claims, changed, agreeing)
    odd = {
        "repeated": any(c.family == best.family and c.method != best.method for c in kin),
        "other_day": any(c.day != day for c in kin if is_day(c)),
        "other_day_in_utc": any(c.stated.utc.date() != day for c in kin if c.stated.utc),
        "no_day": not is_day(best),
        "dissent": any(c.weight >= FIRM for c in rivals),
        "changed_same_day": any(c.day == best.day for c in changed),
        "commented_before": any(comment < day - ZONES for comment in commented),
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
