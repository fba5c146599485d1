"""How many of the true pairs were found and how many of the found ones are true, kind by kind.

Belongs here: counting pairs against known clusters. Does not: finding pairs, making texts (press).
"""

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairQuality:
    """Shares between 0 and 1; found and true are numbers of pairs.

    recall_by_kind: of the pairs whose later row is of this kind (copy, revision, report …)
    template_pairs: found pairs of two template articles that are not copies of each other
    """

    found: int
    true: int
    recall: float
    precision: float
    recall_by_kind: dict[str, float]
    template_pairs: int


@dataclass(frozen=True, slots=True)
class FlagQuality:
    """Of the rows that have a copy the share that is flagged, of the flagged rows the share that has one: all that a
    tool can be asked that tells which rows are copies, but not of what.
    """

    recall: float
    precision: float


def pair_quality(clusters: "npt.NDArray[Any]", kinds: "npt.NDArray[Any]", left: Ints, right: Ints) -> PairQuality:
    """Judge pairs of row numbers, left below right, each once; clusters and kinds are one a row.

    >>> quality = pair_quality(np.array([0, 0, 0, 1]), np.array(["report", "copy", "revision", "report"]),
    ...                        np.array([0, 2]), np.array([1, 3]))
    >>> quality.true, round(quality.recall, 2), quality.precision, quality.recall_by_kind["copy"]
    (3, 0.33, 0.5, 1.0)
    """
    is_true = clusters[left] == clusters[right]
    true_left, true_right = true_pairs(clusters)
    by_kind = {
        str(kind): float((is_true & (kinds[right] == kind)).sum() / count)
        for kind, count in zip(*np.unique(kinds[true_right], return_counts=True), strict=True)
    }
    is_template = np.array([str(kind).startswith("template") for kind in kinds])
    template_pairs = int((~is_true & is_template[left] & is_template[right]).sum())
    hits = int(is_true.sum())
    return PairQuality(
        len(left), len(true_left), hits / max(1, len(true_left)), hits / max(1, len(left)), by_kind, template_pairs
    )


def flag_quality(clusters: "npt.NDArray[Any]", flagged: Ints) -> FlagQuality:
    """Judge numbers of rows that are said to have a copy, in any order and as often as they come.

    >>> flag_quality(np.array([0, 0, 1, 2]), np.array([2, 0]))
    FlagQuality(recall=0.5, precision=0.5)
    """
    _, group, sizes = np.unique(clusters, return_inverse=True, return_counts=True)
    has_copy, rows = sizes[group] > 1, np.unique(flagged)
    hits = int(has_copy[rows].sum())
    return FlagQuality(hits / max(1, int(has_copy.sum())), hits / max(1, len(rows)))


def true_pairs(clusters: "npt.NDArray[Any]") -> tuple[Ints, Ints]:
    """All pairs of rows of one cluster, the lower row number left.

    >>> [side.tolist() for side in true_pairs(np.array([7, 8, 7, 7]))]
    [[0, 0, 2], [2, 3, 3]]
    """
    order = np.argsort(clusters, kind="stable").astype(np.int64)
    edges = np.flatnonzero(np.concatenate([[True], clusters[order][1:] != clusters[order][:-1], [True]]))
    lefts, rights = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for start, end in itertools.pairwise(edges):
        if end - start > 1:
            first, second = np.triu_indices(end - start, 1)
            lefts.append(order[start + first])
            rights.append(order[start + second])
    return np.concatenate(lefts), np.concatenate(rights)
