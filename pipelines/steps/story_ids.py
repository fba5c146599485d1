"""Ids of stories: which story of this run continues which one of the version before.

Belongs here: feeding core.stable_ids with articles and their former stories, and storing what it says. Does not: the
rules themselves (core.stable_ids), how stories are found (steps.stories).

Continuity is judged by articles, not clusters: cluster ids come and go with copies, articles stay.
"""

from collections import Counter, defaultdict
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.clustering import stable_ids
from warehouse.engine import Engine

ARTICLES = (
    "select m.cluster_id, m.article_id, a.story_id from dedup.cluster_members m"
    " inner join work.relinked_clusters using (cluster_id) left join previous.articles a on m.article_id = a.article_id"
)

AGES = (
    "select story_id, min(since) as since from dedup.story_members"
    " inner join work.relinked_clusters using (cluster_id) group by story_id"
)

HELD = (
    "select distinct m.story_id from dedup.story_members m anti join work.relinked_clusters using (cluster_id)"
    " where m.story_id in (select unnest(?))"
)
"""Stories that a cluster outside of this change holds: their ids are not to be had."""

TAKEN = (
    "select story_id from dedup.story_members where story_id in (select unnest($1))"
    " union select old_id from main.id_aliases where kind = 'story' and old_id in (select unnest($1))"
)

SUCCESSORS = (
    "select a.story_id, m.story_id, count(*) from previous.articles a"
    " inner join dedup.cluster_members c on a.article_id = c.article_id"
    " inner join dedup.story_members m on c.cluster_id = m.cluster_id"
    " where a.story_id in (select unnest(?)) group by all"
)


MEMBERS: dict[str, Any] = {
    "cluster_id": pa.string(),
    "story_id": pa.string(),
    "component_id": pa.string(),
    "since": pa.timestamp("us", "UTC"),
}


def assign_ids(engine: Engine, clusters: "pa.Array[Any]", story: Any, components: "pa.Array[Any]") -> None:
    """Store the story of each cluster under a lasting id, and which ids were retired.

    clusters: ids; story: number of the first cluster of its story, beside them; components: their labels
    """
    groups, old_ids = _groups(engine, clusters, story)
    ages = dict(engine.rows(AGES))
    seconds = {old: int(since.timestamp()) for old, since in ages.items()}
    given = stable_ids.assign("story", list(groups.values()), old_ids, seconds, lambda ids: _taken(engine, ids))
    id_of = dict(zip(groups, given.ids, strict=True))
    ids = [id_of[number] for number in story.tolist()]
    since = [ages.get(each, engine.run.started_at) for each in ids]
    engine.delete_matching("dedup.story_members", engine.arrow("select cluster_id from work.relinked_clusters"))
    rows: dict[str, Any] = {"cluster_id": clusters, "story_id": ids, "component_id": components, "since": since}
    engine.append("dedup.story_members", pa.table(rows, schema=pa.schema(MEMBERS)))
    retired = set(ages) | set(given.aliases)
    _retire(engine, retired - set(given.ids), given.aliases)


def _groups(
    engine: Engine, clusters: "pa.Array[Any]", story: "np.ndarray[Any, np.dtype[np.int64]]"
) -> tuple[dict[int, list[str]], dict[str, str]]:
    """(articles of each story, by the number of its first cluster; former story of each article, if it can be had)."""
    number_of = dict(zip(clusters.to_pylist(), story.tolist(), strict=True))
    groups: dict[int, list[str]] = defaultdict(list)
    old_ids: dict[str, str] = {}
    for cluster_id, article_id, old_id in engine.rows(ARTICLES):
        if cluster_id in number_of:
            groups[number_of[cluster_id]].append(article_id)
            if old_id is not None:
                old_ids[article_id] = old_id
    held = {row[0] for row in engine.rows(HELD, [sorted(set(old_ids.values()))])}
    return groups, {article: old for article, old in old_ids.items() if old not in held}


def _taken(engine: Engine, ids: list[str]) -> set[str]:
    return {row[0] for row in engine.rows(TAKEN, [ids])}


def _retire(engine: Engine, gone: set[str], aliases: dict[str, str]) -> None:
    """Note each retired id with its successor: by the rules, else where most of its articles are now, else none."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new, count in engine.rows(SUCCESSORS, [sorted(gone - set(aliases))]):
        votes[old][new] += count
    found = {old: min(vote, key=lambda new: (-vote[new], new)) for old, vote in votes.items()}
    olds = sorted(gone)
    news = [aliases.get(old) or found.get(old) for old in olds]
    rows = {"old_id": pa.array(olds, pa.string()), "new_id": pa.array(news, pa.string())}
    engine.replace("work.retired_story_ids", pa.table(rows))
