"""Fingerprints: the word 4-grams of a text that are kept to find its copies by an equi-join.

Belongs here: which grams of a text are kept. Does not: which of them are too common to use (SQL over all texts), pairs.

A gram is kept when its hash falls below a share of the range, so two texts keep the same of their shared grams and the
overlap of what they keep estimates containment, which survives abridgement; the k minima of MinHash see Jaccard only.
Short texts keep all. Long ones keep one gram in eight, but every gram of their beginning: an abridged copy is short,
keeps the lead, and would find one sampled gram or none. Whether a gram is kept depends on its text alone.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

from pipelines.core.matching.tokens import I64, ODD, Words, mix

GRAM = 4
"""Words in a gram. On train, pairs of copies with two kept grams in common: .997 with 3, .99 with 4, .97 with 5; and
unrelated
pairs that have: 5 a text with 3, under 1 with 4."""

LEAD = 48
"""Grams at the beginning that are kept whatever the length."""

SHORT, MIDDLE = 96, 384
"""Grams up to which all are kept, up to which one in four is, and one in eight beyond."""

ALL, QUARTER, EIGHTH = np.uint64(2**64 - 1), np.uint64(2**62), np.uint64(2**61)


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """hashes: kept grams as signed 64-bit numbers (SQL engines lack unsigned ones), each once a text, ascending
    within it;
    bounds: text i has hashes[bounds[i]:bounds[i + 1]]."""

    hashes: I64
    bounds: I64


def sample(words: Words) -> Fingerprints:
    """The kept grams of each text; a text shorter than a gram has one, of all its words.

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.tokens import split
    >>> both = sample(split(pa.array(["One two three four five.", "two, three, four, five"])))
    >>> both.bounds.tolist(), len(set(both.hashes.tolist()))
    ([0, 2, 3], 2)
    """
    counts = np.diff(words.bounds)
    bounds = np.zeros(len(words.bounds), np.int64)
    hashes = np.empty(int(counts.sum()) + len(counts), np.uint64)
    kept = keep(words.hashes, words.bounds, hashes, bounds)
    return Fingerprints(hashes[:kept].view(np.int64), bounds)


@njit(inline="always")
def share(grams):  # type: ignore[no-untyped-def]
    """The value below which a gram behind the lead is kept, for a text of so many grams."""
    if grams <= SHORT:
        return ALL
    return QUARTER if grams <= MIDDLE else EIGHTH


@njit(inline="always")
def gram_hash(hashes, first, size):  # type: ignore[no-untyped-def]
    """The hash of `size` words from hashes[first], order included."""
    value = np.uint64(0)
    for q in range(first, first + size):
        value = value * ODD + hashes[q]
    return mix(value)


@njit(inline="always")
def settle(out, start, end):  # type: ignore[no-untyped-def]
    """Sort out[start:end] as signed numbers and drop repetitions; returns the new end."""
    part = np.sort(out[start:end].view(np.int64))
    k = start
    for i in range(len(part)):
        if i == 0 or part[i] != part[i - 1]:
            out[k] = np.uint64(part[i])
            k += 1
    return k


@njit(nogil=True, cache=True)
def keep(hashes, bounds, out, out_bounds):  # type: ignore[no-untyped-def]
    """Fill out with the kept grams of each text, out_bounds with where they begin; returns how many."""
    k = 0
    for text in range(len(bounds) - 1):
        first, end = bounds[text], bounds[text + 1]
        start, size = k, min(GRAM, end - first)
        grams = end - first - size + 1 if size else 0
        limit = share(grams)
        for p in range(first, first + grams):
            value = gram_hash(hashes, p, size)
            if p - first < LEAD or value <= limit:
                out[k] = value
                k += 1
        k = settle(out, start, k)
        out_bounds[text + 1] = k
    return k
