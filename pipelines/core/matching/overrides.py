"""Overrides: what people say about pairs of articles, from the lines of a small file to rules that can be obeyed.

Belongs here: reading lines, and which rules contradict which. Does not: the file, what its names mean
(steps.overrides), obeying (constraints).

A line is `rule,level,left,right` and, if wanted, a note: must_join or must_not_join, of a cluster or a story. Joins of
a cluster are joins of its story too, and what must not be one story can't be one cluster. Where joins chain two
articles that another line keeps apart, the joins hold and that other line is refused, whatever the order of the lines.
"""

import csv
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

RULES = ("must_join", "must_not_join")
LEVELS = ("cluster", "story")
COLUMNS = ("rule", "level", "left", "right")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: its number from 1, its text, and its fields, or what is wrong with it."""

    number: int
    text: str
    rule: str | None = None
    level: str | None = None
    left: str | None = None
    right: str | None = None
    problem: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The two articles as named; none if the line can't be read."""
        return (self.left, self.right) if self.left and self.right else ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line whose names are known: left and right are article ids."""

    number: int
    is_join: bool
    is_story: bool
    left: str
    right: str


def read_lines(text: str) -> list[Line]:
    """The lines that say something; empty ones, remarks (#) and the head don't.

    >>> read_lines("rule,level,left,right\\n# of May\\nmust-join,cluster,a,b\\nmust_join,day,a,b")[0].rule
    'must_join'
    >>> read_lines("must_join,day,a,b")[0].problem
    "'day' is not one of cluster, story"
    """
    lines = enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
    told = [(number, line.strip()) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    return [_read_line(number, line) for number, line in told if not _is_head(line)]


def _is_head(line: str) -> bool:
    return [cell.strip().lower() for cell in line.split(",")][: len(COLUMNS)] == list(COLUMNS)


def _read_line(number: int, text: str) -> Line:
    try:
        cells = [cell.strip() for cell in next(csv.reader([text], strict=True))]
    except csv.Error as error:
        return Line(number, text, problem=str(error))
    if len(cells) < len(COLUMNS):
        return Line(number, text, problem=f"{len(cells)} of the columns {', '.join(COLUMNS)}")
    rule, level = cells[0].lower().replace("-", "_").replace(" ", "_"), cells[1].lower()
    for value, allowed in ((rule, RULES), (level, LEVELS)):
        if value not in allowed:
            return Line(number, text, problem=f"{value!r} is not one of {', '.join(allowed)}")
    if not cells[2] or not cells[3]:
        return Line(number, text, problem="an article is not named")
    return Line(number, text, rule, level, cells[2], cells[3])


def contradictions(rules: Sequence[Rule]) -> dict[int, str]:
    """Number of each line that can't be obeyed → why, in words.

    >>> joins = [Rule(2, True, False, "a", "b"), Rule(3, True, True, "b", "c")]
    >>> contradictions([*joins, Rule(4, False, False, "a", "c"), Rule(5, False, True, "a", "c")])
    {5: 'lines 2, 3 join them'}
    >>> contradictions([Rule(2, True, False, "a", "a")])
    {2: 'both names are of one article'}
    """
    refused = {rule.number: "both names are of one article" for rule in rules if rule.left == rule.right}
    for rule in (rule for rule in rules if not rule.is_join and rule.number not in refused):
        joins = [each for each in rules if each.is_join and each.is_story <= rule.is_story]
        numbers = sorted(_chain(joins, rule.left, rule.right))
        if numbers:
            lines = f"line {numbers[0]} joins" if len(numbers) == 1 else f"lines {', '.join(map(str, numbers))} join"
            refused[rule.number] = f"{lines} them"
    return refused


def _chain(joins: Sequence[Rule], start: str, end: str) -> list[int]:
    """Line numbers of the shortest chain of joins from start to end; none if there is no chain."""
    steps: dict[str, list[tuple[str, int]]] = {}
    for rule in sorted(joins, key=lambda each: (each.left, each.right, each.number)):
        steps.setdefault(rule.left, []).append((rule.right, rule.number))
        steps.setdefault(rule.right, []).append((rule.left, rule.number))
    ways: dict[str, list[int]] = {start: []}
    waiting = deque([start])
    while waiting and end not in ways:
        here = waiting.popleft()
        for there, number in steps.get(here, []):
            if there not in ways:
                ways[there] = [*ways[here], number]
                waiting.append(there)
    return ways.get(end, [])


def groups(joins: Iterable[Pair]) -> dict[str, str]:
    """Article → the smallest article that a chain of joins connects it with.

    >>> groups([("b", "c"), ("c", "a"), ("x", "y")])
    {'b': 'a', 'c': 'a', 'a': 'a', 'x': 'x', 'y': 'x'}
    """
    parent: dict[str, str] = {}

    def top(article: str) -> str:
        while parent.setdefault(article, article) != article:
            article = parent[article]
        return article

    for left, right in joins:
        one, two = sorted((top(left), top(right)))
        parent[two] = one
    return {article: top(article) for article in parent}


def kept_apart(joins: Iterable[Pair], bars: Iterable[Pair]) -> set[Pair]:
    """Pairs of named articles that can't be together, by bars and by what must be together with their ends.

    >>> sorted(kept_apart([("a", "b")], [("b", "c")]))
    [('a', 'c'), ('b', 'c')]
    """
    group_of = groups(joins)
    members: dict[str, list[str]] = {}
    for article, group in group_of.items():
        members.setdefault(group, []).append(article)
    apart: set[Pair] = set()
    for pair in bars:
        left, right = (members.get(group_of.get(end, end), [end]) for end in pair)
        apart |= {(min(a, b), max(a, b)) for a in left for b in right}
    return apart
