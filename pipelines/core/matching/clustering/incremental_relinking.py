"""Which groups must be re-clustered after pairs change, proved by what comes out unchanged around them.

Belongs here: which groups a change affects. Does not: linkage (linkage), rules of people (constraints), pairs.

Two groups that are merged have a mean at the threshold, and no mean is above its largest pair: so without a pair at the
threshold between them two groups never meet. Linkage orders all possible merges (linkage) and takes the best first, so
each group results from its own pairs as it does from all; and a partition is that of all pairs if, and only if, any two
of its groups result as they are when these two are linked alone. (Else take the first merge between two groups S and T:
up to it S and T have merged as they do alone, so linked alone they would meet there too.)

So, given a partition that was right before some pairs changed: link the groups of those pairs together with their
boundary, all groups that a pair at the threshold ties to them. If each group of the boundary comes out as it was, all
other groups are still right; else the affected groups are linked again as well, with their own boundary. It does not
matter how many groups hang together thinly: a change of one article affects a few groups of a component of thousands.
"""

from collections.abc import Callable

import numpy as np

from pipelines.core.matching.kernels import I64, Bools, Pairs

FREE = -1
"""The group before, of a node that may come out in any group."""


def affected(before: I64, after: I64) -> Bools:
    """Which nodes are of a group that is no group after, with the same members; FREE nodes never are.

    before, after: number of each node's group

    >>> affected(np.array([7, 7, 8, 8, 9, FREE]), np.array([0, 0, 2, 3, 4, 4])).tolist()
    [False, False, True, True, True, False]
    """
    if not len(before):
        return np.zeros(0, np.bool_)
    met = np.unique(np.stack([before, after], axis=1), axis=0)
    _, old, old_parts = np.unique(met[:, 0], return_inverse=True, return_counts=True)
    _, new, new_parts = np.unique(met[:, 1], return_inverse=True, return_counts=True)
    changed = met[(old_parts[old] > 1) | (new_parts[new] > 1), 0]
    is_affected: Bools = np.isin(before, changed) & (before != FREE)
    return is_affected


def relinked(pairs: Pairs, before: I64, link: Callable[[Bools], Pairs]) -> Pairs:
    """The groups of all nodes and their parts, where those of all but the FREE nodes are known.

    Only the groups that a pair ties to FREE nodes are linked with them, and more if those come out otherwise.

    pairs: all that may bring two groups together, shape (n, 2)
    before: shape (nodes, 2), the numbers of each node's group and of its part of that: right for the other nodes alone
    link: the same for the chosen nodes alone; rows of others are ignored

    >>> asked, chain = [], np.array([[0, 1], [1, 2], [2, 3]])
    >>> def link(chosen):
    ...     asked.append(np.flatnonzero(chosen).tolist())
    ...     return np.array([[0, 0], [1, 1], [1, 1], [3, 3]])
    >>> relinked(chain, np.array([[FREE, FREE], [1, 1], [1, 1], [3, 3]]), link).tolist(), asked
    ([[0, 0], [1, 1], [1, 1], [3, 3]], [[0, 1, 2]])
    """
    groups, is_open = before.copy(), before[:, 0] == FREE
    while True:
        crossing = pairs[is_open[pairs[:, 0]] != is_open[pairs[:, 1]]]
        is_chosen = is_open | (np.isin(before[:, 0], before[crossing, 0]) & ~is_open)
        found = link(is_chosen)
        is_affected = affected(np.where(is_open, FREE, before[:, 0])[is_chosen], found[is_chosen, 0])
        if not is_affected.any():
            groups[is_chosen] = found[is_chosen]
            return groups
        is_open[np.flatnonzero(is_chosen)[is_affected]] = True
