"""Pairs of texts that may report one event: close in time, with shared key terms, and alike.

Belongs here: finding and scoring candidate pairs among many texts. Does not: the similarity (similarity), weights
(weights), tables.

Texts of one period are compared whatever their distance, texts of two periods within a window. An inverted index holds
the key terms of the texts of a period, those with the highest weights: words that few of them have, so posting lists
are short. Every text searches it; pairs whose key terms could reach the threshold are compared on all their terms.
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.kernels import I32, I64, Bools, Int, kernel
from pipelines.core.matching.stories import similarity
from pipelines.core.matching.stories.similarity import STORY_THRESHOLD, Texts
from pipelines.core.matching.stories.weights import I16
from pipelines.core.matching.stories.windows import MAX_INTERVAL_DAYS, NO_DAY, WINDOW_DAYS, days_between

KEY_TERMS = 32
"""Limits the key terms of a text."""

MIN_KEY_SHARE = 0.3
"""Share of the dot product that a pair needs for the threshold, which the key terms alone must reach."""

FIRST_ROOM = 1 << 14
"""Pairs there is room for at first."""


class Found(NamedTuple):
    """Pairs of places in `texts`, left < right, sorted, each once, with a similarity of at least STORY_THRESHOLD.

    shares: percent of the grams of the text with fewer that the other has too
    """

    left: I64
    right: I64
    similarities: I64
    shares: I64


class Part(NamedTuple):
    """A part of the pairs: of each text that searches with each text that is indexed, two of which meet once.

    is_indexed: of texts of the period alone
    """

    is_indexed: Bools
    is_searching: Bools


class Keys(NamedTuple):
    """Key terms of texts in order of time, and the inverted index of those that are indexed.

    order: places of the texts, by first day, equal ones by place
    is_of_period, is_indexed, is_searching: by position in the order
    terms, weights: key terms of the text at position i at bounds[i]:bounds[i + 1]
    postings, posting_weights: positions of the indexed texts with term t, ascending, at
    posting_bounds[t]:posting_bounds[t + 1]
    """

    order: I64
    is_of_period: Bools
    is_indexed: Bools
    is_searching: Bools
    terms: I32
    weights: I16
    bounds: I64
    postings: I32
    posting_weights: I16
    posting_bounds: I64


def find(texts: Texts, is_of_period: Bools, grams: Fingerprints, part: Part | None = None) -> Found:
    """All pairs of texts of one language that reach the threshold, with at least one text of the period.

    grams: kept grams of each text; part: which of these pairs, if not all

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.stories.similarity import Vectors, texts_of
    >>> from pipelines.core.matching.stories.terms import of_texts
    >>> from pipelines.core.matching.stories.weights import weigh
    >>> from pipelines.core.matching.stories.windows import DAY, days_of
    >>> titles = pa.array(["Ferry sinks off Norholm", "Ferry sinks near Norholm port", "Council votes on tram line"])
    >>> terms = of_texts(titles, pa.array(["Twelve were rescued when the Alma sank."] * 2 + ["No."]), "en")
    >>> days = days_of(*[np.array([0, 1, 1]) * DAY] * 2)
    >>> numbers = np.unique(terms.hashes, return_inverse=True)[1].astype(np.int32)
    >>> vectors, frames = Vectors(numbers, weigh(terms), terms.bounds), np.zeros(3, np.uint8)
    >>> grams = Fingerprints(np.zeros(0, np.int64), np.zeros(4, np.int64))
    >>> found = find(texts_of(vectors, terms.lengths, terms.weekdays, days, frames), np.ones(3, np.bool_), grams)
    >>> found.left.tolist(), found.right.tolist()
    ([0], [1])
    """
    chosen = part or Part(is_of_period, np.ones(len(is_of_period), np.bool_))
    left, right, found = search(texts, index_keys(texts, is_of_period, chosen))
    low, high = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    return Found(low, high, np.minimum(found[order], SCALE), shared_percents(low, high, grams))


@kernel
def shared_percents(left: I64, right: I64, grams: Fingerprints) -> I64:
    """The percent of its grams that each pair shares."""
    shares = np.empty(len(left), np.int64)
    for i in range(len(left)):
        shares[i] = shared_percent(grams, left[i], right[i])
    return shares


@kernel
def shared_percent(grams: Fingerprints, a: Int, b: Int) -> Int:
    """Percent of the grams of the text with fewer that the other has too."""
    p, p_end, q, q_end = grams.bounds[a], grams.bounds[a + 1], grams.bounds[b], grams.bounds[b + 1]
    fewer, shared = min(p_end - p, q_end - q), np.int64(0)
    while p < p_end and q < q_end:
        if grams.hashes[p] == grams.hashes[q]:
            shared += 1
            p += 1
            q += 1
        elif grams.hashes[p] < grams.hashes[q]:
            p += 1
        else:
            q += 1
    return 100 * shared // fewer if fewer else np.int64(0)


def index_keys(texts: Texts, is_of_period: Bools, part: Part) -> Keys:
    """The key terms of the texts that have a time."""
    places = np.flatnonzero(texts.first != NO_DAY)
    order = places[np.argsort(texts.first[places], kind="stable")]
    terms, weights, bounds = select_keys(texts, order)
    owners = np.repeat(np.arange(len(order)), np.diff(bounds))
    is_posted = part.is_indexed[order][owners]
    by_term = np.flatnonzero(is_posted)[np.argsort(terms[is_posted], kind="stable")]
    posted = np.bincount(terms[by_term], minlength=int(terms.max(initial=-1)) + 1)
    posting_bounds = np.concatenate([[0], np.cumsum(posted)]).astype(np.int64)
    return Keys(
        order, is_of_period[order], part.is_indexed[order], part.is_searching[order], terms, weights, bounds,
        owners[by_term].astype(np.int32), weights[by_term], posting_bounds,
    )  # fmt: skip


@kernel
def select_keys(texts: Texts, order: I64) -> tuple[I32, I16, I64]:
    """(terms, weights, bounds) of the KEY_TERMS largest weights of each text, of equal ones the first."""
    terms, weights = np.empty(KEY_TERMS * len(order), np.int32), np.empty(KEY_TERMS * len(order), np.int16)
    bounds, count = np.zeros(len(order) + 1, np.int64), 0
    for position in range(len(order)):
        first, last = texts.bounds[order[position]], texts.bounds[order[position] + 1]
        by_weight = np.argsort(-texts.weights[first:last].astype(np.int64), kind="mergesort")[:KEY_TERMS]
        for t in by_weight:
            terms[count], weights[count] = texts.terms[first + t], texts.weights[first + t]
            count += 1
        bounds[position + 1] = count
    return terms[:count], weights[:count], bounds


@kernel
def add_products(keys: Keys, position: Int, first: Int, last: Int, cursors: I64, products: I64, touched: I64) -> int:
    """Add the products of a text's key terms with those of the indexed texts from first to before last.

    Returns how many texts it touched.

    cursors: for each term where its posting list is read on: texts come in order of time, so postings before `first`
    are never needed again
    products: by position, 0 where not touched; touched: to be filled with positions
    """
    count = 0
    for k in range(keys.bounds[position], keys.bounds[position + 1]):
        term, weight = keys.terms[k], np.int64(keys.weights[k])
        end, p = keys.posting_bounds[term + 1], cursors[term]
        while p < end and keys.postings[p] < first:
            p += 1
        cursors[term] = p
        while p < end and keys.postings[p] < last:
            other = keys.postings[p]
            if products[other] == 0:
                touched[count] = other
                count += 1
            products[other] += weight * np.int64(keys.posting_weights[p])
            p += 1
    return count


@kernel
def grow(values: I64) -> I64:
    """A copy with twice the room."""
    larger = np.empty(2 * len(values), values.dtype)
    larger[: len(values)] = values
    return larger


@kernel
def spread(texts: Texts, a: Int, by_term: I64) -> None:
    """Put the weights of text a at the places of its terms."""
    for p in range(texts.bounds[a], texts.bounds[a + 1]):
        by_term[texts.terms[p]] = texts.weights[p]


@kernel
def dot(by_term: I64, texts: Texts, b: Int) -> np.int64:
    """Dot product of weights by term and those of text b."""
    total = np.int64(0)
    for q in range(texts.bounds[b], texts.bounds[b + 1]):
        total += by_term[texts.terms[q]] * texts.weights[q]
    return total


@kernel
def search(texts: Texts, keys: Keys) -> tuple[I64, I64, I64]:
    """(left, right, similarity) of the pairs that reach the threshold.

    Two texts that both search and are indexed meet at the later of them.
    """
    order, days = keys.order, texts.first[keys.order]
    products, touched, cursors = (
        np.zeros(len(order), np.int64),
        np.empty(len(order), np.int64),
        keys.posting_bounds[:-1].copy(),
    )
    left, right, scores = np.empty(FIRST_ROOM, np.int64), np.empty(FIRST_ROOM, np.int64), np.empty(FIRST_ROOM, np.int64)
    by_term = np.zeros(np.max(texts.terms) + 1 if len(texts.terms) else 0, np.int64)
    found, first = 0, 0
    lasts = np.where(keys.is_indexed, np.arange(len(order)), len(order))
    for position in np.flatnonzero(keys.is_searching):
        a = order[position]
        is_near, last = keys.is_of_period[position], lasts[position]
        if not is_near:
            while days[first] < days[position] - WINDOW_DAYS - MAX_INTERVAL_DAYS:
                first += 1
            last = np.searchsorted(days, np.int64(texts.last[a]) + WINDOW_DAYS, side="right")
        spread(texts, a, by_term)
        for i in range(add_products(keys, position, first, last, cursors, products, touched)):
            b, product = order[touched[i]], products[touched[i]]
            products[touched[i]] = 0
            if not is_near and days_between(texts.first[a], texts.last[a], texts.first[b], texts.last[b]) > WINDOW_DAYS:
                continue
            needed = STORY_THRESHOLD - similarity.similarity(0, texts, a, b)
            if similarity.scaled(product) < MIN_KEY_SHARE * needed:
                continue
            score = similarity.similarity(dot(by_term, texts, b), texts, a, b)
            if score >= STORY_THRESHOLD:
                if found == len(left):
                    left, right, scores = grow(left), grow(right), grow(scores)
                left[found], right[found], scores[found] = a, b, score
                found += 1
        by_term[texts.terms[texts.bounds[a] : texts.bounds[a + 1]]] = 0
    return left[:found], right[:found], scores[:found]
