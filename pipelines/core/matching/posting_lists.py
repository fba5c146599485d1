"""Posting lists: the texts that hold each gram, grouped from rows of (gram, text).

Belongs here: building, selecting and concatenating posting lists. Does not: which rows they are built from (bloom),
what grams weigh (gram_weights), the pairs they lead to (inverted_index).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipelines.core.matching.kernels import I32, I64, Bools, Int, find_slot, index_keys, kernel, mix


class PostingLists(NamedTuple):
    """Grams in ascending order; gram i is held by texts[bounds[i]:bounds[i + 1]], numbers of texts in any order."""

    hashes: I64
    bounds: I64
    texts: I32


def hash_ranges(sample: I64, parts: int) -> list[tuple[int, int]]:
    """(lowest, highest) hash of up to `parts` ranges that hold about as many grams each, judging by a sample.

    >>> found = hash_ranges(np.array([3, 5, 1, 9]), 2)
    >>> found == [(-(2**63), 5), (6, 2**63 - 1)], len(hash_ranges(np.array([7]), 3))
    (True, 2)
    """
    ordered = np.unique(sample[sample < 2**63 - 1])
    edges = np.unique(ordered[np.arange(1, parts) * len(ordered) // parts]).tolist() if len(ordered) else []
    return list(zip([-(2**63), *(edge + 1 for edge in edges)], [*edges, 2**63 - 1], strict=True))


def from_rows(hashes: I64, texts: I32) -> PostingLists:
    """Group distinct rows (gram, text) by gram; grams of a single text are left out.

    >>> found = from_rows(np.array([9, 4, 9]), np.array([0, 1, 2], np.int32))
    >>> found.hashes.tolist(), found.bounds.tolist(), sorted(found.texts.tolist())
    ([9], [0, 2], [0, 2])
    """
    ordered = np.sort(hashes)
    edges = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)])
    sizes = np.diff(np.append(edges, len(ordered)))
    is_shared = sizes > 1
    kept, bounds = ordered[edges[is_shared]], _bounds(sizes[is_shared])
    return PostingLists(kept, bounds, scatter_by_hash(hashes, texts, kept, bounds))


def from_numbered_rows(numbers: I32, texts: I32, hashes: I64) -> PostingLists:
    """The same from rows (number of the gram among ascending hashes, text).

    >>> found = from_numbered_rows(np.array([1, 0, 1], np.int32), np.array([0, 1, 2], np.int32), np.array([4, 9]))
    >>> found.hashes.tolist(), found.bounds.tolist(), sorted(found.texts.tolist())
    ([9], [0, 2], [0, 2])
    """
    sizes = np.bincount(numbers, minlength=len(hashes))
    is_shared = sizes > 1
    bounds = _bounds(sizes[is_shared])
    free = np.full(len(hashes), -1, np.int64)
    free[is_shared] = bounds[:-1]
    return PostingLists(hashes[is_shared], bounds, scatter_by_number(numbers, texts, free, bounds[-1]))


def concatenate(parts: Sequence[PostingLists]) -> PostingLists:
    """Posting lists of disjoint, ascending ranges of hashes as one."""
    bounds = _bounds(np.concatenate([np.diff(part.bounds) for part in parts]))
    return PostingLists(np.concatenate([p.hashes for p in parts]), bounds, np.concatenate([p.texts for p in parts]))


def select(lists: PostingLists, keep: Bools) -> PostingLists:
    """The posting lists of some grams.

    >>> both = PostingLists(np.array([4, 9]), np.array([0, 2, 4]), np.array([0, 1, 0, 2], np.int32))
    >>> select(both, np.array([False, True])).texts.tolist()
    [0, 2]
    """
    sizes = np.diff(lists.bounds)
    return PostingLists(lists.hashes[keep], _bounds(sizes[keep]), lists.texts[np.repeat(keep, sizes)])


def _bounds(sizes: I64) -> I64:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


@kernel
def scatter_by_hash(hashes: I64, texts: I32, kept: I64, bounds: I64) -> I32:
    """The texts of the rows (gram, text) whose gram is kept, gram by gram: no row is moved to sort it.

    kept, bounds: grams, and where the texts of each are
    """
    slots, free, out = index_keys(kept), bounds[:-1].copy(), np.empty(bounds[-1], np.int32)
    for row in range(len(hashes)):
        gram = slots[find_slot(hashes[row], mix(np.uint64(hashes[row])), kept, slots)]
        if gram >= 0:
            out[free[gram]] = texts[row]
            free[gram] += 1
    return out


@kernel
def scatter_by_number(numbers: I32, texts: I32, free: I64, count: Int) -> I32:
    """The same of rows (number of the gram, text).

    free: where the first text of each gram is, -1 for grams that are left out; changed. count: texts in all
    """
    out = np.empty(count, np.int32)
    for row in range(len(numbers)):
        gram = numbers[row]
        if free[gram] >= 0:
            out[free[gram]] = texts[row]
            free[gram] += 1
    return out
