"""How likely two texts report one event: a few features of the two alone, and the score made of them.

Belongs here: features, score, thresholds and the terms that explain a score. Does not: terms of one text (terms),
dates (windows), shared passages (pairs of copies).

The score is a logistic model's log odds, cut to 0 to 1 along a straight line, for means of it are what linkage takes.
Its coefficients were fitted on labelled stories of three kinds (news articles, teasers, sources of one report), each
kind weighing the same, and are few enough to be read: alike terms speak for one event, long texts need fewer of them,
different days of the week speak against it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.linkage import SCALE
from pipelines.core.stories.terms import UNIT, Terms

COSINE, LENGTHS, OTHER_DAY, CONSTANT = 27.3, 0.99, -1.72, -17.4
"""Log odds of one event: per unit of cosine, per natural logarithm of the words of either text, if both name days of
the week in their openings and none is the same, and to begin with.
"""

LONGEST = 600
"""Words from which on a longer text needs no less likeness."""

LOWEST, HIGHEST = -8.0, 8.0
"""Log odds that score 0 and 1."""

STORY_THRESHOLD = 4_125
"""Mean score, of SCALE, over all pairs between two groups from which on they are one story: log odds of -1.4. Chosen
with the coefficients; from 4,000 to 4,250 results are much alike.
"""

SHARED_PASSAGE_SCORE = SCALE
"""Score of a pair that shares a passage: a long run of the same words is certain evidence of one story."""

EXPLAINING_TERMS = 8
"""Terms named as the reason of a link."""

Pairs = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a score is made of: cosine (0 to 1), words of both texts, whether they name days and never the same one."""

    cosine: float
    shorter: int
    longer: int
    is_other_day: bool

    @property
    def log_odds(self) -> float:
        """Log odds of one event.

        >>> round(Likeness(0.4, 100, 400, False).log_odds, 2)
        4.02
        """
        lengths = np.log(min(self.shorter, LONGEST) + 1) + np.log(min(self.longer, LONGEST) + 1)
        return float(COSINE * self.cosine + LENGTHS * lengths + OTHER_DAY * self.is_other_day + CONSTANT)


@njit(nogil=True, cache=True)
def dot(hashes, weights, a, a_end, b, b_end):  # type: ignore[no-untyped-def]
    """Sum of products of the weights of terms a:a_end and b:b_end that are the same."""
    total = np.int64(0)
    while a < a_end and b < b_end:
        if hashes[a] == hashes[b]:
            total += np.int64(weights[a]) * np.int64(weights[b])
            a += 1
            b += 1
        elif hashes[a] < hashes[b]:
            a += 1
        else:
            b += 1
    return total


@njit(nogil=True, cache=True)
def score_pairs(left, right, hashes, weights, bounds, lengths, days, scores):  # type: ignore[no-untyped-def]
    """Fill `scores` (integers of SCALE) for the pairs of texts."""
    for i in range(len(left)):
        a, b = left[i], right[i]
        product = dot(hashes, weights, bounds[a], bounds[a + 1], bounds[b], bounds[b + 1])
        odds = COSINE * product / (UNIT * UNIT) + CONSTANT
        odds += LENGTHS * (np.log(min(lengths[a], LONGEST) + 1.0) + np.log(min(lengths[b], LONGEST) + 1.0))
        odds += OTHER_DAY if days[a] and days[b] and not days[a] & days[b] else 0.0
        share = (odds - LOWEST) / (HIGHEST - LOWEST)
        scores[i] = np.int64(np.rint(SCALE * min(1.0, max(0.0, share)))) if product else 0


def scores(left: Pairs, right: Pairs, terms: Terms) -> Scores:
    """Scores of pairs of texts, integers out of SCALE; 0 without a shared term. left, right: places in `terms`.

    >>> import pyarrow as pa
    >>> from pipelines.core.stories.terms import of_texts
    >>> titles = pa.array(["Ferry sinks off Norholm", "Ferry sinks near Norholm port", "Council votes on tram line"])
    >>> bodies = pa.array(["Twelve were rescued when the ferry Alma sank.", "All twelve aboard the Alma saved.", "No."])
    >>> found = scores(np.array([0, 0]), np.array([1, 2]), of_texts(titles, bodies, "en"))
    >>> bool(found[0] > STORY_THRESHOLD), bool(found[1] < 1000)
    (True, True)
    """
    result = np.empty(len(left), np.int64)
    score_pairs(left, right, terms.hashes, terms.weights, terms.bounds, terms.lengths, terms.days, result)
    return result


def shared_terms(a: int, b: int, terms: Terms) -> list[tuple[int, float]]:
    """The terms two texts share, heaviest first: (place in `terms` of a's, share of the cosine), EXPLAINING_TERMS at
    most; equal ones by hash.
    """
    first = slice(int(terms.bounds[a]), int(terms.bounds[a + 1]))
    second = slice(int(terms.bounds[b]), int(terms.bounds[b + 1]))
    _, mine, other = np.intersect1d(terms.hashes[first], terms.hashes[second], return_indices=True)
    products = terms.weights[first][mine].astype(np.int64) * terms.weights[second][other]
    order = np.argsort(-products, kind="stable")[:EXPLAINING_TERMS]
    total = max(1, int(products.sum()))
    return [(first.start + int(mine[i]), float(products[i] / total)) for i in order]
