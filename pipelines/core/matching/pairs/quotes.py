"""Which words of a text are somebody's own: what stands between quotation marks.

Belongs here: telling quoted words by the marks around them. Does not: what a quote in common proves (features, score).

Marks are written in so many ways that opening and closing ones are not told apart: each mark changes sides, and so does
the end of a paragraph within a quote, whether the next one opens it again or not. Single marks may be apostrophes.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.kernels import I64, U8, Bools, kernel
from pipelines.core.matching.tokens import Words, text_buffers

MARKS = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f\u2033"
"""Quotation marks beyond the ASCII one."""

ENCODED = np.array([int.from_bytes(mark.encode().ljust(3, b"\0"), "big") for mark in MARKS], np.int64)


def quoted(texts: "pa.Array[Any]", words: Words) -> Bools:
    """Whether each word is quoted.

    >>> from pipelines.core.matching.tokens import split
    >>> texts = pa.array(['He said "no more" twice', "\u201eNein\u201c, sagte sie", 'the 5" pipe\\n\\nof old'])
    >>> [int(each) for each in quoted(texts, split(texts))]
    [0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0]
    """
    return find_quoted(*text_buffers(texts), words, ENCODED)


@kernel
def find_quoted(data: U8, offsets: I64, words: Words, marks: I64) -> Bools:
    """Whether each word is quoted; marks: the bytes of each, as a number of three bytes."""
    is_quoted = np.zeros(len(words.hashes), np.bool_)
    for text in range(len(words.bounds) - 1):
        before, is_inside = np.int64(offsets[text]), False
        for p in range(words.bounds[text], words.bounds[text + 1]):
            for q in range(before, offsets[text] + words.starts[p]):
                byte = data[q]
                if byte == 34:
                    is_inside = not is_inside
                elif byte == 10:
                    is_inside = False
                elif byte == 0xC2 or byte == 0xE2 or byte == 0xE3:
                    third = np.int64(0) if byte == 0xC2 else np.int64(data[q + 2])
                    mark = np.int64(byte) << 16 | np.int64(data[q + 1]) << 8 | third
                    for each in marks:
                        is_inside ^= each == mark
            is_quoted[p] = is_inside
            before = offsets[text] + words.ends[p]
    return is_quoted
