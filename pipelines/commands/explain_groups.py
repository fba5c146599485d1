"""A cluster or a story: who is in it and when, what holds it together, and what nearly came in.

Belongs here: the lines about one group. Does not: two articles compared (explain_texts, explain_links).
"""

from collections.abc import Iterator

import duckdb

from pipelines.commands.row_dicts import Row, fetch_rows
from pipelines.commands.tables import table_lines
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.pairs.score import THRESHOLD
from pipelines.core.matching.stories.similarity import STORY_THRESHOLD

SHOWN = 20
"""Rows of a list that are shown; a line says how many more there are."""

CLUSTER = "select * from duplicate_clusters where cluster_id = $1"
STORY = "select * from stories where story_id = $1"

CLUSTER_MEMBERS = """
    select articles.article_id, publisher_id as publisher, coalesce(published_at::varchar, published_date::varchar)
        as published, case when is_representative then 'stands for the cluster' when pairs.score is null then
        'through others' else format('{:.2f} alike, {} words in common', pairs.score, pairs.shared_words) end
        as beside_the_representative
    from articles
    left join duplicate_pairs as pairs on pairs.left_article_id = least(article_id, representative_article_id)
        and pairs.right_article_id = greatest(article_id, representative_article_id)
    where cluster_id = $1 order by published_earliest, articles.article_id
"""
CLUSTER_LINKS = """
    select left_article_id as one, right_article_id as other, relation, score, shared_words,
        longest_passage_words as longest_passage
    from duplicate_pairs inner join articles as lefts on left_article_id = lefts.article_id
    inner join articles as rights on right_article_id = rights.article_id
    where lefts.cluster_id = $1 and rights.cluster_id = $1 order by score desc nulls last, one, other
"""
CLUSTER_NEAR = """
    select case when lefts.cluster_id = $1 then left_article_id else right_article_id end as member,
        case when lefts.cluster_id = $1 then right_article_id else left_article_id end as outsider,
        relation, score, shared_words, longest_passage_words as longest_passage
    from duplicate_pairs inner join articles as lefts on left_article_id = lefts.article_id
    inner join articles as rights on right_article_id = rights.article_id
    where (lefts.cluster_id = $1) <> (rights.cluster_id = $1) order by score desc nulls last, member, outsider
"""

STORY_MEMBERS = """
    select position as n, publisher_id as publisher, strftime(published_earliest, '%Y-%m-%d %H:%M') as earliest,
        strftime(published_latest, '%Y-%m-%d %H:%M') as latest, title, article_id
    from story_timeline where story_id = $1 order by position
"""
STORY_LINKS = """
    select left_cluster_id as one, right_cluster_id as other, relation, score, days_apart,
        array_to_string(shared_terms[1:5], ', ') as shared_terms
    from story_links
    where left_cluster_id in (select cluster_id from articles where story_id = $1) order by score desc, one, other
"""
STORY_NEAR = """
    select case when lefts.story_id = $1 then left_cluster_id else right_cluster_id end as member,
        case when lefts.story_id = $1 then right_cluster_id else left_cluster_id end as outsider, relation,
        round(score / 10000, 3) as similarity, days_apart, array_to_string(shared_terms[1:5], ', ') as shared_terms
    from dedup.story_edges inner join dedup.story_members as lefts on left_cluster_id = lefts.cluster_id
    inner join dedup.story_members as rights on right_cluster_id = rights.cluster_id
    where (lefts.story_id = $1) <> (rights.story_id = $1) order by score desc, member, outsider
"""


def find_cluster(connection: duckdb.DuckDBPyConnection, name: str) -> Row | None:
    """The row of the cluster with this id."""
    return next(iter(fetch_rows(connection, CLUSTER, name)), None)


def find_story(connection: duckdb.DuckDBPyConnection, name: str) -> Row | None:
    """The row of the story with this id."""
    return next(iter(fetch_rows(connection, STORY, name)), None)


def cluster_lines(connection: duckdb.DuckDBPyConnection, cluster: Row) -> Iterator[str]:
    """The articles of a cluster, the pairs that hold them together, and the most alike outside."""
    yield from _values(cluster)
    yield from _listed(connection, "articles", CLUSTER_MEMBERS, cluster["cluster_id"])
    held = f"what holds it together: clusters merge at a mean score of {THRESHOLD / SCALE:.2f} or more over all pairs"
    yield from _listed(connection, held, CLUSTER_LINKS, cluster["cluster_id"])
    yield from _listed(connection, "what nearly came in", CLUSTER_NEAR, cluster["cluster_id"])


def story_lines(connection: duckdb.DuckDBPyConnection, story: Row) -> Iterator[str]:
    """The articles of a story in the order of time, the links that hold its clusters together, and the nearest ones."""
    yield from _values(story)
    yield from _listed(connection, "who carried it, when", STORY_MEMBERS, story["story_id"])
    held = "what holds it together: links between its clusters, each with the chance that both report one event"
    yield from _listed(connection, held, STORY_LINKS, story["story_id"])
    limit = f"stories merge at a mean similarity of {STORY_THRESHOLD / SCALE:.3f} or more over all pairs of clusters"
    yield from _listed(connection, f"what nearly came in: {limit}", STORY_NEAR, story["story_id"])


def _values(group: Row) -> Iterator[str]:
    for name, value in group.items():
        yield f"{name:<26} {'' if value is None else value}"


def _listed(connection: duckdb.DuckDBPyConnection, head: str, sql: str, group_id: str) -> Iterator[str]:
    rows = fetch_rows(connection, sql, group_id)
    yield ""
    if not rows:
        yield f"{head}: nothing"
        return
    yield head
    *lines, _ = table_lines(list(rows[0]), [[tuple(row.values()) for row in rows[:SHOWN]]])
    yield from (f"  {line}" for line in lines)
    if len(rows) > SHOWN:
        yield f"  and {len(rows) - SHOWN:,} more"
