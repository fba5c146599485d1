"""Two articles side by side: their scores, the chain that joins them, and both texts with shared passages marked.

Belongs here: laying out what the run stored, and finding the shared passages of two texts once more.
Does not: deciding on anything.
"""

import re
import shutil
import textwrap
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest
from typing import Any

import duckdb

from pipelines.commands.rows import Row, rows

WORD = re.compile(r"\w+")

SHORTEST_PASSAGE = 6
"""Words; below it, shared runs are phrases of the language rather than of a text."""

PAIR = """
    select * from duplicate_pairs
    where (left_article_id = $1 and right_article_id = $2) or (left_article_id = $2 and right_article_id = $1)
"""
SAID = """
    select line, rule, level, status, note from overrides
    where (left_article_id = $1 and right_article_id = $2) or (left_article_id = $2 and right_article_id = $1)
    order by line
"""
LINKS = {
    "cluster": """
        select p.left_article_id, p.right_article_id, p.relation, p.containment as score from duplicate_pairs as p
        inner join articles as a on p.left_article_id = a.article_id
        inner join articles as b on p.right_article_id = b.article_id and a.cluster_id = b.cluster_id
        where a.cluster_id = ?
    """,
    "story": """
        select l.left_cluster_id, l.right_cluster_id, l.relation, l.score from story_links as l
        inner join articles as a on l.left_article_id = a.article_id where a.story_id = ?
    """,
}
"""Edges within one cluster (between articles) and within one story (between clusters)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words both texts share: character spans in either text, and how many words."""

    left: tuple[int, int]
    right: tuple[int, int]
    words: int


def comparison_lines(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """Why two articles are, or are not, one cluster and one story."""
    yield from _verdict(left, right)
    yield from _said(connection, left, right)
    yield ""
    yield from _scores(connection, left, right)
    yield from _cluster_chain(connection, left, right)
    yield from _story_chain(connection, left, right)
    passages = shared_passages(left["body"] or "", right["body"] or "")
    yield ""
    total = sum(passage.words for passage in passages)
    yield f"shared passages of {SHORTEST_PASSAGE} words and more: {len(passages)}, {total} words together"
    yield ""
    yield from side_by_side(_marked(left, passages, "left"), _marked(right, passages, "right"), _heads(left, right))


def shared_passages(left: str, right: str) -> list[Passage]:
    """Runs of words (case folded) that stand in both texts, in the order of the left one, longest match first."""
    spans = [[match.span() for match in WORD.finditer(text)] for text in (left, right)]
    words = [[text[a:b].lower() for a, b in found] for text, found in zip((left, right), spans, strict=True)]
    blocks = SequenceMatcher(None, words[0], words[1], autojunk=False).get_matching_blocks()
    return [
        Passage(_span(spans[0], block.a, block.size), _span(spans[1], block.b, block.size), block.size)
        for block in blocks
        if block.size >= SHORTEST_PASSAGE
    ]


def side_by_side(left: str, right: str, heads: tuple[str, str]) -> Iterator[str]:
    """Two texts in columns as wide as the terminal allows."""
    width = max(30, (shutil.get_terminal_size((120, 40)).columns - 3) // 2)
    columns = [_wrapped(text, width) for text in (left, right)]
    yield f"{heads[0][:width]:<{width}} │ {heads[1][:width]}"
    yield f"{'─' * width}─┼─{'─' * width}"
    for one, two in zip_longest(*columns, fillvalue=""):
        yield f"{one:<{width}} │ {two}".rstrip()


def chain(edges: Sequence[tuple[str, str]], start: str, end: str) -> list[str]:
    """The shortest way from start to end along the edges, both included; empty if there is none."""
    neighbours: dict[str, list[str]] = {}
    for one, two in sorted(edges):
        neighbours.setdefault(one, []).append(two)
        neighbours.setdefault(two, []).append(one)
    came_from, waiting = {start: start}, deque([start])
    while waiting and end not in came_from:
        here = waiting.popleft()
        for there in neighbours.get(here, []):
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    if end not in came_from:
        return []
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


def _verdict(left: Row, right: Row) -> Iterator[str]:
    for name, text in (("cluster_id", "cluster (copies of one text)"), ("story_id", "story (telling one thing)")):
        same = left[name] == right[name]
        yield f"{'one' if same else 'not one'} {text}: {left[name]}{'' if same else f' and {right[name]}'}"


def _said(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """The lines of the file of overrides about these two."""
    for row in rows(connection, SAID, left["article_id"], right["article_id"]):
        note = f": {row['note']}" if row["note"] else ""
        yield f"line {row['line']} of overrides says {row['rule']} of {row['level']} ({row['status']}{note})"


def _scores(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    found = rows(connection, PAIR, left["article_id"], right["article_id"])
    if not found:
        yield "not scored as a pair: they share too little for that, or share only what many texts share"
        return
    for name, value in found[0].items():
        if name not in {"left_article_id", "right_article_id", "longest_passage"}:
            yield f"{name:<24} {f'{value:.3f}' if isinstance(value, float) else value}"
    yield f"longest passage          “{textwrap.shorten(found[0]['longest_passage'] or '', 300)}”"


def _cluster_chain(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    if left["cluster_id"] != right["cluster_id"]:
        return
    edges = rows(connection, LINKS["cluster"], left["cluster_id"])
    way = chain([(e["left_article_id"], e["right_article_id"]) for e in edges], left["article_id"], right["article_id"])
    if len(way) > 2:
        yield f"joined by way of         {' → '.join(way)}"


def _story_chain(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    if left["story_id"] != right["story_id"] or left["cluster_id"] == right["cluster_id"]:
        return
    edges = rows(connection, LINKS["story"], left["story_id"])
    way = chain([(e["left_cluster_id"], e["right_cluster_id"]) for e in edges], left["cluster_id"], right["cluster_id"])
    for one, two in pairwise(way):
        edge = next(e for e in edges if {e["left_cluster_id"], e["right_cluster_id"]} == {one, two})
        yield f"clusters {one} and {two} are linked: {edge['relation']}, score {edge['score']:.3f}"


def _heads(left: Row, right: Row) -> tuple[str, str]:
    return tuple(f"{a['title'] or '(no title)'} · {a['publisher_id'] or '?'}" for a in (left, right))  # type: ignore[return-value]


def _marked(article: Row, passages: Sequence[Passage], side: str) -> str:
    """The body with each shared passage between ⟦n and n⟧."""
    text: str = article["body"] or ""
    numbered: list[tuple[Any, int]] = sorted((getattr(p, side), n) for n, p in enumerate(passages, start=1))
    for (start, end), number in reversed(numbered):
        text = f"{text[:start]}⟦{number} {text[start:end]} {number}⟧{text[end:]}"
    return text


def _span(spans: Sequence[tuple[int, int]], first: int, count: int) -> tuple[int, int]:
    return spans[first][0], spans[first + count - 1][1]


def _wrapped(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        lines += [*textwrap.wrap(paragraph, width), ""]
    return lines
