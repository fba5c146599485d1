"""How little must be linked anew when pairs change, proved by what comes out unchanged around it.

Belongs here: which groups a change disturbed. Does not: linkage (linkage), joins of people (constraints), pairs.

Whatever joins two groups has a mean at the threshold, and no mean is above its largest pair: so without a pair at the
threshold between them two groups never meet. Linkage takes merges in one order of all there can be (linkage), best
first, so each group comes out of its own pairs as it does out of all; and a partition is that of all pairs if, and
only if, any two of its groups come out as they are when these two are linked alone. (Else take the first merge between
two groups S and T: up to it S and T have merged as they do alone, so the two linked alone would meet there too.)

So, of a partition that was right before some pairs changed: link the groups those pairs are in together with all
groups that a pair at the threshold ties to them, the rim. If each group of the rim comes out as it was, all others stay
too; else what was disturbed is linked anew as well, with its own rim. How many pairs hang together, thinly, does not
matter: on a made topic of 20,000 articles all are one component, but a change of one article disturbs a few.
"""

import numpy as np
import numpy.typing as npt

from pipelines.core.matching.clustering.linkage import Numbers

FREE = -1
"""Group before, of a node that may come out in any group."""


def disturbed(before: Numbers, after: Numbers) -> npt.NDArray[np.bool_]:
    """Which nodes are of a group before that is not, with the same members, a group after; FREE ones never are.

    before, after: number of each node's group

    >>> disturbed(np.array([7, 7, 8, 8, 9, FREE]), np.array([0, 0, 2, 3, 4, 4])).tolist()
    [False, False, True, True, True, False]
    """
    if not len(before):
        return np.zeros(0, np.bool_)
    met = np.unique(np.stack([before, after], axis=1), axis=0)
    _, old, old_parts = np.unique(met[:, 0], return_inverse=True, return_counts=True)
    _, new, new_parts = np.unique(met[:, 1], return_inverse=True, return_counts=True)
    changed = met[(old_parts[old] > 1) | (new_parts[new] > 1), 0]
    moved: npt.NDArray[np.bool_] = np.isin(before, changed) & (before != FREE)
    return moved
