"""Two articles side by side: whether they share a cluster and a story, why, and both texts with shared passages marked.

Belongs here: the order of the output, the shared passages of two texts. Does not: what is known of the pair
(explain_links), saying it (explain_decision, explain_measures, explain_details).
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

import duckdb

from pipelines.commands.explain_decision import cluster_reasons, decision, story_reasons
from pipelines.commands.explain_details import detail_lines
from pipelines.commands.explain_links import compare, find_pair
from pipelines.commands.explain_measures import article_lines, difference_lines, shared_lines
from pipelines.commands.row_dicts import Row
from pipelines.commands.terminal import filled, line_width

WORD = re.compile(r"\w+")

MIN_PASSAGE_WORDS = 6
"""Shorter shared runs are phrases of the language, not of a text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words in both texts: its character span in each, and its number of words."""

    left: tuple[int, int]
    right: tuple[int, int]
    words: int


def comparison_lines(
    connection: duckdb.DuckDBPyConnection, left: Row, right: Row, has_details: bool = False
) -> Iterator[str]:
    """Why two articles are, or are not, in one cluster and one story: the decision, its reasons, what they share and
    where they differ, both texts; has_details: and the numbers behind it.
    """
    compared = compare(connection, left, right)
    yield decision(compared)
    sections = [
        section(compared) for section in (article_lines, cluster_reasons, story_reasons, shared_lines, difference_lines)
    ]
    if has_details:
        sections.append(detail_lines(compared, find_pair(connection, left, right)))
    for section in sections:
        yield ""
        for line in section:
            yield from filled(line)
    yield ""
    yield from text_lines(left, right)


def text_lines(left: Row, right: Row) -> Iterator[str]:
    """Both texts side by side, with the passages that they share numbered."""
    bodies = [article["body"] or "" for article in (left, right)]
    passages = shared_passages(*bodies)
    total = sum(passage.words for passage in passages)
    count = f"{len(passages)} passage{'' if len(passages) == 1 else 's'}"
    shared = f"{count} of {MIN_PASSAGE_WORDS} words or more, {total} words together, ⟦numbered⟧"
    yield f"The texts side by side, and what they share: {shared if passages else 'no passage'}"
    yield ""
    spans = [[passage.left for passage in passages], [passage.right for passage in passages]]
    heads = [f"{name}  {row['title'] or '(no title)'}" for name, row in (("A", left), ("B", right))]
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
    width = max(30, (line_width() - 3) // 2)
    columns = [
        [line for paragraph in text.split("\n\n") for line in (*textwrap.wrap(paragraph, width), "")] for text in texts
    ]
    yield f"{heads[0][:width]:<{width}} │ {heads[1][:width]}"
    yield f"{'─' * width}─┼─{'─' * width}"
    for one, two in zip_longest(*columns, fillvalue=""):
        yield f"{one:<{width}} │ {two}".rstrip()


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with its n-th span between ⟦n and n⟧."""
    numbered = sorted((span, number) for number, span in enumerate(spans, start=1))
    for (start, end), number in reversed(numbered):
        text = f"{text[:start]}⟦{number} {text[start:end]} {number}⟧{text[end:]}"
    return text


def _span(spans: Sequence[tuple[int, int]], first: int, count: int) -> tuple[int, int]:
    return spans[first][0], spans[first + count - 1][1]
