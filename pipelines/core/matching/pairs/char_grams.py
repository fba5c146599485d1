"""Texts as arrays of hashed character 6-grams, for comparing texts that scanning or retyping has damaged.

Belongs here: folding texts into gram arrays. Does not: comparing them (overlap).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from numba import njit, uint8

from pipelines.core.matching.tokens import (  # fmt: skip
    I32,
    I64,
    IN_WORD,
    LOW21,
    ODD,
    S21,
    TABLE_END,
    UNSEEN,
    character_tables,
    decode,
    text_buffers,
)

SIZE = 6
"""Characters in a gram. One wrong letter breaks six grams and a word of six letters; 5 to 8 score alike on train."""

GROWTH = 2
"""Folded characters a byte can make at most: a fraction of two bytes folds to three."""

SPACE = np.uint64(32)

TEN, LOW10, LOW60 = np.uint64(10), np.uint64((1 << 10) - 1), np.uint64((1 << 10 * SIZE) - 1)
"""A gram is hashed from ten bits of each character: its own below U+0400, mixed of the higher and lower beyond."""

S32 = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Characters:
    """The folded characters of a batch of texts, words apart by one space.

    grams: hash of the gram that begins at each character, never 0, and 0 for the last five; bounds: text i has the
    characters bounds[i]:bounds[i + 1]; digits: places of those that are, each counted from its text's beginning;
    digit_bounds: text i has digits[digit_bounds[i]:digit_bounds[i + 1]]
    """

    grams: npt.NDArray[np.uint32]
    bounds: I64
    digits: I32
    digit_bounds: I64


def characters(texts: "pa.Array[Any]") -> Characters:
    """Fold each text of a string column: letters, digits and marks in lower case, one space for all between.

    >>> folded = characters(pa.array(["To  be—or not", "to be or NOT", "to"]))
    >>> a, b, c = (folded.grams[i:j] for i, j in zip(folded.bounds, folded.bounds[1:]))
    >>> a.tolist() == b.tolist(), len(a), c.tolist()
    (True, 12, [0, 0])
    """
    data, offsets = text_buffers(texts)
    room = GROWTH * int(offsets[-1] - offsets[0]) + 1  # never touched, so never paid for, beyond what is filled
    grams, digits = np.empty(room, np.uint32), np.empty(room, np.int32)
    bounds, digit_bounds = np.zeros(len(texts) + 1, np.int64), np.zeros(len(texts) + 1, np.int64)
    fold_all(data, offsets, *character_tables(), grams, bounds, digits, digit_bounds)
    return Characters(grams[: bounds[-1]], bounds, digits[: digit_bounds[-1]], digit_bounds)


@njit(inline="always")
def push(code, value, k, grams):  # type: ignore[no-untyped-def]
    """Take in the k-th character and fill the gram that ends with it; returns the characters of the next gram."""
    value = (value << TEN | (code ^ code >> TEN) & LOW10) & LOW60
    if k >= SIZE - 1:
        grams[k - SIZE + 1] = np.uint32((value * ODD) >> S32) | np.uint32(1)
    return value


@njit(inline="always")
def fold_text(data, p, end, kinds, folds, grams, digits, d):  # type: ignore[no-untyped-def]
    """Fill the grams and digits of one text; returns (how many characters, how many digits there are now)."""
    k, in_gap, value = 0, True, np.uint64(0)
    while p < end:
        byte = data[p]
        if byte < 0x80:  # the short way, without a branch at the ends of words
            p += 1
            folded = folds[byte] if kinds[byte] else SPACE
            is_gap = folded == SPACE
            taken = (value << TEN | folded) & LOW60
            value = value if is_gap and in_gap else taken
            if k >= SIZE - 1:
                grams[k - SIZE + 1] = np.uint32((value * ODD) >> S32) | np.uint32(1)
            digits[d] = k
            d += folded - np.uint64(48) < np.uint64(10)
            k += not (is_gap and in_gap)
            in_gap = is_gap
            continue
        code, size = decode(data, p, end)
        p += size
        kind = kinds[code] if code < TABLE_END else uint8(0)
        folded = folds[code] if kind & IN_WORD else SPACE
        if folded != SPACE:
            in_gap = False
            while True:
                letter = folded & LOW21
                value = push(letter, value, k, grams)
                if letter - np.uint64(48) < np.uint64(10):
                    digits[d] = k
                    d += 1
                k += 1
                folded >>= S21
                if not folded:
                    break
        elif not kind & UNSEEN and not in_gap:
            value, in_gap = push(SPACE, value, k, grams), True
            k += 1
    count = k - 1 if in_gap and k else k
    for q in range(max(0, count - SIZE + 1), count):
        grams[q] = 0
    return count, d


@njit(nogil=True, cache=True)
def fold_all(data, offsets, kinds, folds, grams, bounds, digits, digit_bounds):  # type: ignore[no-untyped-def]
    """Fill the arrays of `Characters` text by text."""
    for text in range(len(offsets) - 1):
        first, d = bounds[text], digit_bounds[text]
        count, d = fold_text(data, offsets[text], offsets[text + 1], kinds, folds, grams[first:], digits, d)
        bounds[text + 1], digit_bounds[text + 1] = first + count, d
