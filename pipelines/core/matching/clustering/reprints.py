"""Large families of prints of one text: each print stands with the first of its family, as equal texts are one.

Belongs here: which text leads which. Does not: finding the pairs (sql/work/family_pairs.sql), linkage (linkage).

Of a family of thousands only the pairs with its first texts are scored: all pairs would be a square. Average linkage
counts what was not scored as unlike, so it can't work on such a star; but prints that are surely copies of one leader
are one node of its graph, as equal texts are.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

from pipelines.core.matching.clustering.constraints import Graph
from pipelines.core.matching.clustering.linkage import Numbers

SURE = 9_000
"""Score, out of linkage.SCALE, from which on a print stands with its leader: nine in ten by the odds of the trees, and
reached by all pairs of a made family whose prints differ in two to eight of 300 words."""

Flags = npt.NDArray[np.bool_]


def leaders(graph: Graph, is_family: Flags) -> Numbers:
    """The node that each node stands with: the smallest that leads itself and that a sure pair of a family ties to it.

    >>> pairs = np.array([[0, 1], [1, 2], [3, 4]])
    >>> leaders(Graph(pairs, np.array([9500, 9500, 9500]), 5), np.array([True, True, False])).tolist()
    [0, 0, 2, 3, 4]
    """
    chosen = is_family & (graph.scores >= SURE)
    low, high = np.sort(graph.pairs[chosen], axis=1).T
    order = np.lexsort((low, high))
    leader = np.arange(graph.count)
    follow(low[order], high[order], leader)
    return leader


@njit(nogil=True, cache=True)
def follow(low, high, leader):  # type: ignore[no-untyped-def]
    """Fill leader; pairs are in order of the larger number, then of the smaller."""
    for i in range(len(low)):
        if leader[high[i]] == high[i] and leader[low[i]] == low[i]:
            leader[high[i]] = low[i]


def folded(graph: Graph, leader: Numbers) -> Graph:
    """The graph with each node's pairs moved to its leader; of several between two the most alike counts.

    >>> whole = Graph(np.array([[0, 1], [0, 2], [1, 2]]), np.array([9500, 400, 700]), 3)
    >>> small = folded(whole, np.array([0, 0, 2]))
    >>> small.pairs.tolist(), small.scores.tolist()
    ([[0, 2]], [700])
    """
    if (leader == np.arange(graph.count)).all():
        return graph
    pairs = np.sort(leader[graph.pairs], axis=1)
    order = np.lexsort((-graph.scores, pairs[:, 1], pairs[:, 0]))
    pairs, scores = pairs[order], graph.scores[order]
    is_first = np.concatenate([[True], (pairs[1:] != pairs[:-1]).any(axis=1)])[: len(pairs)]
    kept = is_first & (pairs[:, 0] != pairs[:, 1])
    return Graph(pairs[kept], scores[kept], graph.count)
