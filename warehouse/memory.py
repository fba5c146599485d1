"""How much memory the engine may use, as little as is enough for the articles there are; giving back what was freed.

Belongs here: that figure, the allocators. Does not: setting it (duckdb_engine), what the rest of a run takes (steps).
"""

import ctypes

import pyarrow as pa

AUTO = "auto"
"""The setting that leaves it to this module."""

MIB = 1 << 20

AT_LEAST = 640 * MIB
"""With the rest of a run (about 700 MB) below 1.5 GB; enough for 300,000 articles of ordinary length."""

A_RECORD = 1 << 10
"""Joins spill, but not all of each: with half of it main.articles of a million ended in want of memory, and so did the
pairs of 100,000 that came to a million."""

VECTOR_ROWS = 2048
"""DuckDB reads so many rows at once and holds all their texts; where they don't fit within its limit, it fails."""

WORD_BYTES, COPIES = 7, 3
"""Measured on texts of 100 kB: to read 2,048 of them by two threads, join and write them takes 2.4 times their size,
beside what the rest of AT_LEAST is for: with 650 MB for all a run ended in want of memory."""


GIVEN_BACK_SECONDS = 2.0
"""Between two times of giving back, which takes some 20 ms."""

_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
"""The C library's own call, where it has one: glibc keeps what was freed below what is still used."""


def give_back() -> None:
    """Return to the system what was freed: of a run of 300,000 articles a seventh of its peak was such memory."""
    pa.default_memory_pool().release_unused()
    if _trim:
        _trim(0)


def enough(records: int, words: int) -> int:
    """Bytes for so many records, of which 2,048 that stand together have at most so many words.

    >>> enough(1000, 900_000) // MIB, enough(18_000, 28_000_000) // MIB
    (659, 1218)
    >>> enough(1_000_000, 900_000) // MIB, enough(18_000, 280_000_000) // MIB
    (1634, 6265)
    """
    return AT_LEAST + words * WORD_BYTES * COPIES + records * A_RECORD
