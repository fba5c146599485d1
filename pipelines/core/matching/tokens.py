"""Texts as arrays of word hashes, read straight from Arrow buffers: one pass over the bytes, no Python object per word.

Belongs here: what a word is and where it begins and ends. Does not: sampling (fingerprints), alignment (passages),
term weights (terms).

A word is a run of letters, digits, marks and underscores, folded by NFKC and lower case; everything else separates
words. So two texts have equal words if they are equal once `\\W+` is squashed. Scripts without spaces between words
give one word per character, hashed together with the next character (a word there is a pair of characters).
"""

import csv
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numba import uint8, uint64

from pipelines.core.matching.kernels import GOLDEN, I32, I64, MIX_1, U8, U64, Int, fnv, inlined, kernel, mix

IN_WORD, DIGIT, UPPER, UNSPACED, IGNORED, LETTER = 1, 2, 4, 8, 16, 32
"""Bits of a character: part of a word; a digit; a capital; of a script without spaces; skipped (format characters);
part of a word and no digit.
"""

INHERITED = uint8(IN_WORD | DIGIT | LETTER)
"""Bits that a word takes over from characters after its first."""

CHARACTERS = files(__package__).joinpath("characters.csv")
"""The characters of words and the capitals and forms that fold to others, by benchmarks/character_table.py."""

TABLE_END = 0x33000
"""Code points from here on (tags, private planes) are not letters."""

S21, LOW21 = np.uint64(21), np.uint64(0x1FFFFF)


class Words(NamedTuple):
    """The words of a batch of texts, in text order.

    hashes: of each folded word; starts, ends: byte offsets within its text; kinds: bits of IN_WORD, DIGIT and LETTER
    (has one), UPPER (begins with a capital), UNSPACED; bounds: text i has the words bounds[i]:bounds[i + 1]
    """

    hashes: U64
    starts: I32
    ends: I32
    kinds: U8
    bounds: I64


@cache
def character_tables() -> tuple[U8, U64]:
    """(kinds, folds) by code point below TABLE_END, read once per process; folds: up to three code points, 21 bits
    each, the first lowest.

    They are those of one Unicode version, so that a text has the same words on every version of Python.

    >>> kinds, folds = character_tables()
    >>> int(kinds[ord(" ")]), chr(int(folds[ord("Ä")])), int(kinds[ord("中")]) == IN_WORD | LETTER | UNSPACED
    (0, 'ä', True)
    >>> int(folds[ord("ﬁ")]) == ord("f") | ord("i") << 21
    True
    """
    kinds, folds = np.zeros(TABLE_END, np.uint8), np.arange(TABLE_END, dtype=np.uint64)
    rows = csv.reader(line for line in CHARACTERS.read_text(encoding="ascii").splitlines() if line[0] != "#")
    next(rows)  # the names of the columns
    for first, last, kind, fold in rows:
        start, end = int(first, 16), int(last, 16) + 1
        kinds[start:end] = int(kind)
        if fold:
            folded = sum(int(code, 16) << 21 * i for i, code in enumerate(fold.split()))
            folds[start:end] = np.arange(folded, folded + end - start)
    return kinds, folds


@inlined
def decode(data: U8, p: Int, end: Int) -> tuple[Int, int]:
    """(code point, its length in bytes) of the UTF-8 at data[p:end]; a broken sequence is one byte of code point 0, a
    separator.
    """
    b = np.int64(data[p])
    if b < 0x80:
        return b, 1
    if b >= 0xC0 and p + 1 < end:
        c = np.int64(data[p + 1]) & 63
        if b < 0xE0:
            return (b & 31) << 6 | c, 2
        if p + 2 < end:
            d = np.int64(data[p + 2]) & 63
            if b < 0xF0:
                return (b & 15) << 12 | c << 6 | d, 3
            if p + 3 < end:
                return (b & 7) << 18 | c << 12 | d << 6 | (np.int64(data[p + 3]) & 63), 4
    return np.int64(0), 1


@inlined
def read_word(data: U8, p: Int, end: Int, kinds: U8, folds: U64) -> tuple[np.uint64, np.uint8, Int, Int]:
    """(hash, kind, end of the word, where to read on) of the word that begins at data[p]; fast path for ASCII."""
    h, bits, stop, q = GOLDEN, uint8(0), p, p
    while q < end:
        byte = data[q]
        if byte < 0x80:
            kind = kinds[byte]
            if not kind:
                break
            bits |= kind if stop == p else kind & INHERITED
            q += 1
            stop = q
            h = fnv(h, folds[byte])
            continue
        code, size = decode(data, q, end)
        kind = kinds[code] if code < TABLE_END else uint8(0)
        if not kind & (IN_WORD | IGNORED) or kind & UNSPACED:
            break
        bits |= kind if stop == p else kind & INHERITED
        q += size
        if kind & IN_WORD:
            stop = q
            folded = folds[code]
            h = fnv(h, folded & LOW21)
            while folded > LOW21:
                folded >>= S21
                h = fnv(h, folded & LOW21)
    return mix(h), bits, stop, q


