"""What two texts share word for word: how many words, and the longest passage with its place in both.

Belongs here: exact matching of words. Does not: likeness under damage (copies.overlap), stories' terms (stories).

Words are those of `words` (folded, so "word for word" disregards case, punctuation and spacing). A passage has at least
GRAM words. In a text that repeats one phrase over and over only its last CHAIN places are followed: that keeps time
linear.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from numba import njit

from pipelines.core.matching.fingerprints import GRAM, gram_hash
from pipelines.core.matching.tokens import I64, U64, Words, text_buffers

CHAIN = 32
"""Places of one gram in one text that are tried as part of a passage."""

COLUMNS = ("shared_grams", "left_grams", "right_grams", "left_shared_words", "right_shared_words", "passage_words",
           "left_word", "right_word")  # fmt: skip
"""Columns of `compare`: distinct 4-grams in both and in each, words of each text that stand in a shared 4-gram, the
longest passage and the word it begins with in each text (-1 where there is none)."""


@dataclass(frozen=True, slots=True)
class Grams:
    """Hashes of the word 4-grams of texts in text order, their bounds, and how many of each text's are distinct."""

    hashes: U64
    bounds: I64
    distinct: I64


def grams(words: Words) -> Grams:
    """The 4-grams of each text.

    >>> from pipelines.core.matching.tokens import split
    >>> grams(split(pa.array(["a b c d a b c d", "a b"]))).distinct.tolist()
    [4, 0]
    """
    counts = np.maximum(np.diff(words.bounds) - GRAM + 1, 0)
    bounds = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    hashes, distinct = np.empty(int(bounds[-1]), np.uint64), np.zeros(len(counts), np.int64)
    hash_grams(words.hashes, words.bounds, bounds, hashes, distinct)
    return Grams(hashes, bounds, distinct)


