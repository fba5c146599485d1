"""The score of a pair: how likely one text is a copy of the other, and what speaks for it and against it.

Belongs here: the trees at work, and the reasons. Does not: the features, finding the trees (benchmarks/train_copies.py
writes trees.json).

The model is a sum of small decision trees (gradient boosting, Friedman 2001), for what a lead proves depends on what
follows it. Each split a pair takes moves its log odds by a known amount, so a score is still a sum of reasons, one a
feature. It is kept as an integer out of linkage.SCALE, rounded once, so that no machine clusters otherwise than
another.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.pairs.features import NAMES, Floats

THRESHOLD = 5800
"""Two clusters are one from this mean score on, out of linkage.SCALE: chosen on val, one for all sets."""

NEAR = 3000
"""A pair is near from this score on: lower than what joins clusters, for that is a mean, which pairs of two abridged
copies with little left in common pull down. Of 100,000 made articles' pairs 5800 finds .956, this .977, both at a
precision of 1.000; on the copies of wire texts, where updates share paragraphs, F1 of pairs is the same from 3000 to
5800 (.927 to .929 on train). Never above THRESHOLD: clusters are sought among texts that near pairs connect."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Nodes of all trees, one behind the other; roots: where each begins.

    feature: number in NAMES, -1 in a leaf; threshold: up to it a pair goes left; left, right: nodes; value: the log
    odds this tree gives a pair that stands here, were it to stop; base: what all trees start from
    """

    roots: npt.NDArray[np.int64]
    feature: npt.NDArray[np.int64]
    threshold: Floats
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    value: Floats
    base: float


@cache
def trees() -> Trees:
    """The trained trees, read once a process from the file beside this module.

    >>> len(trees().roots) > 0
    True
    """
    stored = json.loads(resources.files(__package__).joinpath("trees.json").read_text(encoding="utf-8"))
    roots, feature, left, right = (np.array(stored[n], np.int64) for n in ("roots", "feature", "left", "right"))
    threshold, value = (np.array(stored[name], np.float64) for name in ("threshold", "value"))
    return Trees(roots, feature, threshold, left, right, value, float(stored["base"]))


def score(rows: Floats) -> npt.NDArray[np.int64]:
    """Scores out of linkage.SCALE for rows of features.NAMES.

    >>> bare = np.zeros((1, len(NAMES)))
    >>> bool(score(bare)[0] < 500)
    True
    """
    model = trees()
    odds = np.full(len(rows), model.base)
    nodes = (model.feature, model.threshold, model.left, model.right, model.value)
    add_leaves(np.ascontiguousarray(rows, np.float64), model.roots, *nodes, odds)
    odds = np.clip(odds, -30, 30)
    scores: npt.NDArray[np.int64] = np.rint(SCALE / (1 + np.exp(-odds))).astype(np.int64)
    return scores


def reasons(row: Floats) -> list[tuple[str, float, float]]:
    """(feature, its value, what it adds to the log odds) of one pair, the weightiest first; `base` is what all start
    from.

    >>> sum(added for _, _, added in reasons(np.zeros(len(NAMES)))) < 0
    True
    """
    model = trees()
    moved = moves(model, row[None, :])
    named = [(name, float(v), float(m)) for name, v, m in zip(NAMES, row, moved[0], strict=False)]
    return sorted([("base", 1.0, model.base + float(moved[0, -1])), *named], key=lambda reason: -abs(reason[2]))


def moves(model: Trees, rows: Floats) -> Floats:
    """How far each feature moves the log odds of each row; the last column is what the roots alone say."""
    moved = np.zeros((len(rows), len(NAMES) + 1))
    nodes = (model.feature, model.threshold, model.left, model.right, model.value)
    walk(np.ascontiguousarray(rows, np.float64), model.roots, *nodes, moved)
    return moved


@njit(nogil=True, cache=True)
def walk(rows, roots, feature, threshold, left, right, value, moved):  # type: ignore[no-untyped-def]
    """Add to each row of moved what each feature's splits change; the roots' own values go into the last column."""
    for row in range(len(rows)):
        for root in roots:
            node = root
            moved[row, -1] += value[node]
            while feature[node] >= 0:
                f = feature[node]
                below = left[node] if rows[row, f] <= threshold[node] else right[node]
                moved[row, f] += value[below] - value[node]
                node = below


@njit(nogil=True, cache=True)
def add_leaves(rows, roots, feature, threshold, left, right, value, odds):  # type: ignore[no-untyped-def]
    """Add to the odds of each row what the leaves say that it ends in: the sum of all its moves."""
    for row in range(len(rows)):
        for root in roots:
            node = root
            while feature[node] >= 0:
                node = left[node] if rows[row, feature[node]] <= threshold[node] else right[node]
            odds[row] += value[node]
