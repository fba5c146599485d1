"""The words of a text that carry facts: numbers, names of months and days, and names.

Belongs here: telling these words from all others by their shape. Does not: where they differ between texts (slots).

A name is a word with a capital that does not begin a sentence. In a language that writes all nouns with capitals nouns
count as names; in a script without capitals there are numbers only.
"""

from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.kernels import I64, U8, U64, Bools, kernel
from pipelines.core.matching.tokens import DIGIT, LETTER, UPPER, Words, split, text_buffers
from pipelines.core.vocabulary.months import month_words
from pipelines.core.vocabulary.words import word_list

OTHER, NUMBER, MISREAD, NAME = 0, 1, 2, 3
"""Kinds of words; MISREAD: digits and letters in one, as bad scans have them."""

BREAKS = np.frombuffer(b".!?:\n\"'", np.uint8)
"""Bytes that a sentence may begin behind; any byte that is not ASCII counts too (quotes, full stops of other scripts).
"""

MIN_NAME_LETTERS = 4
"""Letters of the shortest name of a month or day that counts: shorter ones are other words too often."""


@cache
def calendar() -> tuple[U64, Bools]:
    """(hashes of the names of months and weekdays, ascending, which first 16 bits they have): the bits rule out most
    other words.

    >>> len(calendar()[0]) > 500
    True
    """
    words = month_words().union(word_list("weekdays", "numbers"))
    names = np.unique(split(pa.array([name for name in sorted(words) if len(name) >= MIN_NAME_LETTERS])).hashes)
    is_prefix = np.zeros(1 << 16, np.bool_)
    is_prefix[names >> np.uint64(48)] = True
    return names, is_prefix


def facts(texts: "pa.Array[Any]", words: Words) -> U8:
    """The kind of each word.

    >>> texts = pa.array(["Rain on 12 roofs. Mr Brandt left on Sunday for Oslo at l2"])
    >>> facts(texts, split(texts)).tolist()
    [0, 0, 1, 0, 0, 3, 0, 0, 1, 0, 3, 0, 2]
    """
    return find_facts(*text_buffers(texts), words, BREAKS, *calendar())


@kernel
def find_facts(data: U8, offsets: I64, words: Words, breaks: U8, names: U64, is_prefix: Bools) -> U8:
    """The kind of each word; names, is_prefix: of `calendar`; text i is data[offsets[i]:offsets[i + 1]]."""
    kinds = np.zeros(len(words.hashes), np.uint8)
    for text in range(len(words.bounds) - 1):
        before, is_first = np.int64(offsets[text]), True
        for p in range(words.bounds[text], words.bounds[text + 1]):
            for q in range(before, offsets[text] + words.starts[p]):
                is_first |= data[q] >= 0x80
                for each in breaks:
                    is_first |= data[q] == each
            bits = words.kinds[p]
            if bits & DIGIT:
                kinds[p] = MISREAD if bits & LETTER else NUMBER
            elif is_prefix[words.hashes[p] >> np.uint64(48)]:
                at = np.searchsorted(names, words.hashes[p])
                kinds[p] = NUMBER if at < len(names) and names[at] == words.hashes[p] else OTHER
            if kinds[p] == OTHER and bits & UPPER and not is_first:
                kinds[p] = NAME
            before, is_first = offsets[text] + words.ends[p], False
    return kinds
