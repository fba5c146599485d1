"""Average linkage against a dense oracle on random graphs, and on shapes that break lesser methods."""

import itertools
import random
from fractions import Fraction

import numpy as np
import pytest

from pipelines.core.matching.clustering.linkage import SCALE, clusters, components

Pairs = dict[tuple[int, int], int]


def oracle(pairs: Pairs, count: int, threshold: int) -> list[int]:
    """Greedy average linkage over all pairs of clusters, the way the textbook says it; of equals the smallest."""
    groups = [[n] for n in range(count)]

    def mean(a: list[int], b: list[int]) -> Fraction:
        return Fraction(sum(pairs.get((min(x, y), max(x, y)), 0) for x in a for y in b), len(a) * len(b))

    def rank(two: tuple[list[int], list[int]]) -> tuple[Fraction, int, int]:
        low, high = sorted(min(each) for each in two)
        return mean(*two), -low, -high

    while len(groups) > 1:
        a, b = max(itertools.combinations(groups, 2), key=rank)
        if mean(a, b) < threshold:
            break
        groups = [g for g in groups if g is not a and g is not b] + [a + b]
    return [min(g) for n in range(count) for g in groups if n in g]


def run(pairs: Pairs, count: int, threshold: int) -> list[int]:
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    return clusters(left, right, list(pairs.values()), count, threshold).tolist()


@pytest.mark.parametrize("scores", [1, 3, SCALE * 10**5])
@pytest.mark.parametrize("seed", range(60))
def test_equals_the_dense_oracle_however_many_means_are_equal(seed: int, scores: int) -> None:
    rng = random.Random(seed)
    count = rng.randint(2, 14)
    every = list(itertools.combinations(range(count), 2))
    some = rng.sample(every, rng.randint(1, len(every)))
    pairs = {pair: rng.randint(1, scores) * SCALE * 10**5 // scores for pair in some}
    threshold = rng.randint(1, SCALE * 10**5 // 2)
    assert run(pairs, count, threshold) == oracle(pairs, count, threshold)


@pytest.mark.parametrize("seed", range(20))
def test_order_and_direction_of_pairs_do_not_matter(seed: int) -> None:
    rng = random.Random(seed)
    pairs = {p: rng.choice([3000, 5000, SCALE]) for p in itertools.combinations(range(12), 2) if rng.random() < 0.4}
    shuffled = rng.sample(list(pairs.items()), len(pairs))
    turned = [((b, a) if rng.random() < 0.5 else (a, b), score) for (a, b), score in shuffled]
    assert run(dict(turned), 12, 4000) == run(pairs, 12, 4000)


def test_no_pairs_and_no_nodes() -> None:
    assert clusters([], [], [], 3, 1).tolist() == [0, 1, 2]
    assert clusters([], [], [], 0, 1).tolist() == []
    assert components([], [], 2).tolist() == [0, 1]


def test_a_bridge_does_not_weld_two_families() -> None:
    family = dict.fromkeys(itertools.combinations(range(10), 2), 9000)
    other = {(a + 10, b + 10): 9000 for a, b in family}
    assert run({**family, **other, (9, 10): 8000}, 20, 4000) == [0] * 10 + [10] * 10


def test_a_component_of_fifty_thousand_stays_sparse() -> None:
    rng = np.random.default_rng(5)
    count = 50_000
    left = np.concatenate([np.arange(count - 1), rng.integers(0, count, 4 * count)])
    right = np.concatenate([np.arange(1, count), rng.integers(0, count, 4 * count)])
    apart = left != right
    left, right = np.minimum(left, right)[apart], np.maximum(left, right)[apart]
    once = np.unique(left * count + right)
    left, right = once // count, once % count
    labels = clusters(left, right, rng.integers(3000, SCALE, len(left)), count, 4000)
    assert len(set(components(left, right, count))) == 1
    assert (labels <= np.arange(count)).all()
    sizes = np.bincount(labels, minlength=count)
    assert 1 < sizes.max() < 100
