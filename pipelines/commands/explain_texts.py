"""Two articles side by side: whether they share a cluster and a story, why, and both texts with shared passages marked.

Belongs here: the order of the output, the shared passages of two texts. Does not: scores and chains (explain_links).
"""

import re
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

import duckdb

from pipelines.commands import explain_links
from pipelines.commands.row_dicts import Row

WORD = re.compile(r"\w+")

MIN_PASSAGE_WORDS = 6
"""Shorter shared runs are phrases of the language, not of a text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words in both texts: its character span in each, and its number of words."""

    left: tuple[int, int]
    right: tuple[int, int]
    words: int


def comparison_lines(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """Why two articles are, or are not, in one cluster and one story."""
    yield from _shared_groups(left, right)
    yield from explain_links.override_lines(connection, left, right)
    yield ""
    yield from explain_links.pair_lines(connection, left, right)
    yield from explain_links.cluster_chain(connection, left, right)
    yield from explain_links.story_chain(connection, left, right)
    yield from explain_links.story_gap(connection, left, right)
    bodies = [article["body"] or "" for article in (left, right)]
    passages = shared_passages(*bodies)
    yield ""
    total = sum(passage.words for passage in passages)
    yield f"shared passages of at least {MIN_PASSAGE_WORDS} words: {len(passages)}, {total} words in total"
    yield ""
    spans = [[passage.left for passage in passages], [passage.right for passage in passages]]
    heads = [f"{article['title'] or '(no title)'} · {article['publisher_id'] or '?'}" for article in (left, right)]
    yield from side_by_side(list(map(_marked, bodies, spans)), heads)


def shared_passages(left: str, right: str) -> list[Passage]:
    """Runs of words in both texts, ignoring case, in the order of the left text; longer matches take precedence."""
    spans = [[match.span() for match in WORD.finditer(text)] for text in (left, right)]
    words = [[text[a:b].lower() for a, b in found] for text, found in zip((left, right), spans, strict=True)]
    blocks = SequenceMatcher(None, words[0], words[1], autojunk=False).get_matching_blocks()
    return [
        Passage(_span(spans[0], block.a, block.size), _span(spans[1], block.b, block.size), block.size)
        for block in blocks
        if block.size >= MIN_PASSAGE_WORDS
    ]


def side_by_side(texts: Sequence[str], heads: Sequence[str]) -> Iterator[str]:
    """Two texts in columns that fill the terminal."""
    width = max(30, (shutil.get_terminal_size((120, 40)).columns - 3) // 2)
    columns = [
        [line for paragraph in text.split("\n\n") for line in (*textwrap.wrap(paragraph, width), "")] for text in texts
    ]
    yield f"{heads[0][:width]:<{width}} │ {heads[1][:width]}"
    yield f"{'─' * width}─┼─{'─' * width}"
    for one, two in zip_longest(*columns, fillvalue=""):
        yield f"{one:<{width}} │ {two}".rstrip()


def _shared_groups(left: Row, right: Row) -> Iterator[str]:
    for name, one, several in (("cluster_id", "cluster", "clusters"), ("story_id", "story", "stories")):
        if left[name] == right[name]:
            yield f"same {one}: {left[name]}"
        else:
            yield f"different {several}: {left[name]} and {right[name]}"


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with its n-th span between ⟦n and n⟧."""
    numbered = sorted((span, number) for number, span in enumerate(spans, start=1))
    for (start, end), number in reversed(numbered):
        text = f"{text[:start]}⟦{number} {text[start:end]} {number}⟧{text[end:]}"
    return text


def _span(spans: Sequence[tuple[int, int]], first: int, count: int) -> tuple[int, int]:
    return spans[first][0], spans[first + count - 1][1]
