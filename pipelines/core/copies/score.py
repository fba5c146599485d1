"""The score of a pair: how likely one text is a copy of the other, and what speaks for it and against it.

Belongs here: terms made of the features, their weights at work, the reasons. Does not: finding the weights
(benchmarks/train_copies.py writes coefficients.py).

A logistic model of few terms: a score is a sum anyone can check, term by term. It is kept as an integer out of
linkage.SCALE, rounded once, so that no machine clusters otherwise than another.
"""

import numpy as np
import numpy.typing as npt

from pipelines.core.copies.coefficients import INTERCEPT, WEIGHTS
from pipelines.core.copies.overlap import FEATURES
from pipelines.core.linkage import SCALE

THRESHOLD = 4000
"""Two clusters are one from this mean score on, out of linkage.SCALE: chosen on val, one for all sets."""

Floats = npt.NDArray[np.float64]


def terms(features: npt.NDArray[np.float32]) -> Floats:
    """The terms of the model, a column for each of WEIGHTS: features, and products where one matters only with another.

    >>> terms(np.zeros((2, len(FEATURES)), np.float32)).shape == (2, len(WEIGHTS))
    True
    """
    f = {name: features[:, i].astype(np.float64) for i, name in enumerate(FEATURES)}
    extra = {
        "lead_and_longer": f["lead_both"] * f["solid_longer"],
        "lead_and_shorter": f["lead_both"] * f["solid_shorter"],
        "both": f["solid_longer"] * f["solid_shorter"],
    }
    return np.stack([{**f, **extra}[name] for name in WEIGHTS], axis=1)


def score(features: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """Scores out of linkage.SCALE for rows of overlap.FEATURES; a pair with nothing covered scores 0.

    >>> score(np.zeros((1, len(FEATURES)), np.float32)).tolist()
    [0]
    """
    logit = INTERCEPT + terms(features) @ np.array(list(WEIGHTS.values()))
    chance = 1 / (1 + np.exp(-np.clip(logit, -30, 30)))
    return np.where(features[:, 0] > 0, np.rint(chance * SCALE), 0).astype(np.int64)


def reasons(features: npt.NDArray[np.float32]) -> list[tuple[str, float, float]]:
    """(term, value, what it adds to the log odds) of one pair, the weightiest first; the intercept is `base`.

    >>> reasons(np.zeros(len(FEATURES), np.float32))[0][0]
    'base'
    """
    values = terms(features[None, :])[0]
    added = [(name, float(v), float(v * w)) for (name, w), v in zip(WEIGHTS.items(), values, strict=True)]
    return sorted([("base", 1.0, INTERCEPT), *added], key=lambda reason: -abs(reason[2]))
