"""What is known of two articles: what the run stored of the pair, and what is computed of their texts again.

Belongs here: reading it, and chains of pairs and links. Does not: what is said of it (explain_decision,
explain_measures, explain_details), clustering.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np

from pipelines.commands.row_dicts import Row, fetch_rows
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.pairs.explain import Weighed, weigh
from pipelines.core.matching.pairs.score import THRESHOLD
from pipelines.core.matching.stories import similarity
from pipelines.core.matching.stories.windows import Days, days_apart
from pipelines.steps import story_words
from pipelines.steps.story_terms import read_weighed_texts, read_word_numbers

Chain = list[tuple[str, str, Row]]
"""The steps of a path: both ends, and the row that ties them."""

OF_BOTH = "(left_article_id, right_article_id) in (($1, $2), ($2, $1))"
PAIR = f"select * from duplicate_pairs where {OF_BOTH}"
RULES = f"select line, line_text, rule, level, status from overrides where {OF_BOTH} order by line"
CLUSTER_EDGES = """
    select p.left_article_id, p.right_article_id, p.relation, p.origin, p.score from duplicate_pairs as p
    inner join articles as a on p.left_article_id = a.article_id
    inner join articles as b on p.right_article_id = b.article_id and a.cluster_id = b.cluster_id
    where a.cluster_id = $1 and (p.score >= $2 or p.origin = 'override')
"""
STORY_CLUSTERS = "select cluster_id from dedup.story_members where story_id = $1"
STORY_EDGES = "select * from story_links where list_contains($1, left_cluster_id)"
"""The window of the view passes on a condition on its own columns, but no join: seven seconds of a million articles."""
BETWEEN = """
    select relation from dedup.story_edges
    where left_cluster_id = least($1, $2) and right_cluster_id = greatest($1, $2)
"""
STORY_TERMS = """
    select * from dedup.story_terms where cluster_id in ($1, $2) and term_weights is not null order by article_id
"""


@dataclass(frozen=True, slots=True)
class Event:
    """How alike two clusters are. parts: of similarity.parts; terms: the heaviest that both have; days: whole days
    apart, None where not known of both; article_ids: the articles that were compared for their clusters.
    """

    parts: dict[str, float]
    terms: list[str]
    days: int | None
    article_ids: tuple[str, ...]

    @property
    def chance(self) -> float:
        """How likely both report one event, 0 to 1."""
        return float(similarity.probabilities(np.array([round(self.parts["similarity"] * SCALE)]))[0])


@dataclass(frozen=True, slots=True)
class Compared:
    """Two articles, and what is known of the two.

    weighed: None if one has no text; rules: lines of the overrides about the two;
    relations: of their clusters in dedup.story_edges; event: None if the clusters can't be compared; cluster_chain,
    story_chain: how they are tied within a cluster or a story, empty if they are not
    """

    left: Row
    right: Row
    weighed: Weighed | None
    rules: list[Row]
    relations: list[str]
    event: Event | None
    cluster_chain: Chain
    story_chain: Chain

    @property
    def is_one_cluster(self) -> bool:
        """Whether both are in one cluster."""
        return bool(self.left["cluster_id"] == self.right["cluster_id"])

    @property
    def is_one_story(self) -> bool:
        """Whether both are in one story."""
        return bool(self.left["story_id"] == self.right["story_id"])


def compare(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Compared:
    """All that is known of two articles, given as rows of `articles`."""
    clusters = left["cluster_id"], right["cluster_id"]
    is_apart, is_one_story = clusters[0] != clusters[1], left["story_id"] == right["story_id"]
    weighed = weigh(left["body"], right["body"]) if left["body"] and right["body"] else None
    is_tied_by_others = not is_apart and (weighed is None or weighed.score < THRESHOLD)
    return Compared(
        left,
        right,
        weighed,
        fetch_rows(connection, RULES, left["article_id"], right["article_id"]),
        [row["relation"] for row in fetch_rows(connection, BETWEEN, *clusters)] if is_apart else [],
        find_event(connection, *clusters) if is_apart else None,
        cluster_chain(connection, left, right) if is_tied_by_others else [],
        story_chain(connection, left, right) if is_apart and is_one_story else [],
    )


def find_pair(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Row | None:
    """The row of duplicate_pairs about two articles; of a million it takes seconds to find."""
    return next(iter(fetch_rows(connection, PAIR, left["article_id"], right["article_id"])), None)


def find_event(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> Event | None:
    """How alike the representatives of two clusters are, by what terms weigh in this version; None if their languages
    differ, or a language or a time is not known.
    """
    rows = connection.sql(STORY_TERMS, params=[one, other]).to_arrow_table()
    if len(rows) < 2 or len(set(rows["language"].to_pylist())) > 1:
        return None
    words = story_words.words_of(connection.sql(story_words.STORED).to_arrow_table())
    texts = read_weighed_texts(rows, words.terms)
    left, right = np.array([0]), np.array([1])
    terms: list[Any] = story_words.shared_words(left, right, texts, read_word_numbers(rows), words).to_pylist()
    is_dated = rows["is_dated"].to_pylist()
    days = int(days_apart(left, right, Days(texts.first, texts.last))[0]) if is_dated[0] == is_dated[1] else None
    return Event(similarity.parts(texts, 0, 1), terms[0], days, tuple(rows["article_id"].to_pylist()))


def cluster_chain(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Chain:
    """The shortest chain of pairs between two articles of a cluster."""
    return _chain(fetch_rows(connection, CLUSTER_EDGES, left["cluster_id"], THRESHOLD / SCALE), "article_id", left,
                  right)  # fmt: skip


def story_chain(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Chain:
    """The shortest chain of links between two clusters of a story."""
    clusters = [row["cluster_id"] for row in fetch_rows(connection, STORY_CLUSTERS, left["story_id"])]
    return _chain(fetch_rows(connection, STORY_EDGES, clusters), "cluster_id", left, right)


def _chain(edges: Sequence[Row], key: str, left: Row, right: Row) -> Chain:
    """The steps of the shortest path between the ids of two articles under this key: both ends and the first edge."""
    ends = [(edge[f"left_{key}"], edge[f"right_{key}"]) for edge in edges]
    edge_of = {frozenset(pair): edge for pair, edge in reversed([*zip(ends, edges, strict=True)])}
    path = shortest_path(ends, left[key], right[key])
    return [(one, two, edge_of[frozenset((one, two))]) for one, two in pairwise(path)]


def shortest_path(edges: Sequence[tuple[str, str]], start: str, end: str) -> list[str]:
    """The nodes on the shortest path from start to end, both included; empty if there is none."""
    neighbours: dict[str, list[str]] = {}
    for one, two in sorted(edges):
        neighbours.setdefault(one, []).append(two)
        neighbours.setdefault(two, []).append(one)
    paths, queue = {start: [start]}, deque([start])
    while queue and end not in paths:
        node = queue.popleft()
        for neighbour in neighbours.get(node, []):
            if neighbour not in paths:
                paths[neighbour] = [*paths[node], neighbour]
                queue.append(neighbour)
    return paths.get(end, [])
