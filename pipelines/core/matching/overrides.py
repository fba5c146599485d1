"""Overrides: user rules about pairs of articles, from the lines of a small file to must-link and cannot-link pairs.

Belongs here: reading lines, and which rules contradict which. Does not: the file (steps.user_files), what its names
mean (steps.overrides), linkage under rules (clustering.constraints).

A line is `rule,level,left,right` and optionally a note: must_join or must_not_join, of a cluster or a story. A join of
clusters joins their stories too, and what must not be one story cannot be one cluster. If joins chain two articles that
another line keeps apart, the joins apply and the other line is refused, whatever the order of the lines.
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
    """A line of the file: its number from 1, its text, and its fields or the problem with it."""

    number: int
    text: str
    rule: str | None = None
    level: str | None = None
    left: str | None = None
    right: str | None = None
    problem: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the two articles; none if the line is not valid."""
        return (self.left, self.right) if self.left and self.right else ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A line whose articles are known: left and right are their ids."""

    number: int
    is_join: bool
    is_story: bool
    left: str
    right: str


def read_lines(text: str) -> list[Line]:
    """The lines without empty ones, comments (#) and the header.

    >>> read_lines("rule,level,left,right\\n# of May\\nmust-join,cluster,a,b\\nmust_join,day,a,b")[0].rule
    'must_join'
    >>> read_lines("must_join,day,a,b")[0].problem
    "'day' is not one of cluster, story"
    """
    lines = enumerate(map(str.strip, text.removeprefix("\ufeff").splitlines()), start=1)
    stated = ((number, line) for number, line in lines if line and not line.startswith("#"))
    return [_read_line(number, line) for number, line in stated if not _is_header(line)]


def _is_header(line: str) -> bool:
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
    """Number of each line that cannot be applied → why, in words.

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
    neighbours: dict[str, list[tuple[str, int]]] = {}
    for rule in sorted(joins, key=lambda each: (each.left, each.right, each.number)):
        neighbours.setdefault(rule.left, []).append((rule.right, rule.number))
        neighbours.setdefault(rule.right, []).append((rule.left, rule.number))
    paths: dict[str, list[int]] = {start: []}
    queue = deque([start])
    while queue and end not in paths:
        article = queue.popleft()
        for neighbour, number in neighbours.get(article, []):
            if neighbour not in paths:
                paths[neighbour] = [*paths[article], number]
                queue.append(neighbour)
    return paths.get(end, [])


def groups(must_link: Iterable[Pair]) -> dict[str, str]:
    """Article → the smallest article that a chain of must-link pairs connects it with.

    >>> groups([("b", "c"), ("c", "a"), ("x", "y")])
    {'b': 'a', 'c': 'a', 'a': 'a', 'x': 'x', 'y': 'x'}
    """
    parent: dict[str, str] = {}

    def root(article: str) -> str:
        while parent.setdefault(article, article) != article:
            article = parent[article]
        return article

    for left, right in must_link:
        smaller, larger = sorted((root(left), root(right)))
        parent[larger] = smaller
    return {article: root(article) for article in parent}


def implied_cannot_links(must_link: Iterable[Pair], cannot_link: Iterable[Pair]) -> set[Pair]:
    """The cannot-link pairs, and those that follow from them: every article that must be with one end, with every
    article that must be with the other.

    >>> sorted(implied_cannot_links([("a", "b")], [("b", "c")]))
    [('a', 'c'), ('b', 'c')]
    """
    group_of = groups(must_link)
    members: dict[str, list[str]] = {}
    for article, group in group_of.items():
        members.setdefault(group, []).append(article)
    apart: set[Pair] = set()
    for pair in cannot_link:
        left, right = (members.get(group_of.get(end, end), [end]) for end in pair)
        apart |= {(min(a, b), max(a, b)) for a in left for b in right}
    return apart
