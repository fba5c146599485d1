"""Copies that are cut or edited each in its own way: what counts is how each stands to the fullest text among them.

Belongs here: which text represents which, and what follows for the graph. Does not: finding the pairs of large groups
(sql/work/family_pairs.sql), linkage (linkage).

Two shortened copies may have little in common and yet both be copies of a third text. So a text that is surely a copy
of a fuller one is tied to it, and they are merged before any means are compared. Ties make no chains: what is tied to
another text has nothing tied to it.

Of a group of thousands only the pairs with its longest texts are scored: the number of all pairs grows with the square.
Average linkage counts unscored pairs as unlike, so it can't work on such a star; but reprints that are surely copies of
one representative are one node of its graph, as equal texts are.
"""

import numpy as np

from pipelines.core.matching.clustering.constraints import Graph
from pipelines.core.matching.kernels import I64, Bools, kernel

SURE = 9_800
"""Least score, out of linkage.SCALE, of a reprint and its representative: they share a node whatever others say."""


TIE = 1 << 30
"""What a tie weighs in the graph: it outweighs the threshold for a hundred thousand texts, and no rule of a person."""


def representatives(graph: Graph, is_reprint: Bools) -> I64:
    """The representative of each node: the smallest that represents itself and that a sure pair of reprints ties to it.

    >>> pairs = np.array([[0, 1], [1, 2], [3, 4]])
    >>> representatives(Graph(pairs, np.array([9900, 9900, 9900]), 5), np.array([True, True, False])).tolist()
    [0, 0, 2, 3, 4]
    """
    is_sure = is_reprint & (graph.scores >= SURE)
    low, high = np.sort(graph.pairs[is_sure], axis=1).T
    order = np.lexsort((low, high))
    return assign(low[order], high[order], graph.count)


def tie(graph: Graph) -> Graph:
    """The graph with a tie in place of the pair of each node and its representative; small numbers are fuller texts.

    >>> pages = Graph(np.array([[0, 1], [0, 2], [1, 2]]), np.array([9900, 9850, 600]), 3)
    >>> tie(pages).scores.tolist() == [TIE, TIE, 600]
    True
    """
    low, high = np.sort(graph.pairs, axis=1).T
    is_tie = representatives(graph, np.ones(len(graph.pairs), np.bool_))[high] == low
    return Graph(graph.pairs, np.where(is_tie & (low != high), TIE, graph.scores), graph.count)


def collapse(graph: Graph, representative: I64) -> Graph:
    """The graph with each node's pairs moved to its representative; of several between two nodes the best counts.

    >>> whole = Graph(np.array([[0, 1], [0, 2], [1, 2]]), np.array([9500, 400, 700]), 3)
    >>> small = collapse(whole, np.array([0, 0, 2]))
    >>> small.pairs.tolist(), small.scores.tolist()
    ([[0, 2]], [700])
    """
    if (representative == np.arange(graph.count)).all():
        return graph
    pairs = np.sort(representative[graph.pairs], axis=1)
    order = np.lexsort((-graph.scores, pairs[:, 1], pairs[:, 0]))
    pairs, scores = pairs[order], graph.scores[order]
    is_first = np.concatenate([[True], (pairs[1:] != pairs[:-1]).any(axis=1)])[: len(pairs)]
    keep = is_first & (pairs[:, 0] != pairs[:, 1])
    return Graph(pairs[keep], scores[keep], graph.count)


@kernel
def assign(low: I64, high: I64, count: int) -> I64:
    """The representative of each node; pairs are ordered by the larger number, then by the smaller."""
    representative = np.arange(count)
    for i in range(len(low)):
        if representative[high[i]] == high[i] and representative[low[i]] == low[i]:
            representative[high[i]] = low[i]
    return representative
