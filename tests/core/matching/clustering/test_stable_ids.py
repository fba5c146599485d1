"""Ids survive: merges keep the older, splits the larger part, and every retired id leads to a living one."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.matching.clustering.stable_ids import Groups, assign, collapse, mint

MEMBERS = [f"m{n:02}" for n in range(12)]
PARTITIONS = st.lists(st.integers(0, 4), min_size=len(MEMBERS), max_size=len(MEMBERS))


def groups_of(labels: list[int]) -> list[list[str]]:
    return [[m for m, label in zip(MEMBERS, labels, strict=True) if label == chosen] for chosen in sorted(set(labels))]


@given(st.lists(PARTITIONS, min_size=1, max_size=8))
def test_ids_stay_unique_and_aliases_lead_to_living_ids(history: list[list[int]]) -> None:
    old: dict[str, str] = {}
    ages: dict[str, int] = {}
    aliases: dict[str, str] = {}
    for run, labels in enumerate(history):
        groups = groups_of(labels)
        used = set(ages) | set(aliases)
        new = assign("cluster", Groups.of(groups, old), ages, lambda ids, used=used: used.intersection(ids))  # type: ignore[misc]
        assert len(set(new.ids)) == len(groups)
        assert not set(new.aliases) & set(new.ids)
        living = set(new.ids)
        assert set(old.values()) <= living | set(new.aliases), "an id vanished without an alias"
        aliases = collapse(aliases, new.aliases)
        assert set(aliases.values()) <= living
        assert not set(aliases) & living
        ages |= {i: run for i in new.ids if i not in ages}
        old = {m: i for group, i in zip(groups, new.ids, strict=True) for m in group}


@given(PARTITIONS, st.permutations(range(5)))
def test_order_of_groups_does_not_matter(labels: list[int], order: list[int]) -> None:
    groups = groups_of(labels)
    shuffled = [groups[i] for i in order if i < len(groups)]
    old = {m: f"c-{n % 3}" for n, m in enumerate(MEMBERS)}
    straight = assign("cluster", Groups.of(groups, old), {}, lambda ids: [])
    turned = assign("cluster", Groups.of(shuffled, old), {}, lambda ids: [])
    assert {min(g): i for g, i in zip(groups, straight.ids, strict=True)} == {
        min(g): i for g, i in zip(shuffled, turned.ids, strict=True)
    }
    assert straight.aliases == turned.aliases


def test_a_growing_group_keeps_its_id() -> None:
    new = assign("story", Groups.of([["a", "b", "c"]], {"a": "s-1"}), {"s-1": 3}, lambda ids: [])
    assert new.ids == ["s-1"]


def test_equal_halves_go_to_the_smallest_member() -> None:
    new = assign("story", Groups.of([["b"], ["a"]], {"a": "s-1", "b": "s-1"}), {"s-1": 3}, lambda ids: [])
    assert new.ids == [mint("story", "b"), "s-1"]
