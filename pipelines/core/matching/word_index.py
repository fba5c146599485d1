"""The words of articles, numbered for the search index: where a batch of articles has which words, and how each is
searched.

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
    """Where the articles of a batch have a word.

    words: numbers of the words of the batch, ascending, (n,)
    bounds: word i is in the articles[bounds[i]:bounds[i + 1]], (n + 1,)
    articles: numbers of articles, ascending for each word, (m,)
    place_bounds: the article at j has the word at the places[place_bounds[j]:place_bounds[j + 1]], (m + 1,)
    places: which words of the article, from 0, ascending; one is left out between title and body
    """

    words: I32
    bounds: I32
    articles: I32
    place_bounds: I32
    places: I32


class WordNumbers:
    """The number of each word that was seen, by its hash.

    Holds some 30 bytes a word; a million articles have fewer than three million words.
    """

    def __init__(self, hashes: U64) -> None:
        """hashes: of the words that are known, by number."""
        self._count = len(hashes)
        self._hashes = hashes.copy()
        self._slots = np.full(0, -1, np.int32)

    def add(self, texts: "pa.Array[Any]", first: int) -> tuple[WordPostings, U64, list[str]]:
        """Number the words of some articles: (posting lists, hashes of the words that are new, how these are searched).

        texts: title and body of each article in turn; first: the number of the first article; the others follow it

        >>> lists, hashes, words = WordNumbers(np.zeros(0, np.uint64)).add(pa.array(["Café", "Le café", "Le", None]), 7)
        >>> words, lists.words.tolist(), lists.bounds.tolist(), lists.articles.tolist()
        (['cafe', 'le'], [0, 1], [0, 1, 3], [7, 7, 8])
        >>> lists.place_bounds.tolist(), lists.places.tolist()
        ([0, 2, 3, 4], [0, 3, 2, 0])
        """
        found = tokens.split(texts)
        self._make_room(len(found.hashes))
        of_word, places = np.empty(len(found.hashes), np.int32), np.empty(len(found.hashes), np.int32)
        known = self._count
        self._count += _number(found.hashes, known, self._hashes, self._slots, of_word, places)
        new = self._count - known
        spelled = _spellings(texts, found, places[:new])
        lists = WordPostings(*_by_word(of_word, found.bounds, first, self._count))
        return lists, self._hashes[known : self._count].copy(), spelled

    def _make_room(self, words: int) -> None:
        """Have room for as many more words, all of which may be new."""
        wanted = self._count + words
        if 2 * wanted <= len(self._slots):
            return
        size = slots_for(2 * wanted)
        self._slots = np.full(size, -1, np.int32)
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


def _spellings(texts: "pa.Array[Any]", found: Words, places: I32) -> list[str]:
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
def _number(found: U64, known: Int, hashes: U64, slots: I32, of_word: I32, places: I32) -> int:
    """Write the number of each word to `of_word`, and to `places` which words are new; returns how many are new."""
    new = 0
    for i in range(len(found)):
        slot = find_slot(found[i], found[i], hashes, slots)
        word = slots[slot]
        if word < 0:
            word = known + new
            slots[slot], hashes[word], places[new] = word, found[i], i
            new += 1
        of_word[i] = word
    return new


@kernel
def _by_word(of_word: I32, bounds: I64, first: Int, words: Int) -> tuple[I32, I32, I32, I32, I32]:
    """The fields of WordPostings: a counting sort by word, which leaves articles and places in their order.

    bounds: of the words of each text, two texts an article
    """
    n = len(of_word)
    starts = np.zeros(words + 1, np.int64)
    for word in of_word:
        starts[word + 1] += 1
    for word in range(words):
        starts[word + 1] += starts[word]
    ordered, articles, places = np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.int32)
    for text in range(len(bounds) - 1):
        before = bounds[text - text % 2] - text % 2  # a word is left out before the body
        for i in range(bounds[text], bounds[text + 1]):
            at = starts[of_word[i]]
            starts[of_word[i]] += 1
            ordered[at], articles[at], places[at] = of_word[i], first + text // 2, i - before
    return _in_lists(ordered, articles, places)


@kernel
def _in_lists(ordered: I32, articles: I32, places: I32) -> tuple[I32, I32, I32, I32, I32]:
    """The fields of WordPostings from (word, article, place) in this order."""
    n = len(ordered)
    words, bounds = np.empty(n, np.int32), np.zeros(n + 1, np.int32)
    distinct, place_bounds = np.empty(n, np.int32), np.zeros(n + 1, np.int32)
    word_count, article_count = 0, 0
    for i in range(n):
        is_new_word = i == 0 or ordered[i] != ordered[i - 1]
        if is_new_word:
            words[word_count], bounds[word_count] = ordered[i], article_count
            word_count += 1
        if is_new_word or articles[i] != articles[i - 1]:
            distinct[article_count], place_bounds[article_count] = articles[i], i
            article_count += 1
    bounds[word_count], place_bounds[article_count] = article_count, n
    return (
        words[:word_count].copy(), bounds[: word_count + 1].copy(), distinct[:article_count].copy(),
        place_bounds[: article_count + 1].copy(), places,
    )  # fmt: skip
