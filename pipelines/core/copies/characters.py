"""Texts as arrays of hashed character 6-grams, for comparing texts that scanning or retyping has damaged.

Belongs here: folding texts into gram arrays. Does not: comparing them (overlap).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from numba import njit, uint8

from pipelines.core.words import (
    FNV,
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
)  # fmt: skip

SIZE = 6
"""Characters in a gram. One wrong letter breaks six grams and a word of six letters; 5 to 8 score alike on train."""

GROWTH = 2
"""Folded characters a byte can make at most: a fraction of two bytes folds to three."""

SPACE = np.uint64(32)
LEAVING = np.uint64(pow(0x100000001B3, SIZE - 1, 1 << 64))
"""What the oldest character of a gram has been multiplied with in the rolling sum."""


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
    sizes = np.diff(offsets)
    room = GROWTH * int(sizes.sum()) + 1  # never touched, so never paid for, beyond what is filled
    grams, digits = np.empty(room, np.uint32), np.empty(room, np.int32)
    bounds, digit_bounds = np.zeros(len(texts) + 1, np.int64), np.zeros(len(texts) + 1, np.int64)
    codes = np.empty(GROWTH * int(sizes.max(initial=0)) + 1, np.uint32)
    fold_all(data, offsets, *character_tables(), codes, grams, bounds, digits, digit_bounds)
    return Characters(grams[: bounds[-1]].copy(), bounds, digits[: digit_bounds[-1]].copy(), digit_bounds)


@njit(inline="always")
def fold_text(data, p, end, kinds, folds, codes):  # type: ignore[no-untyped-def]
    """Fill codes with the folded characters of one text; returns how many."""
    k, in_gap = 0, True
    while p < end:
        byte = data[p]
        if byte < 0x80:
            p += 1
            if kinds[byte]:
                codes[k], in_gap = folds[byte], False
                k += 1
            elif not in_gap:
                codes[k], in_gap = SPACE, True
                k += 1
            continue
        code, size = decode(data, p, end)
        kind = kinds[code] if code < TABLE_END else uint8(0)
        p += size
        if kind & IN_WORD:
            folded, in_gap = folds[code], False
            codes[k] = folded & LOW21
            k += 1
            while folded > LOW21:
                folded >>= S21
                codes[k] = folded & LOW21
                k += 1
        elif not in_gap and not kind & UNSEEN:
            codes[k], in_gap = SPACE, True
            k += 1
    return k - 1 if in_gap and k else k


@njit(inline="always")
def hash_text(codes, count, grams):  # type: ignore[no-untyped-def]
    """Fill the gram that begins at each character."""
    value = np.uint64(0)
    for p in range(min(SIZE - 1, count)):
        value = value * FNV + np.uint64(codes[p])
    for p in range(count - SIZE + 1):
        value = value * FNV + np.uint64(codes[p + SIZE - 1])
        grams[p] = np.uint32((value * ODD) >> np.uint64(32)) | np.uint32(1)
        value -= np.uint64(codes[p]) * LEAVING
    for p in range(max(0, count - SIZE + 1), count):
        grams[p] = 0


@njit(nogil=True, cache=True)
def fold_all(data, offsets, kinds, folds, codes, grams, bounds, digits, digit_bounds):  # type: ignore[no-untyped-def]
    """Fill the arrays of `Characters` text by text."""
    d = 0
    for text in range(len(offsets) - 1):
        count = fold_text(data, offsets[text], offsets[text + 1], kinds, folds, codes)
        hash_text(codes, count, grams[bounds[text] : bounds[text] + count])
        for p in range(count):
            if codes[p] - np.uint32(48) < np.uint32(10):
                digits[d] = p
                d += 1
        bounds[text + 1], digit_bounds[text + 1] = bounds[text] + count, d
