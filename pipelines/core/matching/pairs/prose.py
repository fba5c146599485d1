"""How much of a text is prose: what makes one copy fuller than another, whatever page furniture it carries.

Belongs here: telling prose paragraphs from lists, menus and notices by their shape. Does not: whose standing lines a
paragraph is (SQL over all texts), cleaning (bodies).
"""

from typing import Any

import numpy as np
import pyarrow as pa
from numba import njit

from pipelines.core.matching.tokens import I64, UNSPACED, Words, text_buffers

LEAST_WORDS = 8
"""Words of the shortest paragraph that counts: below it stand captions, links, bylines and datelines."""

SENTENCE_ENDS = ".!?。！？…"
"""What a paragraph of prose ends with, quotes and brackets aside."""

ENDS = np.array(sorted(byte for mark in SENTENCE_ENDS for byte in mark.encode()[-1:]), np.uint8)
"""Last bytes of the marks: enough to look for in what follows the last word of a paragraph."""


def prose_words(texts: "pa.Array[Any]", words: Words) -> I64:
    """Words of each text in paragraphs of LEAST_WORDS or more that end like a sentence.

    >>> from pipelines.core.matching.tokens import split
    >>> texts = pa.array(["Home | News | Sport\\n\\nThe ferry ran aground at dawn, the harbour office said."])
    >>> prose_words(texts, split(texts)).tolist()
    [10]
    """
    data, offsets = text_buffers(texts)
    counts = np.zeros(len(texts), np.int64)
    count_prose(data, offsets, words.starts, words.ends, words.kinds, words.bounds, ENDS, counts)
    return counts


@njit(inline="always")
def between(data, low, high, ends):  # type: ignore[no-untyped-def]
    """(is there a line break, is there a sentence end before it) in data[low:high]."""
    ended = False
    for p in range(low, high):
        if data[p] == 10:
            return True, ended
        for end in ends:
            ended |= data[p] == end
    return False, ended


@njit(nogil=True, cache=True)
def count_prose(data, offsets, starts, ends, kinds, bounds, marks, counts):  # type: ignore[no-untyped-def]
    """Fill counts; a word of a script without spaces is a character, two of which make a word here."""
    for text in range(len(counts)):
        length = 0.0
        for w in range(bounds[text], bounds[text + 1]):
            length += 0.5 if kinds[w] & UNSPACED else 1.0
            last = w + 1 == bounds[text + 1]
            until = offsets[text + 1] if last else offsets[text] + starts[w + 1]
            broken, ended = between(data, offsets[text] + ends[w], until, marks)
            if broken or last:
                if ended and length >= LEAST_WORDS:
                    counts[text] += np.int64(length)
                length = 0.0
