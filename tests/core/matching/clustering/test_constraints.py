"""Linkage under constraints: they hold whatever the scores, and change nothing else."""

import random

import numpy as np
import pytest

from pipelines.core.matching.clustering.constraints import NONE, Graph, link
from pipelines.core.matching.clustering.linkage import clusters
from pipelines.core.matching.kernels import Pairs
from pipelines.core.matching.overrides import Rule, contradictions

THRESHOLD = 5_000


def graph(draw: random.Random, count: int) -> Graph:
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count) if draw.random() < 0.25]
    scores = np.array([draw.choice((0, 600, 4_000, 6_000, 9_000, 10_000)) for _ in pairs], np.int64)
    return Graph(np.array(pairs, np.int64).reshape(-1, 2), scores, count)


def rows(pairs: list[tuple[int, int]]) -> Pairs:
    return np.array(pairs, np.int64).reshape(-1, 2)


def consistent(draw: random.Random, count: int) -> tuple[Pairs, Pairs]:
    """Must-link pairs, and cannot-link pairs that no chain of them contradicts."""
    lines = [(n, draw.random() < 0.5, *draw.sample(range(count), 2)) for n in range(12)]
    rules = [Rule(n, is_join, False, str(a), str(b)) for n, is_join, a, b in lines]
    refused = contradictions(rules)
    kept = [(is_join, a, b) for n, is_join, a, b in lines if n not in refused]
    return rows([(a, b) for is_join, a, b in kept if is_join]), rows([(a, b) for is_join, a, b in kept if not is_join])


@pytest.mark.parametrize("seed", range(200))
def test_constraints_hold_and_the_order_of_pairs_does_not_matter(seed: int) -> None:
    draw = random.Random(seed)
    made = graph(draw, 25)
    must_link, cannot_link = consistent(draw, 25)
    found = link(made, THRESHOLD, must_link, cannot_link)
    assert (found[must_link[:, 0]] == found[must_link[:, 1]]).all()
    assert (found[cannot_link[:, 0]] != found[cannot_link[:, 1]]).all()
    shuffled = np.array(draw.sample(range(len(made.pairs)), len(made.pairs)), np.int64)
    again = link(
        Graph(made.pairs[shuffled][:, ::-1], made.scores[shuffled], 25),
        THRESHOLD,
        must_link[::-1, ::-1],
        cannot_link[::-1],
    )
    assert again.tolist() == found.tolist()


@pytest.mark.parametrize("seed", range(50))
def test_a_must_link_pair_tears_no_text_from_its_copies(seed: int) -> None:
    draw = random.Random(seed)
    made = graph(draw, 25)
    free = clusters(made.pairs[:, 0], made.pairs[:, 1], made.scores, 25, THRESHOLD)
    assert link(made, THRESHOLD).tolist() == free.tolist()
    joined = link(made, THRESHOLD, must_link=rows([(3, 20), (20, 7)]))
    pairs = made.pairs
    assert (joined[pairs[:, 0]] == joined[pairs[:, 1]])[free[pairs[:, 0]] == free[pairs[:, 1]]].all()
    untouched = ~np.isin(free, free[[3, 20, 7]])
    assert (joined == free)[untouched].all()


def test_a_cannot_link_pair_that_the_scores_obey_changes_nothing() -> None:
    made = Graph(rows([(0, 1), (2, 3)]), np.array([9_000, 9_000]), 4)
    assert link(made, THRESHOLD, NONE, rows([(0, 2)])).tolist() == [0, 0, 2, 2]
