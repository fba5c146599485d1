"""The words of articles, numbered for the search index: which words a batch of texts has, and how each is searched.

Belongs here: numbers of words, posting lists of a batch, the form in which a word is searched. Does not: what a word is
(tokens), patterns of a search (warehouse/macros), storing the index (steps.search_index).
"""

import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import I32, I64, U64, Int, find_slot, kernel, slots_for
from pipelines.core.matching.tokens import IGNORED, UNSPACED, Words

ACCENTS_ASIDE = re.compile("[\\x00-\u08ff\u1e00-\u1fff]*")
"""Scripts in which a mark on a letter is an accent or a point; in the others it is a vowel, or makes another letter."""

MARKS = frozenset({"Mn", "Mc", "Me"})


class WordPostings(NamedTuple):
    """Which texts of a batch have a word.

    words: numbers of the words of the batch, ascending, (n,); bounds: word i is in the texts[bounds[i]:bounds[i + 1]],
    (n + 1,); texts: numbers of texts, ascending for each word
    """

    words: I32
    bounds: I32
    texts: I32


class WordNumbers:
    """The number of each word that was seen, by its hash.

    Holds some 30 bytes a word; a million articles have fewer than three million words.
    """

    def __init__(self, hashes: U64) -> None:
        """hashes: of the words that are known, by number."""
        self._count = len(hashes)
        self._hashes = hashes.copy()
        self._slots = np.full(0, -1, np.int32)
        self._latest = np.full(0, -1, np.int32)

    def add(self, texts: "pa.Array[Any]", first: int) -> tuple[WordPostings, U64, list[str]]:
        """Number the words of some texts: (posting lists, hashes of the words that are new, how these are searched).

        first: the number of the first text; the others follow it

        >>> lists, hashes, words = WordNumbers(np.zeros(0, np.uint64)).add(pa.array(["Le café", "café, Café"]), 7)
        >>> words, lists.words.tolist(), lists.bounds.tolist(), lists.texts.tolist()
        (['le', 'cafe'], [0, 1], [0, 1, 3], [7, 7, 8])
        """
        found = tokens.split(texts)
        self._make_room(len(found.hashes))
        of_word, of_text = np.empty(len(found.hashes), np.int32), np.empty(len(found.hashes), np.int32)
        places = np.empty(len(found.hashes), np.int64)
        known = self._count
        pairs, new = _number(
            found.hashes, found.bounds, first, known, self._hashes, self._slots, self._latest, of_word, of_text, places
        )
        self._count += new
        lists = _by_word(of_word[:pairs], of_text[:pairs], self._count)
        return lists, self._hashes[known : self._count].copy(), _spellings(texts, found, places[:new])

    def _make_room(self, words: int) -> None:
        """Have room for as many more words, all of which may be new."""
        wanted = self._count + words
        if 2 * wanted <= len(self._slots):
            return
        size = slots_for(2 * wanted)
        self._slots = np.full(size, -1, np.int32)
        self._latest = np.append(self._latest, np.full(size // 2 - len(self._latest), -1, np.int32))
        hashes = np.zeros(size // 2, np.uint64)
        hashes[: self._count] = self._hashes[: self._count]
        self._hashes = hashes
        _fill(self._hashes, self._count, self._slots)


def searched_form(word: str) -> str:
    """A word as it is searched: without case, width, and, where they are no vowels, accents; as the macro search.fold.

    >>> [searched_form(word) for word in ("Straße", "ÉTÉ", "İzmir", "हिन्दी", "が", "ΦΩΣ")]
    ['straße', 'ete', 'izmir', 'हिन्दी', 'が', 'φωσ']
    """
    word = unicodedata.normalize("NFKC", word).lower()
    if ACCENTS_ASIDE.fullmatch(word):
        letters = (c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) not in MARKS)
        word = unicodedata.normalize("NFC", "".join(letters))
    return word.replace("ς", "σ")


@cache
def _ignored() -> dict[int, None]:
    """The characters that are skipped within words, for str.translate."""
    kinds, _ = tokens.character_tables()
    return dict.fromkeys(np.flatnonzero(kinds & IGNORED).tolist())


def _spellings(texts: "pa.Array[Any]", found: Words, places: I64) -> list[str]:
    """How the words at some places are searched; a character of a script without spaces with the one after it."""
    data, offsets = tokens.text_buffers(texts)
    text_of = np.searchsorted(found.bounds, places, side="right") - 1
    follower = np.minimum(places + 1, len(found.starts) - 1)
    may_pair = (found.kinds[places] & found.kinds[follower] & UNSPACED > 0) & (places + 1 < found.bounds[text_of + 1])
    starts = offsets[text_of] + found.starts[places]
    ends = offsets[text_of] + np.where(may_pair, found.ends[follower], found.ends[places])
    view: memoryview = data.data
    spelled = []
    for start, end, is_pair in zip(starts.tolist(), ends.tolist(), may_pair.tolist(), strict=True):
        word = bytes(view[start:end]).decode("utf-8", "replace").translate(_ignored())
        spelled.append(searched_form(word[:1] if is_pair and len(word) > 2 else word))
    return spelled


@kernel
def _fill(hashes: U64, count: Int, slots: I32) -> None:
    """Put the first words into an empty table."""
    for word in range(count):
        slots[find_slot(hashes[word], hashes[word], hashes, slots)] = word


@kernel
def _number(
    found: U64, bounds: I64, first: Int, known: Int, hashes: U64, slots: I32, latest: I32,
    of_word: I32, of_text: I32, places: I64,
) -> tuple[int, int]:  # fmt: skip
    """Write each word of each text once: its number to `of_word`, the number of the text to `of_text`, and to `places`
    where the words that are new stand first; returns how many pairs and how many new words.

    latest: by word, the text in which it stood last
    """
    pairs, new = 0, 0
    for text in range(len(bounds) - 1):
        for i in range(bounds[text], bounds[text + 1]):
            slot = find_slot(found[i], found[i], hashes, slots)
            word = slots[slot]
            if word < 0:
                word = known + new
                slots[slot], hashes[word], places[new] = word, found[i], i
                new += 1
            if latest[word] != first + text:
                latest[word] = first + text
                of_word[pairs], of_text[pairs] = word, first + text
                pairs += 1
    return pairs, new


def _by_word(of_word: I32, of_text: I32, words: int) -> WordPostings:
    """The pairs in the order of their words."""
    ordered, texts = _order(of_word, of_text, words)
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    return WordPostings(ordered[starts], np.append(starts, len(ordered)).astype(np.int32), texts)


@kernel
def _order(of_word: I32, of_text: I32, words: Int) -> tuple[I32, I32]:
    """Counting sort by word."""
    places = np.zeros(words + 1, np.int64)
    for word in of_word:
        places[word + 1] += 1
    for word in range(words):
        places[word + 1] += places[word]
    ordered, texts = np.empty_like(of_word), np.empty_like(of_text)
    for i in range(len(of_word)):
        at = places[of_word[i]]
        places[of_word[i]] += 1
        ordered[at], texts[at] = of_word[i], of_text[i]
    return ordered, texts
