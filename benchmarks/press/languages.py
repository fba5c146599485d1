"""Words of a language by their frequency, and names that sound like it.

Belongs here: drawing words and names, making sentences. Does not: which words a topic or an event has (events), figures
(facts).
"""

import itertools
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import wordfreq

Rng = np.random.Generator
Words = npt.NDArray[np.object_]

VOCABULARY = 40_000


class Language:
    """A language: its words from common to rare, drawn by how often they are used."""

    def __init__(self, code: str) -> None:
        by_rank = itertools.islice(wordfreq.get_frequency_dict(code).items(), VOCABULARY)
        known = {word: share for word, share in by_rank if word.isalpha() and len(word) > 1}
        listed, shares = list(known), np.array(list(known.values()))
        self.code = code
        self.words: Words = np.array(listed, dtype=object)
        self._shares = np.cumsum(shares / shares.sum())
        self._stems = [word for word in listed[300:12_000] if len(word) > 4]

    def prose(self, rng: Rng, count: int) -> Words:
        """`count` words, each as likely as in any text of the language."""
        drawn = np.searchsorted(self._shares, rng.random(count))
        words: Words = self.words[np.minimum(drawn, len(self.words) - 1)]
        return words

    def range(self, rng: Rng, low: int, high: int, shape: Any) -> Words:
        """Words of ranks `low` to `high`, all as likely."""
        words: Words = self.words[rng.integers(low, min(high, len(self.words)), shape)]
        return words

    def name(self, rng: Rng) -> str:
        """One name: the beginning of a word and the end of another."""
        first, last = (self._stems[at] for at in rng.integers(0, len(self._stems), 2))
        return str(first[: rng.integers(2, 5)] + last[-rng.integers(2, 5) :]).capitalize()

    def person(self, rng: Rng) -> str:
        """Two names."""
        return f"{self.name(rng)} {self.name(rng)}"

    def paragraph(self, words: Words, rng: Rng) -> str:
        """The words as sentences of 8 to 26."""
        sentences, at = [], 0
        while at < len(words):
            end = at + int(rng.integers(8, 27))
            sentences.append(sentence(words[at:end]))
            at = end
        return " ".join(sentences)


def sentence(words: Words) -> str:
    """Words with a capital and a full stop.

    >>> sentence(np.array(["rain", "in", "Oslo"], dtype=object))
    'Rain in Oslo.'
    """
    text = " ".join(words)
    return f"{text[:1].upper()}{text[1:]}."


@cache
def language(code: str) -> Language:
    """The language of a code that wordfreq knows; raises LookupError for others."""
    return Language(code)
