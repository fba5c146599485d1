"""A cluster or a story: who is in it and when, what holds it together, and what nearly came in.

Belongs here: the lines about one group. Does not: two articles compared (explain_texts, explain_links).
"""

from collections.abc import Iterator

import duckdb
import numpy as np

from pipelines.commands.row_dicts import Row, fetch_rows
from pipelines.commands.tables import table_lines
from pipelines.commands.terminal import bar, filled, line_width, percent
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.pairs.score import THRESHOLD
from pipelines.core.matching.stories.similarity import probabilities

MARGIN, SHORT_BAR = "  ", 10

SHOWN = 20
"""Rows of a list that are shown; a line says how many more there are."""

CLUSTER = """
    select duplicate_clusters.*, articles.title, articles.story_id from duplicate_clusters
    inner join articles on duplicate_clusters.representative_article_id = articles.article_id
    where duplicate_clusters.cluster_id = $1
"""
STORY = "select * from stories where story_id = $1"

MEMBERS = """
    select a.article_id, a.cluster_id, a.title, a.is_representative, a.representative_article_id,
        coalesce(publishers.publisher_name, a.publisher_id, '') as publisher,
        coalesce(strftime(a.published_at, '%Y-%m-%d %H:%M'), case a.published_precision
            when 'month' then strftime(a.published_date, '%Y-%m') when 'year' then strftime(a.published_date, '%Y')
            else strftime(a.published_date, '%Y-%m-%d') end, 'not known') as published
    from articles as a left join publishers on a.publisher_id = publishers.publisher_id
    where a.cluster_id = $1 or a.story_id = $1 order by a.published_earliest nulls last, a.article_id
"""
PAIRS = """
    select p.left_article_id, p.right_article_id, p.score, p.shared_words, p.longest_passage_words, p.origin,
        lefts.cluster_id = $1 as is_left, rights.cluster_id = $1 as is_right,
        case when lefts.cluster_id = $1 then rights.title else lefts.title end as title
    from duplicate_pairs as p
    inner join articles as lefts on p.left_article_id = lefts.article_id
    inner join articles as rights on p.right_article_id = rights.article_id
    where lefts.cluster_id = $1 or rights.cluster_id = $1
    order by p.score desc nulls first, p.left_article_id, p.right_article_id
"""
LINKS = """
    select e.relation, e.score, e.days_apart, e.shared_terms, e.left_cluster_id, e.right_cluster_id,
        lefts.story_id = $1 as is_left, rights.story_id = $1 as is_right,
        case when lefts.story_id = $1 then others.title else ours.title end as title,
        case when lefts.story_id = $1 then rights.story_id else lefts.story_id end as story_id
    from dedup.story_edges as e
    inner join dedup.story_members as lefts on e.left_cluster_id = lefts.cluster_id
    inner join dedup.story_members as rights on e.right_cluster_id = rights.cluster_id
    left join stories as ours on lefts.story_id = ours.story_id
    left join stories as others on rights.story_id = others.story_id
    where lefts.story_id = $1 or rights.story_id = $1
    order by e.score desc, e.left_cluster_id, e.right_cluster_id
"""
"""Edges of one story, within it and to others; the same for pairs of one cluster."""

RELATIONS = {
    "same_event": "same event",
    "shared_passage": "long passage",
    "override": "a person",
    "fillings": "one template",
}


def find_cluster(connection: duckdb.DuckDBPyConnection, name: str) -> Row | None:
    """The row of the cluster with this id."""
    return next(iter(fetch_rows(connection, CLUSTER, name)), None)


def find_story(connection: duckdb.DuckDBPyConnection, name: str) -> Row | None:
    """The row of the story with this id."""
    return next(iter(fetch_rows(connection, STORY, name)), None)


def cluster_lines(connection: duckdb.DuckDBPyConnection, cluster: Row) -> Iterator[str]:
    """The articles of a cluster, the pairs that hold them together, and the most alike outside."""
    members = fetch_rows(connection, MEMBERS, cluster["cluster_id"])
    numbers = {row["article_id"]: number for number, row in enumerate(members, 1)}
    pairs = fetch_rows(connection, PAIRS, cluster["cluster_id"])
    yield f"Cluster {cluster['cluster_id']}: copies of “{cluster['title'] or 'a text without a title'}”"
    yield f"{MARGIN}{_extent(cluster)}"
    yield f"{MARGIN}part of story {cluster['story_id']}"
    alike = {tuple(sorted((row["left_article_id"], row["right_article_id"]))): row for row in pairs}
    yield from _listed("The articles, by the earliest time (UTC) that fits", [
        {"n": numbers[row["article_id"]], "published": row["published"], "publisher": row["publisher"],
         "title": row["title"], "likeness to the one that stands for all": _beside(row, alike),
         "article": row["article_id"]}
        for row in members
    ])  # fmt: skip
    rule = f"clusters are merged if the likelihood is {percent(THRESHOLD / SCALE)} or more in the mean over all pairs"
    within = [row for row in pairs if row["is_left"] and row["is_right"]]
    ends = [sorted(numbers[row[f"{side}_article_id"]] for side in ("left", "right")) for row in within]
    yield from _listed(f"What holds it together: {rule}", [
        {"n": f"{one} and {other}", **_likeness(row)} for (one, other), row in zip(ends, within, strict=True)
    ])  # fmt: skip
    yield from _listed("What nearly came in", [
        {"n": numbers[row["left_article_id" if row["is_left"] else "right_article_id"]], "title": row["title"],
         **_likeness(row), "article": row["right_article_id" if row["is_left"] else "left_article_id"]}
        for row in pairs if row["is_left"] != row["is_right"]
    ])  # fmt: skip


