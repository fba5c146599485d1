"""How much of a text is prose: what makes one copy fuller than another, whatever page chrome it carries.

Belongs here: telling prose paragraphs from lists, menus and notices by their shape. Does not: boilerplate of a
publisher (gram_weights), cleaning (normalization.bodies).
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.kernels import I64, U8, Int, inlined, kernel
from pipelines.core.matching.tokens import UNSPACED, Words, text_buffers

MIN_WORDS = 8
"""Words of the shortest paragraph that counts: shorter ones are captions, links, bylines and datelines."""

SENTENCE_ENDS = ".!?。！？…"
"""What a paragraph of prose ends with, quotes and brackets aside."""

ENDS = np.array(sorted(byte for mark in SENTENCE_ENDS for byte in mark.encode()[-1:]), np.uint8)
"""Last bytes of the marks: enough to look for behind the last word of a paragraph."""


def prose_words(texts: "pa.Array[Any]", words: Words) -> I64:
    """Words of each text in paragraphs of MIN_WORDS or more that end like a sentence.

    >>> from pipelines.core.matching.tokens import split
    >>> texts = pa.array(["Home | News | Sport\\n\\nThe ferry ran aground at dawn, the harbour office said."])
    >>> prose_words(texts, split(texts)).tolist()
    [10]
    """
    return count_prose(*text_buffers(texts), words, ENDS)


@inlined
def inspect_gap(data: U8, low: Int, high: Int, ends: U8) -> tuple[bool, bool]:
    """(is there a line break, is there a sentence end before it) in data[low:high]."""
    is_end = False
    for p in range(low, high):
        if data[p] == 10:
            return True, is_end
        for end in ends:
            is_end |= data[p] == end
    return False, is_end


@kernel
def count_prose(data: U8, offsets: I64, words: Words, ends: U8) -> I64:
    """The prose words of each text; a word of a script without spaces is a character, and two of them count as one.

    data, offsets: text i is data[offsets[i]:offsets[i + 1]]
    ends: bytes that end a sentence
    """
    counts = np.zeros(len(offsets) - 1, np.int64)
    for text in range(len(counts)):
        length = 0.0
        for w in range(words.bounds[text], words.bounds[text + 1]):
            length += 0.5 if words.kinds[w] & UNSPACED else 1.0
            is_last = w + 1 == words.bounds[text + 1]
            until = offsets[text + 1] if is_last else offsets[text] + words.starts[w + 1]
            is_break, is_end = inspect_gap(data, offsets[text] + words.ends[w], until, ends)
            if is_break or is_last:
                if is_end and length >= MIN_WORDS:
                    counts[text] += np.int64(length)
                length = 0.0
    return counts
