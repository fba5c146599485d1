"""How common a word is in its language, as a table from word hash to frequency.

Belongs here: the only use of the wordfreq package, its language codes, and frequencies of words it lacks. Does not:
weights (terms).

The frequency of a word is its share of running text: the English "the" has .054. Words are hashed as in `tokens.split`,
so that texts are weighed without Python strings.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import F32, ONE, U64, inlined, kernel

WordList = tuple[U64, F32]
"""Hash and share of each word, most common first."""

UNKNOWN = 1e-7
"""Frequency of a word that the list of its language lacks."""

UNKNOWN_PAIR = 1e-6
"""Frequency of an unlisted pair of characters in a script without spaces; many are the end and the beginning of common
words.
"""

LIST_NAMES = {"no": "nb", "nn": "nb", "sr": "sh", "hr": "sh", "bs": "sh", "tl": "fil", "iw": "he"}
"""ISO 639-1 code → the code that wordfreq uses."""

CACHED_LANGUAGES = 12
"""Limits the tables kept in memory, of 2 to 16 MB each."""

BY_LENGTH = tuple(max(UNKNOWN, 10 ** (-1.5 - 0.5 * max(0, n - 2))) for n in range(64))
"""Frequency by bytes of the word, for languages without a list: shorter words are more common (Zipf 1935)."""


@dataclass(frozen=True, slots=True)
class Frequencies:
    """A hash table with open addressing: a hash is at hash & (len - 1) or the next free slot; an empty slot holds 0.

    hashes, shares: by slot, their number a power of two; is_known: False if the language has no list
    """

    hashes: U64
    shares: F32
    is_known: bool


@inlined
def slot_of(word: np.uint64, table_hashes: U64) -> np.uint64:
    """The slot of the word with this hash, or the empty slot where it belongs."""
    mask = np.uint64(len(table_hashes) - 1)
    slot = word & mask
    while table_hashes[slot] != 0 and table_hashes[slot] != word:
        slot = (slot + ONE) & mask
    return slot


@kernel
def fill(hashes: U64, shares: F32, table_hashes: U64, table_shares: F32) -> None:
    """Put words into the table; of a hash that occurs twice the first share counts."""
    for i in range(len(hashes)):
        slot = slot_of(hashes[i], table_hashes)
        if table_hashes[slot] == 0:
            table_hashes[slot], table_shares[slot] = hashes[i], shares[i]


@kernel
def look_up(word: np.uint64, table_hashes: U64, table_shares: F32) -> np.float32:
    """The share of the word with this hash, 0 if it is not in the table."""
    share: np.float32 = table_shares[slot_of(word, table_hashes)]
    return share


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
    """Hash and share of each entry that `tokens` takes for one word, most common first.

    by_centibel: at place i the words with a share of 10 ** (-i / 100), as wordfreq stores its lists. For an entry of
    two characters in a script without spaces, the first hash is that of the pair.
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
