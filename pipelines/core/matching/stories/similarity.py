"""How likely two texts report one event: a few features of the two alone, and the score made of them.

Belongs here: features, score, thresholds and the terms that explain a score. Does not: terms of one text (terms),
dates (windows), shared passages (pairs of copies).

The score is a logistic model's log odds on a straight line, 0 where one event is unlikely: linkage takes its means.
Its coefficients were fitted on labelled stories of three kinds (news articles, teasers, sources of one report), each
kind weighing the same, and are few enough to be read: alike terms speak for one event, long texts need fewer of them,
different days of the week speak against it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.stories.terms import UNIT, Terms

COSINE, LENGTHS, OTHER_DAY, NEXT_DAY, CONSTANT = 27.3, 1.17, -2.5, 0.5, -18.7
"""Log odds of one event: per unit of cosine, per natural logarithm of the words of either text, if both name days of
the week in their openings and none is the same, if both are dated and lie within a day, and to begin with.
"""

LONGEST = 450
"""Words from which on a longer text needs no less likeness: two teasers of 66 words are one event from a cosine of .26
on, two articles of 450 words and more from .10 on.
"""

FLOOR, HIGHEST = -3.0, 6.0
"""Log odds below which a pair scores 0, and from which on it scores 1."""

FLOOR_SCORE = 9_000
"""Score, of SCALE, of a pair at the floor. So high that a group takes in another only if nearly all pairs between them
are likely: with scores that begin at 0, a few sure pairs weld days of one affair together (adjusted Rand .02 lower on
teasers, largest story 8 instead of 6).
"""

STORY_THRESHOLD = 9_055
"""Mean score, of SCALE, over all pairs between two groups from which on they are one story: log odds of -2.5. From
-2.8 to -2.2 adjusted Rand changes by less than .01, the largest story by one.
"""

SHARED_PASSAGE_SCORE = SCALE
"""Score of a pair that shares a passage: a long run of the same words is certain evidence of one story."""

EXPLAINING_TERMS = 8
"""Terms named as the reason of a link."""

Pairs = npt.NDArray[np.int64]
Scores = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a score is made of: cosine (0 to 1), words of both texts, whether they name days and never the same one,
    whether both are dated within a day.
    """

    cosine: float
    shorter: int
    longer: int
    is_other_day: bool
    is_next_day: bool

    @property
    def log_odds(self) -> float:
        """Log odds of one event.

        >>> round(Likeness(0.4, 100, 400, False, True).log_odds, 2)
        5.13
        """
        lengths = np.log(min(self.shorter, LONGEST) + 1) + np.log(min(self.longer, LONGEST) + 1)
        days = OTHER_DAY * self.is_other_day + NEXT_DAY * self.is_next_day
        return float(COSINE * self.cosine + LENGTHS * lengths + days + CONSTANT)


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
def score(product, length_a, length_b, days_a, days_b, is_next_day):  # type: ignore[no-untyped-def]
    """Score, an integer of SCALE, of two texts with this dot product of their vectors, words, bits of days named, and
    dated within a day or not.
    """
    odds = COSINE * product / (UNIT * UNIT) + CONSTANT
    odds += LENGTHS * (np.log(min(length_a, LONGEST) + 1.0) + np.log(min(length_b, LONGEST) + 1.0))
    if days_a and days_b and not days_a & days_b:
        odds += OTHER_DAY
    if is_next_day:
        odds += NEXT_DAY
    if odds < FLOOR or product == 0:
        return np.int64(0)
    share = min(1.0, (odds - FLOOR) / (HIGHEST - FLOOR))
    return np.int64(np.rint(FLOOR_SCORE + (SCALE - FLOOR_SCORE) * share))


@njit(nogil=True, cache=True)
def score_pairs(left, right, next_day, hashes, weights, bounds, lengths, days, scores):  # type: ignore[no-untyped-def]
    """Fill `scores` (integers of SCALE) for the pairs of texts."""
    for i in range(len(left)):
        a, b = left[i], right[i]
        product = dot(hashes, weights, bounds[a], bounds[a + 1], bounds[b], bounds[b + 1])
        scores[i] = score(product, lengths[a], lengths[b], days[a], days[b], next_day[i])


def scores(left: Pairs, right: Pairs, is_next_day: npt.NDArray[np.bool_], terms: Terms) -> Scores:
    """Scores of pairs of texts, integers out of SCALE; 0 below the floor. left, right: places in `terms`; is_next_day:
    whether both are dated, within a day.

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.stories.terms import of_texts
    >>> titles = pa.array(["Ferry sinks off Norholm", "Ferry sinks near Norholm port", "Council votes on tram line"])
    >>> bodies = pa.array(["Twelve were rescued when the ferry Alma sank.", "All twelve aboard the Alma saved.", "No."])
    >>> found = scores(np.array([0, 0]), np.array([1, 2]), np.zeros(2, np.bool_), of_texts(titles, bodies, "en"))
    >>> bool(found[0] > STORY_THRESHOLD), int(found[1])
    (True, 0)
    """
    result = np.empty(len(left), np.int64)
    score_pairs(left, right, is_next_day, terms.hashes, terms.weights, terms.bounds, terms.lengths, terms.days, result)
    return result


@njit(nogil=True, cache=True)
def heaviest_shared(left, right, of_left, of_right, places, counts):  # type: ignore[no-untyped-def]
    """Fill `places` with EXPLAINING_TERMS at most a pair, and `counts` with how many; equal products by hash."""
    hashes_l, weights_l, bounds_l = of_left
    hashes_r, weights_r, bounds_r = of_right
    products = np.zeros(EXPLAINING_TERMS, np.int64)
    for i in range(len(left)):
        a, a_end, b, b_end = bounds_l[left[i]], bounds_l[left[i] + 1], bounds_r[right[i]], bounds_r[right[i] + 1]
        kept = 0
        while a < a_end and b < b_end:
            if hashes_l[a] == hashes_r[b]:
                product = np.int64(weights_l[a]) * np.int64(weights_r[b])
                slot = min(kept, EXPLAINING_TERMS - 1)
                if kept < EXPLAINING_TERMS or product > products[slot]:
                    while slot > 0 and product > products[slot - 1]:
                        products[slot], places[i, slot] = products[slot - 1], places[i, slot - 1]
                        slot -= 1
                    products[slot], places[i, slot] = product, a
                    kept = min(kept + 1, EXPLAINING_TERMS)
                a += 1
                b += 1
            elif hashes_l[a] < hashes_r[b]:
                a += 1
            else:
                b += 1
        counts[i] = kept


def shared_terms(left: Pairs, of_left: Terms, right: Pairs, of_right: Terms) -> list[list[int]]:
    """For each pair of texts the terms they share, heaviest first, EXPLAINING_TERMS at most, as places in `of_left`;
    equal ones by hash. left, right: places of the texts.

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.stories.terms import of_texts
    >>> terms = of_texts(pa.array(["Ferry sinks", "Ferry saved"]), pa.array(["", ""]), "en")
    >>> [["Ferry sinks"[terms.starts[t] : terms.ends[t]] for t in pair]
    ...  for pair in shared_terms(np.array([0]), terms, np.array([1]), terms)]
    [['Ferry']]
    """
    places, counts = np.zeros((len(left), EXPLAINING_TERMS), np.int64), np.zeros(len(left), np.int64)
    one, two = ((each.hashes, each.weights, each.bounds) for each in (of_left, of_right))
    heaviest_shared(left, right, one, two, places, counts)
    return [row[:count] for row, count in zip(places.tolist(), counts.tolist(), strict=True)]
