"""Whether one partition is better than another by more than chance: a paired bootstrap over the true groups.

Belongs here: adjusted Rand, and drawing groups again. Does not: making partitions, reading labelled data.

Half of a small labelled set differs from the other by .03 to .12, so a point says little: whole groups are drawn with
replacement, both partitions are judged on each draw, and what counts is the difference.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from random import Random

DRAWS = 400
TAIL = 40
"""One draw in so many lies beyond either end of the interval: 95 % lie within."""

Groups = Mapping[str, Hashable]


def adjusted_rand(truth: Groups, found: Groups) -> float:
    """Adjusted Rand index of two partitions of the same records, singletons included.

    >>> adjusted_rand({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "y"})
    1.0
    """
    both = Counter((truth[record], found[record]) for record in truth)
    met, true, said = (
        sum(_pairs(size) for size in sizes.values())
        for sizes in (both, Counter(truth.values()), Counter(found[record] for record in truth))
    )
    by_chance = true * said / max(1, _pairs(len(truth)))
    most = (true + said) / 2
    return 1.0 if most == by_chance else (met - by_chance) / (most - by_chance)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def paired(truth: Groups, before: Groups, after: Groups, seed: int = 1) -> tuple[float, float, float]:
    """(mean, lower, upper end of the 95 % interval) of what adjusted Rand gains from `before` to `after`.

    >>> truth = {str(n): n // 2 for n in range(40)}
    >>> gain, low, high = paired(truth, {record: record for record in truth}, truth)
    >>> gain == low == high == 1.0
    True
    """
    members: dict[Hashable, list[str]] = defaultdict(list)
    for record, group in truth.items():
        members[group].append(record)
    names, random = list(members), Random(seed)
    gains = sorted(_gain(random.choices(names, k=len(names)), members, before, after) for _ in range(DRAWS))
    return sum(gains) / DRAWS, gains[DRAWS // TAIL], gains[-DRAWS // TAIL - 1]


def _gain(drawn: list[Hashable], members: Mapping[Hashable, list[str]], before: Groups, after: Groups) -> float:
    """A group that is drawn again is another group of its own, in both partitions."""
    again: Counter[Hashable] = Counter()
    sides: tuple[dict[str, Hashable], ...] = ({}, {}, {})
    for group in drawn:
        again[group] += 1
        for record in members[group]:
            name = f"{record} {again[group]}"
            for side, value in zip(sides, (group, before[record], after[record]), strict=True):
                side[name] = (value, again[group])
    truth, one, two = sides
    return adjusted_rand(truth, two) - adjusted_rand(truth, one)
