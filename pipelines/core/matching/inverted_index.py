"""Which texts hold which grams: the index that finds candidate pairs, and how much each gram says.

Belongs here: grouping rows of (gram, text) by gram, judging grams, walking from text to text. Does not: which grams a
text has (fingerprints), which rows are looked at (sieves), tables (steps.copy_grams).

Nearly all grams stand in one text alone. A sieve, a field of bits by hash, drops them before anything is sorted, so
that memory follows the grams that are shared. What a gram says is its weight: that of one in few texts counts in full,
of a common one a quarter, for two phrases of the day make no copy, and of one in very many, or of one publisher's
standing lines, nothing. The weights depend on the corpus, so they only bound what is looked at (DESIGN.md, decision 4).
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.matching.bloom import Flags, slots_of
from pipelines.core.matching.tokens import I32, I64, mix

FULL, COMMON_WEIGHT = 4, 1
"""Weights of a gram in few texts and of a common one."""

COMMON, MOST = 50, 200
"""Texts that hold a gram, up to which it counts in full, and up to which at all. On made corpora the first leaves out
seven in ten of the chance pairs and one in five thousand of the true ones; the second bounds the cost."""

LEAST_WEIGHT, SHORT_SHARE, LEAST_SHARE = 2 * FULL, 8, 50
"""A pair is a candidate with two grams of full weight in common, or one in eight of a very short text's, and in any
case one in fifty of the shorter's."""

BOILERPLATE_TEXTS, TEXTS_A_PUBLISHER, BOILERPLATE_DAYS = 4, 2.5, 21
"""Standing lines are in four texts or more, 2.5 for each publisher, and over more than 21 days: else revisions of one
article would be."""


PARTS_A_THREAD = 4
"""Ranges of texts for each thread: later texts meet more others, and take longer."""

NO_DAY = np.iinfo(np.int32).min


@dataclass(frozen=True, slots=True)
class Postings:
    """Grams in ascending order; gram i is held by texts[bounds[i]:bounds[i + 1]], numbers of texts in any order."""

    hashes: I64
    bounds: I64
    texts: I32


@dataclass(frozen=True, slots=True)
class Carriers:
    """Who carried each text and when: text t has rows bounds[t]:bounds[t + 1] of publishers (numbers from 0, no other
    row is here) and days (NO_DAY: not known)."""

    bounds: I64
    publishers: I32
    days: I32


@dataclass(frozen=True, slots=True)
class Judged:
    """For each gram its texts, their publishers, days from first to last (-1: none is known), whether it is one
    publisher's standing lines, and its weight."""

    text_counts: I32
    publisher_counts: I32
    day_spans: I32
    is_boilerplate: Flags
    weights: I32


def ranges(sample: I64, parts: int) -> list[tuple[int, int]]:
    """(least, greatest) hash of each of so many ranges, fewer if need be, ascending, that hold about as many grams each
    as far as some of them show: long texts keep but the lowest.

    >>> found = ranges(np.array([3, 5, 1, 9]), 2)
    >>> found == [(-(2**63), 5), (6, 2**63 - 1)], len(ranges(np.array([7]), 3))
    (True, 2)
    """
    ordered = np.unique(sample[sample < 2**63 - 1])
    edges = np.unique(ordered[np.arange(1, parts) * len(ordered) // parts]).tolist() if len(ordered) else []
    return list(zip([-(2**63), *(edge + 1 for edge in edges)], [*edges, 2**63 - 1], strict=True))


def postings(hashes: I64, texts: I32) -> Postings:
    """Group rows (gram, text), each once, by gram; grams of one text alone are left out.

    >>> found = postings(np.array([9, 4, 9]), np.array([0, 1, 2], np.int32))
    >>> found.hashes.tolist(), found.bounds.tolist(), sorted(found.texts.tolist())
    ([9], [0, 2], [0, 2])
    """
    ordered = np.sort(hashes)
    edges = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)])
    sizes = np.diff(np.append(edges, len(ordered)))
    several = sizes > 1
    kept, bounds = ordered[edges[several]], np.concatenate([[0], np.cumsum(sizes[several])])
    out = np.empty(int(bounds[-1]), np.int32)
    gather(hashes, texts, kept, bounds[:-1].copy(), out)
    return Postings(kept, bounds, out)


