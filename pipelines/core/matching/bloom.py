"""Grams sought among many: a sieve that passes those put in and few others, and a table of a few.

Belongs here: marking hashes, picking the grams of texts that are among them. Does not: grouping what passes,
what grams weigh (postings).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.matching.fingerprints import Fingerprints
from pipelines.core.matching.tokens import I32, I64, mix

BITS_A_ROW, LEAST_BITS = 16, 1 << 25
"""Bits of a sieve for each row it is made from (one in sixteen rows that should not pass does), and at least."""

Bits = npt.NDArray[np.uint64]

ALL_PASS: Bits = np.full(1, 2**64 - 1, np.uint64)
"""The bits of a sieve that holds nothing back."""

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sieve:
    """Bits by hash: `once` of the hashes that were put in, `twice` of those that came again. Some others' are set too,
    as chance has it."""

    once: Bits
    twice: Bits


@dataclass(frozen=True, slots=True)
class Lookup:
    """Some grams, ascending, and what finds the place of one among them: a sieve, and a table of places and grams."""

    bits: Bits
    slots: I32
    grams: I64


def sieve(rows: int) -> Sieve:
    """An empty sieve for so many rows.

    >>> len(sieve(1000).once) * 64 == LEAST_BITS
    True
    """
    size = LEAST_BITS // 64
    while 64 * size < BITS_A_ROW * rows:
        size *= 2
    return Sieve(np.zeros(size, np.uint64), np.zeros(size, np.uint64))


def lookup(hashes: I64) -> Lookup:
    """To find some grams, ascending, among many; of a hundred thousand it stays in the cache of a processor."""
    size = 64
    while size < BITS_A_ROW * len(hashes):
        size *= 2
    bits = np.zeros(size // 64, np.uint64)
    mark(hashes, bits, np.zeros(size // 64, np.uint64))
    slots = slots_of(hashes)
    return Lookup(bits, slots, np.where(slots >= 0, np.append(hashes, 0)[slots], 0))


def pick(among: Lookup, texts: I32, kept: Fingerprints) -> tuple[I32, I32]:
    """(places of grams among these, the text each stands in) of what some texts, given by their numbers, kept.

    >>> kept = Fingerprints(np.array([5, 9, 4]), np.array([0, 2, 3]))
    >>> places, texts = pick(lookup(np.array([4, 9])), np.array([7, 8], np.int32), kept)
    >>> places.tolist(), texts.tolist()
    ([1, 0], [7, 8])
    """
    room = len(kept.hashes) + 1
    places, of_text = np.empty(room, np.int32), np.empty(room, np.int32)
    count = pick_places(kept.hashes, kept.bounds, texts, among.bits, among.slots, among.grams, places, of_text)
    return places[:count].copy(), of_text[:count].copy()


def pick_range(bits: Bits, texts: I32, kept: Fingerprints, low: int, high: int) -> tuple[I64, I32]:
    """(grams from low to high that pass, the text each stands in) of what some texts, given by their numbers, kept.

    >>> kept = Fingerprints(np.array([5, 9, 4]), np.array([0, 2, 3]))
    >>> grams, texts = pick_range(ALL_PASS, np.array([7, 8], np.int32), kept, 4, 5)
    >>> grams.tolist(), texts.tolist()
    ([5, 4], [7, 8])
    """
    room = len(kept.hashes) + 1
    grams, of_text = np.empty(room, np.int64), np.empty(room, np.int32)
    count = pick_passing(kept.hashes, kept.bounds, texts, bits, low, high, grams, of_text)
    return grams[:count].copy(), of_text[:count].copy()


def put(into: Sieve, hashes: I64) -> None:
    """Mark the hashes.

    >>> marks = sieve(10)
    >>> put(marks, np.array([3, 5, 3]))
    >>> passing(marks.once, np.array([3, 5])).tolist(), passing(marks.twice, np.array([3, 5])).tolist()
    ([True, True], [True, False])
    """
    mark(hashes, into.once, into.twice)


def passing(bits: Bits, hashes: I64) -> Flags:
    """Whether the bit of each hash is set."""
    out = np.empty(len(hashes), np.bool_)
    look(hashes, bits, out)
    return out


@njit(inline="always")
def place(value, mask):  # type: ignore[no-untyped-def]
    """(word, bit) of a hash in a sieve."""
    z = mix(np.uint64(value)) & mask
    return z >> np.uint64(6), np.uint64(1) << (z & np.uint64(63))


@njit(nogil=True, cache=True)
def mark(hashes, once, twice):  # type: ignore[no-untyped-def]
    """Set the bits of the hashes."""
    mask = np.uint64(64 * len(once) - 1)
    for i in range(len(hashes)):
        word, bit = place(hashes[i], mask)
        if once[word] & bit:
            twice[word] |= bit
        else:
            once[word] |= bit


@njit(nogil=True, cache=True)
def look(hashes, bits, out):  # type: ignore[no-untyped-def]
    """Fill out with the bits of the hashes."""
    mask = np.uint64(64 * len(bits) - 1)
    for i in range(len(hashes)):
        word, bit = place(hashes[i], mask)
        out[i] = bits[word] & bit != 0


@njit(nogil=True, cache=True)
def slots_of(hashes):  # type: ignore[no-untyped-def]
    """A table of places: each hash's place stands in its slot, or in the next free one; -1 where none is."""
    size = 16
    while size < 2 * len(hashes):
        size <<= 1
    mask, slots = np.uint64(size - 1), np.full(size, -1, np.int32)
    for gram in range(len(hashes)):
        z = mix(np.uint64(hashes[gram])) & mask
        while slots[z] >= 0:
            z = (z + np.uint64(1)) & mask
        slots[z] = gram
    return slots


