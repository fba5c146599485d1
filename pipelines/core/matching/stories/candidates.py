"""Pairs of texts worth comparing: close in time, and alike in their heaviest terms.

Belongs here: finding and scoring candidate pairs among many texts. Does not: the score (similarity), the window
(windows), tables.

Whether a pair is found depends on its two texts and their times alone: no term is too common in the corpus, so a new
text never removes a pair. An inverted index holds the few heaviest terms of each new text. Every text searches it
within the window; pairs whose partial dot product could reach the minimum are scored on all their terms. Memory grows
with the texts, time with the terms they share with new ones.
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.kernels import F64, I32, I64, Bools, Int, find_slot, kernel, slots_for
from pipelines.core.matching.stories import similarity
from pipelines.core.matching.stories.terms import I16, UNIT, Terms
from pipelines.core.matching.stories.windows import DAY, MAX_INTERVAL, UNKNOWN, WINDOW, Times

KEY_TERMS = 24
"""Limits the terms of a text in the index, to the heaviest."""

MIN_KEY_SHARE = 0.35
"""Share of the smallest dot product that scores, which the key terms alone must reach."""

FIRST_ROOM = 1 << 14
"""Pairs there is room for at first."""


class Found(NamedTuple):
    """Pairs of places in `terms`, left < right, sorted, each once, with a score out of SCALE, above 0."""

    left: I64
    right: I64
    scores: I64


class Index(NamedTuple):
    """Texts in order of time, and the key terms of the new ones, by text and by term. New texts and terms are numbered.

    order: places of all texts; since, until: their times; new: positions of the new texts in `order`, ascending
    key_terms, key_weights: of new text i at key_bounds[i]:key_bounds[i + 1]
    texts, weights: posting list of term t, new texts ascending, at bounds[t]:bounds[t + 1]
    hashes: of the terms, ascending; slots: their hash table (kernels.find_slot)
    """

    order: I64
    since: I64
    until: I64
    new: I64
    key_terms: I32
    key_weights: I16
    key_bounds: I64
    texts: I32
    weights: I16
    bounds: I64
    hashes: I32
    slots: I32


def find(terms: Terms, times: Times, is_new: Bools) -> Found:
    """All pairs of texts of one language that score, with at least one new text. times: clean

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.stories.terms import of_texts
    >>> from pipelines.core.matching.stories.windows import DAY, clean
    >>> titles = pa.array(["Ferry sinks off Norholm", "Ferry sinks near Norholm port", "Ferry sinks off Norholm"])
    >>> bodies = pa.array(["Twelve were rescued when the Alma sank."] * 3)
    >>> day = np.array([0, 1, 400]) * DAY
    >>> found = find(of_texts(titles, bodies, "en"), clean(Times(day, day, day)), np.ones(3, np.bool_))
    >>> found.left.tolist(), found.right.tolist()
    ([0], [1])
    """
    is_dated, is_fetched, min_products = times.earliest != UNKNOWN, times.fetched != UNKNOWN, halves(terms.lengths)
    by_date = build_index(terms, is_new, is_dated, times.earliest, times.latest)
    parts = [search(terms, by_date, min_products, is_new, is_dated, False)]
    if not is_dated[is_fetched].all():
        by_fetch = build_index(terms, is_new, is_fetched, times.fetched, times.fetched)
        parts.append(search(terms, by_fetch, min_products, is_new, is_dated, True))
    left, right, scores = (np.concatenate([part[i] for part in parts]) for i in range(3))
    low, high = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((high, low))
    return Found(low[order], high[order], scores[order])


def halves(lengths: I32) -> F64:
    """Half of the dot product that the key terms of a pair must reach, of each text: the halves of both add up."""
    logarithms = np.log(np.minimum(lengths, similarity.MAX_WORDS) + 1.0)
    constant = (similarity.MIN_ODDS - similarity.CONSTANT - similarity.NEXT_DAY) / 2
    odds = constant - similarity.LENGTHS * logarithms
    products: F64 = MIN_KEY_SHARE * UNIT * UNIT * odds / similarity.COSINE
    return products


def build_index(terms: Terms, is_new: Bools, is_member: Bools, since: I64, until: I64) -> Index:
    """The index of the member texts, ordered by `since`, equal ones by place."""
    places = np.flatnonzero(is_member)
    order = places[np.argsort(since[places], kind="stable")]
    new = np.flatnonzero(is_new[order])
    numbers, keys = key_terms(terms, order[new])
    hashes, weights = terms.hashes[keys], terms.weights[keys]
    by_term = np.argsort(hashes, kind="stable")
    ordered = hashes[by_term]
    is_first = np.ones(len(ordered) + 1, np.bool_)
    is_first[1:-1] = ordered[1:] != ordered[:-1]
    term = np.empty(len(hashes), np.int32)
    term[by_term] = np.cumsum(is_first[:-1], dtype=np.int32) - 1
    key_bounds = np.searchsorted(numbers, np.arange(len(new) + 1)).astype(np.int64)
    distinct = ordered[is_first[:-1]]
    return Index(
        order, since[order], until[order], new, term, weights, key_bounds, numbers[by_term], weights[by_term],
        np.flatnonzero(is_first), distinct, index_hashes(distinct),
    )  # fmt: skip


@kernel
def key_terms(terms: Terms, texts: I64) -> tuple[I32, I64]:
    """(number of the text in `texts`, place of the term) of the heaviest terms of each text, equal ones by place."""
    numbers, places = np.empty(KEY_TERMS * len(texts), np.int32), np.empty(KEY_TERMS * len(texts), np.int64)
    count = 0
    for number in range(len(texts)):
        first, last = terms.bounds[texts[number]], terms.bounds[texts[number] + 1]
        for t in heaviest_first(terms.weights[first:last])[:KEY_TERMS]:
            numbers[count], places[count] = number, first + t
            count += 1
    return numbers[:count], places[:count]


@kernel
def heaviest_first(weights: I16) -> I64:
    """Places of the weights, the largest first, equal ones in their order."""
    return np.argsort(-weights.astype(np.int64), kind="mergesort")


@kernel
def index_hashes(hashes: I32) -> I32:
    """A table of distinct hashes, to be searched with `find_slot` by the hash itself."""
    slots = np.full(slots_for(len(hashes)), -1, np.int32)
    for number in range(len(hashes)):
        slots[find_slot(hashes[number], np.uint64(np.int64(hashes[number])), hashes, slots)] = number
    return slots


@kernel
def find_known(hashes: I32, weights: I16, index: Index, terms: I32, term_weights: I16) -> int:
    """Find the terms of a text that are in the index; returns how many.

    hashes, weights: of the text's terms
    terms, term_weights: to be filled with the numbers in the index and the weights in the text
    """
    count = 0
    for i in range(len(hashes)):
        slot = find_slot(hashes[i], np.uint64(np.int64(hashes[i])), index.hashes, index.slots)
        if index.slots[slot] >= 0:
            terms[count], term_weights[count] = index.slots[slot], weights[i]
            count += 1
    return count


@kernel
def add_products(
    terms: I32, weights: I16, first: Int, last: Int, index: Index, cursors: I64, products: I64, touched: I64
) -> int:
    """Add a text's products with the new texts from first to before last; returns how many of these it touched.

    terms, weights: of the text, terms by their numbers
    cursors: for each term where its posting list is read on: texts come in order of time, so postings before `first`
    are never needed again
    products: by new text, 0 where not touched; touched: to be filled with the new texts
    """
    count = 0
    for k in range(len(terms)):
        weight, end, p = np.int64(weights[k]), index.bounds[terms[k] + 1], cursors[terms[k]]
        while p < end and index.texts[p] < first:
            p += 1
        cursors[terms[k]] = p
        while p < end and index.texts[p] < last:
            other = index.texts[p]
            if products[other] == 0:
                touched[count] = other
                count += 1
            products[other] += weight * np.int64(index.weights[p])
            p += 1
    return count


@kernel
def add_key_products(
    hashes: I32, weights: I16, min_products: F64, first: Int, last: Int, index: Index, cursors: I64, products: I64,
    touched: I64,
) -> int:  # fmt: skip
    """Add the products of the key terms of a text that is not new, as add_products does; 0 if no sum is large enough.

    Most texts fall short even with all their terms, so key terms are selected only for the others.

    hashes, weights: of all terms of the text
    min_products: by new text, what the sum must reach
    """
    terms, term_weights = np.empty(len(hashes), np.int32), np.empty(len(hashes), np.int16)
    known = find_known(hashes, weights, index, terms, term_weights)
    count = add_products(terms[:known], term_weights[:known], first, last, index, cursors, products, touched)
    is_enough = False
    for i in range(count):
        is_enough |= products[touched[i]] >= min_products[touched[i]]
    if is_enough and len(hashes) <= KEY_TERMS:
        return count
    for i in range(count):
        products[touched[i]] = 0
    if not is_enough:
        return 0
    keys = heaviest_first(weights)[:KEY_TERMS]
    known = find_known(hashes[keys], weights[keys], index, terms, term_weights)
    return add_products(terms[:known], term_weights[:known], first, last, index, cursors, products, touched)


@kernel
def grow(values: I64) -> I64:
    """A copy with twice the room."""
    larger = np.empty(2 * len(values), values.dtype)
    larger[: len(values)] = values
    return larger


@kernel
def search(
    terms: Terms, index: Index, min_products: F64, is_new: Bools, is_dated: Bools, by_fetch: bool
) -> tuple[I64, I64, I64]:
    """(left, right, score) of the pairs that score; two new texts meet at the later of them.

    min_products: of `halves`
    is_new, is_dated: by text
    by_fetch: whether the index is ordered by time of fetching, and so pairs of dated texts are left out
    """
    order, since, until, new = index.order, index.since, index.until, index.new
    products, touched, cursors = np.zeros(len(new), np.int64), np.empty(len(new), np.int64), index.bounds[:-1].copy()
    left, right, scores = np.empty(FIRST_ROOM, np.int64), np.empty(FIRST_ROOM, np.int64), np.empty(FIRST_ROOM, np.int64)
    found, met, first, new_since, new_products = 0, 0, 0, since[new], min_products[order[new]]
    for position in range(len(order)):
        a = order[position]
        while first < len(new) and new_since[first] < since[position] - WINDOW - MAX_INTERVAL:
            first += 1
        count = 0
        if is_new[a]:
            keys, weights = index.key_terms, index.key_weights
            start, end = index.key_bounds[met], index.key_bounds[met + 1]
            count = add_products(keys[start:end], weights[start:end], first, met, index, cursors, products, touched)
            met += 1
        else:
            last = np.searchsorted(new_since, until[position] + WINDOW, side="right")
            if first < last:
                start, end = terms.bounds[a], terms.bounds[a + 1]
                count = add_key_products(
                    terms.hashes[start:end], terms.weights[start:end], min_products[a] + new_products, first, last,
                    index, cursors, products, touched,
                )  # fmt: skip
        for i in range(count):
            other, product = new[touched[i]], products[touched[i]]
            products[touched[i]] = 0
            b = order[other]
            gap = max(since[position], since[other]) - min(until[position], until[other])
            is_near = product >= min_products[a] + min_products[b] and gap <= WINDOW
            if not is_near or (by_fetch and is_dated[a] and is_dated[b]):
                continue
            score = similarity.score(similarity.dot(terms, a, b), terms, a, b, not by_fetch and gap <= DAY)
            if score > 0:
                if found == len(left):
                    left, right, scores = grow(left), grow(right), grow(scores)
                left[found], right[found], scores[found] = a, b, score
                found += 1
    return left[:found], right[:found], scores[:found]