@kernel
def scan(data: U8, offsets: I64, kinds: U8, folds: U64, out: Words) -> int:
    """Fill `out` with the words of UTF-8 texts; returns how many there are.

    An open word is already written to the arrays, so that its end needs no branch in plain ASCII.

    data, offsets: text i is data[offsets[i]:offsets[i + 1]]
    kinds, folds: the tables of `character_tables`
    out: arrays with room for a word per two bytes and text, and one more
    """
    k = 0
    for text in range(len(offsets) - 1):
        first, end = np.int64(offsets[text]), np.int64(offsets[text + 1])
        p, start, h, bits, is_open = first, first, GOLDEN, uint8(0), False
        before = uint64(0)  # hash of the character before, if of a script without spaces
        while p < end:
            byte = data[p]
            if byte < 0x80:
                kind = kinds[byte]
                is_word = kind != 0
                k += is_open and not is_word
                start = start if is_open else p
                h = fnv(h if is_open else GOLDEN, folds[byte])
                bits = bits | kind & INHERITED if is_open else kind
                p += 1
                out.hashes[k], out.starts[k], out.ends[k], out.kinds[k] = h, start - first, p - first, bits
                is_open, before = is_word, uint64(0)
                continue
            code, size = decode(data, p, end)
            kind = kinds[code] if code < TABLE_END else uint8(0)
            if kind & UNSPACED:
                k += is_open
                h = fnv(GOLDEN, folds[code])
                if before:
                    out.hashes[k - 1] = before * MIX_1 + h
                out.hashes[k], out.starts[k], out.ends[k], out.kinds[k] = h, p - first, p - first + size, kind
                k, before, is_open = k + 1, h, False
            elif kind & IN_WORD:
                start = start if is_open else p
                bits = bits | kind & INHERITED if is_open else kind
                folded = folds[code]
                h = fnv(h if is_open else GOLDEN, folded & LOW21)
                while folded > LOW21:
                    folded >>= S21
                    h = fnv(h, folded & LOW21)
                out.hashes[k], out.starts[k], out.ends[k], out.kinds[k] = h, start - first, p - first + size, bits
                is_open, before = True, uint64(0)
            elif not kind & IGNORED:
                k += is_open
                is_open, before = False, uint64(0)
            p += size
        k += is_open
        out.bounds[text + 1] = k
    for i in range(k):
        out.hashes[i] = mix(out.hashes[i])
    return k


def text_buffers(texts: "pa.Array[Any]") -> tuple[U8, I64]:
    """(bytes, offsets) of an Arrow string column without copying the text; NULL counts as empty.

    >>> data, offsets = text_buffers(pa.array(["ab", None, "c"]))
    >>> bytes(data[offsets[0] : offsets[3]]), offsets.tolist()
    (b'abc', [0, 2, 2, 3])
    """
    if not (pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)):
        texts = texts.cast(pa.large_string())
    if texts.null_count:
        texts = texts.fill_null("")
    width = np.dtype(np.int64 if pa.types.is_large_string(texts.type) else np.int32)
    _, offsets, data = texts.buffers()
    if offsets is None or len(texts) == 0:
        return np.zeros(0, np.uint8), np.zeros(1, np.int64)
    span = np.frombuffer(memoryview(offsets), width)[texts.offset : texts.offset + len(texts) + 1]
    return (np.frombuffer(memoryview(data), np.uint8) if data else np.zeros(0, np.uint8)), span.astype(np.int64)


def split(texts: "pa.Array[Any]") -> Words:
    """The words of each text of a string column: at most 2 GiB per text; in batches near 32 MB, for this takes nine
    times the memory of the text.

    >>> w = split(pa.array(["The cat, the CAT!", "", "中国人"]))
    >>> w.bounds.tolist(), bool(w.hashes[0] == w.hashes[2]), bool(w.hashes[1] == w.hashes[3])
    ([0, 4, 4, 7], True, True)
    """
    data, offsets = text_buffers(texts)
    room = int(offsets[-1] - offsets[0]) // 2 + len(texts) + 2
    starts, ends, kinds = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.uint8)
    out = Words(np.empty(room, np.uint64), starts, ends, kinds, np.zeros(len(texts) + 1, np.int64))
    count = scan(data, offsets, *character_tables(), out)
    return Words(out.hashes[:count], starts[:count], ends[:count], kinds[:count], out.bounds)
