"""Which words of a text are somebody's own: what stands between quotation marks.

Belongs here: telling quoted words by the marks around them. Does not: what a quote in common proves (remainders).

Which mark opens and which closes depends on the country, so any mark of a family ends what one of it began, and marks
of other families in between are quotes within the quote. A quote ends with its line, so that a mark too many harms one
paragraph. Single marks are apostrophes too often, and are not looked at; nor is a straight mark within a word, as
Hebrew acronyms have it, or one right behind a word where nothing is open: inches, minutes.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.kernels import I64, U8, Bools, Int, inlined, kernel
from pipelines.core.matching.tokens import Words, text_buffers

FAMILIES = (
    "\u201c\u201d\u201e\u201f\uff02\u301d\u301e\u301f",
    "\u00ab\u00bb",
    "\u2039\u203a",
    "\u300c\u300d\ufe41\ufe42",
    "\u300e\u300f\ufe43\ufe44",
)
"""Quotation marks that close each other; the straight one closes those of the first family."""

CODES = np.array([int.from_bytes(mark.encode().ljust(3, b"\0"), "big") for mark in "".join(FAMILIES)], np.int64)
"""The bytes of each mark, as a number of three bytes."""

FAMILY = np.array([number for number, marks in enumerate(FAMILIES, 1) for _ in marks], np.int64)
"""The family of each mark, from 1 on: 0 is none."""

STRAIGHT, LINE_FEED, LEADS = ord('"'), ord("\n"), (0xC2, 0xE2, 0xE3, 0xEF)
"""Bytes that matter between words; LEADS: those that a mark of CODES begins with."""


def quoted(texts: "pa.Array[Any]", words: Words) -> Bools:
    """Whether each word is quoted.

    >>> from pipelines.core.matching.tokens import split
    >>> texts = pa.array(['He said "no more" twice', "\u201eNein\u201c, sagte sie", 'the 5" pipe of "old'])
    >>> [int(each) for each in quoted(texts, split(texts))]
    [0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1]
    """
    return find_quoted(*text_buffers(texts), words, CODES, FAMILY)


@inlined
def family_at(data: U8, p: Int, codes: I64, families: I64) -> np.int64:
    """The family of the mark that begins at data[p], a byte of LEADS; 0: none."""
    third = np.int64(0) if data[p] == LEADS[0] else np.int64(data[p + 2])
    code = np.int64(data[p]) << 16 | np.int64(data[p + 1]) << 8 | third
    family = np.int64(0)
    for i in range(len(codes)):
        if codes[i] == code:
            family = families[i]
    return family


@inlined
def straight(is_open: bool, is_behind: bool, is_before: bool) -> np.int64:
    """The family of a straight mark that stands right behind a word, right before one; 0: no quotation mark."""
    is_mark = not (is_behind and is_before) and (is_open or not is_behind)
    return np.int64(is_mark)


@kernel
def find_quoted(data: U8, offsets: I64, words: Words, codes: I64, families: I64) -> Bools:
    """Whether each word is quoted; codes, families: of each mark; text i is data[offsets[i]:offsets[i + 1]]."""
    is_quoted = np.zeros(len(words.hashes), np.bool_)
    for text in range(len(words.bounds) - 1):
        before, opened = np.int64(offsets[text]), np.int64(0)
        for p in range(words.bounds[text], words.bounds[text + 1]):
            begin, is_first = offsets[text] + words.starts[p], p == words.bounds[text]
            for q in range(before, begin):
                byte, family = data[q], np.int64(0)
                if byte == LINE_FEED:
                    opened = np.int64(0)
                elif byte == STRAIGHT:
                    family = straight(opened == 1, q == before and not is_first, q + 1 == begin)
                elif byte == LEADS[0] or byte == LEADS[1] or byte == LEADS[2] or byte == LEADS[3]:
                    family = family_at(data, q, codes, families)
                if family and not opened:
                    opened = family
                elif family == opened:
                    opened = np.int64(0)
            is_quoted[p] = opened > 0
            before = offsets[text] + words.ends[p]
    return is_quoted
