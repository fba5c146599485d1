"""Pairs of texts worth comparing: close in time, and alike in their heaviest terms.

Belongs here: finding candidates among many texts and scoring them. Does not: the score itself (similarity), the
window itself (windows), tables.

Whether a pair is found depends on its two texts and times alone: there is no cut by how common a term is in the
corpus, so a new text never takes a pair away. An inverted index of each text's few heaviest terms is walked within the
window; pairs whose partial product could reach the floor are scored on all their terms. Memory follows the texts, time
the terms they share.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.stories import similarity
from pipelines.core.stories.terms import UNIT, Terms
from pipelines.core.stories.windows import DAY, UNKNOWN, WIDEST, WINDOW, Times

KEY_TERMS = 24
"""Terms of a text that stand in the index: with 24, and PARTIAL as it is, .6 % of the pairs of labelled long texts that
score high enough for a story are missed, and .1 % of teasers; with 16 it is 4 %.
"""

PARTIAL = 0.35
"""Share of the least cosine that makes a score which the key terms alone must reach."""

FIRST_ROOM = 1 << 14

COMPILED_WITH = 3
"""Raise it when similarity.py or windows.py changes: numba knows a cached kernel by the time of its own file alone, and
`walk` holds compiled copies of theirs.
"""

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
Weights = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of places in `terms`, left < right, sorted, each once, with its score out of SCALE (above 0)."""

    left: Places
    right: Places
    scores: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Index:
    """Texts in order of time and their key terms, both ways; in few bytes, for a million texts have 24 million.

    order: places of the texts; since, until: their times; key_terms, key_weights: of text i at
    key_bounds[i]:key_bounds[i + 1], terms numbered from 0; texts, weights: of term t at starts[t]:starts[t + 1], texts
    (numbers in this order) ascending
    """

    order: Places
    since: Places
    until: Places
    key_terms: Numbers
    key_weights: Weights
    key_bounds: Places
    texts: Numbers
    weights: Weights
    starts: Places


def find(terms: Terms, times: Times, is_new: npt.NDArray[np.bool_]) -> Found:
    """All pairs of texts of one language that score, at least one of each being new. times: settled.

    >>> import pyarrow as pa
    >>> from pipelines.core.stories.terms import of_texts
    >>> from pipelines.core.stories.windows import DAY, settled
    >>> titles = pa.array(["Ferry sinks off Norholm", "Ferry sinks near Norholm port", "Ferry sinks off Norholm"])
    >>> bodies = pa.array(["Twelve were rescued when the Alma sank."] * 3)
    >>> day = np.array([0, 1, 400]) * DAY
    >>> found = find(of_texts(titles, bodies, "en"), settled(Times(day, day, day)), np.ones(3, np.bool_))
    >>> found.left.tolist(), found.right.tolist()
    ([0], [1])
    """
    is_dated, is_fetched = times.earliest != UNKNOWN, times.fetched != UNKNOWN
    parts = [_walk(terms, _index(terms, is_dated, times.earliest, times.latest), is_new, is_dated, False)]
    if not is_dated[is_fetched].all():
        parts.append(_walk(terms, _index(terms, is_fetched, times.fetched, times.fetched), is_new, is_dated, True))
    left, right, scores = (np.concatenate([part[i] for part in parts]) for i in range(3))
    low, high = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((high, low))
    return Found(low[order], high[order], scores[order])


def _index(terms: Terms, chosen: npt.NDArray[np.bool_], since: Places, until: Places) -> Index:
    """The index of the chosen texts, ordered by `since`, equal ones by place."""
    places = np.flatnonzero(chosen)
    order = places[np.argsort(since[places], kind="stable")]
    numbers, kept = key_terms(terms.weights, terms.bounds, order, KEY_TERMS)
    hashes, weights = terms.hashes[kept], terms.weights[kept]
    by_term = np.argsort(hashes, kind="stable")
    ordered = hashes[by_term]
    is_first = np.ones(len(ordered) + 1, np.bool_)
    is_first[1:-1] = ordered[1:] != ordered[:-1]
    term = np.empty(len(hashes), np.int32)
    term[by_term] = np.cumsum(is_first[:-1], dtype=np.int32) - 1
    bounds = np.searchsorted(numbers, np.arange(len(order) + 1))
    return Index(
        order, since[order], until[order], term, weights, bounds.astype(np.int64),
        numbers[by_term], weights[by_term], np.flatnonzero(is_first),
    )  # fmt: skip


