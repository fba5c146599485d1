"""Ids that outlive a change of partition: which group keeps which old id, and what retired ids point to.

Belongs here: the rules for clusters and stories alike (docs/contract.md). Does not: finding groups (linkage), storing
ids.

The rules, in this order. An old id stays with the largest part of its old members (of equal parts, the one with the
smallest member). Where several old ids meet, the oldest stays (of equal age, the smallest). A group without an old id
gets a new one, made from its smallest member. A retired id is an alias of the id that its largest part has now.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

ID_BYTES = 10
"""80 bits: a billion ids collide with a probability of 4e-7."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """ids: one for each group, in their order; aliases: retired id → id that replaces it."""

    ids: list[str]
    aliases: dict[str, str]


def mint(kind: str, member: str, attempt: int = 0) -> str:
    """A new id for the group whose smallest member is `member`; `attempt` counts the ids that are in use already.

    >>> mint("cluster", "a1") == mint("cluster", "a1"), mint("cluster", "a1")[:2], mint("story", "a1")[:2]
    (True, 'c-', 's-')
    >>> mint("cluster", "a1") == mint("cluster", "a1", 1)
    False
    """
    name = f"{kind}\x1f{member}\x1f{attempt}" if attempt else f"{kind}\x1f{member}"
    return f"{kind[0]}-{blake2b(name.encode(), digest_size=ID_BYTES).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Groups:
    """The new partition of the touched members.

    smallest: the smallest member of each group
    parts: (group, old id, how many of its members had that id); members without an old id are in no part
    """

    smallest: Sequence[str]
    parts: Collection[tuple[int, str, int]]

    @classmethod
    def of(cls, groups: Sequence[Collection[str]], old_ids: Mapping[str, str]) -> "Groups":
        """Groups given by their members: disjoint, none empty; old_ids: member → id it had."""
        members = ((number, member) for number, group in enumerate(groups) for member in group)
        counts = Counter((number, old_ids[member]) for number, member in members if member in old_ids)
        return cls([min(group) for group in groups], [(*part, count) for part, count in counts.items()])


def assign(
    kind: str, groups: Groups, ages: Mapping[str, int], find_used: Callable[[list[str]], Collection[str]]
) -> Assignment:
    """Give each group its id.

    kind: `cluster` or `story`
    ages: old id → when it was made, any integer that grows with time; unknown ids count as youngest
    find_used: which of these ids are in use or were ever retired, in bulk

    >>> first = assign("cluster", Groups.of([["a", "b"], ["c"]], {}), {}, lambda ids: [])
    >>> ab, c = first.ids
    >>> ab == mint("cluster", "a"), c == mint("cluster", "c"), first.aliases
    (True, True, {})
    >>> together = Groups.of([["a", "b", "c"]], {"a": ab, "b": ab, "c": c})
    >>> merged = assign("cluster", together, {ab: 2, c: 1}, lambda ids: [])
    >>> merged.ids == [c], merged.aliases == {ab: c}
    (True, True)
    >>> apart = Groups.of([["a"], ["b", "d"]], {"a": ab, "b": ab, "d": ab})
    >>> split = assign("cluster", apart, {ab: 1}, lambda ids: [ab])
    >>> split.ids == [mint("cluster", "a", 1), ab], split.aliases
    (True, {})
    """
    heirs = largest_parts(groups)
    kept = oldest_ids(heirs, ages)
    fresh = {index: smallest for index, smallest in enumerate(groups.smallest) if index not in kept}
    ids = {**kept, **mint_free(kind, fresh, find_used)}
    aliases = {old: ids[index] for old, index in heirs.items() if ids[index] != old}
    return Assignment([ids[index] for index in range(len(groups.smallest))], aliases)


def largest_parts(groups: Groups) -> dict[str, int]:
    """Old id → index of the group that holds most of its members.

    >>> largest_parts(Groups.of([["a"], ["b", "c"]], {"a": "x", "b": "x", "c": "x"}))
    {'x': 1}
    """
    best: dict[str, tuple[int, str, int]] = {}
    for index, old, count in groups.parts:
        rank = (-count, groups.smallest[index], index)
        best[old] = min(best.get(old, rank), rank)
    return {old: index for old, (*_, index) in best.items()}


def oldest_ids(heirs: Mapping[str, int], ages: Mapping[str, int]) -> dict[int, str]:
    """Group index → the oldest of its ids.

    >>> oldest_ids({"x": 0, "y": 0, "z": 3}, {"x": 5, "y": 4})
    {3: 'z', 0: 'y'}
    """
    youngest = max(ages.values(), default=0) + 1
    by_age = sorted(heirs, key=lambda old: (ages.get(old, youngest), old), reverse=True)
    return {heirs[old]: old for old in by_age}


def mint_free(
    kind: str, members: Mapping[int, str], find_used: Callable[[list[str]], Collection[str]]
) -> dict[int, str]:
    """Index → a new id that was never used; each round asks about all that are still open.

    >>> mint_free("story", {0: "a"}, lambda ids: [mint("story", "a")]) == {0: mint("story", "a", 1)}
    True
    """
    free: dict[int, str] = {}
    attempt = 0
    while len(free) < len(members):
        tried = {index: mint(kind, member, attempt) for index, member in members.items() if index not in free}
        used = set(find_used(list(tried.values())))
        free.update({index: new for index, new in tried.items() if new not in used})
        attempt += 1
    return free


def collapse(stored: Mapping[str, str], added: Mapping[str, str]) -> dict[str, str]:
    """All aliases, old and new, each pointing at a living id: chains collapsed, ids that live again dropped.

    >>> collapse({"a": "b"}, {"b": "c"})
    {'a': 'c', 'b': 'c'}
    >>> collapse({"a": "b"}, {"b": "a"})
    {'b': 'a'}
    """
    targets = {**stored, **added}
    alive = set(added.values()) - set(added)
    collapsed = {old: last_of_chain(old, targets, alive) for old in targets if old not in alive}
    return {old: new for old, new in collapsed.items() if old != new}


def last_of_chain(old: str, targets: Mapping[str, str], alive: Collection[str]) -> str:
    """Where the chain of aliases from `old` ends; a cycle, which `collapse` never makes, at its smallest id.

    >>> last_of_chain("a", {"a": "b", "b": "c"}, ())
    'c'
    """
    seen: list[str] = [old]
    while seen[-1] in targets and not (len(seen) > 1 and seen[-1] in alive):
        following = targets[seen[-1]]
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
