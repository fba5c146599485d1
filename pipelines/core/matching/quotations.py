"""Passages by which an excerpt is recognised that quotes a text: hashes of words in a row, never the words.

Belongs here: which passages of a text are kept, and which excerpts have one of them. Does not: addresses, which texts
are taken out and what becomes of excerpts (steps.removed_passages).

An excerpt is the beginning of a raw record, so it is read as the text it stands for: escapes undone, tags left out.
Better an excerpt too many than one too few: what is found is blanked, and no result depends on it.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.lib.stride_tricks import sliding_window_view

from pipelines.core.matching.kernels import GOLDEN, I64, U64, Bools, distinct
from pipelines.core.matching.tokens import split

MIN_WORDS, PASSAGE_WORDS = 2, 6
"""Words of a passage: a text or title with fewer than six is one passage, if it has two."""

PASSAGES_PER_KEPT = 8
"""Of so many passages that follow each other one is kept: whoever quotes thirteen words in a row is found."""

ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
BREAKS = dict.fromkeys("bfnrt", " ")
TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")

NONE = np.zeros(0, np.int64)


def keep_passages(texts: "pa.Array[Any]") -> I64:
    """The passages kept of a column of texts and titles, distinct and ascending; NULL has none.

    >>> title = pa.array(["Pier reopens", "Pier"])
    >>> len(keep_passages(title)), len(keep_passages(pa.array(["one two three four five six seven", None])))
    (1, 2)
    """
    words = split(texts)
    kept = [NONE]
    for first, end in pairwise(words.bounds.tolist()):
        found = _passages(words.hashes[first:end], min(PASSAGE_WORDS, end - first))
        is_long = len(found) > PASSAGES_PER_KEPT
        kept.append(sliding_window_view(found, PASSAGES_PER_KEPT).min(axis=1) if is_long else found)
    return distinct(np.concatenate(kept))


def find_quoting(excerpts: Sequence[str], passages: I64) -> Bools:
    """Which excerpts have one of these passages (ascending).

    >>> known = keep_passages(pa.array(["Pier reopens", "A crowd came."]))
    >>> find_quoting(['{"title": "Pier \\\\u0072eopens", "te', "<b>Pier</b> reopens", "no such row"], known).tolist()
    [True, True, False]
    """
    read = [TAG.sub(" ", unescape(each)) for each in excerpts]
    words = split(pa.array(read, pa.large_string()))
    owner = np.repeat(np.arange(len(read)), np.diff(words.bounds))
    is_quoting = np.zeros(len(read), np.bool_)
    for size in range(MIN_WORDS, PASSAGE_WORDS + 1):
        found = _passages(words.hashes, size)
        first, last = owner[: len(found)], owner[len(owner) - len(found) :]
        is_quoting[first[(first == last) & are_among(found, passages)]] = True
    return is_quoting


def unescape(excerpt: str) -> str:
    """The text of a line of JSON or HTML, without its escapes.

    >>> unescape('caf\\\\u00e9 \\\\ud83d\\\\ude00 &amp; https:\\\\/\\\\/a.example')
    'café 😀 & https://a.example'
    """
    plain = ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else BREAKS.get(found[2], found[2]), excerpt)
    whole = plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unicodedata.normalize("NFC", html.unescape(whole))


def are_among(values: I64, known: I64) -> Bools:
    """Which values are among those known (ascending)."""
    if not len(known):
        return np.zeros(len(values), np.bool_)
    found: Bools = known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values
    return found


def _passages(hashes: U64, size: int) -> I64:
    """A hash of each `size` words in a row, order included; none if there are fewer, or fewer than MIN_WORDS."""
    if not MIN_WORDS <= size <= len(hashes):
        return NONE
    values = np.full(len(hashes) - size + 1, size, np.uint64)
    for place in range(size):
        values = values * GOLDEN + hashes[place : place + len(values)]
    return values.view(np.int64)
