"""Average linkage on a sparse graph of scored pairs: exact, in memory that follows the pairs and never their square.

Belongs here: connected components and the clusters within them. Does not: scores, texts, ids.

Unscored pairs count 0. Two clusters are merged while the mean score over all pairs between them reaches the threshold,
the most alike first: so one chance pair does not weld two groups together, as in connected components.
Nearest-neighbour chains (Benzécri 1982, Murtagh 1983) find the same clusters as the greedy order because a merged
cluster is never more alike to a third than the better of its parts was. Everything is an integer; of equal means the
one between the smaller numbers goes first, which orders all possible merges: the result depends on the pairs and on the
order of the numbers alone. So number the texts by something of their own (the hash), never by arrival.
"""

import numpy as np
import numpy.typing as npt

from pipelines.core.matching.kernels import I64, Int, as_column, inlined, kernel

SCALE = 10_000
"""A score of 1.0 as an integer. Sums over the pairs of two clusters of a billion texts still fit 64 bits."""


@inlined
def find(parent: I64, node: Int) -> Int:
    """The smallest member of the node's set; halves paths on the way."""
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


@kernel
def join_pairs(left: I64, right: I64, count: int) -> I64:
    """Join the sets of each pair (left[i], right[i]): the smallest member of each node's set."""
    parent = np.arange(count)
    for i in range(len(left)):
        a, b = find(parent, left[i]), find(parent, right[i])
        if a < b:
            parent[b] = a
        else:
            parent[a] = b
    for node in range(count):
        parent[node] = find(parent, node)
    return parent


def components(left: npt.ArrayLike, right: npt.ArrayLike, count: int) -> I64:
    """The smallest number in each node's connected component; nodes are 0 to count - 1.

    >>> components([0, 3], [2, 2], 5).tolist()
    [0, 1, 0, 0, 4]
    """
    return join_pairs(as_column(left), as_column(right), count)


def parts(component: I64, left: npt.ArrayLike, most: int) -> I64:
    """The number of each node's part: parts are whole components that have `most` pairs together, or a few more.

    Nothing joins two components, so parts can be linked one after the other in the memory that one needs.

    component: of each node; left: of each pair within a component, one node

    >>> parts(np.array([0, 0, 2, 2, 4]), [0, 2], 1).tolist()
    [0, 0, 1, 1, 2]
    """
    pairs = np.bincount(component[np.asarray(left, np.int64)], minlength=len(component))
    part: I64 = ((np.cumsum(pairs) - pairs) // most)[component]
    return part


def clusters(left: npt.ArrayLike, right: npt.ArrayLike, scores: npt.ArrayLike, count: int, threshold: int) -> I64:
    """The smallest number in each node's cluster by average linkage; nodes are 0 to count - 1.

    left, right: each pair once, in either direction, never a node with itself; scores, threshold: out of SCALE

    >>> clusters([0, 1, 2], [1, 2, 3], [9000, 5000, 9000], 4, 4000).tolist()  # 5000 over four pairs is a mean of 1250
    [0, 0, 2, 2]
    >>> clusters([0, 1], [1, 2], [9000, 9000], 3, 4500).tolist()  # a chain whose ends were never scored
    [0, 0, 0]
    """
    is_scored = np.asarray(scores) != 0  # a sum of 0 means "not met yet" to sum_links
    one, two, weights = (np.asarray(values, np.int64)[is_scored] for values in (left, right, scores))
    sources, targets, weights = np.concatenate([one, two]), np.concatenate([two, one]), np.tile(weights, 2)
    order = np.argsort(sources, kind="stable")
    starts = np.searchsorted(sources[order], np.arange(count + 1))
    return merge_all(targets[order], weights[order], starts, np.int64(threshold))


@inlined
def is_more(sum_a: Int, size_a: Int, sum_b: Int, size_b: Int) -> bool | np.bool_:
    """Whether sum_a / size_a > sum_b / size_b, without overflow and without rounding."""
    whole_a, whole_b = sum_a // size_a, sum_b // size_b
    if whole_a != whole_b:
        return whole_a > whole_b
    return (sum_a - whole_a * size_a) * size_b > (sum_b - whole_b * size_b) * size_a


@inlined
def sum_links(
    top: Int, targets: I64, weights: I64, following: I64, first: I64, last: I64, parent: I64, sums: I64, touched: I64
) -> Int:
    """Sum the weights from cluster `top` to each other cluster, and shorten its list to one entry for each.

    Returns how many there are; touched has their numbers, sums their weights.
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


@inlined
def nearest(top: Int, k: Int, sums: I64, touched: I64, size: I64, threshold: Int) -> Int:
    """The most alike of the k clusters in `touched` that reach the threshold, else -1; of equal ones the smallest."""
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


@inlined
def absorb(keep: Int, gone: Int, following: I64, first: I64, last: I64, parent: I64, size: I64) -> None:
    """Make `gone` part of `keep`: its list is appended to the other's."""
    parent[gone] = keep
    size[keep] += size[gone]
    if first[gone] >= 0:
        if first[keep] < 0:
            first[keep] = first[gone]
        else:
            following[last[keep]] = first[gone]
        last[keep] = last[gone]


@kernel
def merge_all(targets: I64, weights: I64, starts: I64, threshold: Int) -> I64:
    """Merge clusters along nearest-neighbour chains until no mean reaches the threshold: the smallest number in each
    node's cluster.

    Each cluster has a linked list of entries: first, following, last.

    targets, weights: entries, the other node and the score; node i has starts[i]:starts[i + 1]; overwritten
    """
    count = len(starts) - 1
    parent, following = np.arange(count), np.arange(1, len(targets) + 1)
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
            k = sum_links(top, targets, weights, following, first, last, parent, sums, touched)
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
    return parent
