"""Why two articles are, or are not, linked: scores and thresholds, chains of pairs and links, overrides.

Belongs here: printing what the run stored, and scoring two texts that it did not keep as a pair. Does not: the texts
side by side (explain_texts), clustering.
"""

import textwrap
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise

import duckdb
import numpy as np

from pipelines.commands.row_dicts import Row, fetch_rows
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.pairs.explain import Weighed, weigh
from pipelines.core.matching.pairs.score import THRESHOLD
from pipelines.core.matching.stories import similarity
from pipelines.core.matching.stories.windows import WINDOW_DAYS
from pipelines.steps import story_words
from pipelines.steps.story_terms import read_weighed_texts

MAX_REASONS = 6

OF_BOTH = "(left_article_id, right_article_id) in (($1, $2), ($2, $1))"
PAIR = f"select * from duplicate_pairs where {OF_BOTH}"
OVERRIDES = f"select line, rule, level, status, note from overrides where {OF_BOTH} order by line"
CLUSTER_EDGES = """
    select p.left_article_id, p.right_article_id, p.relation, p.origin, p.score from duplicate_pairs as p
    inner join articles as a on p.left_article_id = a.article_id
    inner join articles as b on p.right_article_id = b.article_id and a.cluster_id = b.cluster_id
    where a.cluster_id = $1 and (p.score >= $2 or p.origin = 'override')
"""
STORY_EDGES = """
    select l.* from story_links as l
    inner join articles as a on l.left_article_id = a.article_id
    where a.story_id = $1
"""
STORY_TERMS = """
    select * from dedup.story_terms where cluster_id in ($1, $2) and term_weights is not null order by article_id
"""


def override_lines(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """The overrides for these two articles."""
    for row in fetch_rows(connection, OVERRIDES, left["article_id"], right["article_id"]):
        note = f": {row['note']}" if row["note"] else ""
        yield f"override in line {row['line']}: {row['rule']} {row['level']} ({row['status']}{note})"


def pair_lines(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """The stored measures of the pair, or why there is none; then the evidence for and against a copy."""
    found = fetch_rows(connection, PAIR, left["article_id"], right["article_id"])
    weighed = weigh(left["body"] or "", right["body"] or "")
    yield from _measures(found[0]) if found else _no_pair(weighed)
    if weighed.is_quote:
        yield "no copies: all that they have in common is what somebody said"
    yield "evidence for (+) and against (-) a copy, in log odds:"
    for name, value, log_odds in weighed.reasons[:MAX_REASONS]:
        yield f"  {log_odds:+6.2f}  {name}{'' if name == 'base' else f' = {value:.3f}'}"


def _measures(pair: Row) -> Iterator[str]:
    for name, value in pair.items():
        if name not in {"left_article_id", "right_article_id", "longest_passage"}:
            threshold = f"   (clusters merge at a mean of {THRESHOLD / SCALE:.2f} or more)" if name == "score" else ""
            yield f"{name:<24} {f'{value:.3f}' if isinstance(value, float) else value}{threshold}"
    yield f"longest passage          “{textwrap.shorten(pair['longest_passage'] or '', 300)}”"


def _no_pair(weighed: Weighed) -> Iterator[str]:
    if weighed.is_template:
        yield (
            f"no pair: two fillings of one template; of the names and numbers in the same places,"
            f" {weighed.differ} differ and {weighed.agree} agree"
        )
        return
    yield "no pair: they share too little, or only stop grams (common phrases, boilerplate of one publisher)"
    score = f"{weighed.score / SCALE:.2f}"
    yield f"their score now is {score}; clusters merge at a mean of {THRESHOLD / SCALE:.2f} or more"


def cluster_chain(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """The chain of pairs between two articles of a cluster, with their scores."""
    if left["cluster_id"] != right["cluster_id"]:
        return
    edges = fetch_rows(connection, CLUSTER_EDGES, left["cluster_id"], THRESHOLD / SCALE)
    chain = _chain(edges, "article_id", left, right)
    if len(chain) < 2:
        return
    yield f"connected through        {' → '.join([left['article_id'], *(two for _, two, _ in chain)])}"
    for one, two, edge in chain:
        score = "joined by an override" if edge["score"] is None else f"score {edge['score']:.3f}"
        yield f"  {one} and {two}: {edge['relation']}, {score}"


def story_chain(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """The chain of links between two clusters of a story: scores, days apart, shared terms."""
    if left["story_id"] != right["story_id"] or left["cluster_id"] == right["cluster_id"]:
        return
    edges = fetch_rows(connection, STORY_EDGES, left["story_id"])
    for one, two, edge in _chain(edges, "cluster_id", left, right):
        apart = "" if edge["days_apart"] is None else f", {edge['days_apart']} days apart"
        terms = f", share: {', '.join(edge['shared_terms'])}" if edge["shared_terms"] else ""
        yield f"clusters {one} and {two} are linked: {edge['relation']}, score {edge['score']:.3f}{apart}{terms}"
    yield from _similarity_lines(connection, left, right)


def story_gap(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """Why two clusters are in different stories."""
    if left["story_id"] == right["story_id"]:
        return
    if left["language"] != right["language"]:
        yield "no story link: they are in different languages"
        return
    yield from _similarity_lines(connection, left, right)


def _similarity_lines(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """The parts of the similarity of the clusters' representatives, with what the terms weigh in this version."""
    rows = connection.sql(STORY_TERMS, params=[left["cluster_id"], right["cluster_id"]]).to_arrow_table()
    if len(rows) < 2:
        yield "no similarity as stories: a language or a time is unknown"
        return
    words = story_words.words_of(connection.sql(story_words.STORED).to_arrow_table())
    found = similarity.parts(read_weighed_texts(rows, words.terms), 0, 1)
    parts = ", ".join(f"{name} {part:+.3f}" for name, part in found.items() if part and name != "similarity")
    chance = similarity.probabilities(np.array([round(found["similarity"] * SCALE)]))[0]
    yield f"similarity as one event  {found['similarity']:.3f} ({parts}), a chance of {chance:.2f}"
    yield (
        f"stories are merged at a mean of {similarity.STORY_THRESHOLD / SCALE:.3f} or more over all pairs of their"
        f" clusters; texts of different periods are compared if at most {WINDOW_DAYS} days lie between them"
    )


def _chain(edges: Sequence[Row], key: str, left: Row, right: Row) -> list[tuple[str, str, Row]]:
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
