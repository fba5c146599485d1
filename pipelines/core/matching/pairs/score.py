"""The score of a pair: how likely one text is a copy of the other, and what speaks for and against it.

Belongs here: applying the trees, and the reasons. Does not: the features (features), training
(benchmarks/train_copies.py writes trees.json).

The model is a sum of small decision trees (gradient boosting, Friedman 2001), for what a lead proves depends on what
follows it. Each split moves the log odds by a known amount, so a score is still a sum of reasons, one per feature. It
is kept as an integer out of linkage.SCALE, rounded once, so that all machines cluster alike.
"""

import json
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.kernels import F64, I64, kernel
from pipelines.core.matching.pairs.features import NAMES

THRESHOLD = 5800
"""Least mean score, out of linkage.SCALE, over the pairs between two clusters that are merged."""

NEAR = 3000
"""Least score of a near pair. Lower than THRESHOLD, which limits a mean: two abridged copies with little left in common
lower it. Never above THRESHOLD: clusters are sought among texts that near pairs connect.
"""


class Trees(NamedTuple):
    """The nodes of all trees, one tree after the other; roots: where each begins.

    feature: number in NAMES, -1 in a leaf; threshold: up to it a pair goes left; left, right: nodes; value: the log
    odds this tree gives a pair that ends here; base: what all trees start from
    """

    roots: I64
    feature: I64
    threshold: F64
    left: I64
    right: I64
    value: F64
    base: float


@cache
def trees() -> Trees:
    """The trained trees, read once per process from the file beside this module.

    >>> len(trees().roots) > 0
    True
    """
    stored = json.loads(resources.files(__package__).joinpath("trees.json").read_text(encoding="utf-8"))
    roots, feature, left, right = (np.array(stored[n], np.int64) for n in ("roots", "feature", "left", "right"))
    threshold, value = (np.array(stored[name], np.float64) for name in ("threshold", "value"))
    return Trees(roots, feature, threshold, left, right, value, float(stored["base"]))


def score(rows: F64) -> I64:
    """Scores out of linkage.SCALE for rows of features.NAMES.

    >>> bare = np.zeros((1, len(NAMES)))
    >>> bool(score(bare)[0] < 500)
    True
    """
    odds = np.clip(log_odds(rows, trees()), -30, 30)
    scores: I64 = np.rint(SCALE / (1 + np.exp(-odds))).astype(np.int64)
    return scores


def reasons(row: F64) -> list[tuple[str, float, float]]:
    """(feature, its value, what it adds to the log odds) of one pair, the strongest first; `base` is what all start
    from.

    >>> sum(added for _, _, added in reasons(np.zeros(len(NAMES)))) < 0
    True
    """
    model = trees()
    moved, base = moves(row, model)
    named = list(zip(NAMES, row.tolist(), moved.tolist(), strict=True))
    return sorted([("base", 1.0, float(base)), *named], key=lambda reason: -abs(reason[2]))


@kernel
def moves(row: F64, trees: Trees) -> tuple[F64, float]:
    """(how far each feature's splits move the log odds of a row, what all rows start from)."""
    moved, base = np.zeros(len(row)), 0.0
    for root in trees.roots:
        node = root
        base += trees.value[node]
        while trees.feature[node] >= 0:
            f = trees.feature[node]
            below = trees.left[node] if row[f] <= trees.threshold[node] else trees.right[node]
            moved[f] += trees.value[below] - trees.value[node]
            node = below
    return moved, trees.base + base


@kernel
def log_odds(rows: F64, trees: Trees) -> F64:
    """The log odds of each row, shape (n, features): the sum of the leaves that it ends in, and so of all its moves."""
    odds = np.full(len(rows), trees.base)
    for row in range(len(rows)):
        for root in trees.roots:
            node = root
            while trees.feature[node] >= 0:
                is_left = rows[row, trees.feature[node]] <= trees.threshold[node]
                node = trees.left[node] if is_left else trees.right[node]
            odds[row] += trees.value[node]
    return odds
