"""Which short excerpts quote a text: they share six words in a row with it, its title, or its URL.

Belongs here: comparing words. Does not: which texts are taken out and what becomes of excerpts (steps.removal).

An excerpt is a raw line, so words are compared whatever stands between them. Better an excerpt too many than one too
few: what is found is blanked, and no result depends on it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

WORDS = re.compile(r"\w+")
ADDRESS = re.compile(r"https?://[^\s\"'<>\\,]+")
PASSAGE_WORDS = 6
"""Words in a row that quote a text; a title is quoted if all its words are there, two at least."""


class Excerpts:
    """Excerpts, looked up by what they quote.

    >>> found = Excerpts(['{"title": "Pier reopens", "text": "The north pier', "no such row"])
    >>> sorted(found.quoting("Pier reopens", "A crowd came.", None))
    [0]
    >>> sorted(found.quoting("Row", "There is no such row.", None))
    []
    """

    def __init__(self, excerpts: Sequence[str]) -> None:
        self._holders: Mapping[tuple[str, ...], set[int]] = defaultdict(set)
        self._addresses: Mapping[str, set[int]] = defaultdict(set)
        for number, excerpt in enumerate(excerpts):
            words = _words(excerpt)
            for length in range(2, PASSAGE_WORDS + 1):
                for gram in _grams(words, length):
                    self._holders[gram].add(number)
            for address in ADDRESS.findall(excerpt.replace("\\/", "/")):
                self._addresses[address].add(number)

    def quoting(self, title: str | None, body: str | None, url: str | None) -> set[int]:
        """Numbers of the excerpts that quote this text; each argument may be None."""
        found = set(self._addresses.get(url or "", ()))
        found.update(self._holders.get(tuple(_words(title or "")), ()))
        for text in (title, body):
            for gram in _grams(_words(text or ""), PASSAGE_WORDS):
                found.update(self._holders.get(gram, ()))
        return found


def _words(text: str) -> list[str]:
    return WORDS.findall(text.casefold())


def _grams(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[start : start + length]) for start in range(len(words) - length + 1))
