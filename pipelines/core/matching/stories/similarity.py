"""How alike two texts are, whether they report one event, and the terms that say so.

Belongs here: the similarity of a pair, its parts, thresholds, and the terms that explain it. Does not: weights
(weights), similarity of groups (linkage), shared passages (pairs).

The similarity is the cosine of the weight vectors, plus what both lengths add, less what speaks against one event: days
apart, other weekdays, and being fillings of frames. Each part is a sum over pairs, so the mean over the pairs of two
groups is exact without visiting them (linkage). Everything is an integer out of SCALE.
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.kernels import F64, I32, I64, U8, Int, kernel
from pipelines.core.matching.stories.weights import I16, UNIT
from pipelines.core.matching.stories.windows import Days, days_apart, days_between

STORY_THRESHOLD = 860
"""Least mean similarity of two groups that are one story."""

MAX_WORDS, MEAN_LOGARITHM, LENGTH_BONUS = 600, 6.0, 125
"""A text adds LENGTH_BONUS per natural logarithm of its words above MEAN_LOGARITHM, or takes it away below; more than
MAX_WORDS add no more. Long texts share less of what they say.
"""

DAYS_MALUS, MAX_DAYS = 175, 3_650
"""Taken away per natural logarithm of the days apart, and the most days that count."""

MALUS_BY_DAYS = np.rint(DAYS_MALUS * np.log(np.maximum(1, np.arange(MAX_DAYS + 1)))).astype(np.int64)
"""What is taken away, by days apart."""

UNDATED, WEEKDAYS, UNDATED_MALUS = 0x80, 0x7F, 1_100
"""Bit beside those of weekdays that marks a text of which only the time of its file is known, the bits of weekdays, and
what is taken away if one of two texts is such a one: as for eighty days.
"""

OTHER_WEEKDAY_MALUS = 800
"""Taken away if both texts name weekdays in their openings and none is the same."""

MIN_FRAME, FRAME_STEP, FRAME_MALUS = 20, 10, 70
"""Percent of a text that others share, from which it may be the filling of a frame, in steps; for two such texts
FRAME_MALUS is taken away per percent of the smaller share, and with one such text no term may say more than all others.
"""

FILLINGS_MALUS = SCALE
"""Taken away from a pair of texts that fill one template with other facts, or share standing text alone."""

ODDS_SCALE = 250.0
"""Similarity that multiplies the odds of one event by e."""

MAX_SHARED_TERMS = 8
"""Limits the terms that explain a link."""

DOT_SHIFT = 10
"""Bits of a dot product that are dropped before it is scaled, so that sums of large groups fit 64 bits."""


class Vectors(NamedTuple):
    """Weight vectors; the terms of text i are at bounds[i]:bounds[i + 1].

    terms: their numbers, ascending in each text, in the order of their hashes, so that ties depend on no numbering
    """

    terms: I32
    weights: I16
    bounds: I64


class Texts(NamedTuple):
    """Weighed texts; the terms of text i are at bounds[i]:bounds[i + 1].

    terms, weights: as in Vectors; bonuses: what the length of each text adds; first, last: days; weekdays: bits of
    those it names, Monday the lowest, and UNDATED; frames: percent of its grams that others share, in
    steps, 0 below MIN_FRAME
    """

    terms: I32
    weights: I16
    bounds: I64
    bonuses: I64
    first: I32
    last: I32
    weekdays: U8
    frames: U8


def texts_of(vectors: Vectors, lengths: I32, weekdays: U8, days: Days, frame_shares: U8) -> Texts:
    """Texts ready to be compared.

    lengths: words of each; weekdays: bits of those it names, and UNDATED
    frame_shares: percent of its grams that others share
    """
    frames = np.where(frame_shares >= MIN_FRAME, frame_shares // FRAME_STEP * FRAME_STEP, 0).astype(np.uint8)
    return Texts(*vectors, bonuses(lengths), *days, weekdays, frames)


def taken(texts: Texts, places: I64) -> Texts:
    """The texts at these places."""
    bounds = np.concatenate([[0], np.cumsum(np.diff(texts.bounds)[places])]).astype(np.int64)
    terms, weights = np.empty(bounds[-1], np.int32), np.empty(bounds[-1], np.int16)
    fill_taken(texts.terms, texts.weights, texts.bounds, places, bounds, terms, weights)
    return Texts(
        terms, weights, bounds, texts.bonuses[places], texts.first[places], texts.last[places], texts.weekdays[places],
        texts.frames[places],
    )  # fmt: skip


@kernel
def fill_taken(
    terms: I32, weights: I16, starts: I64, places: I64, bounds: I64, taken_terms: I32, taken_weights: I16
) -> None:
    """Fill in the terms and weights of the texts at these places, text i from bounds[i] on."""
    for i in range(len(places)):
        start, to = starts[places[i]], bounds[i]
        for k in range(bounds[i + 1] - to):
            taken_terms[to + k], taken_weights[to + k] = terms[start + k], weights[start + k]


def bonuses(lengths: I32) -> I64:
    """What the length of each text, in words, adds to its similarity.

    >>> bonuses(np.array([20, 600, 2000])).tolist()
    [-369, 50, 50]
    """
    logarithms = np.log(np.minimum(lengths, MAX_WORDS) + 1.0)
    return np.rint(LENGTH_BONUS * (logarithms - MEAN_LOGARITHM)).astype(np.int64)


@kernel
def scaled(dot: Int) -> Int:
    """A dot product out of SCALE; UNIT * UNIT is a cosine of 1."""
    return (np.int64(dot) >> DOT_SHIFT) * SCALE // (UNIT * UNIT >> DOT_SHIFT)


@kernel
def malus(
    first_a: Int, last_a: Int, weekdays_a: Int, frame_a: Int, first_b: Int, last_b: Int, weekdays_b: Int, frame_b: Int
) -> Int:
    """What speaks against one event: days apart, other weekdays, fillings of frames."""
    taken, common = np.int64(UNDATED_MALUS), (weekdays_a & weekdays_b) & WEEKDAYS
    if weekdays_a & UNDATED == weekdays_b & UNDATED:
        taken = MALUS_BY_DAYS[min(days_between(first_a, last_a, first_b, last_b), MAX_DAYS)]
    if weekdays_a & WEEKDAYS and weekdays_b & WEEKDAYS and not common:
        taken += OTHER_WEEKDAY_MALUS
    return taken + FRAME_MALUS * min(np.int64(frame_a), np.int64(frame_b))


@kernel
def products(texts: Texts, a: Int, b: Int) -> tuple[np.int64, np.int64]:
    """(sum, largest) of the products of weights over the terms that texts a and b share."""
    terms, weights, bounds = texts.terms, texts.weights, texts.bounds
    p, p_end, q, q_end = bounds[a], bounds[a + 1], bounds[b], bounds[b + 1]
    total, largest = np.int64(0), np.int64(0)
    while p < p_end and q < q_end:
        if terms[p] == terms[q]:
            product = np.int64(weights[p]) * np.int64(weights[q])
            total, largest = total + product, max(largest, product)
            p += 1
            q += 1
        elif terms[p] < terms[q]:
            p += 1
        else:
            q += 1
    return total, largest


@kernel
def lone_term_loss(texts: Texts, a: Int, b: Int) -> Int:
    """What is taken away from a pair with a filling of a frame, so that no term says more than all others together."""
    total, largest = products(texts, a, b)
    is_framed = texts.frames[a] > 0 or texts.frames[b] > 0
    return max(np.int64(0), scaled(2 * largest - total)) if is_framed else np.int64(0)


@kernel
def similarity(product: Int, texts: Texts, a: Int, b: Int) -> Int:
    """Similarity of texts a and b, out of SCALE; product: dot product of their weights."""
    taken = malus(
        texts.first[a], texts.last[a], texts.weekdays[a], texts.frames[a],
        texts.first[b], texts.last[b], texts.weekdays[b], texts.frames[b],
    )  # fmt: skip
    found: Int = scaled(product) + texts.bonuses[a] + texts.bonuses[b] - taken
    return found


@kernel
def fill_similarities(left: I64, right: I64, texts: Texts, found: I64) -> None:
    """Fill `found` with the similarity of each pair of texts."""
    for i in range(len(left)):
        found[i] = similarity(products(texts, left[i], right[i])[0], texts, left[i], right[i])


def similarities(left: I64, right: I64, texts: Texts) -> I64:
    """The similarity of each pair of texts, out of SCALE; left, right: places in `texts`."""
    found = np.empty(len(left), np.int64)
    fill_similarities(left, right, texts, found)
    return found


def passage_bonuses(left: I64, right: I64, texts: Texts) -> I64:
    """What pairs of texts that share a passage get on top of their similarity: the days apart don't count against them.

    -1 for pairs that don't reach the threshold even so: what they share is no part of what they tell.
    """
    days = np.clip(days_apart(left, right, Days(texts.first, texts.last)), 0, MAX_DAYS)
    are_alike = (texts.weekdays[left] & UNDATED) == (texts.weekdays[right] & UNDATED)
    extra = np.where(are_alike, MALUS_BY_DAYS[days], UNDATED_MALUS)
    return np.where(similarities(left, right, texts) + extra >= STORY_THRESHOLD, extra, -1)


def lone_term_losses(left: I64, right: I64, texts: Texts) -> I64:
    """What the lone term of each pair takes away: of the filling of a frame little is its own, and one name in that
    may be somebody else's.

    >>> vectors = Vectors(np.array([1, 2, 1, 2], np.int32), np.array([30000, 9000] * 2, np.int16), np.array([0, 2, 4]))
    >>> days = Days(np.zeros(2, np.int32), np.zeros(2, np.int32))
    >>> for frame in (0, 60):
    ...     texts = texts_of(vectors, np.array([60, 450]), np.zeros(2, np.uint8), days, np.array([frame, 0], np.uint8))
    ...     print(lone_term_losses(np.array([0]), np.array([1]), texts).tolist())
    [0]
    [7627]
    """
    found = np.empty(len(left), np.int64)
    fill_lone_term_losses(left, right, texts, found)
    return found


@kernel
def fill_lone_term_losses(left: I64, right: I64, texts: Texts, found: I64) -> None:
    """Fill `found` with the loss of each pair of texts."""
    for i in range(len(left)):
        found[i] = lone_term_loss(texts, left[i], right[i])


def parts(texts: Texts, a: int, b: int) -> dict[str, float]:
    """What the similarity of texts a and b is made of, each part and the sum out of 1.

    >>> vectors = Vectors(np.array([1, 2, 1, 3], np.int32), np.array([23170] * 4, np.int16), np.array([0, 2, 4]))
    >>> days = Days(np.array([0, 3], np.int32), np.array([0, 3], np.int32))
    >>> texts = texts_of(vectors, np.array([100, 450]), np.array([1, 2], np.uint8), days, np.array([0, 60], np.uint8))
    >>> [(name, round(part, 3)) for name, part in parts(texts, 0, 1).items() if part]  # doctest: +NORMALIZE_WHITESPACE
    [('terms', 0.5), ('one term alone', -0.5), ('lengths', -0.016), ('days apart', -0.019), ('other weekdays', -0.08),
     ('similarity', -0.115)]
    """
    one, two = ((t.first[i], t.last[i], t.weekdays[i], t.frames[i]) for t in (texts,) for i in (a, b))
    found = {
        "terms": scaled(products(texts, a, b)[0]),
        "one term alone": -lone_term_loss(texts, a, b),
        "lengths": texts.bonuses[a] + texts.bonuses[b],
        "days apart": -malus(one[0], one[1], one[2] & UNDATED, 0, two[0], two[1], two[2] & UNDATED, 0),
        "other weekdays": -malus(0, 0, one[2] & WEEKDAYS, 0, 0, 0, two[2] & WEEKDAYS, 0),
        "frames": -malus(0, 0, 0, one[3], 0, 0, 0, two[3]),
    }
    return {name: float(part) / SCALE for name, part in (found | {"similarity": sum(found.values())}).items()}


def probabilities(similarity: I64) -> F64:
    """How likely two texts report one event, 0 to 1.

    >>> probabilities(np.array([STORY_THRESHOLD, 3000])).round(3).tolist()
    [0.5, 1.0]
    """
    odds = (similarity - STORY_THRESHOLD) / ODDS_SCALE
    chances: F64 = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    return chances


@kernel
def heaviest_shared(left: I64, right: I64, vectors: Vectors, places: I64, counts: I64) -> None:
    """Find the terms of largest product that the texts of each pair share, of equal products those that come first.

    places: to be filled, a row per pair, largest product first
    counts: to be filled with the number of terms in each row, up to MAX_SHARED_TERMS
    """
    products = np.zeros(MAX_SHARED_TERMS, np.int64)
    for i in range(len(left)):
        a, a_end = vectors.bounds[left[i]], vectors.bounds[left[i] + 1]
        b, b_end = vectors.bounds[right[i]], vectors.bounds[right[i] + 1]
        count = 0
        while a < a_end and b < b_end:
            if vectors.terms[a] == vectors.terms[b]:
                product = np.int64(vectors.weights[a]) * np.int64(vectors.weights[b])
                slot = min(count, MAX_SHARED_TERMS - 1)
                if count < MAX_SHARED_TERMS or product > products[slot]:
                    while slot > 0 and product > products[slot - 1]:
                        products[slot], places[i, slot] = products[slot - 1], places[i, slot - 1]
                        slot -= 1
                    products[slot], places[i, slot] = product, a
                    count = min(count + 1, MAX_SHARED_TERMS)
                a += 1
                b += 1
            elif vectors.terms[a] < vectors.terms[b]:
                a += 1
            else:
                b += 1
        counts[i] = count


def shared_terms(left: I64, right: I64, vectors: Vectors) -> tuple[I64, I64]:
    """(places in `vectors`, bounds) of the left texts' terms that the right texts share: those of pair i, largest
    product first, up to MAX_SHARED_TERMS, are at bounds[i]:bounds[i + 1].

    >>> vectors = Vectors(np.array([1, 5, 7, 1, 7], np.int32), np.array([1, 2, 3, 1, 3], np.int16), np.array([0, 3, 5]))
    >>> places, bounds = shared_terms(np.array([0]), np.array([1]), vectors)
    >>> vectors.terms[places].tolist(), bounds.tolist()
    ([7, 1], [0, 2])
    """
    places, counts = np.zeros((len(left), MAX_SHARED_TERMS), np.int64), np.zeros(len(left), np.int64)
    heaviest_shared(left, right, vectors, places, counts)
    is_filled = np.arange(MAX_SHARED_TERMS) < counts[:, None]
    return places[is_filled], np.concatenate([[0], np.cumsum(counts)])