def dealt(grams: I32, texts: I32, hashes: I64) -> Postings:
    """The same of rows that give a gram by its place among the ascending hashes.

    >>> found = dealt(np.array([1, 0, 1], np.int32), np.array([0, 1, 2], np.int32), np.array([4, 9]))
    >>> found.hashes.tolist(), found.bounds.tolist(), sorted(found.texts.tolist())
    ([9], [0, 2], [0, 2])
    """
    sizes = np.bincount(grams, minlength=len(hashes))
    several = sizes > 1
    bounds = np.concatenate([[0], np.cumsum(sizes[several])]).astype(np.int64)
    free, out = np.full(len(hashes), -1, np.int64), np.empty(int(bounds[-1]), np.int32)
    free[several] = bounds[:-1]
    deal(grams, texts, free, out)
    return Postings(hashes[several], bounds, out)


def joined(parts: "list[Postings]") -> Postings:
    """Postings of disjoint, ascending ranges of hashes as one."""
    sizes = np.concatenate([np.diff(part.bounds) for part in parts])
    bounds = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return Postings(np.concatenate([p.hashes for p in parts]), bounds, np.concatenate([p.texts for p in parts]))


def taken(of: Postings, chosen: Flags) -> Postings:
    """The postings of some grams.

    >>> both = Postings(np.array([4, 9]), np.array([0, 2, 4]), np.array([0, 1, 0, 2], np.int32))
    >>> taken(both, np.array([False, True])).texts.tolist()
    [0, 2]
    """
    sizes = np.diff(of.bounds)
    bounds = np.concatenate([[0], np.cumsum(sizes[chosen])]).astype(np.int64)
    return Postings(of.hashes[chosen], bounds, of.texts[np.repeat(chosen, sizes)])


def judge(of: Postings, carriers: Carriers) -> Judged:
    """Count the texts, publishers and days of each gram, and say what it weighs.

    >>> held = Postings(np.array([7]), np.array([0, 4]), np.arange(4, dtype=np.int32))
    >>> one, days = np.zeros(4, np.int32), np.array([0, 10, 20, 30], np.int32)
    >>> judged = judge(held, Carriers(np.arange(5), one, days))
    >>> judged.is_boilerplate.tolist(), judged.weights.tolist(), judged.day_spans.tolist()
    ([True], [0], [30])
    """
    counts = np.diff(of.bounds)
    out = np.zeros((len(counts), 3), np.int32)
    carried = np.zeros(len(counts), np.int32)
    publishers = int(carriers.publishers.max(initial=-1)) + 1
    count_carriers(of.bounds, of.texts, carriers.bounds, carriers.publishers, carriers.days, publishers, carried, out)
    is_boilerplate = (
        (carried >= BOILERPLATE_TEXTS) & (carried >= TEXTS_A_PUBLISHER * out[:, 0]) & (out[:, 1] > BOILERPLATE_DAYS)
    )
    return Judged(counts.astype(np.int32), out[:, 0], out[:, 1], is_boilerplate, weights(counts, is_boilerplate))


def weights(text_counts: I64, is_boilerplate: Flags) -> I32:
    """What grams weigh that so many texts hold.

    >>> weights(np.array([2, 51, 201, 9]), np.array([False, False, False, True])).tolist()
    [4, 1, 0, 0]
    """
    by_count = np.where(text_counts > MOST, 0, np.where(text_counts > COMMON, COMMON_WEIGHT, FULL))
    return np.where(is_boilerplate, 0, by_count).astype(np.int32)


def candidates(
    of: Postings, weights: I32, gram_counts: I32, sought: Flags, known: Flags, threads: int = 1
) -> "npt.NDArray[np.int64]":
    """Pairs of texts with enough grams in common, a row each, the smaller number first, in no order.

    weights: of the grams; gram_counts: kept grams of each text; sought: texts whose pairs are wanted; known: texts
    with which no pair is wanted.

    >>> held = Postings(np.array([4, 9]), np.array([0, 2, 5]), np.array([1, 0, 2, 0, 1], np.int32))
    >>> none = np.zeros(3, np.bool_)
    >>> candidates(held, np.full(2, FULL, np.int32), np.full(3, 60, np.int32), ~none, none).tolist()
    [[0, 1]]
    """
    bounds, grams = by_text(of.bounds, of.texts, weights, sought)
    given = (of.bounds, of.texts, weights, gram_counts, sought, known, bounds, grams)
    parts = PARTS_A_THREAD * threads if threads > 1 else 1
    edges = np.searchsorted(bounds, np.linspace(0, bounds[-1], parts + 1))
    edges[0], edges[-1] = 0, len(sought)
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(lambda part: walk(*given, *part), pairwise(edges.tolist())))
    return np.concatenate(found)


