"""Average linkage on a sparse graph of scored pairs: exact, in memory that follows the pairs and never their square.

Belongs here: connected components and the clusters within them. Does not: scores, texts, ids.

Pairs that nobody scored count 0. Two clusters are joined while the mean score over all pairs between them reaches the
threshold, the most alike first: that is what keeps one chance pair from welding two families together, as connected
components would. Nearest-neighbour chains (Benzécri 1982, Murtagh 1983) find the same clusters as the greedy order
because a merged cluster is never more alike to a third than the better of its parts was. Everything is an integer;
of equal means the one between the smaller numbers goes first, which orders all merges there can be: what comes out
depends on the pairs and on the order of the numbers alone. So number the texts by something of their own (the hash),
never by arrival.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

SCALE = 10_000
"""A score of 1.0 as an integer. Sums over the pairs of two clusters of a billion texts still fit 64 bits."""

Numbers = npt.NDArray[np.int64]


@njit(inline="always")
def find(parent, node):  # type: ignore[no-untyped-def]
    """The smallest member of the node's set; paths are halved on the way."""
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


@njit(nogil=True, cache=True)
def join_pairs(left, right, parent):  # type: ignore[no-untyped-def]
    """Join the sets of each pair; the smaller number becomes the parent."""
    for i in range(len(left)):
        a, b = find(parent, left[i]), find(parent, right[i])
        if a < b:
            parent[b] = a
        else:
            parent[a] = b
    for node in range(len(parent)):
        parent[node] = find(parent, node)


def components(left: npt.ArrayLike, right: npt.ArrayLike, count: int) -> Numbers:
    """The smallest number in each node's connected component; nodes are 0 to count - 1.

    >>> components([0, 3], [2, 2], 5).tolist()
    [0, 1, 0, 0, 4]
    """
    parent = np.arange(count, dtype=np.int64)
    join_pairs(np.asarray(left, np.int64), np.asarray(right, np.int64), parent)
    return parent


def clusters(left: npt.ArrayLike, right: npt.ArrayLike, scores: npt.ArrayLike, count: int, threshold: int) -> Numbers:
    """The smallest number in each node's cluster by average linkage; nodes are 0 to count - 1.

    left, right: each pair once, in any direction, never a node with itself; scores and threshold: integers out of
    SCALE.

    >>> clusters([0, 1, 2], [1, 2, 3], [9000, 5000, 9000], 4, 4000).tolist()  # 5000 over four pairs is a mean of 1250
    [0, 0, 2, 2]
    >>> clusters([0, 1], [1, 2], [9000, 9000], 3, 4500).tolist()  # a chain whose ends were never scored
    [0, 0, 0]
    """
    counting = np.asarray(scores) != 0  # a sum of 0 means "not met yet" to gather
    one, two, weights = (np.asarray(values, np.int64)[counting] for values in (left, right, scores))
    sources, targets, weights = np.concatenate([one, two]), np.concatenate([two, one]), np.tile(weights, 2)
    order = np.argsort(sources, kind="stable")
    starts = np.searchsorted(sources[order], np.arange(count + 1))
    parent = np.arange(count, dtype=np.int64)
    link(targets[order], weights[order], starts.astype(np.int64), parent, np.int64(threshold))
    return parent


@njit(inline="always")
def is_more(sum_a, size_a, sum_b, size_b):  # type: ignore[no-untyped-def]
    """Whether sum_a / size_a > sum_b / size_b, without overflow and without rounding."""
    whole_a, whole_b = sum_a // size_a, sum_b // size_b
    if whole_a != whole_b:
        return whole_a > whole_b
    return (sum_a - whole_a * size_a) * size_b > (sum_b - whole_b * size_b) * size_a


@njit(inline="always")
def gather(top, targets, weights, following, first, last, parent, sums, touched):  # type: ignore[no-untyped-def]
    """Sum the weights from cluster `top` to each other one, and shorten its list to one entry for each; returns how
    many.
    """
    k, entry = 0, first[top]
    while entry >= 0:
        other = find(parent, targets[entry])
        if other != top:
            if sums[other] == 0:
                touched[k] = other
                k += 1
            sums[other] += weights[entry]
        entry = following[entry]
    entry, previous = first[top], np.int64(-1)
    for i in range(k):
        targets[entry], weights[entry] = touched[i], sums[touched[i]]
        previous, entry = entry, following[entry]
    if previous < 0:
        first[top] = last[top] = np.int64(-1)
    else:
        last[top], following[previous] = previous, np.int64(-1)
    return k


@njit(inline="always")
def nearest(top, k, sums, touched, size, threshold):  # type: ignore[no-untyped-def]
    """The most alike of the clusters in `touched` that reaches the threshold, else -1; of equals the smallest."""
    best = np.int64(-1)
    for i in range(k):
        other = touched[i]
        if sums[other] < threshold * size[top] * size[other]:
            continue
        if (
            best < 0
            or is_more(sums[other], size[other], sums[best], size[best])
            or (other < best and not is_more(sums[best], size[best], sums[other], size[other]))
        ):
            best = other
    for i in range(k):
        sums[touched[i]] = 0
    return best


@njit(inline="always")
def absorb(keep, gone, following, first, last, parent, size):  # type: ignore[no-untyped-def]
    """Make `gone` part of `keep`: its list is hung behind the other's."""
    parent[gone] = keep
    size[keep] += size[gone]
    if first[gone] >= 0:
        if first[keep] < 0:
            first[keep] = first[gone]
        else:
            following[last[keep]] = first[gone]
        last[keep] = last[gone]


@njit(nogil=True, cache=True)
def link(targets, weights, starts, parent, threshold):  # type: ignore[no-untyped-def]
    """Merge clusters along nearest-neighbour chains until none reaches the threshold; `parent` holds the result."""
    count = len(parent)
    following = np.arange(1, len(targets) + 1)
    first, last = np.full(count, -1, np.int64), np.full(count, -1, np.int64)
    for node in range(count):
        if starts[node] < starts[node + 1]:
            first[node], last[node] = starts[node], starts[node + 1] - 1
            following[last[node]] = -1
    size, sums, touched = np.ones(count, np.int64), np.zeros(count, np.int64), np.empty(count, np.int64)
    chain = np.empty(count + 1, np.int64)
    for node in range(count):
        if parent[node] != node:
            continue
        chain[0], depth = node, 1
        while depth:
            top = chain[depth - 1]
            before = chain[depth - 2] if depth > 1 else np.int64(-1)
            k = gather(top, targets, weights, following, first, last, parent, sums, touched)
            other = nearest(top, k, sums, touched, size, threshold)
            if other < 0:
                depth -= 1
            elif other == before:
                absorb(min(top, other), max(top, other), following, first, last, parent, size)
                depth -= 2
                if depth == 0:
                    chain[0], depth = min(top, other), 1
            else:
                chain[depth] = other
                depth += 1
    for node in range(count):
        parent[node] = find(parent, node)
