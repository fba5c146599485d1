"""Stories: which clusters tell one thing, kept up to date where clusters changed.

Belongs here: the order of the work, and moving rows between tables and core. Does not: what makes two texts one story
(core.stories), linkage (core.linkage), ids (core.stable_ids), naming shared terms (steps.story_terms).

A cluster is looked at again when its representative, its text or its times changed; a story when that disturbs it.
What comes out is the same as when everything is linked anew (core.locality).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.clustering import incremental_relinking, linkage
from pipelines.core.matching.clustering.constraints import Graph, Pairs, gathered, parted
from pipelines.core.matching.stories import candidates, similarity, windows
from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.story_ids import assign_ids
from pipelines.steps.story_terms import learn_terms, name_shared_terms, terms_of
from warehouse.engine import Engine

CHANGED = "select cluster_id from work.changed_story_clusters"

LANGUAGES = (
    "select distinct language from dedup.story_terms inner join work.changed_story_clusters using (cluster_id)"
    " where language is not null order by language"
)

SPAN = (
    "select min(least(earliest, fetched)) as first, max(greatest(latest, fetched)) as last from dedup.story_terms"
    " inner join work.changed_story_clusters using (cluster_id) where language = ?"
)

IN_SPAN = (
    "select s.*, c.cluster_id is not null as is_new from dedup.story_terms s"
    " left join work.changed_story_clusters c using (cluster_id)"
    " where s.language = ? and ((s.earliest <= ? and s.latest >= ?) or (s.fetched >= ? and s.fetched <= ?))"
    " order by s.article_id"
)

SAME_LINK = (
    "p.left_cluster_id = e.left_cluster_id and p.right_cluster_id = e.right_cluster_id and p.relation = e.relation"
    " and p.score = e.score and p.left_article_id = e.left_article_id and p.right_article_id = e.right_article_id"
)
NEW_LINKS = (
    "select p.* from work.certain_links p"
    f" anti join (from dedup.story_edges where relation in ('shared_passage', 'override')) e on {SAME_LINK}"
)
OLD_LINKS = (
    "select e.left_cluster_id, e.right_cluster_id, e.relation from dedup.story_edges e"
    f" anti join work.certain_links p on {SAME_LINK}"
    " left join work.touched_clusters l on e.left_cluster_id = l.cluster_id"
    " left join work.touched_clusters r on e.right_cluster_id = r.cluster_id"
    " where e.relation = 'override'"
    " or e.relation = 'shared_passage' and (l.cluster_id is not null or r.cluster_id is not null)"
)

TIMES = (
    "select cluster_id, earliest, latest, fetched from dedup.story_terms"
    " inner join work.relinked_clusters using (cluster_id)"
)

OF_TOUCHED = (
    "select cluster_id from work.relinked_clusters union select m.cluster_id from dedup.story_members m"
    " where m.component_id in (select component_id from dedup.story_members"
    " inner join work.relinked_clusters using (cluster_id))"
)

NEAR = (
    "select left_cluster_id, right_cluster_id from dedup.story_edges where score >= $1 and (left_cluster_id in"
    " (from work.relinked_clusters)) <> (right_cluster_id in (from work.relinked_clusters))"
)
"""Edges that tie a cluster to be decided on to another: looked at in one pass, for all of them take long."""

RIM = (
    "select cluster_id from dedup.story_members where component_id in (select component_id from dedup.story_members"
    " inner join work.near_clusters using (cluster_id) anti join work.relinked_clusters using (cluster_id))"
)

NODES = (
    "select t.cluster_id, t.article_id, case when r.cluster_id is null then m.component_id end as component_id"
    " from dedup.story_terms t inner join (from work.relinked_clusters union from work.rim_clusters)"
    " using (cluster_id) left join work.relinked_clusters r using (cluster_id)"
    " left join dedup.story_members m using (cluster_id) order by t.article_id"
)
"""Clusters to be linked, with their component where they must come out as they are."""

EDGES = (
    "select l.place as left, r.place as right, max(e.score) as score from dedup.story_edges e"
    " inner join work.linked_nodes l on e.left_cluster_id = l.cluster_id"
    " inner join work.linked_nodes r on e.right_cluster_id = r.cluster_id"
    " where e.relation <> 'override' group by l.place, r.place"
)

TOLD = (
    "select l.place as left, r.place as right, e.score from dedup.story_edges e"
    " inner join work.linked_nodes l on e.left_cluster_id = l.cluster_id"
    " inner join work.linked_nodes r on e.right_cluster_id = r.cluster_id where e.relation = 'override'"
)
"""What people say of clusters that are linked anew: must be one story (score above 0) or must not."""


def stories(engine: Engine, settings: Settings) -> Counts:
    """Bring terms, edges and members of stories up to date; returns how many clusters were read and linked anew."""
    engine.build("work.changed_story_clusters")
    changed = engine.arrow(CHANGED)
    forget(engine, changed)
    learned = learn_terms(engine)
    ends = renew_certain_links(engine)
    find_events(engine)
    linked = relink(engine, joined([changed["cluster_id"], *ends]))
    named = name_shared_terms(engine)
    return {"clusters_read": learned, "clusters_linked": linked, "links_explained": named}


def forget(engine: Engine, changed: pa.Table) -> None:
    """Delete the terms and edges of clusters that changed or are gone."""
    engine.delete_matching("dedup.story_terms", changed)
    engine.delete_matching("dedup.story_edges", changed.rename_columns(["left_cluster_id"]))
    engine.delete_matching("dedup.story_edges", changed.rename_columns(["right_cluster_id"]))


def renew_certain_links(engine: Engine) -> list[Any]:
    """Make the stored edges that no likeness weighs those of this run; returns the ends of those that came or went."""
    engine.build("work.certain_links")
    gone, new = engine.arrow(OLD_LINKS), engine.arrow(NEW_LINKS)
    if len(gone):
        engine.delete_matching("dedup.story_edges", gone)
    ends = [table[side] for table in (gone, new) for side in ("left_cluster_id", "right_cluster_id")]
    engine.replace("work.relinked_clusters", distinct(ends[2:]))
    known = engine.arrow(TIMES)
    left, right = (place_in(new[side], known["cluster_id"]) for side in ("left_cluster_id", "right_cluster_id"))
    days = days_column(windows.days_apart(left, right, times_of(known)))
    engine.append("dedup.story_edges", new.append_column("days_apart", days))
    return ends


def find_events(engine: Engine) -> None:
    """Append the edges by content and time of the clusters that changed."""
    for (language,) in engine.rows(LANGUAGES):
        first, last = engine.rows(SPAN, [language])[0]
        if first is None:
            continue
        reach = windows.reach(first, last)
        bounds = [language, reach[1], reach[0], reach[0], reach[1]]
        engine.append("dedup.story_edges", event_edges(engine, engine.arrow(IN_SPAN, bounds)))


def event_edges(engine: Engine, rows: pa.Table) -> pa.Table:
    """The edges among rows of story_terms of one language, at least one end being new."""
    times, is_new, terms = times_of(rows), rows["is_new"].to_numpy().astype(np.bool_), terms_of(rows)
    rows = rows.select(["cluster_id", "article_id"])  # the lists of terms, half a gigabyte of a million, are copied now
    found = candidates.find(terms, times, is_new)
    ids: Any = rows["cluster_id"].combine_chunks()
    articles: Any = rows["article_id"].combine_chunks()
    is_ordered = pc.less(ids.take(pa.array(found.left)), ids.take(pa.array(found.right))).to_numpy(False)
    left = pa.array(np.where(is_ordered, found.left, found.right))
    right = pa.array(np.where(is_ordered, found.right, found.left))
    return pa.table(
        {
            "left_cluster_id": ids.take(left),
            "right_cluster_id": ids.take(right),
            "relation": pa.repeat("same_event", len(left)),
            "score": pa.array(found.scores, pa.int32()),
            "days_apart": days_column(windows.days_apart(found.left, found.right, times)),
            "left_article_id": articles.take(left),
            "right_article_id": articles.take(right),
        }
    )


@dataclass(frozen=True, slots=True)
class Linked:
    """Clusters that were linked, by their article: component and story as the place of the first cluster of each;
    before: number of the component it was in and must be again, incremental_relinking.FREE where it may be any.
    """

    clusters: "pa.Array[Any]"
    articles: "pa.Array[Any]"
    component: linkage.Numbers
    story: linkage.Numbers
    before: linkage.Numbers


def relink(engine: Engine, touched: Any) -> int:
    """Decide anew the stories of these clusters' components and of all that this disturbs (core.locality); returns how
    many clusters that are.
    """
    while True:
        engine.replace("work.relinked_clusters", distinct([touched]))
        engine.replace("work.relinked_clusters", engine.arrow(OF_TOUCHED))
        near = engine.arrow(NEAR, [similarity.STORY_THRESHOLD])
        engine.replace("work.near_clusters", distinct([near["left_cluster_id"], near["right_cluster_id"]]))
        engine.replace("work.rim_clusters", engine.arrow(RIM))
        linked = link(engine)
        is_disturbed: Any = pa.array(incremental_relinking.disturbed(linked.before, linked.component))
        if not pc.any(is_disturbed).as_py():
            break
        touched = joined([touched, pa.chunked_array([linked.clusters.filter(is_disturbed)])])
    free = np.flatnonzero(linked.before == incremental_relinking.FREE)
    places: Any = pa.array(free)
    first: Any = pa.array(linked.component[free])
    assign_ids(engine, linked.clusters.take(places), linked.story[free], linked.articles.take(first))
    return len(free)


def link(engine: Engine) -> Linked:
    """Link the clusters that are to be decided on together with their rim."""
    nodes = engine.arrow(NODES)
    places = pa.array(np.arange(len(nodes), dtype=np.int32))
    engine.replace("work.linked_nodes", nodes.select(["cluster_id"]).append_column("place", places))
    edges = engine.arrow(EDGES)
    graph = Graph(pairs_of(edges), edges["score"].to_numpy().astype(np.int64), len(nodes))
    joins, bars = told(engine)
    component = gathered(graph, similarity.STORY_THRESHOLD, joins, bars)
    story = parted(graph, component, similarity.STORY_THRESHOLD, joins, bars)
    clusters, articles, before = (nodes[name].combine_chunks() for name in nodes.column_names)
    encoded: Any = pc.dictionary_encode(before)
    numbers = encoded.indices.fill_null(incremental_relinking.FREE).to_numpy().astype(np.int64)
    return Linked(clusters, articles, component, story, numbers)


def told(engine: Engine) -> list[Pairs]:
    """Rows of places of clusters that people say must, and must not, be one story."""
    rules = engine.arrow(TOLD)
    is_join = rules["score"].to_numpy() > 0
    return [pairs_of(rules)[chosen] for chosen in (is_join, ~is_join)]


def pairs_of(rows: pa.Table) -> Pairs:
    """Rows of places from the columns left and right."""
    return np.stack([rows[side].to_numpy() for side in ("left", "right")], axis=1).astype(np.int64)


def distinct(columns: list[Any]) -> pa.Table:
    """One column `cluster_id` with each value of the given columns once."""
    unique: Any = pc.unique(joined(columns))
    return pa.table({"cluster_id": unique})


def joined(columns: list[Any]) -> Any:
    """The given columns of ids as one."""
    return pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string())


def place_in(values: Any, known: Any) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """Place of each value in `known`, where it must be."""
    known = known.combine_chunks() if isinstance(known, pa.ChunkedArray) else known
    return np.asarray(pc.index_in(values, known).to_numpy(), np.int64)


def times_of(rows: pa.Table) -> windows.Times:
    """The times of rows with columns earliest, latest and fetched, in seconds, cleaned."""
    return windows.clean(windows.Times(*(_seconds(rows[name]) for name in ("earliest", "latest", "fetched"))))


def _seconds(column: Any) -> windows.Seconds:
    micros: Any = column.cast(pa.timestamp("us", "UTC")).cast(pa.int64()).fill_null(0).to_numpy()
    return np.where(column.is_valid().to_numpy(), micros // 1_000_000, windows.UNKNOWN)


def days_column(days: windows.Seconds) -> "pa.Array[Any]":
    """Whole days as a column, -1 becoming NULL."""
    return pa.array(days, pa.int32(), mask=days < 0)
