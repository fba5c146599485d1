"""Which characters of a text are covered, as bits of 64-bit words: marking, counting, dropping short runs.

Belongs here: arithmetic on such fields, 64 characters at a time. Does not: what covers a character (overlap).
"""

import numpy as np
from numba import njit

RUN = 12
"""Covered characters in a row that are unlikely by chance: about two words."""

EVERY = np.uint64(0xFFFFFFFFFFFFFFFF)
"""Covered characters are kept as bits of 64-bit words: all of them set."""

ODD_BITS, LOW_PAIRS, LOW_FOURS, LOW_BITS = (
    np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F),
    np.uint64(0x0101010101010101),
)  # fmt: skip
"""Masks for counting bits in parallel (Knuth 4A, 7.1.3)."""


@njit(inline="always")
def words_of(count):  # type: ignore[no-untyped-def]
    """Words that hold so many bits."""
    return (count + 63) >> 6


@njit(inline="always")
def ones(word):  # type: ignore[no-untyped-def]
    """How many bits of a word are set."""
    word -= word >> np.uint64(1) & ODD_BITS
    word = (word & LOW_PAIRS) + (word >> np.uint64(2) & LOW_PAIRS)
    word = (word + (word >> np.uint64(4))) & LOW_FOURS
    return np.int64((word * LOW_BITS) >> np.uint64(56))


@njit(inline="always")
def cover(covered, start, end):  # type: ignore[no-untyped-def]
    """Set the bits from start up to before end."""
    first, last = start >> 6, (end - 1) >> 6
    head, tail = EVERY << np.uint64(start & 63), EVERY >> np.uint64(63 - ((end - 1) & 63))
    if first == last:
        covered[first] |= head & tail
    else:
        covered[first] |= head
        for i in range(first + 1, last):
            covered[i] = EVERY
        covered[last] |= tail


@njit(inline="always")
def share(covered, count):  # type: ignore[no-untyped-def]
    """Covered share of the first `count` characters."""
    total = np.int64(0)
    for i in range(count >> 6):
        total += ones(covered[i])
    if count & 63:
        total += ones(covered[count >> 6] & ~(EVERY << np.uint64(count & 63)))
    return total / count if count else 0.0


@njit(inline="always")
def shifted(covered, i, by):  # type: ignore[no-untyped-def]
    """Word i of the field moved down by so many bits, fewer than 64."""
    return covered[i] >> np.uint64(by) | covered[i + 1] << np.uint64(64 - by)


@njit(inline="always")
def drop_short_runs(covered, count, spare):  # type: ignore[no-untyped-def]
    """Uncover runs below RUN: keep where RUN covered characters begin, then spread that over RUN again."""
    last = words_of(count) - 1
    covered[last + 1] = 0
    for by in (1, 2, 4):  # where a run of 2, 4, 8 begins
        for i in range(last + 1):
            covered[i] &= shifted(covered, i, by)
    for i in range(last + 1):  # of 12: 8 here and 8 four further on
        spare[i] = covered[i] & shifted(covered, i, RUN - 8)
    for by in (1, 2, 4, 4):  # 2, 4, 8, 12 characters from each beginning
        for i in range(last, -1, -1):
            below = spare[i - 1] >> np.uint64(64 - by) if i else np.uint64(0)
            spare[i] |= spare[i] << np.uint64(by) | below
    covered[: last + 1] = spare[: last + 1]


@njit(inline="always")
def first_run(word):  # type: ignore[no-untyped-def]
    """(the lowest bit that is set in a word that is not 0, how many set bits follow each other from there)."""
    low = ones((word & (~word + np.uint64(1))) - np.uint64(1))
    filled = ~(word >> np.uint64(low))
    return low, ones((filled & (~filled + np.uint64(1))) - np.uint64(1)) if filled else np.int64(64)


@njit(inline="always")
def gaps(covered, count):  # type: ignore[no-untyped-def]
    """(where the first covered character is, the longest uncovered stretch); `count` where there is none."""
    start, widest, gap_from = np.int64(-1), np.int64(0), np.int64(0)
    for i in range(words_of(count)):
        word, at = covered[i], np.int64(i) << 6
        while word:  # one run a turn
            low, run = first_run(word)
            start = at + low if start < 0 else start
            widest, gap_from = max(widest, at + low - gap_from), at + low + run
            if low + run >= 64:
                break
            word &= EVERY << np.uint64(low + run)
    return (start if start >= 0 else np.int64(count)), max(widest, count - gap_from)