def compare(left: Grams, right: Grams, pairs: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """A row of COLUMNS for each pair (text of `left`, text of `right`), best sorted by the first.

    >>> from pipelines.core.matching.tokens import split
    >>> two = grams(split(pa.array(["He said: the ferry ran aground at dawn", "Then the ferry ran aground. At dawn"])))
    >>> dict(zip(COLUMNS, compare(two, two, np.array([[0, 1]]))[0].tolist()))["passage_words"]
    6
    """
    out = np.zeros((len(pairs), len(COLUMNS)), np.int64)
    longest = int(max(np.diff(left.bounds).max(initial=0), np.diff(right.bounds).max(initial=0)))
    compare_all(
        np.ascontiguousarray(pairs, np.int64), left.hashes, left.bounds, left.distinct, right.hashes, right.bounds,
        right.distinct, longest, out,
    )  # fmt: skip
    return out


def character_spans(
    texts: "pa.Array[Any]", words: Words, index: npt.ArrayLike, first: npt.ArrayLike, count: npt.ArrayLike
) -> tuple[I64, I64]:
    """(starts, lengths) in characters of runs of words: text number, its first word, number of words (0: empty span).

    >>> from pipelines.core.matching.tokens import split
    >>> texts = pa.array(["Ärger: the ferry, again"])
    >>> start, length = character_spans(texts, split(texts), [0], [1], [2])
    >>> texts[0].as_py()[start[0] : start[0] + length[0]]
    'the ferry'
    """
    data, offsets = text_buffers(texts)
    which, begin, size = (np.asarray(a, np.int64) for a in (index, first, count))
    starts, lengths = np.zeros(len(which), np.int64), np.zeros(len(which), np.int64)
    count_characters(data, offsets, words.starts, words.ends, words.bounds, which, begin, size, starts, lengths)
    return starts, lengths


@njit(inline="always")
def insert(hashes, keys, last, earlier, slots):  # type: ignore[no-untyped-def]
    """Put grams into an open-addressed table with their places chained, latest first; returns (mask, how many
    distinct).
    """
    size = 16
    while size < 2 * len(hashes):
        size <<= 1
    mask, distinct = size - 1, 0
    last[:size] = -1
    for p in range(len(hashes)):
        z = np.int64(hashes[p] & np.uint64(mask))
        while last[z] >= 0 and keys[z] != hashes[p]:
            z = (z + 1) & mask
        distinct += last[z] < 0
        keys[z], earlier[p], last[z], slots[p] = hashes[p], last[z], p, z
    return mask, distinct


@njit(nogil=True, cache=True)
def hash_grams(words, word_bounds, bounds, hashes, distinct):  # type: ignore[no-untyped-def]
    """Fill the gram hashes of each text and count the distinct ones."""
    longest = 0
    for text in range(len(distinct)):
        longest = max(longest, bounds[text + 1] - bounds[text])
    keys, last = np.empty(4 * longest + 16, np.uint64), np.empty(4 * longest + 16, np.int64)
    earlier, slots = np.empty(longest, np.int64), np.empty(longest, np.int64)
    for text in range(len(distinct)):
        for g in range(bounds[text], bounds[text + 1]):
            hashes[g] = gram_hash(words, word_bounds[text] + g - bounds[text], GRAM)
        _, distinct[text] = insert(hashes[bounds[text] : bounds[text + 1]], keys, last, earlier, slots)


@njit(inline="always")
def follow(mine, other, base, table, run, stamp, hit, row, out):  # type: ignore[no-untyped-def]
    """Walk the other text: count its shared words and grams, grow runs along diagonals, keep the longest.

    table: mask, keys, last, earlier and slots of `mine`. Where a gram that `mine` has once is followed by such a gram
    in both, there is nothing to look up.
    """
    mask, keys, last, earlier, slots = table
    covered_to, shared, words, best, q = 0, 0, 0, 0, 0
    out[6] = out[7] = -1
    while q < len(other):
        z = np.int64(other[q] & np.uint64(mask))
        while last[z] >= 0 and keys[z] != other[q]:
            z = (z + 1) & mask
        p = last[z]
        if p < 0:
            q += 1
            continue
        shared += hit[z] != row
        hit[z] = row
        words += q + GRAM - max(q, covered_to)
        tried, end = 0, q + 1
        while p >= 0 and tried < CHAIN:
            n = run[p - 1] + 1 if p > 0 and stamp[p - 1] == base + q - 1 else 1
            if earlier[p] < 0 and tried == 0:
                while (
                    end < len(other) and p + 1 < len(mine) and mine[p + 1] == other[end]
                    and earlier[p + 1] < 0 and last[slots[p + 1]] == p + 1
                ):  # fmt: skip
                    p, end, n, words = p + 1, end + 1, n + 1, words + 1
                    shared += hit[slots[p]] != row
                    hit[slots[p]] = row
            run[p], stamp[p] = n, base + end - 1
            if n > best:
                best, out[6], out[7] = n, p - n + 1, end - n
            p, tried = earlier[p], tried + 1
        q, covered_to = end, end - 1 + GRAM
    out[0], out[4], out[5] = shared, words, best + GRAM - 1 if best else 0


@njit(inline="always")
def shared_words(slots, hit, row):  # type: ignore[no-untyped-def]
    """Words of the text in the table that stand in a gram the other text hit."""
    covered_to, words = 0, 0
    for p in range(len(slots)):
        if hit[slots[p]] == row:
            words += p + GRAM - max(p, covered_to)
            covered_to = p + GRAM
    return words


@njit(nogil=True, cache=True)
def compare_all(  # type: ignore[no-untyped-def]
    pairs, hashes, bounds, distinct, other_hashes, other_bounds, other_distinct, longest, out
):
    """Fill a row of COLUMNS for each pair; the table of a left text serves all its pairs that follow each other."""
    keys, last = np.empty(4 * longest + 16, np.uint64), np.empty(4 * longest + 16, np.int64)
    hit = np.full(4 * longest + 16, -1, np.int64)
    earlier, slots = np.empty(longest, np.int64), np.empty(longest, np.int64)
    run, stamp = np.zeros(longest, np.int64), np.full(longest, -2, np.int64)
    held, mask, base = np.int64(-1), 0, np.int64(0)
    for row in range(len(pairs)):
        a, b = pairs[row]
        mine = hashes[bounds[a] : bounds[a + 1]]
        other = other_hashes[other_bounds[b] : other_bounds[b + 1]]
        if a != held:
            mask, _ = insert(mine, keys, last, earlier, slots)
            held = a
        follow(mine, other, base, (mask, keys, last, earlier, slots), run, stamp, hit, row, out[row])
        base += len(other) + 2  # a gap, so that a run never goes on from one pair into the next
        out[row, 1], out[row, 2] = distinct[a], other_distinct[b]
        out[row, 3] = shared_words(slots[: len(mine)], hit, row)


@njit(nogil=True, cache=True)
def count_characters(data, offsets, starts, ends, bounds, which, begin, size, out_start, out_length):  # type: ignore[no-untyped-def]
    """Turn word runs into character offsets: bytes that don't continue a UTF-8 sequence are counted."""
    for i in range(len(which)):
        if size[i] <= 0:
            continue
        text = which[i]
        first, last = starts[bounds[text] + begin[i]], ends[bounds[text] + begin[i] + size[i] - 1]
        out_start[i] = characters_in(data[offsets[text] : offsets[text] + first])
        out_length[i] = characters_in(data[offsets[text] + first : offsets[text] + last])


@njit(inline="always")
def characters_in(data):  # type: ignore[no-untyped-def]
    """How many characters some UTF-8 has."""
    count = np.int64(0)
    for byte in data:
        count += np.int64(byte & 0xC0 != 0x80)
    return count
