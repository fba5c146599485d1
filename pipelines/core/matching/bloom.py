"""Selecting grams from a stream of fingerprints: by a Bloom filter, or exactly by a table of wanted grams.

Belongs here: filters, and the grams of texts that pass them. Does not: grouping these by gram (inverted_index), what
grams weigh (gram_weights).
"""

from typing import NamedTuple

import numpy as np

from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.kernels import I32, I64, U64, Bools, Int, find_slot, index_keys, inlined, kernel, mix

BITS_PER_KEY, MIN_BITS = 16, 1 << 25
"""Bits of a filter per key (one in sixteen other hashes passes), and at least."""

ALL_PASS: U64 = np.full(1, 2**64 - 1, np.uint64)
"""Bits of a filter that rejects nothing."""


class BloomFilter(NamedTuple):
    """Bits by hash, a power of two of them: `once` of all keys added, `twice` of those added again.

    A hash whose bit is not set was not added; one whose bit is set may not have been either.
    """

    once: U64
    twice: U64


class GramTable(NamedTuple):
    """Wanted grams, ascending, with a prefilter and a hash table of their numbers."""

    bits: U64
    slots: I32
    grams: I64


def bloom_filter(keys: int, min_bits: int = MIN_BITS) -> BloomFilter:
    """An empty filter for this number of keys.

    >>> len(bloom_filter(1000).once) * 64 == MIN_BITS
    True
    """
    bits = min_bits
    while bits < BITS_PER_KEY * keys:
        bits *= 2
    return BloomFilter(np.zeros(bits // 64, np.uint64), np.zeros(bits // 64, np.uint64))


def gram_table(grams: I64) -> GramTable:
    """A table of grams, ascending and distinct; one of a hundred thousand stays in the cache of the CPU."""
    prefilter = bloom_filter(len(grams), min_bits=64)
    add(prefilter, grams)
    return GramTable(prefilter.once, index_keys(grams), grams)


@inlined
def bit_of(key: Int, bits: U64) -> tuple[np.uint64, np.uint64]:
    """(word, shift within it) of the bit of a key."""
    z = mix(np.uint64(key)) & np.uint64(64 * len(bits) - 1)
    return z >> np.uint64(6), z & np.uint64(63)


@inlined
def get_bit(key: Int, bits: U64) -> np.int64:
    """The bit of a key, 0 or 1."""
    word, shift = bit_of(key, bits)
    return np.int64(bits[word] >> shift & np.uint64(1))


@kernel
def add(to: BloomFilter, hashes: I64) -> None:
    """Add hashes to a filter.

    >>> seen = bloom_filter(10)
    >>> add(seen, np.array([3, 5, 3]))
    >>> contains(seen.once, np.array([3, 5])).tolist(), contains(seen.twice, np.array([3, 5])).tolist()
    ([True, True], [True, False])
    """
    for i in range(len(hashes)):
        word, shift = bit_of(hashes[i], to.once)
        bit = np.uint64(1) << shift
        if to.once[word] & bit:
            to.twice[word] |= bit
        else:
            to.once[word] |= bit


@kernel
def contains(bits: U64, hashes: I64) -> Bools:
    """Whether the bit of each hash is set."""
    out = np.empty(len(hashes), np.bool_)
    for i in range(len(hashes)):
        out[i] = get_bit(hashes[i], bits) != 0
    return out


@kernel
def select_wanted(wanted: GramTable, texts: I32, kept: Fingerprints) -> tuple[I32, I32]:
    """(numbers of wanted grams, text of each) among the kept grams of texts; texts: their numbers.

    Each candidate is written, and counted only if it is wanted: branches that the CPU guesses wrong take longer.

    >>> kept = Fingerprints(np.array([5, 9, 4]), np.array([0, 2, 3]))
    >>> numbers, texts = select_wanted(gram_table(np.array([4, 9])), np.array([7, 8], np.int32), kept)
    >>> numbers.tolist(), texts.tolist()
    ([1, 0], [7, 8])
    """
    room = len(kept.hashes) + 1
    numbers, of_text, rows = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int64)
    passed, count = np.int64(0), np.int64(0)
    for text in range(len(texts)):
        for row in range(kept.bounds[text], kept.bounds[text + 1]):
            rows[passed], of_text[passed] = row, texts[text]
            passed += get_bit(kept.hashes[row], wanted.bits)
    for i in range(passed):
        gram = kept.hashes[rows[i]]
        number = wanted.slots[find_slot(gram, mix(np.uint64(gram)), wanted.grams, wanted.slots)]
        numbers[count], of_text[count] = number, of_text[i]
        count += number >= 0
    return numbers[:count].copy(), of_text[:count].copy()


@kernel
def select_range(bits: U64, texts: I32, kept: Fingerprints, low: Int, high: Int) -> tuple[I64, I32]:
    """(grams from low to high that pass the filter, text of each) among the kept grams of texts; texts: their numbers.

    The grams of a text ascend, so those out of range are never visited.

    >>> kept = Fingerprints(np.array([5, 9, 4]), np.array([0, 2, 3]))
    >>> grams, texts = select_range(ALL_PASS, np.array([7, 8], np.int32), kept, 4, 5)
    >>> grams.tolist(), texts.tolist()
    ([5, 4], [7, 8])
    """
    room, count = len(kept.hashes) + 1, np.int64(0)
    grams, of_text = np.empty(room, np.int64), np.empty(room, np.int32)
    for text in range(len(texts)):
        row, end = kept.bounds[text], kept.bounds[text + 1]
        while row < end:
            middle = (row + end) >> 1
            if kept.hashes[middle] < low:
                row = middle + 1
            else:
                end = middle
        while row < kept.bounds[text + 1] and kept.hashes[row] <= high:
            grams[count], of_text[count] = kept.hashes[row], texts[text]
            count += get_bit(kept.hashes[row], bits)
            row += 1
    return grams[:count].copy(), of_text[:count].copy()
