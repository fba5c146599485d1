"""Fingerprints: the word 4-grams of a text that are kept to find its copies with an inverted index.

Belongs here: which grams of a text are kept. Does not: which of them are too common to use (gram_weights), pairs
(inverted_index).

A gram is kept if its hash is below a limit. So two texts keep the same of their shared grams, and the overlap of what
they keep estimates containment, which survives abridgement; the k minima of MinHash see Jaccard only. Short texts keep
all grams. Long ones keep one in eight, but every gram of their lead: an abridged copy is short and keeps the lead, and
would otherwise share one sampled gram or none. Whether a gram is kept depends on its text alone.
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.kernels import GOLDEN, I64, U64, Int, inlined, kernel, mix
from pipelines.core.matching.tokens import Words

GRAM = 4
"""Words in a gram: fewer makes chance pairs, more loses damaged copies."""

LEAD = 48
"""Grams at the beginning of a text that are always kept."""

SHORT, MIDDLE = 96, 384
"""Up to SHORT grams all are kept, up to MIDDLE one in four, beyond one in eight."""

STORED_BITS = np.uint64(2**40 - 1)
"""Bits of a hash that are stored: of a hundred million grams, one in ten thousand shares them with another."""

ALL, QUARTER, EIGHTH = np.uint64(2**64 - 1), np.uint64(2**62), np.uint64(2**61)


class Fingerprints(NamedTuple):
    """The kept grams of some texts.

    hashes: STORED_BITS of each, unique and ascending within a text
    bounds: text i has hashes[bounds[i]:bounds[i + 1]]
    """

    hashes: I64
    bounds: I64


@inlined
def hash_limit(grams: Int) -> np.uint64:
    """The largest hash of a gram behind the lead that is kept, in a text with this number of grams."""
    if grams <= SHORT:
        return ALL
    return QUARTER if grams <= MIDDLE else EIGHTH


@inlined
def gram_hash(hashes: U64, first: Int, size: Int) -> np.uint64:
    """The hash of `size` words from hashes[first], order included."""
    value = np.uint64(0)
    for q in range(first, first + size):
        value = value * GOLDEN + hashes[q]
    return mix(value)


@inlined
def sort_unique(out: U64, start: int, end: int) -> int:
    """Sort out[start:end] as signed numbers and drop repetitions; returns the new end."""
    part = np.sort(out[start:end].view(np.int64))
    k = start
    for i in range(len(part)):
        if i == 0 or part[i] != part[i - 1]:
            out[k] = np.uint64(part[i])
            k += 1
    return k


@kernel
def sample(words: Words) -> Fingerprints:
    """The kept grams of each text; a text shorter than a gram has one, of all its words.

    >>> import pyarrow as pa
    >>> from pipelines.core.matching.tokens import split
    >>> both = sample(split(pa.array(["One two three four five.", "two, three, four, five"])))
    >>> both.bounds.tolist(), len(set(both.hashes.tolist()))
    ([0, 2, 3], 2)
    """
    bounds = np.zeros(len(words.bounds), np.int64)
    hashes, k = np.empty(len(words.hashes) + len(bounds), np.uint64), 0
    for text in range(len(bounds) - 1):
        first, end = words.bounds[text], words.bounds[text + 1]
        start, size = k, min(GRAM, end - first)
        grams = end - first - size + 1 if size else 0
        limit = hash_limit(grams)
        for p in range(first, first + grams):
            value = gram_hash(words.hashes, p, size)
            if p - first < LEAD or value <= limit:
                hashes[k] = value & STORED_BITS
                k += 1
        k = sort_unique(hashes, start, k)
        bounds[text + 1] = k
    return Fingerprints(hashes[:k].view(np.int64), bounds)
