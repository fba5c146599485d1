"""Short texts that stand under any title: a paywall's offer, a consent notice, "video will play after the advert".

Belongs here: telling them from articles by the titles they are found under. Does not: which articles have a text
(steps.copies.titles), boilerplate inside a text (gram_weights).

An article takes up words of its title, whatever each outlet calls it. A text that takes up next to none of any of its
titles is no article, and articles that have nothing else in common are no copies of each other.
"""

from collections.abc import Collection, Iterator

import numpy as np
import pyarrow as pa

from pipelines.core.matching.tokens import UNSPACED, Words, split

MAX_WORDS = 100
"""Words of the longest standing text; a longer one is seldom retrieved in place of an article."""

MAX_SHARE = 0.15
"""Of the words of all its titles a standing text has a smaller share: by chance, or "article", "subscribers"."""

MIN_BYTES = 5
"""Bytes of the shortest word that says what a title is about; in scripts without spaces two characters do."""

Title = tuple[int, ...]
"""The words of a title, folded: titles that differ in case and punctuation alone are one."""


def title_words(titles: Collection[str | None]) -> list[Title]:
    """The words of each title; an article without a title has none.

    >>> one, same, other, missing = title_words(["Rain at last!", "RAIN, AT LAST", "Sun", None])
    >>> one == same, one == other, missing
    (True, False, ())
    """
    words = split(pa.array([title or "" for title in titles], pa.large_string()))
    edges = zip(words.bounds[:-1].tolist(), words.bounds[1:].tolist(), strict=True)
    return [tuple(words.hashes[first:end].tolist()) for first, end in edges]


def is_standing(text: str, titles: Collection[str | None]) -> bool:
    """Whether a text that articles have under these titles says nothing of what they are about.

    >>> offer = "This story is for subscribers. Sign in or take out a subscription to read on."
    >>> is_standing(offer, ["Harbour workers accept the offer", "Why plane trees die", "Nettle dumplings"])
    True
    >>> brief = "Workers in the harbour of Ey accepted a raise of three crowns on Monday."
    >>> is_standing(brief, ["Harbour workers accept raise", "Ey: workers get their three crowns"])
    False
    """
    words = split(pa.array([text, *(title or "" for title in titles)], pa.large_string()))
    known, *named = (frozenset(_telling(words, number)) for number in range(len(titles) + 1))
    different = {name for name in named if name}
    if words.bounds[1] > MAX_WORDS or len(different) < 2:
        return False
    return sum(len(name & known) for name in different) < MAX_SHARE * sum(map(len, different))


def _telling(words: Words, text: int) -> Iterator[int]:
    """The words of a text that say what it is about."""
    first, end = words.bounds[text], words.bounds[text + 1]
    is_unspaced = (words.kinds[first:end] & UNSPACED) > 0
    hashes, sizes = words.hashes[first:end], words.ends[first:end] - words.starts[first:end]
    yield from hashes[(sizes >= MIN_BYTES) & ~is_unspaced].tolist()
    pairs = np.flatnonzero(is_unspaced[:-1] & is_unspaced[1:])
    yield from (hashes[pairs] * np.uint64(31) ^ hashes[pairs + 1]).tolist()
