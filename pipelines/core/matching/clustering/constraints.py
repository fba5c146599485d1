"""Average linkage that obeys people: what must be together is, what must not be is not, all else is by the scores.

Belongs here: linkage under must-join and must-not-join pairs. Does not: linkage (linkage), whose word a pair is
(overrides).

First the scores alone decide, pairs that must not be joined weighing so much against it that no mean reaches the
threshold. Then the clusters of must-join pairs become one as they are: a join never tears a text from its copies. Only
where that would bring together what must not be are the texts concerned linked anew, with must-joins weighing most.
Nothing but the pairs themselves decides, so to take a pair back undoes it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.core.matching.clustering.linkage import Numbers, clusters, components

TOGETHER, APART = 1 << 44, -(1 << 45)
"""What a must-join and a must-not-join pair weigh: more than all the pairs of 40,000 texts with 40,000 others, and so
little that 200,000 of them between two clusters fit 64 bits. Of both kinds between the same two the second wins.
"""

Pairs = npt.NDArray[np.int64]
NONE: Pairs = np.zeros((0, 2), np.int64)


@dataclass(frozen=True, slots=True)
class Graph:
    """Scored pairs of nodes 0 to count - 1: rows (left, right), and scores out of linkage.SCALE beside them."""

    pairs: Pairs
    scores: Numbers
    count: int


def constrained(graph: Graph, threshold: int, joins: Pairs = NONE, bars: Pairs = NONE) -> Numbers:
    """The smallest number in each node's cluster; joins, bars: rows of nodes that must, or must not, be in one.

    >>> three = Graph(np.array([[0, 1], [1, 2]]), np.array([9000, 9000]), 4)
    >>> constrained(three, 4000).tolist(), constrained(three, 4000, bars=np.array([[0, 2]])).tolist()
    ([0, 0, 0, 3], [0, 0, 2, 3])
    >>> constrained(three, 4000, joins=np.array([[2, 3]]), bars=np.array([[0, 3]])).tolist()
    [0, 0, 2, 2]
    """
    return parted(graph, gathered(graph, threshold, joins, bars), threshold, joins, bars)


def gathered(graph: Graph, threshold: int, joins: Pairs = NONE, bars: Pairs = NONE) -> Numbers:
    """The smallest number among the nodes that scores, and then chains of joins, bring together: what `parted` makes of
    these depends on nothing else.

    >>> gathered(Graph(np.array([[0, 1]]), np.array([9000]), 4), 4000, joins=np.array([[1, 3]])).tolist()
    [0, 0, 2, 0]
    """
    free = _linked(graph, threshold, bars=bars)
    if not len(joins):
        return free
    nodes = np.arange(graph.count)
    return components(np.concatenate([nodes, joins[:, 0]]), np.concatenate([free, joins[:, 1]]), graph.count)


def parted(graph: Graph, whole: Numbers, threshold: int, joins: Pairs = NONE, bars: Pairs = NONE) -> Numbers:
    """The smallest number in each node's cluster: what was gathered, linked anew where it holds what must not be one.

    >>> told = {"joins": np.array([[0, 1], [2, 3]]), "bars": np.array([[0, 3]])}
    >>> three = Graph(np.array([[1, 2]]), np.array([9000]), 4)
    >>> parted(three, gathered(three, 4000, **told), 4000, **told).tolist()
    [0, 0, 2, 2]
    """
    broken = np.isin(whole, whole[bars[whole[bars[:, 0]] == whole[bars[:, 1]], 0]])
    if not broken.any():
        return whole
    return np.where(broken, _linked(_within(graph, broken, whole), threshold, joins, bars), whole)


def _within(graph: Graph, chosen: npt.NDArray[np.bool_], whole: Numbers) -> Graph:
    """Pairs of chosen nodes that were gathered: those of two gatherings never bring these together."""
    kept = chosen[graph.pairs].all(axis=1) & (whole[graph.pairs[:, 0]] == whole[graph.pairs[:, 1]])
    return Graph(graph.pairs[kept], graph.scores[kept], graph.count)


def _linked(graph: Graph, threshold: int, joins: Pairs = NONE, bars: Pairs = NONE) -> Numbers:
    pairs = np.concatenate([graph.pairs, joins, bars])
    weights = np.concatenate([graph.scores, np.full(len(joins), TOGETHER), np.full(len(bars), APART)])
    return clusters(pairs[:, 0], pairs[:, 1], weights, graph.count, threshold)
