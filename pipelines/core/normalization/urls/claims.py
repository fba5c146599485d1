"""Which pages are believed that declare one URL: those with one text, or the text that was found at that URL.

Belongs here: comparing the pages that declare one URL. Does not: whether one page could declare it (refusals), which
records are compared (pipelines.steps.url_claims).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Grams = npt.NDArray[np.uint32]

TEXT_GRAM_CHARS, TITLE_GRAM_CHARS = 12, 4
"""Letters and digits per gram: a dozen of a text are some words in a row, four of a title about one."""

MAX_TEXT_CHARS = 10_000
"""Characters of a text that are compared."""

TEXT_SHARE = 4
"""Of the grams of a text one in so many is kept, chosen by hash: thousands of pages may declare one URL."""

MIN_SAME_TEXT = 0.8
"""Share of the grams of the shorter text from which two texts are one, whatever their titles."""

MIN_REVISED_TEXT = 0.5
"""Share from which they are one under the same title: revised, or cut."""

MIN_SAME_TITLE = 0.7
"""Share of the grams of the shorter title from which two titles are one: worded differently, or with a suffix."""

MIX = np.uint64(0x9E3779B97F4A7C15)


class Content(NamedTuple):
    """The grams of a title and of a text, each empty if there is none."""

    title: Grams
    text: Grams


Contents = Sequence[Content]
"""What was found at one address: a page and its revisions."""


def content_of(title: str | None, body: str | None) -> Content:
    """The content with this title and body.

    >>> content_of("Pier!", None).text.size, content_of("Pier!", None).title.size
    (0, 1)
    """
    text = (body or "")[:MAX_TEXT_CHARS]
    return Content(_grams(title or "", TITLE_GRAM_CHARS, 1), _grams(text, TEXT_GRAM_CHARS, TEXT_SHARE))


def are_alike(one: Content, other: Content) -> bool:
    """Whether two contents can be versions of one article: one text, or one title and a text that was revised.

    Where a text is missing the titles decide; a missing title contradicts nothing.

    >>> text = "The north pier is open again after a winter of repairs."
    >>> pier, comet = content_of("Pier reopens", text), content_of("A comet splits", "Nobody saw it: it was cloudy.")
    >>> are_alike(pier, content_of("It is open", text)), are_alike(pier, comet)
    (True, False)
    >>> are_alike(pier, content_of("Pier reopens | Veldt", None)), are_alike(comet, content_of("Pier reopens", None))
    (True, False)
    """
    has_same_title = _share(one.title, other.title) >= MIN_SAME_TITLE
    if not (one.text.size and other.text.size):
        return has_same_title or not (one.title.size and other.title.size)
    return _share(one.text, other.text) >= (MIN_REVISED_TEXT if has_same_title else MIN_SAME_TEXT)


def believed(claims: Mapping[str, Contents], found: Contents = ()) -> frozenset[str]:
    """The addresses whose declaration of one URL is believed.

    claims: what was found at each address that declares it · found: what was found at the URL itself. If something was,
    those like it are believed; otherwise those like each other if they are more than half of all, else none.

    >>> pier, comet = [content_of("Pier reopens", None)], [content_of("A comet splits", None)]
    >>> sorted(believed({"a": pier, "b": pier})), sorted(believed({"a": pier, "b": comet}))
    (['a', 'b'], [])
    >>> sorted(believed({"a": pier, "b": pier, "c": comet})), sorted(believed({"a": pier, "c": comet}, found=comet))
    (['a', 'b'], ['c'])
    """
    reference = found or _likely_majority(claims)
    alike = frozenset(address for address, contents in claims.items() if _share_one(contents, reference))
    return alike if found or 2 * len(alike) > len(claims) else frozenset()


def _likely_majority(claims: Mapping[str, Contents]) -> Contents:
    """Contents like those of more than half of all addresses, if there are such (Boyer and Moore's vote)."""
    leader: Contents = ()
    votes = 0
    for address in sorted(claims):
        if not votes:
            leader = claims[address]
        votes += 1 if _share_one(claims[address], leader) else -1
    return leader


def _share_one(contents: Contents, others: Contents) -> bool:
    return contents is others or any(are_alike(one, other) for one in contents for other in others)


def _share(one: Grams, other: Grams) -> float:
    """The share of the shorter one's grams that both have; 0 if one is empty."""
    shorter = min(one.size, other.size)
    return np.intersect1d(one, other, assume_unique=True).size / shorter if shorter else 0.0


def _grams(text: str, length: int, share: int) -> Grams:
    """Hashes of the grams of a text's letters and digits, each once, one in `share` of them; a shorter text is one."""
    letters = "".join(filter(str.isalnum, text.casefold()))
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    hashes: npt.NDArray[np.uint64] = np.zeros(max(1, codes.size - length + 1) if codes.size else 0, np.uint64)
    for place in range(min(length, codes.size)):
        hashes = (hashes ^ codes[place : place + hashes.size]) * MIX
    high = (hashes >> np.uint64(32)).astype(np.uint32)
    return np.unique(high[high < 2**32 // share] if share > 1 else high)