@njit(nogil=True, cache=True)
def pick_places(hashes, bounds, texts, bits, slots, grams, places, of_text):  # type: ignore[no-untyped-def]
    """Fill places and of_text with what is among these; returns how many.

    Whatever passes is written, and counts if it is one of them: a processor that guesses which way it goes loses time.
    """
    wide, mask = np.uint64(64 * len(bits) - 1), np.uint64(len(slots) - 1)
    passed, count, rows = np.int64(0), np.int64(0), np.empty(len(hashes) + 1, np.int64)
    for text in range(len(texts)):
        for row in range(bounds[text], bounds[text + 1]):
            z = mix(np.uint64(hashes[row])) & wide
            rows[passed], of_text[passed] = row, texts[text]
            passed += np.int64(bits[z >> np.uint64(6)] >> (z & np.uint64(63)) & np.uint64(1))
    for i in range(passed):
        gram = hashes[rows[i]]
        z = mix(np.uint64(gram)) & mask
        while slots[z] >= 0 and grams[z] != gram:
            z = (z + np.uint64(1)) & mask
        places[count], of_text[count] = slots[z], of_text[i]
        count += slots[z] >= 0
    return count


@njit(nogil=True, cache=True)
def pick_passing(hashes, bounds, texts, bits, low, high, grams, of_text):  # type: ignore[no-untyped-def]
    """Fill grams and of_text with what lies from low to high and passes; returns how many.

    A text's grams ascend, so those out of range are never looked at.
    """
    wide, count = np.uint64(64 * len(bits) - 1), np.int64(0)
    for text in range(len(texts)):
        row, end = bounds[text], bounds[text + 1]
        while row < end:
            middle = (row + end) >> 1
            if hashes[middle] < low:
                row = middle + 1
            else:
                end = middle
        while row < bounds[text + 1] and hashes[row] <= high:
            z = mix(np.uint64(hashes[row])) & wide
            grams[count], of_text[count] = hashes[row], texts[text]
            count += np.int64(bits[z >> np.uint64(6)] >> (z & np.uint64(63)) & np.uint64(1))
            row += 1
    return count
