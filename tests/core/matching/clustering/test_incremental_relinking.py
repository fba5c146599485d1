"""Re-linking the affected groups is enough: the partition is that of all pairs, however they hang together."""

import random

import numpy as np
import pytest

from pipelines.core.matching.clustering.constraints import Graph, merge, split
from pipelines.core.matching.clustering.incremental_relinking import FREE, affected, relinked
from pipelines.core.matching.clustering.linkage import components
from pipelines.core.matching.kernels import I64, Bools, Pairs
from pipelines.core.matching.overrides import Rule, contradictions

COUNT, THRESHOLD = 40, 5_000
SCORES = (4_000, 4_900, 5_000, 5_100, 6_000, 6_000, 9_000, 10_000)

Weighed = dict[tuple[int, int], int]


class World:
    """Scored pairs, must-link and cannot-link pairs, and the components found so far."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        every = [(a, b) for a in range(COUNT) for b in range(a + 1, COUNT)]
        self.pairs: Weighed = {pair: draw.choice(SCORES) for pair in draw.sample(every, 110)}
        self.must_link, self.cannot_link = self.declared()
        self.component: I64 = np.full(COUNT, FREE)
        self.story: I64 = np.full(COUNT, FREE)

    def declared(self) -> tuple[Pairs, Pairs]:
        lines = [(n, self.draw.random() < 0.5, *self.draw.sample(range(COUNT), 2)) for n in range(6)]
        refused = contradictions([Rule(n, is_join, False, str(a), str(b)) for n, is_join, a, b in lines])
        kept = [(is_join, a, b) for n, is_join, a, b in lines if n not in refused]
        must_link, cannot_link = ([(a, b) for is_join, a, b in kept if is_join == wanted] for wanted in (True, False))
        return np.array(must_link, np.int64).reshape(-1, 2), np.array(cannot_link, np.int64).reshape(-1, 2)

    def change(self) -> set[int]:
        """Change some pairs, or the constraints; returns the nodes concerned."""
        if self.draw.random() < 0.3:
            before = np.concatenate([self.must_link, self.cannot_link])
            self.must_link, self.cannot_link = self.declared()
            return set(np.concatenate([before, self.must_link, self.cannot_link]).ravel().tolist())
        return self.rewrite()

    def rewrite(self) -> set[int]:
        """Give one node other pairs; returns it."""
        node = self.draw.randrange(COUNT)
        self.pairs = {pair: score for pair, score in self.pairs.items() if node not in pair}
        others = self.draw.sample([n for n in range(COUNT) if n != node], 5)
        self.pairs |= {(min(node, n), max(node, n)): self.draw.choice(SCORES) for n in others}
        return {node}

    def linked(self, nodes: I64) -> tuple[I64, I64]:
        """Component and story of these nodes, linked among themselves; both by the smallest node."""
        place = {node: i for i, node in enumerate(nodes.tolist())}
        inside = [(place[a], place[b], s) for (a, b), s in self.pairs.items() if a in place and b in place]
        rows = np.array(inside, np.int64).reshape(-1, 3)
        graph = Graph(rows[:, :2], rows[:, 2], len(nodes))
        must_link, cannot_link = (
            np.array([(place[a], place[b]) for a, b in each.tolist() if a in place and b in place], np.int64).reshape(
                -1, 2
            )
            for each in (self.must_link, self.cannot_link)
        )
        whole = merge(graph, THRESHOLD, must_link, cannot_link)
        return nodes[whole], nodes[split(graph, whole, THRESHOLD, must_link, cannot_link)]

    def boundary(self, region: set[int]) -> set[int]:
        """The boundary: components that a pair at the threshold, or a must-link pair, ties to the region."""
        ties = [pair for pair, score in self.pairs.items() if score >= THRESHOLD] + self.must_link.tolist()
        ends = {y for a, b in ties for x, y in ((a, b), (b, a)) if x in region and y not in region}
        return {n for n in range(COUNT) if self.component[n] in {self.component[end] for end in ends}}

    def relink(self, touched: set[int]) -> int:
        """Re-link what the change affects; returns how many nodes."""
        while True:
            region = {n for n in range(COUNT) if n in touched or self.component[n] in self.component[list(touched)]}
            nodes = np.array(sorted(region | self.boundary(region)))
            component, story = self.linked(nodes)
            is_free = np.isin(nodes, list(region))
            moved = affected(np.where(is_free, FREE, self.component[nodes]), component)
            if not moved.any():
                self.component[nodes[is_free]], self.story[nodes[is_free]] = component[is_free], story[is_free]
                return int(is_free.sum())
            touched |= set(nodes[moved].tolist())


@pytest.mark.parametrize("seed", range(100))
def test_linking_the_affected_groups_equals_linking_all(seed: int) -> None:
    world = World(random.Random(seed))
    world.relink(set(range(COUNT)))
    for _ in range(15):
        world.relink(world.change())
        component, story = world.linked(np.arange(COUNT))
        assert world.component.tolist() == component.tolist()
        assert world.story.tolist() == story.tolist()


@pytest.mark.parametrize("seed", range(100))
def test_nodes_that_come_later_are_linked_as_with_all_at_once(seed: int) -> None:
    world = World(random.Random(seed))
    known = np.array(sorted(world.draw.sample(range(COUNT), world.draw.randint(0, COUNT))), np.int64)
    before = np.full((COUNT, 2), FREE)
    before[known] = np.stack(world.linked(known), axis=1)
    ties = [pair for pair, score in world.pairs.items() if score >= THRESHOLD] + world.must_link.tolist()

    def link(is_chosen: Bools) -> Pairs:
        chosen = np.flatnonzero(is_chosen)
        found = np.full((COUNT, 2), FREE)
        found[chosen] = np.stack(world.linked(chosen), axis=1)
        return found

    after = relinked(np.array(ties), before, link)
    assert after.tolist() == np.stack(world.linked(np.arange(COUNT)), axis=1).tolist()


def test_most_of_a_component_is_left_alone() -> None:
    world = World(random.Random(1))
    world.must_link = world.cannot_link = np.zeros((0, 2), np.int64)
    world.relink(set(range(COUNT)))
    ties = np.array([pair for pair, score in world.pairs.items() if score >= THRESHOLD])
    assert len(set(components(ties[:, 0], ties[:, 1], COUNT))) == 1
    assert np.mean([world.relink(world.rewrite()) for _ in range(20)]) < COUNT / 4
