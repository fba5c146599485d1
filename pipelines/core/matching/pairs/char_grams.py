"""Texts as arrays of hashed character 6-grams, for comparing texts that scanning or retyping has damaged.

Belongs here: folding texts into gram arrays. Does not: comparing them (overlap).
"""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numba import uint8

from pipelines.core.matching.kernels import GOLDEN, I32, I64, U8, U32, U64, Int, inlined, kernel
from pipelines.core.matching.tokens import (
    IGNORED,
    IN_WORD,
    LOW21,
    S21,
    TABLE_END,
    character_tables,
    decode,
    text_buffers,
)

SIZE = 6
"""Characters in a gram: one wrong letter breaks six grams, and a word of six letters."""

MAX_GROWTH = 2
"""Folded characters per byte, at most: a fraction of two bytes folds to three."""

SPACE, ZERO, TEN = np.uint64(ord(" ")), np.uint64(ord("0")), np.uint64(10)

S10, S32, LOW10, LOW60 = np.uint64(10), np.uint64(32), np.uint64((1 << 10) - 1), np.uint64((1 << 10 * SIZE) - 1)
"""A gram is hashed from ten bits of each character: its own below U+0400, beyond that its high and low bits mixed."""


class Characters(NamedTuple):
    """The folded characters of a batch of texts, words apart by one space.

    grams: hash of the gram that begins at each character, never 0, and 0 for the last five; bounds: text i has the
    characters bounds[i]:bounds[i + 1]; digits: positions of digits within their text; digit_bounds: text i has
    digits[digit_bounds[i]:digit_bounds[i + 1]]
    """

    grams: U32
    bounds: I64
    digits: I32
    digit_bounds: I64


def characters(texts: "pa.Array[Any]") -> Characters:
    """Fold each text of a string column: letters, digits and marks in lower case, one space between words.

    >>> folded = characters(pa.array(["To  be—or not", "to be or NOT", "to"]))
    >>> a, b, c = (folded.grams[i:j] for i, j in zip(folded.bounds, folded.bounds[1:]))
    >>> a.tolist() == b.tolist(), len(a), c.tolist()
    (True, 12, [0, 0])
    """
    data, offsets = text_buffers(texts)
    room = MAX_GROWTH * int(offsets[-1] - offsets[0]) + 1  # pages that are never touched take no memory
    bounds, digit_bounds = np.zeros(len(texts) + 1, np.int64), np.zeros(len(texts) + 1, np.int64)
    out = Characters(np.empty(room, np.uint32), bounds, np.empty(room, np.int32), digit_bounds)
    fold_all(data, offsets, *character_tables(), out)
    return Characters(out.grams[: bounds[-1]], bounds, out.digits[: digit_bounds[-1]], digit_bounds)


@inlined
def put_gram(value: np.uint64, k: Int, grams: U32) -> None:
    """Store the gram that ends with the k-th character, if it is whole; value: ten bits of each of its characters."""
    if k >= SIZE - 1:
        grams[k - SIZE + 1] = np.uint32((value * GOLDEN) >> S32) | np.uint32(1)


@inlined
def push(code: np.uint64, value: np.uint64, k: Int, grams: U32) -> np.uint64:
    """Append the k-th character and store the gram that it ends; returns the bits of the last characters."""
    value = (value << S10 | (code ^ code >> S10) & LOW10) & LOW60
    put_gram(value, k, grams)
    return value


@inlined
def fold_text(data: U8, p: Int, end: Int, kinds: U8, folds: U64, grams: U32, digits: I32, d: Int) -> tuple[Int, Int]:
    """Fill the grams and digits of the text data[p:end]; returns (its characters, the end of its digits)."""
    k, in_gap, value = 0, True, np.uint64(0)
    while p < end:
        byte = data[p]
        if byte < 0x80:  # fast path, without a branch at the ends of words
            p += 1
            folded = folds[byte] if kinds[byte] else SPACE
            is_gap = folded == SPACE
            appended = (value << S10 | folded) & LOW60
            value = value if is_gap and in_gap else appended
            put_gram(value, k, grams)
            digits[d] = k
            d += folded - ZERO < TEN
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
                if letter - ZERO < TEN:
                    digits[d] = k
                    d += 1
                k += 1
                folded >>= S21
                if not folded:
                    break
        elif not kind & IGNORED and not in_gap:
            value, in_gap = push(SPACE, value, k, grams), True
            k += 1
    count = k - 1 if in_gap and k else k
    for q in range(max(0, count - SIZE + 1), count):
        grams[q] = 0
    return count, d


@kernel
def fold_all(data: U8, offsets: I64, kinds: U8, folds: U64, out: Characters) -> None:
    """Fill `out` text by text.

    data, offsets: text i is data[offsets[i]:offsets[i + 1]]
    kinds, folds: the tables of `character_tables`
    out: grams and digits with room for MAX_GROWTH per byte, and one more
    """
    for text in range(len(offsets) - 1):
        first, d = out.bounds[text], out.digit_bounds[text]
        count, d = fold_text(data, offsets[text], offsets[text + 1], kinds, folds, out.grams[first:], out.digits, d)
        out.bounds[text + 1], out.digit_bounds[text + 1] = first + count, d