def story_lines(connection: duckdb.DuckDBPyConnection, story: Row) -> Iterator[str]:
    """The articles of a story in the order of time, the links that hold its clusters together, and the nearest ones."""
    members = fetch_rows(connection, MEMBERS, story["story_id"])
    texts = {cluster: n for n, cluster in enumerate(dict.fromkeys(row["cluster_id"] for row in members), 1)}
    links = fetch_rows(connection, LINKS, story["story_id"])
    yield f"Story {story['story_id']}: “{story['title'] or 'without a title'}”"
    count = story["cluster_count"]
    texts_in = f"{count} text{'' if count == 1 else 's'} in {story['language'] or 'a language not known'}"
    yield f"{MARGIN}{texts_in}, {_extent(story)}"
    yield from _listed("Who carried it, by the earliest time (UTC) that fits; copies have one number of text", [
        {"published": row["published"], "publisher": row["publisher"], "text": texts[row["cluster_id"]],
         "title": row["title"], "article": row["article_id"]}
        for row in members
    ])  # fmt: skip
    within = [row for row in links if row["is_left"] and row["is_right"] and row["relation"] != "fillings"]
    ends = [sorted(texts[row[f"{side}_cluster_id"]] for side in ("left", "right")) for row in within]
    yield from _listed("What holds it together: texts that probably report one event", [
        {"texts": f"{one} and {other}", **_chance(row)} for (one, other), row in zip(ends, within, strict=True)
    ])  # fmt: skip
    rule = "stories are merged if that is 50% or more by the mean likeness over all pairs of their texts"
    yield from _listed(f"What nearly came in: {rule}", [
        {"text": texts[row["left_cluster_id" if row["is_left"] else "right_cluster_id"]], "title": row["title"],
         **_chance(row), "story": row["story_id"]}
        for row in links if row["is_left"] != row["is_right"]
    ])  # fmt: skip


def _extent(group: Row) -> str:
    """How much, by how many, when, and who was first."""
    counts = [f"{group[f'{name}_count']} {name}{'' if group[f'{name}_count'] == 1 else 's'}"
              for name in ("article", "publisher")]  # fmt: skip
    first, last = group["first_published_date"], group["last_published_date"]
    days = "no date" if first is None else str(first) if first == last else f"{first} to {last}"
    begun = (
        f", first published as {group['first_article_id']}" if group["first_article_id"] else ", first one not certain"
    )
    return f"{' of '.join(counts)}, {days}{begun if group['article_count'] > 1 else ''}"


def _beside(row: Row, alike: dict[tuple[str, ...], Row]) -> str:
    if row["is_representative"]:
        return "stands for the cluster"
    pair = alike.get(tuple(sorted((row["article_id"], row["representative_article_id"]))))
    if pair is None or pair["score"] is None:
        return "tied to it by others"
    return f"likelihood {percent(pair['score'])}, {pair['shared_words']} words in common"


def _likeness(pair: Row) -> Row:
    if pair["score"] is None:
        return {"likelihood": "a person decided", "words in common": "", "longest passage": ""}
    found = f"{bar(pair['score'], SHORT_BAR)} {percent(pair['score'])}"
    return {"likelihood": found, "words in common": pair["shared_words"],
            "longest passage": pair["longest_passage_words"]}  # fmt: skip


def _chance(link: Row) -> Row:
    chance = float(probabilities(np.array([link["score"]]))[0])
    is_alike = link["relation"] == "same_event"
    return {
        "why": RELATIONS[link["relation"]],
        "likelihood": f"{bar(chance, SHORT_BAR)} {percent(chance)}" if is_alike else "",
        "days": "" if link["days_apart"] is None else link["days_apart"],
        "words that both have": ", ".join((link["shared_terms"] or [])[:5]),
    }


def _listed(head: str, rows: list[Row]) -> Iterator[str]:
    yield ""
    if not rows:
        yield f"{head.partition(':')[0]}: nothing"
        return
    yield from filled(head)
    width = line_width() - len(MARGIN)
    *lines, _ = table_lines(list(rows[0]), [[tuple(row.values()) for row in rows[:SHOWN]]], width)
    yield from (f"{MARGIN}{line}" for line in lines)
    if len(rows) > SHOWN:
        yield f"{MARGIN}and {len(rows) - SHOWN:,} more"
