"""Average linkage under must-link and cannot-link pairs: people are obeyed, and everything else is up to the scores.

Belongs here: linkage under constraints. Does not: linkage (linkage), whose rule a pair is (overrides).

First the scores alone decide; a cannot-link pair weighs so much against a merge that no mean reaches the threshold.
Then clusters with a must-link pair are merged as they are: it never tears a text from its copies. Only where that would
unite a cannot-link pair are the texts concerned linked again, with must-link pairs weighing most. Nothing but the pairs
decides, so taking a pair back undoes it.
"""

from dataclasses import dataclass

import numpy as np

from pipelines.core.matching.clustering.linkage import clusters, components
from pipelines.core.matching.kernels import I64, Pairs

MUST_LINK, CANNOT_LINK = 1 << 44, -(1 << 45)
"""What a must-link and a cannot-link pair weigh: more than all the pairs of 40,000 texts with 40,000 others, and so
little that 200,000 of them between two clusters fit 64 bits. Of both kinds between the same two the second wins.
"""

NONE: Pairs = np.zeros((0, 2), np.int64)


@dataclass(frozen=True, slots=True)
class Graph:
    """Scored pairs of nodes 0 to count - 1, and their scores out of linkage.SCALE."""

    pairs: Pairs
    scores: I64
    count: int


def link(graph: Graph, threshold: int, must_link: Pairs = NONE, cannot_link: Pairs = NONE) -> I64:
    """The smallest number in each node's cluster; must_link, cannot_link: pairs of nodes.

    >>> three = Graph(np.array([[0, 1], [1, 2]]), np.array([9000, 9000]), 4)
    >>> link(three, 4000).tolist(), link(three, 4000, cannot_link=np.array([[0, 2]])).tolist()
    ([0, 0, 0, 3], [0, 0, 2, 3])
    >>> link(three, 4000, must_link=np.array([[2, 3]]), cannot_link=np.array([[0, 3]])).tolist()
    [0, 0, 2, 2]
    """
    merged = merge(graph, threshold, must_link, cannot_link)
    return split(graph, merged, threshold, must_link, cannot_link)


def merge(graph: Graph, threshold: int, must_link: Pairs = NONE, cannot_link: Pairs = NONE) -> I64:
    """The smallest number among the nodes that scores, and then chains of must-link pairs, bring together.

    What `split` makes of these depends on nothing else.

    >>> merge(Graph(np.array([[0, 1]]), np.array([9000]), 4), 4000, must_link=np.array([[1, 3]])).tolist()
    [0, 0, 2, 0]
    """
    free = _link_weighted(graph, threshold, cannot_link=cannot_link)
    if not len(must_link):
        return free
    nodes = np.arange(graph.count)
    return components(np.concatenate([nodes, must_link[:, 0]]), np.concatenate([free, must_link[:, 1]]), graph.count)


def split(graph: Graph, merged: I64, threshold: int, must_link: Pairs = NONE, cannot_link: Pairs = NONE) -> I64:
    """The smallest number in each node's cluster: merged nodes, linked again where they include a cannot-link pair.

    >>> rules = {"must_link": np.array([[0, 1], [2, 3]]), "cannot_link": np.array([[0, 3]])}
    >>> three = Graph(np.array([[1, 2]]), np.array([9000]), 4)
    >>> split(three, merge(three, 4000, **rules), 4000, **rules).tolist()
    [0, 0, 2, 2]
    """
    is_violated = merged[cannot_link[:, 0]] == merged[cannot_link[:, 1]]
    is_broken = np.isin(merged, merged[cannot_link[is_violated, 0]])
    if not is_broken.any():
        return merged
    # pairs of two merged groups never bring their nodes together
    is_inner = is_broken[graph.pairs].all(axis=1) & (merged[graph.pairs[:, 0]] == merged[graph.pairs[:, 1]])
    inner = Graph(graph.pairs[is_inner], graph.scores[is_inner], graph.count)
    return np.where(is_broken, _link_weighted(inner, threshold, must_link, cannot_link), merged)


def _link_weighted(graph: Graph, threshold: int, must_link: Pairs = NONE, cannot_link: Pairs = NONE) -> I64:
    pairs = np.concatenate([graph.pairs, must_link, cannot_link])
    rules = [np.full(len(must_link), MUST_LINK), np.full(len(cannot_link), CANNOT_LINK)]
    return clusters(pairs[:, 0], pairs[:, 1], np.concatenate([graph.scores, *rules]), graph.count, threshold)
