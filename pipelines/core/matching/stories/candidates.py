"""Pairs of texts worth comparing: close in time, and alike in their heaviest terms.

Belongs here: finding candidates among many texts and scoring them. Does not: the score itself (similarity), the
window itself (windows), tables.

Whether a pair is found depends on its two texts and times alone: there is no cut by how common a term is in the
corpus, so a new text never takes a pair away. An inverted index of the new texts' few heaviest terms is walked within
the window, from each text there is; pairs whose partial product could reach the floor are scored on all their terms.
Memory follows the texts, time the terms they share with new ones.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.matching.stories import similarity
from pipelines.core.matching.stories.terms import UNIT, Terms
from pipelines.core.matching.stories.windows import DAY, UNKNOWN, WIDEST, WINDOW, Times

KEY_TERMS = 24
"""Terms of a text that stand in the index: with 24, and PARTIAL as it is, .6 % of the pairs of labelled long texts that
score high enough for a story are missed, and .1 % of teasers; with 16 it is 4 %.
"""

PARTIAL = 0.35
"""Share of the least cosine that makes a score which the key terms alone must reach."""

FIRST_ROOM = 1 << 14

COMPILED_WITH = 4
"""Raise it when similarity.py or windows.py changes: numba knows a cached kernel by the time of its own file alone, and
`walk` holds compiled copies of theirs.
"""

Places = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
Weights = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of places in `terms`, left < right, sorted, each once, with its score out of SCALE (above 0)."""

    left: Places
    right: Places
    scores: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Index:
    """Texts in order of time, and the key terms of the new ones, both ways; in few bytes: a million texts have 24
    million.

    order: places of all texts; since, until: their times; new: numbers in this order of the new ones, ascending
    key_terms, key_weights: of new text i at key_bounds[i]:key_bounds[i + 1], terms numbered from 0; texts, weights: of
    term t at starts[t]:starts[t + 1], numbers of new texts ascending; hashes: of the terms, ascending
    """

    order: Places
    since: Places
    until: Places
    new: Places
    key_terms: Numbers
    key_weights: Weights
    key_bounds: Places
    texts: Numbers
    weights: Weights
    starts: Places
    hashes: Numbers


def find(terms: Terms, times: Times, is_new: Flags) -> Found:
    """All pairs of texts of one language that score, at least one of each being new. times: settled.

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.stories.terms import of_texts
    >>> from pipelines.core.matching.stories.windows import DAY, settled
    >>> titles = pa.array(["Ferry sinks off Norholm", "Ferry sinks near Norholm port", "Ferry sinks off Norholm"])
    >>> bodies = pa.array(["Twelve were rescued when the Alma sank."] * 3)
    >>> day = np.array([0, 1, 400]) * DAY
    >>> found = find(of_texts(titles, bodies, "en"), settled(Times(day, day, day)), np.ones(3, np.bool_))
    >>> found.left.tolist(), found.right.tolist()
    ([0], [1])
    """
    is_dated, is_fetched = times.earliest != UNKNOWN, times.fetched != UNKNOWN
    parts = [_walk(terms, _index(terms, is_new, is_dated, times.earliest, times.latest), is_new, is_dated, False)]
    if not is_dated[is_fetched].all():
        by_fetch = _index(terms, is_new, is_fetched, times.fetched, times.fetched)
        parts.append(_walk(terms, by_fetch, is_new, is_dated, True))
    left, right, scores = (np.concatenate([part[i] for part in parts]) for i in range(3))
    low, high = np.minimum(left, right), np.maximum(left, right)
    order = np.lexsort((high, low))
    return Found(low[order], high[order], scores[order])


