"""How likely two texts report one event: a few features of the two texts, and a score made from them.

Belongs here: features, score, thresholds and the terms that explain a score. Does not: terms of one text (terms),
times (windows), shared passages (pairs).

The score is the log odds of a logistic model, mapped linearly so that linkage can take means; 0 where one event is
unlikely. Similar terms speak for one event, long texts need less similarity, different weekdays speak against it.
"""

import numpy as np

from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.kernels import I64, Bools, Int, kernel
from pipelines.core.matching.stories.terms import UNIT, Terms

COSINE, LENGTHS, OTHER_DAY, NEXT_DAY, CONSTANT = 27.3, 1.17, -2.5, 0.5, -18.7
"""Log odds of one event: per unit of cosine, per natural logarithm of the words of either text, if both name weekdays
in their openings and none is the same, if both are dated within a day, and to begin with.
"""

MAX_WORDS = 450
"""Limits the length that counts: longer texts need no less similarity."""

MIN_ODDS, MAX_ODDS = -3.0, 6.0
"""Log odds below which a pair scores 0, and from which it scores 1."""

MIN_SCORE = 9_000
"""Score, out of SCALE, of a pair at MIN_ODDS; so high that groups merge only if nearly all pairs between them are
likely.
"""

STORY_THRESHOLD = 9_055
"""Mean score, out of SCALE, over all pairs between two groups from which they are one story: log odds of -2.5."""

MAX_SHARED_TERMS = 8
"""Limits the terms that explain a link."""


@kernel
def dot(terms: Terms, a: Int, b: Int) -> np.int64:
    """Dot product of the weights of texts a and b, over the terms they share."""
    hashes, weights, bounds = terms.hashes, terms.weights, terms.bounds
    p, p_end, q, q_end = bounds[a], bounds[a + 1], bounds[b], bounds[b + 1]
    total = np.int64(0)
    while p < p_end and q < q_end:
        if hashes[p] == hashes[q]:
            total += np.int64(weights[p]) * np.int64(weights[q])
            p += 1
            q += 1
        elif hashes[p] < hashes[q]:
            p += 1
        else:
            q += 1
    return total


@kernel
def log_odds(product: Int, words_a: Int, words_b: Int, days_a: Int, days_b: Int, is_next_day: bool) -> float:
    """Log odds that two texts report one event.

    product: dot product of their weights
    words_a, words_b: their lengths in words
    days_a, days_b: bits of the weekdays they name
    is_next_day: whether both are dated, within a day
    """
    odds: float = COSINE * product / (UNIT * UNIT) + CONSTANT
    odds += LENGTHS * (np.log(min(words_a, MAX_WORDS) + 1.0) + np.log(min(words_b, MAX_WORDS) + 1.0))
    if days_a and days_b and not days_a & days_b:
        odds += OTHER_DAY
    if is_next_day:
        odds += NEXT_DAY
    return odds


@kernel
def score(product: Int, terms: Terms, a: Int, b: Int, is_next_day: bool) -> np.int64:
    """Score, out of SCALE, of texts a and b; 0 below MIN_ODDS or without a shared term. Parameters: see log_odds."""
    lengths, days = terms.lengths, terms.days
    odds = log_odds(product, lengths[a], lengths[b], days[a], days[b], is_next_day)
    if odds < MIN_ODDS or product == 0:
        return np.int64(0)
    share = min(1.0, (odds - MIN_ODDS) / (MAX_ODDS - MIN_ODDS))
    return np.int64(np.rint(MIN_SCORE + (SCALE - MIN_SCORE) * share))


@kernel
def score_pairs(left: I64, right: I64, is_next_day: Bools, terms: Terms) -> I64:
    """The score of each pair of texts. Parameters: see scores."""
    result = np.empty(len(left), np.int64)
    for i in range(len(left)):
        a, b = left[i], right[i]
        result[i] = score(dot(terms, a, b), terms, a, b, is_next_day[i])
    return result


def scores(left: I64, right: I64, is_next_day: Bools, terms: Terms) -> I64:
    """Scores of pairs of texts, integers out of SCALE; 0 below MIN_ODDS.

    left, right: places in `terms`; is_next_day: whether both are dated, within a day

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.stories.terms import of_texts
    >>> titles = pa.array(["Ferry sinks off Norholm", "Ferry sinks near Norholm port", "Council votes on tram line"])
    >>> bodies = pa.array(["Twelve were rescued when the ferry Alma sank.", "All twelve aboard the Alma saved.", "No."])
    >>> found = scores(np.array([0, 0]), np.array([1, 2]), np.zeros(2, np.bool_), of_texts(titles, bodies, "en"))
    >>> bool(found[0] > STORY_THRESHOLD), int(found[1])
    (True, 0)
    """
    return score_pairs(left, right, is_next_day, terms)


@kernel
def heaviest_shared(left: I64, left_terms: Terms, right: I64, right_terms: Terms, places: I64, counts: I64) -> None:
    """Find the terms of largest product that the texts of each pair share, of equal products the smallest hashes.

    places: to be filled, a row per pair, with places in left_terms, largest product first
    counts: to be filled with the number of terms in each row, up to MAX_SHARED_TERMS
    """
    products = np.zeros(MAX_SHARED_TERMS, np.int64)
    for i in range(len(left)):
        a, a_end = left_terms.bounds[left[i]], left_terms.bounds[left[i] + 1]
        b, b_end = right_terms.bounds[right[i]], right_terms.bounds[right[i] + 1]
        count = 0
        while a < a_end and b < b_end:
            if left_terms.hashes[a] == right_terms.hashes[b]:
                product = np.int64(left_terms.weights[a]) * np.int64(right_terms.weights[b])
                slot = min(count, MAX_SHARED_TERMS - 1)
                if count < MAX_SHARED_TERMS or product > products[slot]:
                    while slot > 0 and product > products[slot - 1]:
                        products[slot], places[i, slot] = products[slot - 1], places[i, slot - 1]
                        slot -= 1
                    products[slot], places[i, slot] = product, a
                    count = min(count + 1, MAX_SHARED_TERMS)
                a += 1
                b += 1
            elif left_terms.hashes[a] < right_terms.hashes[b]:
                a += 1
            else:
                b += 1
        counts[i] = count


def shared_terms(left: I64, left_terms: Terms, right: I64, right_terms: Terms) -> list[list[int]]:
    """The terms that the texts of each pair share, heaviest first, up to MAX_SHARED_TERMS, as places in `left_terms`.

    left, right: places of the texts in left_terms and right_terms

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.stories.terms import of_texts
    >>> terms = of_texts(pa.array(["Ferry sinks", "Ferry saved"]), pa.array(["", ""]), "en")
    >>> [["Ferry sinks"[terms.starts[t] : terms.ends[t]] for t in pair]
    ...  for pair in shared_terms(np.array([0]), terms, np.array([1]), terms)]
    [['Ferry']]
    """
    places, counts = np.zeros((len(left), MAX_SHARED_TERMS), np.int64), np.zeros(len(left), np.int64)
    heaviest_shared(left, left_terms, right, right_terms, places, counts)
    return [row[:count] for row, count in zip(places.tolist(), counts.tolist(), strict=True)]
