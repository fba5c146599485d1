"""Weekdays that a text names: two reports of one event name the same day, or none.

Belongs here: hashes of the names. Does not: the names (core.vocabulary), reading texts (terms).
"""

from functools import cache

import numpy as np
import pyarrow as pa

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import U8, U64
from pipelines.core.vocabulary.words import word_list


@cache
def table(language: str | None) -> tuple[U64, U8]:
    """(word hashes, bits) of a language's weekdays, Monday the lowest bit; empty for a language without names.

    >>> hashes, bits = table("en")
    >>> len(hashes), bits.tolist()
    (7, [1, 2, 4, 8, 16, 32, 64])
    >>> len(table("pt")[0])
    0
    """
    names = word_list("weekdays", "event", language=language or "")
    split = tokens.split(pa.array(names, pa.string()))
    return split.hashes, (1 << np.arange(len(names))).astype(np.uint8)
