"""Parts of a graph: whole components, so that linking one after the other comes to what linking all at once does."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.matching.clustering import linkage

Edges = list[tuple[int, int]]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60), st.integers(1, 20))
def test_no_component_is_split_and_no_part_is_larger_than_it_must_be(edges: Edges, most: int) -> None:
    left, right = np.array(edges, np.int64).reshape(-1, 2).T
    component = linkage.components(left, right, 31)
    part = linkage.parts(component, left, most)
    assert (part == part[component]).all()
    pairs = np.bincount(component[left], minlength=31)
    for number in np.unique(part):
        held = pairs[np.unique(component[part == number])]
        assert held.sum() < most + max(held.max(), 1)


def test_part_of_no_nodes_is_empty() -> None:
    assert not len(linkage.parts(np.zeros(0, np.int64), np.zeros(0, np.int64), 5))