@njit(nogil=True, cache=True)
def key_terms(weights, bounds, order, most):  # type: ignore[no-untyped-def]
    """(number of the text in `order`, place of the term) of the heaviest terms of each text, equal ones by place."""
    numbers, kept = np.empty(most * len(order), np.int32), np.empty(most * len(order), np.int64)
    count = 0
    for number in range(len(order)):
        first, last = bounds[order[number]], bounds[order[number] + 1]
        heaviest = np.argsort(-weights[first:last].astype(np.int64), kind="mergesort")[:most]
        for t in heaviest:
            numbers[count], kept[count] = number, first + t
            count += 1
    return numbers[:count], kept[:count]


def _walk(
    terms: Terms, index: Index, is_new: npt.NDArray[np.bool_], is_dated: npt.NDArray[np.bool_], by_fetch: bool
) -> tuple[Places, Places, Places]:
    return walk(  # type: ignore[no-any-return]
        (terms.hashes, terms.weights, terms.bounds, terms.lengths, terms.days),
        (index.order, index.since, index.until),
        (index.key_terms, index.key_weights, index.key_bounds),
        (index.texts, index.weights, index.starts),
        least_products(terms.lengths),
        is_new,
        is_dated,
        by_fetch,
    )


def least_products(lengths: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """For each text its half of the dot product that the key terms of a pair must reach: the two halves add up."""
    logarithms = np.log(np.minimum(lengths, similarity.LONGEST) + 1.0)
    odds = (similarity.FLOOR - similarity.CONSTANT - similarity.NEXT_DAY) / 2 - similarity.LENGTHS * logarithms
    halves: npt.NDArray[np.float64] = PARTIAL * UNIT * UNIT * odds / similarity.COSINE
    return halves


@njit(nogil=True, cache=True)
def grown(values):  # type: ignore[no-untyped-def]
    """The same values with room for as many again."""
    larger = np.empty(2 * len(values), values.dtype)
    larger[: len(values)] = values
    return larger


@njit(nogil=True, cache=True)
def gather(number, first, last, keys, postings, products, touched):  # type: ignore[no-untyped-def]
    """Sum the products of the key terms of text `number` with those of the texts first to last; returns how many."""
    count = 0
    for k in range(keys[2][number], keys[2][number + 1]):
        term, weight = keys[0][k], np.int64(keys[1][k])
        start, end = postings[2][term], postings[2][term + 1]
        p = start + np.searchsorted(postings[0][start:end], first)
        while p < end and postings[0][p] < last:
            other = postings[0][p]
            if products[other] == 0:
                touched[count] = other
                count += 1
            products[other] += weight * np.int64(postings[1][p])
            p += 1
    return count


@njit(nogil=True, cache=True)
def walk(terms, texts, keys, postings, least, is_new, is_dated, by_fetch):  # type: ignore[no-untyped-def]
    """(left, right, score) of the scoring pairs, by interval of dates or, where not both are dated, by fetch."""
    hashes, weights, bounds, lengths, days = terms
    order, since, until = texts
    products, touched = np.zeros(len(order), np.int64), np.empty(len(order), np.int64)
    left, right, scores = np.empty(FIRST_ROOM, np.int64), np.empty(FIRST_ROOM, np.int64), np.empty(FIRST_ROOM, np.int64)
    found, are_all_new = 0, np.all(is_new)  # then each pair is met from its later text
    for number in range(len(order)):
        a = order[number]
        if not is_new[a]:
            continue
        first = np.searchsorted(since, since[number] - WINDOW - WIDEST)
        last = number if are_all_new else np.searchsorted(since, until[number] + WINDOW, side="right")
        for i in range(gather(number, first, last, keys, postings, products, touched)):
            other = touched[i]
            b, product = order[other], products[other]
            products[other] = 0
            if product < least[a] + least[b] or other == number or (is_new[b] and other > number):
                continue
            gap = max(since[number], since[other]) - min(until[number], until[other])
            if gap > WINDOW or (by_fetch and is_dated[a] and is_dated[b]):
                continue
            product = similarity.dot(hashes, weights, bounds[a], bounds[a + 1], bounds[b], bounds[b + 1])
            score = similarity.score(product, lengths[a], lengths[b], days[a], days[b], not by_fetch and gap <= DAY)
            if score > 0:
                if found == len(left):
                    left, right, scores = grown(left), grown(right), grown(scores)
                left[found], right[found], scores[found] = a, b, score
                found += 1
    return left[:found], right[:found], scores[:found]
