"""Stories: which clusters tell the same thing, kept up to date where clusters changed.

Belongs here: the order of the work, and moving rows between tables and core. Does not: when two texts are one story
(core.matching.stories), linkage (core.matching.clustering), ids (story_ids), terms and their names (story_terms).

A cluster is compared again when its representative, its text or its times changed; a story is decided again when this
affects it. The result is the same as when all clusters are linked again (incremental_relinking).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.clustering.constraints import Graph, merge, split
from pipelines.core.matching.clustering.incremental_relinking import FREE, affected
from pipelines.core.matching.kernels import I64
from pipelines.core.matching.stories import candidates, windows
from pipelines.core.matching.stories.similarity import STORY_THRESHOLD
from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.story_ids import assign_ids
from pipelines.steps.story_terms import add_terms, name_shared_terms, read_terms
from warehouse.engine import Engine

SIDES = ("left", "right")


def stories(engine: Engine, settings: Settings) -> Counts:
    """Bring terms, edges and members of stories up to date; returns how many clusters were read and linked."""
    engine.build("work.changed_story_clusters")
    changed = engine.arrow("select cluster_id from work.changed_story_clusters")
    delete_terms_and_edges(engine, changed)
    read = add_terms(engine)
    ends = update_certain_links(engine)
    add_event_edges(engine)
    linked = relink(engine, unique_ids(changed["cluster_id"], *ends))
    named = name_shared_terms(engine)
    return {"clusters_read": read, "clusters_linked": linked, "links_explained": named}


def delete_terms_and_edges(engine: Engine, changed: pa.Table) -> None:
    """Delete the terms and edges of clusters that changed or are gone."""
    engine.delete_matching("dedup.story_terms", changed)
    for side in SIDES:
        engine.delete_matching("dedup.story_edges", changed.rename_columns([f"{side}_cluster_id"]))


def update_certain_links(engine: Engine) -> list[Any]:
    """Replace user rules and shared passages among the stored edges; returns the columns of ends that this affects."""
    engine.build("work.certain_links")
    engine.build("work.kept_certain_links")
    lost, new = engine.read("work.lost_certain_links"), engine.read("work.new_certain_links")
    if len(lost):
        engine.delete_matching("dedup.story_edges", lost)
    edges = new.select(
        ["left_cluster_id", "right_cluster_id", "relation", "score", "left_article_id", "right_article_id"]
    )
    engine.append("dedup.story_edges", edges.append_column("days_apart", days_between_ends(new)))
    return [table[f"{side}_cluster_id"] for table in (lost, new) for side in SIDES]


def days_between_ends(links: pa.Table) -> "pa.Array[Any]":
    """Whole days between the clusters of each link, as a column; links: with the times of either side."""
    left, right = (times_of(links, f"{side}_") for side in SIDES)
    both = windows.Times(*(np.concatenate(pair) for pair in zip(left, right, strict=True)))
    places = np.arange(len(links))
    return days_column(windows.days_apart(places, len(links) + places, both))


def add_event_edges(engine: Engine) -> None:
    """Append the edges by content and time of the clusters that changed."""
    for span in engine.read("work.story_time_spans").to_pylist():
        first, last = windows.reach(span["first_time"], span["last_time"])
        params = {"language": span["language"], "first": first, "last": last}
        engine.append("dedup.story_edges", event_edges(engine.read("work.comparable_clusters", params)))


def event_edges(clusters: pa.Table) -> pa.Table:
    """The edges among rows of work.comparable_clusters with at least one changed end."""
    times, is_new, terms = times_of(clusters), clusters["is_new"].to_numpy().astype(np.bool_), read_terms(clusters)
    clusters = clusters.select(["cluster_id", "article_id"])  # frees the lists of terms, half a gigabyte of a million
    found = candidates.find(terms, times, is_new)
    ids: Any = clusters["cluster_id"].combine_chunks()
    articles: Any = clusters["article_id"].combine_chunks()
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
    """Linked clusters with their representative articles, ordered by article.

    component, story: of each cluster, as the number of the first cluster in it
    before: of each boundary cluster the component it must be in again, as a number; FREE of others
    """

    clusters: "pa.Array[Any]"
    articles: "pa.Array[Any]"
    component: I64
    story: I64
    before: I64


def relink(engine: Engine, changed: pa.Table) -> int:
    """Decide the stories of the changed clusters' components, and of all components that this affects, again.

    changed: ids of clusters. Returns how many clusters were decided.
    """
    while True:
        engine.replace("work.relinked_clusters", changed)
        engine.replace("work.relinked_clusters", engine.read("work.component_clusters"))
        engine.build("work.boundary_clusters", {"threshold": STORY_THRESHOLD})
        linked = link(engine)
        is_affected = affected(linked.before, linked.component)
        if not is_affected.any():
            break
        more = pa.chunked_array([linked.clusters.filter(pa.array(is_affected))])
        changed = unique_ids(changed["cluster_id"], more)
    free = np.flatnonzero(linked.before == FREE)
    components = linked.articles.take(linked.component[free])
    assign_ids(engine, linked.clusters.take(free), linked.story[free], components)
    return len(free)


def link(engine: Engine) -> Linked:
    """Link the clusters to be decided together with their boundary."""
    engine.build("work.linked_nodes")
    nodes = engine.arrow("select cluster_id, article_id, component_id from work.linked_nodes order by node")
    clusters, articles, before = (nodes[name].combine_chunks() for name in nodes.column_names)
    edges = engine.read("work.linked_edges")
    pairs = np.stack([edges[f"{side}_node"].to_numpy() for side in SIDES], axis=1).astype(np.int64)
    scores, is_rule = edges["score"].to_numpy().astype(np.int64), edges["is_rule"].to_numpy().astype(np.bool_)
    graph = Graph(pairs[~is_rule], scores[~is_rule], len(nodes))
    rules = [pairs[is_rule & (scores > 0)], pairs[is_rule & (scores == 0)]]
    component = merge(graph, STORY_THRESHOLD, *rules)
    story = split(graph, component, STORY_THRESHOLD, *rules)
    encoded: Any = pc.dictionary_encode(before)
    numbers = encoded.indices.fill_null(FREE).to_numpy().astype(np.int64)
    return Linked(clusters, articles, component, story, numbers)


TIMES = ("earliest", "latest", "fetched")
"""Columns of times, in the order of windows.Times."""


def unique_ids(*columns: Any) -> pa.Table:
    """One column `cluster_id` with each value of the given columns once."""
    chunks = [chunk for column in columns for chunk in column.chunks]
    unique: Any = pc.unique(pa.chunked_array(chunks, pa.string()))
    return pa.table({"cluster_id": unique})


def times_of(rows: pa.Table, prefix: str = "") -> windows.Times:
    """The times of rows with columns earliest, latest and fetched, in seconds; unusable ones unknown."""
    return windows.clean(windows.Times(*(_seconds(rows[f"{prefix}{name}"]) for name in TIMES)))


def _seconds(column: Any) -> windows.Seconds:
    micros: Any = column.cast(pa.timestamp("us", "UTC")).cast(pa.int64()).fill_null(0).to_numpy()
    return np.where(column.is_valid().to_numpy(), micros // 1_000_000, windows.UNKNOWN)


def days_column(days: windows.Seconds) -> "pa.Array[Any]":
    """Whole days as a column, -1 becoming NULL."""
    return pa.array(days, pa.int32(), mask=days < 0)
