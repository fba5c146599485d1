"""How common a word is in its language at large, as a table from word hash to frequency.

Belongs here: the only use of the wordfreq package, its code names, and what is assumed where it knows nothing. Does
not: weights, texts.

Frequencies of a word are shares of running text: the English "the" has .054. Words come hashed as `tokens.split` hashes
them, so that a text need not be turned into Python strings to be weighed.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numba import njit

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import F32, U64

WordList = tuple[U64, F32]
"""Hash and share of each word, most common first."""

UNKNOWN = 1e-7
"""Frequency of a word that a list of its language lacks; the lists reach down to about 1e-8 for six large languages
and 1e-6 for others.
"""

UNKNOWN_PAIR = 1e-6
"""Frequency of an unlisted pair of characters in a script without spaces: many straddle two common words."""

LIST_NAMES = {"no": "nb", "nn": "nb", "sr": "sh", "hr": "sh", "bs": "sh", "tl": "fil", "iw": "he"}
"""ISO 639-1 codes that wordfreq files under another name."""

CACHED_LANGUAGES = 12
"""Tables kept in memory, each 2 to 16 MB."""

BY_LENGTH = tuple(max(UNKNOWN, 10 ** (-1.5 - 0.5 * max(0, n - 2))) for n in range(64))
"""Frequency assumed by bytes of the word where there is no list: the shorter the commoner (Zipf 1935)."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Open addressing: slot of a hash is hash & (len - 1), then the next ones; an empty slot holds 0.

    hashes: uint64, a power of two of them; shares: float32 beside them; is_known: False if the language has no list
    """

    hashes: U64
    shares: F32
    is_known: bool


@njit(nogil=True, cache=True)
def fill(hashes, shares, table_hash, table_share):  # type: ignore[no-untyped-def]
    """Put each hash and its share in the table; of one hash given twice the first stays."""
    mask = np.uint64(len(table_hash) - 1)
    for i in range(len(hashes)):
        slot = hashes[i] & mask
        while table_hash[slot] != 0 and table_hash[slot] != hashes[i]:
            slot = (slot + np.uint64(1)) & mask
        if table_hash[slot] == 0:
            table_hash[slot], table_share[slot] = hashes[i], shares[i]


@njit(nogil=True, cache=True)
def look_up(word, table_hash, table_share):  # type: ignore[no-untyped-def]
    """The share of the word with this hash, 0 if the table lacks it."""
    mask = np.uint64(len(table_hash) - 1)
    slot = word & mask
    while table_hash[slot] != 0:
        if table_hash[slot] == word:
            return table_share[slot]
        slot = (slot + np.uint64(1)) & mask
    return np.float32(0)


@lru_cache(maxsize=CACHED_LANGUAGES)
def of(language: str | None) -> Frequencies:
    """The table of a language (ISO 639-1); an empty one where no list exists.

    >>> english = of("en")
    >>> word = tokens.split(pa.array(["president"])).hashes[0]
    >>> round(float(look_up(word, english.hashes, english.shares)), 5), of("xx").is_known, of(None).is_known
    (0.00028, False, False)
    """
    return table(word_list(language) if language else None)


def table(words: WordList | None) -> Frequencies:
    """The table of a word list; an empty one without a list."""
    if words is None:
        return Frequencies(np.zeros(2, np.uint64), np.zeros(2, np.float32), False)
    hashes, shares = words
    size = 1 << (2 * len(hashes)).bit_length()
    filled = Frequencies(np.zeros(size, np.uint64), np.zeros(size, np.float32), True)
    fill(hashes, shares, filled.hashes, filled.shares)
    return filled


def word_list(language: str) -> WordList | None:
    """The list that wordfreq has for a language (ISO 639-1); None if it has none."""
    import wordfreq  # takes half a second, and a list as long again: callers may keep what it gives

    name = LIST_NAMES.get(language, language)
    if name not in wordfreq.available_languages("best"):
        return None
    return _hashed(wordfreq.get_frequency_list(name, "best"))


def _hashed(by_centibel: list[list[str]]) -> WordList:
    """Hash and share of each entry that is one word here, commonest first.

    by_centibel: at place i the words with a share of 10 ** (-i / 100), which is how wordfreq keeps its lists. Of an
    entry of two characters in a script without spaces the first hash is the pair.
    """
    entries = [word for bucket in by_centibel for word in bucket]
    centibels = np.repeat(np.arange(len(by_centibel)), [len(bucket) for bucket in by_centibel])
    split = tokens.split(pa.array(entries, pa.string()))
    first = split.bounds[:-1]
    count = np.diff(split.bounds)
    safe = np.minimum(first, max(0, len(split.kinds) - 1))
    is_unspaced = (split.kinds[safe] & tokens.UNSPACED) > 0
    kept = (count == 1) | ((count == 2) & is_unspaced)
    return split.hashes[first[kept]], (10.0 ** (-centibels[kept] / 100.0)).astype(np.float32)