def _index(terms: Terms, is_new: Flags, chosen: Flags, since: Places, until: Places) -> Index:
    """The index of the chosen texts, ordered by `since`, equal ones by place."""
    places = np.flatnonzero(chosen)
    order = places[np.argsort(since[places], kind="stable")]
    new = np.flatnonzero(is_new[order])
    numbers, kept = key_terms(terms.weights, terms.bounds, order[new], KEY_TERMS)
    hashes, weights = terms.hashes[kept], terms.weights[kept]
    by_term = np.argsort(hashes, kind="stable")
    ordered = hashes[by_term]
    is_first = np.ones(len(ordered) + 1, np.bool_)
    is_first[1:-1] = ordered[1:] != ordered[:-1]
    term = np.empty(len(hashes), np.int32)
    term[by_term] = np.cumsum(is_first[:-1], dtype=np.int32) - 1
    bounds = np.searchsorted(numbers, np.arange(len(new) + 1))
    return Index(
        order, since[order], until[order], new, term, weights, bounds.astype(np.int64),
        numbers[by_term], weights[by_term], np.flatnonzero(is_first), ordered[is_first[:-1]],
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


def _walk(terms: Terms, index: Index, is_new: Flags, is_dated: Flags, by_fetch: bool) -> tuple[Places, Places, Places]:
    return walk(  # type: ignore[no-any-return]
        (terms.hashes, terms.weights, terms.bounds, terms.lengths, terms.days),
        (index.order, index.since, index.until, index.new),
        (index.key_terms, index.key_weights, index.key_bounds),
        (index.texts, index.weights, index.starts, index.starts[:-1].copy()),
        (index.hashes, slots_of(index.hashes)),
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
def slots_of(hashes):  # type: ignore[no-untyped-def]
    """A table of places: the number of each hash stands where its lowest bits say, or in the next free slot."""
    size = 16
    while size < 2 * len(hashes):
        size <<= 1
    slots = np.full(size, -1, np.int32)
    for number in range(len(hashes)):
        slot = np.int64(hashes[number]) & (size - 1)
        while slots[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        slots[slot] = number
    return slots


@njit(nogil=True, cache=True)
def known_terms(hashes, weights, known, own, own_weights):  # type: ignore[no-untyped-def]
    """Fill own and own_weights with those of the terms that new texts have as key terms; returns how many."""
    count, mask = 0, len(known[1]) - 1
    for i in range(len(hashes)):
        slot = np.int64(hashes[i]) & mask
        while known[1][slot] >= 0:
            if known[0][known[1][slot]] == hashes[i]:
                own[count], own_weights[count] = known[1][slot], weights[i]
                count += 1
                break
            slot = (slot + 1) & mask
    return count


@njit(nogil=True, cache=True)
def gather(own, own_weights, first, last, postings, products, touched):  # type: ignore[no-untyped-def]
    """Sum the products of these terms with those of the new texts first to last; returns how many.

    Texts are walked in order of time: what lies before `first` is never asked for again.
    """
    count = 0
    for k in range(len(own)):
        weight, end, p = np.int64(own_weights[k]), postings[2][own[k] + 1], postings[3][own[k]]
        while p < end and postings[0][p] < first:
            p += 1
        postings[3][own[k]] = p
        while p < end and postings[0][p] < last:
            other = postings[0][p]
            if products[other] == 0:
                touched[count] = other
                count += 1
            products[other] += weight * np.int64(postings[1][p])
            p += 1
    return count


@njit(nogil=True, cache=True)
def gather_earlier(hashes, weights, least, first, last, known, postings, products, touched):  # type: ignore[no-untyped-def]
    """The same of the key terms of a text that is not new; 0 where no sum reaches what `least` says of the new text.

    Most texts fall short with all their terms: then which of these are key terms is not asked.
    """
    own, own_weights = np.empty(len(hashes), np.int32), np.empty(len(hashes), np.int16)
    many = known_terms(hashes, weights, known, own, own_weights)
    count, enough = gather(own[:many], own_weights[:many], first, last, postings, products, touched), False
    for i in range(count):
        enough |= products[touched[i]] >= least[touched[i]]
    if enough and len(hashes) <= KEY_TERMS:
        return count
    for i in range(count):
        products[touched[i]] = 0
    if not enough:
        return 0
    heaviest = np.argsort(-weights.astype(np.int64), kind="mergesort")[:KEY_TERMS]
    many = known_terms(hashes[heaviest], weights[heaviest], known, own, own_weights)
    return gather(own[:many], own_weights[:many], first, last, postings, products, touched)


@njit(nogil=True, cache=True)
def walk(terms, texts, keys, postings, known, least, is_new, is_dated, by_fetch):  # type: ignore[no-untyped-def]
    """(left, right, score) of the scoring pairs, by interval of dates or, where not both are dated, by fetch.

    Two new texts meet at the later of them, a new one and another at the other.
    """
    hashes, weights, bounds, lengths, days = terms
    order, since, until, new = texts
    products, touched = np.zeros(len(new), np.int64), np.empty(len(new), np.int64)
    left, right, scores = np.empty(FIRST_ROOM, np.int64), np.empty(FIRST_ROOM, np.int64), np.empty(FIRST_ROOM, np.int64)
    found, met, first, new_since, new_least = 0, 0, 0, since[new], least[order[new]]
    for number in range(len(order)):
        a = order[number]
        while first < len(new) and new_since[first] < since[number] - WINDOW - WIDEST:
            first += 1
        if is_new[a]:
            start, end = keys[2][met], keys[2][met + 1]
            count = gather(keys[0][start:end], keys[1][start:end], first, met, postings, products, touched)
            met += 1
        else:
            last = np.searchsorted(new_since, until[number] + WINDOW, side="right")
            own, own_weights = hashes[bounds[a] : bounds[a + 1]], weights[bounds[a] : bounds[a + 1]]
            count = 0
            if first < last:
                count = gather_earlier(
                    own, own_weights, least[a] + new_least, first, last, known, postings, products, touched
                )
        for i in range(count):
            other, product = new[touched[i]], products[touched[i]]
            products[touched[i]] = 0
            b = order[other]
            gap = max(since[number], since[other]) - min(until[number], until[other])
            if product < least[a] + least[b] or gap > WINDOW or (by_fetch and is_dated[a] and is_dated[b]):
                continue
            product = similarity.dot(hashes, weights, bounds[a], bounds[a + 1], bounds[b], bounds[b + 1])
            score = similarity.score(product, lengths[a], lengths[b], days[a], days[b], not by_fetch and gap <= DAY)
            if score > 0:
                if found == len(left):
                    left, right, scores = grown(left), grown(right), grown(scores)
                left[found], right[found], scores[found] = a, b, score
                found += 1
    return left[:found], right[:found], scores[:found]