@njit(nogil=True, cache=True)
def gather(hashes, texts, kept, free, out):  # type: ignore[no-untyped-def]
    """Put the text of each row whose hash is kept where the next of that hash is free: no row is moved to sort it."""
    slots = slots_of(kept)
    mask = np.uint64(len(slots) - 1)
    for row in range(len(hashes)):
        z = mix(np.uint64(hashes[row])) & mask
        while slots[z] >= 0 and kept[slots[z]] != hashes[row]:
            z = (z + np.uint64(1)) & mask
        if slots[z] >= 0:
            out[free[slots[z]]] = texts[row]
            free[slots[z]] += 1


@njit(nogil=True, cache=True)
def deal(grams, texts, free, out):  # type: ignore[no-untyped-def]
    """Put the text of each row where the next of its gram is free; -1: the gram is left out."""
    for row in range(len(grams)):
        if free[grams[row]] >= 0:
            out[free[grams[row]]] = texts[row]
            free[grams[row]] += 1


@njit(nogil=True, cache=True)
def count_carriers(bounds, texts, rows, publishers, days, many, carried, out):  # type: ignore[no-untyped-def]
    """Fill carried with how many texts of a gram anybody carried, out with publishers and days between (-1: none)."""
    last = np.full(many, -1, np.int64)
    for gram in range(len(carried)):
        first_day, last_day = np.int64(1) << 40, -(np.int64(1) << 40)
        for p in range(bounds[gram], bounds[gram + 1]):
            text = texts[p]
            carried[gram] += rows[text] < rows[text + 1]
            for row in range(rows[text], rows[text + 1]):
                if last[publishers[row]] != gram:
                    last[publishers[row]] = gram
                    out[gram, 0] += 1
                if days[row] != NO_DAY:
                    first_day, last_day = min(first_day, days[row]), max(last_day, days[row])
        out[gram, 1] = last_day - first_day if last_day >= first_day else -1


@njit(nogil=True, cache=True)
def by_text(bounds, texts, weights, sought):  # type: ignore[no-untyped-def]
    """(bounds, grams) of the sought texts: the grams that weigh something."""
    starts = np.zeros(len(sought) + 1, np.int64)
    for gram in range(len(weights)):
        if weights[gram]:
            for p in range(bounds[gram], bounds[gram + 1]):
                starts[texts[p] + 1] += sought[texts[p]]
    for text in range(len(sought)):
        starts[text + 1] += starts[text]
    grams, free = np.empty(starts[-1], np.int32), starts[:-1].copy()
    for gram in range(len(weights)):
        if weights[gram]:
            for p in range(bounds[gram], bounds[gram + 1]):
                text = texts[p]
                if sought[text]:
                    grams[free[text]] = gram
                    free[text] += 1
    return starts, grams


@njit(nogil=True, cache=True)
def walk(bounds, texts, weights, gram_counts, sought, known, own_bounds, own, first, last):  # type: ignore[no-untyped-def]
    """The candidate pairs of the sought texts of a range; of two sought ones, each is met from the larger number."""
    total, shared = np.zeros(len(sought), np.int32), np.zeros(len(sought), np.int32)
    touched, found, room = np.empty(len(sought), np.int64), 0, 1 << 14
    pairs = np.empty((room, 2), np.int64)
    for text in range(first, last):
        count = 0
        for g in range(own_bounds[text], own_bounds[text + 1]):
            gram = own[g]
            for p in range(bounds[gram], bounds[gram + 1]):
                other = texts[p]
                if other == text or known[other] or (sought[other] and other > text):
                    continue
                if shared[other] == 0:
                    touched[count] = other
                    count += 1
                shared[other] += 1
                total[other] += weights[gram]
        for i in range(count):
            other = touched[i]
            fewer = min(gram_counts[text], gram_counts[other])
            enough = total[other] >= LEAST_WEIGHT or shared[other] * SHORT_SHARE >= fewer
            if enough and shared[other] * LEAST_SHARE >= fewer:
                if found == room:
                    room *= 2
                    larger = np.empty((room, 2), np.int64)
                    larger[:found] = pairs
                    pairs = larger
                pairs[found, 0], pairs[found, 1] = min(text, other), max(text, other)
                found += 1
            total[other], shared[other] = 0, 0
    return pairs[:found].copy()
