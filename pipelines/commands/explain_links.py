"""What ties two articles, and what does not: scores beside their thresholds, chains of pairs and links, people's word.

Belongs here: laying out what the run stored, and weighing two texts that it did not keep as a pair. Does not: the texts
side by side (comparison), deciding on anything.
"""

import textwrap
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise

import duckdb

from pipelines.commands.rows import Row, rows
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.pairs.explain import Weighed, weigh
from pipelines.core.matching.pairs.score import THRESHOLD
from pipelines.core.matching.stories.similarity import STORY_THRESHOLD

SHOWN_REASONS = 6

PAIR = """
    select * from duplicate_pairs
    where (left_article_id = $1 and right_article_id = $2) or (left_article_id = $2 and right_article_id = $1)
"""
SAID = """
    select line, rule, level, status, note from overrides
    where (left_article_id = $1 and right_article_id = $2) or (left_article_id = $2 and right_article_id = $1)
    order by line
"""
CLUSTER_EDGES = """
    select p.left_article_id, p.right_article_id, p.relation, p.origin, p.score from duplicate_pairs as p
    inner join articles as a on p.left_article_id = a.article_id
    inner join articles as b on p.right_article_id = b.article_id and a.cluster_id = b.cluster_id
    where a.cluster_id = $1 and (p.score >= $2 or p.origin = 'override')
"""
STORY_EDGES = """
    select l.* from story_links as l
    inner join articles as a on l.left_article_id = a.article_id
    where a.story_id = $1 and (l.score >= $2 or l.relation = 'override')
"""
"""Edges that can hold a cluster, or a story, together: no mean is above its largest pair."""

LIKENESS = """
    select relation, score from dedup.story_edges
    where least($1, $2) = left_cluster_id and greatest($1, $2) = right_cluster_id order by score desc
"""


def said(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """The lines of the file of overrides about these two."""
    for row in rows(connection, SAID, left["article_id"], right["article_id"]):
        note = f": {row['note']}" if row["note"] else ""
        yield f"line {row['line']} of overrides says {row['rule']} of {row['level']} ({row['status']}{note})"


def pair_lines(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """What the run scored the pair, else why it kept none; then what speaks for and against a copy."""
    found = rows(connection, PAIR, left["article_id"], right["article_id"])
    weighed = weigh(left["body"] or "", right["body"] or "")
    yield from _measures(found[0]) if found else _no_pair(weighed)
    yield "what speaks for a copy (+) and against it (-), in log odds:"
    for name, value, moved in weighed.reasons[:SHOWN_REASONS]:
        yield f"  {moved:+6.2f}  {name}{'' if name == 'base' else f' = {value:.3f}'}"


def _measures(pair: Row) -> Iterator[str]:
    for name, value in pair.items():
        if name not in {"left_article_id", "right_article_id", "longest_passage"}:
            threshold = f"   (clusters join from a mean of {THRESHOLD / SCALE:.2f} on)" if name == "score" else ""
            yield f"{name:<24} {f'{value:.3f}' if isinstance(value, float) else value}{threshold}"
    yield f"longest passage          “{textwrap.shorten(pair['longest_passage'] or '', 300)}”"


def _no_pair(weighed: Weighed) -> Iterator[str]:
    if weighed.is_template:
        yield (
            f"no pair: {weighed.differ} numbers, months or days differ in the same places, {weighed.agree} agree:"
            " two fillings of one template, whatever else they share"
        )
        return
    yield "no pair: they share too little, or only what too many texts, or one publisher's standing lines, have"
    score = f"{weighed.score / SCALE:.2f}"
    yield f"weighed now, they score {score} of the {THRESHOLD / SCALE:.2f} that clusters join from"


def cluster_chain(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """The pairs that lead from one article of a cluster to another, with their scores."""
    if left["cluster_id"] != right["cluster_id"]:
        return
    edges = rows(connection, CLUSTER_EDGES, left["cluster_id"], THRESHOLD / SCALE)
    way = chain([(e["left_article_id"], e["right_article_id"]) for e in edges], left["article_id"], right["article_id"])
    if len(way) < 3:
        return
    yield f"joined by way of         {' → '.join(way)}"
    for one, two in pairwise(way):
        edge = next(e for e in edges if {e["left_article_id"], e["right_article_id"]} == {one, two})
        score = "joined by a person" if edge["score"] is None else f"score {edge['score']:.3f}"
        yield f"  {one} and {two}: {edge['relation']}, {score}"


def story_chain(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """The links that lead from one cluster of a story to another: scores, days apart, shared terms."""
    if left["story_id"] != right["story_id"] or left["cluster_id"] == right["cluster_id"]:
        return
    threshold = STORY_THRESHOLD / SCALE
    edges = rows(connection, STORY_EDGES, left["story_id"], threshold)
    way = chain([(e["left_cluster_id"], e["right_cluster_id"]) for e in edges], left["cluster_id"], right["cluster_id"])
    for one, two in pairwise(way):
        edge = next(e for e in edges if {e["left_cluster_id"], e["right_cluster_id"]} == {one, two})
        apart = "" if edge["days_apart"] is None else f", {edge['days_apart']} days apart"
        terms = f", share: {', '.join(edge['shared_terms'])}" if edge["shared_terms"] else ""
        yield f"clusters {one} and {two} are linked: {edge['relation']}, score {edge['score']:.3f}{apart}{terms}"
    yield f"a story joins from a mean of {threshold:.4f} on over all pairs of its parts, pairs below .9 counting 0"


def story_gap(connection: duckdb.DuckDBPyConnection, left: Row, right: Row) -> Iterator[str]:
    """How alike the clusters of two stories are as reports of one event, and what that lacks."""
    if left["story_id"] == right["story_id"]:
        return
    found = rows(connection, LIKENESS, left["cluster_id"], right["cluster_id"])
    if not found:
        yield "not alike enough for one event (.9), or not known to be within three days, or not of one language"
    for edge in found:
        yield (
            f"as one story they score {edge['score'] / SCALE:.3f} ({edge['relation']}); the mean over all pairs of"
            f" their stories' clusters, pairs below .9 counting 0, stays below {STORY_THRESHOLD / SCALE:.4f}"
        )


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
