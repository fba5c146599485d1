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
    I64,
    IN_WORD,
    LOW21,
    S21,
    TABLE_END,
    U8,
    UNSEEN,
    character_tables,
    decode,
    mix,
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

    grams: hash of the gram that begins at each character, never 0, and 0 for the last five; digits: 1 where the
    character is one; bounds: text i has the characters bounds[i]:bounds[i + 1]
    """

    grams: npt.NDArray[np.uint32]
    digits: U8
    bounds: I64


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
    grams, digits = np.empty(room, np.uint32), np.empty(room, np.uint8)
    codes, bounds = np.empty(GROWTH * int(sizes.max(initial=0)) + 1, np.uint32), np.zeros(len(texts) + 1, np.int64)
    count = fold_all(data, offsets, *character_tables(), codes, grams, digits, bounds)
    return Characters(grams[:count], digits[:count], bounds)


@njit(inline="always")
def fold_text(data, p, end, kinds, folds, codes):  # type: ignore[no-untyped-def]
    """Fill codes with the folded characters of one text; returns how many."""
    k, in_gap = 0, True
    while p < end:
        code, size = np.int64(data[p]), 1
        if code >= 0x80:
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
def hash_text(codes, count, grams, digits):  # type: ignore[no-untyped-def]
    """Fill the gram that begins at each character, and whether it is a digit."""
    value = np.uint64(0)
    for p in range(count):
        digits[p] = 48 <= codes[p] <= 57
        grams[p] = 0
        if p >= SIZE:
            value -= np.uint64(codes[p - SIZE]) * LEAVING
        value = value * FNV + np.uint64(codes[p])
        if p >= SIZE - 1:
            grams[p - SIZE + 1] = np.uint32(mix(value)) | np.uint32(1)


@njit(nogil=True, cache=True)
def fold_all(data, offsets, kinds, folds, codes, grams, digits, bounds):  # type: ignore[no-untyped-def]
    """Fill grams, digits and bounds text by text; returns the number of characters."""
    k = 0
    for text in range(len(offsets) - 1):
        count = fold_text(data, offsets[text], offsets[text + 1], kinds, folds, codes)
        hash_text(codes, count, grams[k : k + count], digits[k : k + count])
        k += count
        bounds[text + 1] = k
    return k
