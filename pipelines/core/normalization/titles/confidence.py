"""The confidence of a title that several sources state, by the table fitted on labelled pages.

Belongs here: the features of such a title. Does not: the confidence of one source alone (candidates), choosing
(choose), fitting (benchmarks/calibrate_claims.py).
"""

from collections.abc import Collection

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.fitted_table import FittedTable, features, read_table, step_features
from pipelines.core.normalization.titles.cleaning import splits

CALIBRATION = FittedTable(read_table(__package__))

SHARES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Steps of the share of all weight that states the chosen title."""

FAMILIES = (2, 3, 4)
"""Steps of the number of independent families that state it."""

INDEPENDENT = frozenset({"heading", "social", "jsonld"})
"""Families whose presence is a feature."""


def features_of(best: Candidate, share: float, agreeing: Collection[str], *, has_rest: bool) -> frozenset[str]:
    """The features of a choice.

    share: of all weight; agreeing: families that state it; has_rest: whether any source states another title

    >>> sorted(features_of(Candidate("title", "Pier - Local", "html.h1", 0.8), 0.45, {"heading"}, has_rest=True))
    ['from.heading', 'has_separator', 'share.0.4']
    """
    stated = features(has_separator=any(True for _ in splits(best.value)), unanimous=not has_rest)
    sources = frozenset(f"from.{family}" for family in INDEPENDENT.intersection(agreeing))
    return stated | sources | step_features("share", share, SHARES) | step_features("families", len(agreeing), FAMILIES)
