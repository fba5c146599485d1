"""The inverted index: weighted grams with their posting lists, and the pairs of texts that share enough of them.

Belongs here: walking posting lists from text to text. Does not: building them (posting_lists), weights (gram_weights),
tables (steps.copies.gram_index).
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipelines.core.matching import posting_lists
from pipelines.core.matching.gram_weights import MIN_WEIGHT, PER_MATCH, PER_MATCH_SHORT
from pipelines.core.matching.kernels import I32, I64, Bools, Int, Pairs, inlined, kernel
from pipelines.core.matching.posting_lists import PostingLists

PARTS_PER_THREAD = 4
"""Ranges of texts per thread: later texts meet more others and take longer."""

FIRST_ROOM = 1 << 14
"""Pairs there is room for at first, in each range."""


@dataclass(frozen=True, slots=True)
class GramIndex:
    """Grams that weigh something, their weights, and the number of kept grams of each text, by its number."""

    lists: PostingLists
    weights: I32
    gram_counts: I32

    def candidate_pairs(self, is_query: Bools, threads: int = 1) -> Pairs:
        """Pairs of texts that share enough grams (gram_weights has the rule), smaller number first, in any order.

        is_query: by text number, texts whose pairs are wanted

        >>> lists = PostingLists(np.array([4, 9]), np.array([0, 2, 5]), np.array([1, 0, 2, 0, 1], np.int32))
        >>> index = GramIndex(lists, np.full(2, 4, np.int32), np.full(3, 60, np.int32))
        >>> index.candidate_pairs(np.ones(3, np.bool_)).tolist()
        [[0, 1]]
        """
        starts, grams = grams_by_text(self.lists, self.weights, is_query)
        rest = (self.lists, self.weights, self.gram_counts, is_query, starts, grams)
        parts = PARTS_PER_THREAD * threads if threads > 1 else 1
        edges = np.searchsorted(starts, np.linspace(0, starts[-1], parts + 1))
        edges[0], edges[-1] = 0, len(is_query)
        with ThreadPoolExecutor(threads) as pool:
            return np.concatenate(list(pool.map(lambda part: walk(part[0], part[1], *rest), pairwise(edges.tolist()))))


def shared_grams(hashes: I64, texts: I32, weights: I32, is_query: Bools) -> I32:
    """What pairs of texts share of some grams: rows (smaller text, larger text, weight, number of grams), shape (n, 4),
    in any order. What they share of others can be added.

    hashes, texts: distinct pairs of a gram and a text that holds it; weights: of the gram; is_query: whether the pairs
    of the text are wanted

    >>> both = np.array([True, True])
    >>> shared_grams(np.array([9, 9]), np.array([7, 5], np.int32), np.array([4, 4], np.int32), both).tolist()
    [[5, 7, 4, 1]]
    """
    numbers, first, places = np.unique(texts, return_index=True, return_inverse=True)
    grams, of_gram = np.unique(hashes, return_index=True)
    lists = posting_lists.from_rows(hashes, places.astype(np.int32))
    weight_of = weights[of_gram[np.searchsorted(grams, lists.hashes)]]
    rows = sums(lists, weight_of, is_query[first], *grams_by_text(lists, weight_of, is_query[first]))
    rows[:, :2] = numbers[rows[:, :2]]
    return rows


def merge(parts: Sequence[tuple[PostingLists, I32]], gram_counts: I32) -> GramIndex:
    """The index of disjoint, ascending ranges of grams, each with its weights."""
    lists, weights = zip(*parts, strict=True)
    return GramIndex(posting_lists.concatenate(lists), np.concatenate(weights), gram_counts)


@kernel
def grams_by_text(lists: PostingLists, weights: I32, is_query: Bools) -> tuple[I64, I32]:
    """(bounds, grams) of the query texts: the numbers of their grams that weigh something."""
    starts = np.zeros(len(is_query) + 1, np.int64)
    for gram in range(len(weights)):
        if weights[gram]:
            for p in range(lists.bounds[gram], lists.bounds[gram + 1]):
                starts[lists.texts[p] + 1] += is_query[lists.texts[p]]
    for text in range(len(is_query)):
        starts[text + 1] += starts[text]
    grams, free = np.empty(starts[-1], np.int32), starts[:-1].copy()
    for gram in range(len(weights)):
        if weights[gram]:
            for p in range(lists.bounds[gram], lists.bounds[gram + 1]):
                text = lists.texts[p]
                if is_query[text]:
                    grams[free[text]] = gram
                    free[text] += 1
    return starts, grams


@inlined
def meet(
    text: Int, lists: PostingLists, weights: I32, is_query: Bools, starts: I64, grams: I32,
    total: I32, shared: I32, touched: I64,
) -> Int:  # fmt: skip
    """Add up the weights (`total`) and the number (`shared`) of the grams that each other text shares with a query
    text; returns how many such texts there are, which are the first of `touched`.
    """
    count = 0
    for g in range(starts[text], starts[text + 1]):
        gram = grams[g]
        for p in range(lists.bounds[gram], lists.bounds[gram + 1]):
            other = lists.texts[p]
            if other == text or (is_query[other] and other > text):
                continue
            if shared[other] == 0:
                touched[count] = other
                count += 1
            shared[other] += 1
            total[other] += weights[gram]
    return count


@kernel
def walk(
    first: Int, last: Int, lists: PostingLists, weights: I32, gram_counts: I32, is_query: Bools, starts: I64, grams: I32
) -> Pairs:  # fmt: skip
    """The candidate pairs, shape (n, 2), of the query texts from first to before last.

    Two query texts meet once, at the larger number.

    weights: by gram
    gram_counts, is_query: by text
    starts, grams: of `grams_by_text`
    """
    total, shared = np.zeros(len(is_query), np.int32), np.zeros(len(is_query), np.int32)
    touched, found, room = np.empty(len(is_query), np.int64), 0, FIRST_ROOM
    pairs = np.empty((room, 2), np.int64)
    for text in range(first, last):
        count = meet(text, lists, weights, is_query, starts, grams, total, shared, touched)
        for i in range(count):
            other = touched[i]
            fewer = min(gram_counts[text], gram_counts[other])
            is_enough = total[other] >= MIN_WEIGHT or shared[other] * PER_MATCH_SHORT >= fewer
            if is_enough and shared[other] * PER_MATCH >= fewer:
                if found == room:
                    room *= 2
                    larger = np.empty((room, 2), np.int64)
                    larger[:found] = pairs
                    pairs = larger
                pairs[found, 0], pairs[found, 1] = min(text, other), max(text, other)
                found += 1
            total[other], shared[other] = 0, 0
    return pairs[:found].copy()


@kernel
def sums(lists: PostingLists, weights: I32, is_query: Bools, starts: I64, grams: I32) -> I32:
    """Rows (smaller text, larger text, weight of the grams they share, number of these), shape (n, 4), of all pairs of
    texts with a gram in common, of which one is a query text.
    """
    total, shared = np.zeros(len(is_query), np.int32), np.zeros(len(is_query), np.int32)
    touched, found, room = np.empty(len(is_query), np.int64), 0, FIRST_ROOM
    rows = np.empty((room, 4), np.int32)
    for text in range(len(is_query)):
        count = meet(text, lists, weights, is_query, starts, grams, total, shared, touched)
        while found + count > room:
            room *= 2
            larger = np.empty((room, 4), np.int32)
            larger[:found] = rows[:found]
            rows = larger
        for i in range(count):
            other = touched[i]
            rows[found, 0], rows[found, 1] = min(text, other), max(text, other)
            rows[found, 2], rows[found, 3] = total[other], shared[other]
            total[other], shared[other] = 0, 0
            found += 1
    return rows[:found].copy()
