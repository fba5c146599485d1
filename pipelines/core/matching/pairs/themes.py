"""How far each kind of measure moves the score of a pair from that of another, such as two texts that share nothing.

Belongs here: features that measure one thing, and what it moves the log odds by. Does not: the features (features),
the score (score), wording (pipelines.commands.explain_reasons).

What the splits of trees move is no reason for people: a tree asks for a length first, and what it gives for the answer
depends on what it asks next. So a theme speaks by its Shapley value (1953): the mean of what it moves the log odds by
over all orders in which the themes of one row replace those of another. The values add up to the whole difference.
"""

from collections.abc import Mapping
from math import factorial

import numpy as np

from pipelines.core.matching.kernels import F64
from pipelines.core.matching.pairs.features import NAMES
from pipelines.core.matching.pairs.overlap import NO_DIGITS
from pipelines.core.matching.pairs.score import log_odds, trees

THEMES: Mapping[str, tuple[str, ...]] = {
    "shorter": ("covered_shorter", "solid_shorter", "containment", "words_shorter", "aligned", "widest_gap"),
    "longer": ("covered_longer", "solid_longer", "jaccard", "words_longer"),
    "beginning": ("lead_shorter", "lead_longer", "lead_both", "late_start"),
    "numbers": ("digits_lost_shorter", "digits_lost_longer"),
    "passage": ("passage_shorter", "log_passage", "log_grams"),
    "replaced": ("replaced", "log_replaced", "new_shorter", "new_longer"),
    "recurring": ("recurring",),
    "lengths": ("log_length", "log_ratio"),
}
"""Theme → the features that measure it."""

LOST = {
    "late_start",
    "widest_gap",
    "digits_lost_shorter",
    "digits_lost_longer",
    "replaced",
    "new_shorter",
    "new_longer",
}
"""Features that are 1, and not 0, of texts that share nothing."""


def moves(base: F64, row: F64) -> dict[str, float]:
    """What each theme adds to the log odds on the way from one row of features.NAMES to another.

    >>> found = moves(nothing_shared(np.zeros(len(NAMES)), 100), np.zeros(len(NAMES)))
    >>> sorted(found) == sorted(THEMES), found["lengths"]
    (True, 0.0)
    """
    count = len(THEMES)
    members = np.arange(1 << count)[:, None] >> np.arange(count) & 1
    columns = np.zeros((count, len(NAMES)), np.int64)
    for theme, names in enumerate(THEMES.values()):
        columns[theme, [NAMES.index(name) for name in names]] = 1
    odds = log_odds(np.where(members @ columns, row, base), trees())
    sizes = members.sum(axis=1)
    share = np.array([factorial(size) * factorial(count - size - 1) for size in range(count)]) / factorial(count)
    found = {}
    for theme, name in enumerate(THEMES):
        without = np.flatnonzero(members[:, theme] == 0)
        found[name] = float(share[sizes[without]] @ (odds[without + (1 << theme)] - odds[without]))
    return found


def nothing_shared(row: F64, shorter: int) -> F64:
    """The features that two texts of the lengths of this pair would have if they shared nothing; shorter: words of the
    shorter one.

    >>> bare = nothing_shared(np.full(len(NAMES), 0.5), 100)
    >>> [bare[NAMES.index(name)].item() for name in ("covered_longer", "widest_gap", "log_length")]
    [0.0, 1.0, 0.5]
    """
    of = dict(zip(NAMES, row.tolist(), strict=True))
    kept = {name: of[name] for name in THEMES["lengths"]} | {"log_replaced": np.log1p(shorter) / 5}
    kept |= {name: NO_DIGITS for name in THEMES["numbers"] if of[name] == NO_DIGITS}
    return np.array([kept.get(name, float(name in LOST)) for name in NAMES])
