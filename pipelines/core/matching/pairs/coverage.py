"""Which characters of a text are covered, as a bit set in 64-bit words: marking, counting, dropping short runs.

Belongs here: arithmetic on bit sets, 64 characters at a time. Does not: what covers a character (overlap).
"""

from typing import Any

import numpy as np

from pipelines.core.matching.kernels import U64, Int, inlined

RUN = 12
"""Characters of a run that is unlikely by chance: about two words."""

EVERY = np.uint64(0xFFFFFFFFFFFFFFFF)
"""A word with all bits set."""

ODD_BITS, LOW_PAIRS, LOW_FOURS, LOW_BITS = (
    np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F),
    np.uint64(0x0101010101010101),
)  # fmt: skip
"""Masks for counting bits in parallel (Knuth 4A, 7.1.3)."""


@inlined
def words_of(count: Int) -> Int:
    """Words that hold `count` bits."""
    return (count + 63) >> 6


@inlined
def ones(word: np.uint64) -> np.int64:
    """The number of bits set in a word."""
    word -= word >> np.uint64(1) & ODD_BITS
    word = (word & LOW_PAIRS) + (word >> np.uint64(2) & LOW_PAIRS)
    word = (word + (word >> np.uint64(4))) & LOW_FOURS
    return np.int64((word * LOW_BITS) >> np.uint64(56))


@inlined
def cover(covered: U64, start: Int, end: Int) -> None:
    """Set the bits from start to before end."""
    first, last = start >> 6, (end - 1) >> 6
    head, tail = EVERY << np.uint64(start & 63), EVERY >> np.uint64(63 - ((end - 1) & 63))
    if first == last:
        covered[first] |= head & tail
    else:
        covered[first] |= head
        for i in range(first + 1, last):
            covered[i] = EVERY
        covered[last] |= tail


@inlined
def share(covered: U64, count: Int) -> float:
    """Covered share of the first `count` characters."""
    total = np.int64(0)
    for i in range(count >> 6):
        total += ones(covered[i])
    if count & 63:
        total += ones(covered[count >> 6] & ~(EVERY << np.uint64(count & 63)))
    return total / count if count else 0.0


@inlined
def drop_short_runs(covered: U64, count: Int) -> None:
    """Uncover runs shorter than RUN: keep the bits where RUN covered characters begin, then widen each to RUN again.

    A word and its neighbour are shifted as one: of the next only its lowest bits matter, of the one before its highest.
    """
    last, before = words_of(count) - 1, np.uint64(0)
    covered[last + 1] = 0
    for i in range(last + 1):
        word, behind = covered[i], covered[i + 1]
        for by in (1, 2, 4, RUN - 8):  # where a run of 2, 4, 8, 12 begins
            word &= word >> np.uint64(by) | behind << np.uint64(64 - by)
            behind &= behind >> np.uint64(by)
        wide, below = word, before
        for by in (1, 2, 4, 4):  # 2, 4, 8, 12 characters from each beginning
            wide |= wide << np.uint64(by) | below >> np.uint64(64 - by)
            below |= below << np.uint64(by)
        covered[i], before = wide, word


@inlined
def first_run(word: np.uint64) -> tuple[Any, Any]:
    """(lowest set bit, length of the run of set bits from there) of a word that is not 0."""
    low = ones((word & (~word + np.uint64(1))) - np.uint64(1))
    filled = ~(word >> np.uint64(low))
    return low, ones((filled & (~filled + np.uint64(1))) - np.uint64(1)) if filled else np.int64(64)


@inlined
def gaps(covered: U64, count: Int) -> tuple[Any, Any]:
    """(the first covered character, the longest uncovered stretch); `count` where there is none."""
    start, widest, gap_from = np.int64(-1), np.int64(0), np.int64(0)
    for i in range(words_of(count)):
        word, at = covered[i], np.int64(i) << 6
        while word:  # one run per iteration
            low, run = first_run(word)
            start = at + low if start < 0 else start
            widest, gap_from = max(widest, at + low - gap_from), at + low + run
            if low + run >= 64:
                break
            word &= EVERY << np.uint64(low + run)
    return (start if start >= 0 else np.int64(count)), max(widest, count - gap_from)
