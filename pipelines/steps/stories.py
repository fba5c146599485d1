"""Stories: which clusters tell the same thing, kept up to date where clusters changed.

Belongs here: the order of the work, and moving rows between tables and core. Does not: when two texts are one story
(core.matching.stories), rules of people (core.matching.clustering), ids (story_ids), terms (story_terms) and their
words (story_words).

A period whose texts changed is weighed again, its texts are compared again, and the stories that this affects are
decided again. The result is the same as when everything is (incremental_relinking).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.clustering.constraints import merge, split
from pipelines.core.matching.clustering.incremental_relinking import FREE, affected, relinked
from pipelines.core.matching.kernels import I32, I64, Bools, Pairs
from pipelines.core.matching.stories import candidates, similarity, windows
from pipelines.core.matching.stories.linkage import TextGraph
from pipelines.core.matching.stories.similarity import STORY_THRESHOLD, Texts
from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.story_fillings import MIN_SHARE, SCRATCH, name_fillings
from pipelines.steps.story_ids import assign_ids
from pipelines.steps.story_terms import (
    add_terms,
    assign_periods,
    read_grams,
    read_weighed_texts,
    read_word_numbers,
    seconds_of,
    weigh_periods,
)  # fmt: skip
from pipelines.steps.story_words import StoryWords, read_words, shared_words
from warehouse.engine import Engine

SIDES = ("left", "right")

WINDOW = timedelta(days=windows.WINDOW_DAYS + 1)


def stories(engine: Engine, settings: Settings) -> Counts:
    """Bring terms, edges and members of stories up to date; returns how many clusters were read and linked."""
    for model in ("changed_story_clusters", "left_periods"):
        engine.build(f"work.{model}")
    changed = engine.arrow("select cluster_id from work.changed_story_clusters")
    engine.delete_matching("dedup.story_terms", changed)
    read = add_terms(engine, settings.threads)
    words = read_words(engine)
    assign_periods(engine)
    engine.build("work.touched_periods")
    weighed = weigh_periods(engine, words.terms)
    delete_edges(engine, unique_ids(changed["cluster_id"], weighed["cluster_id"]))
    ends = update_certain_links(engine)
    found = add_event_edges(engine, words)
    linked = relink(engine, unique_ids(changed["cluster_id"], weighed["cluster_id"], *ends), words.terms)
    return {"clusters_read": read, "clusters_linked": linked, "edges_found": found}


def delete_edges(engine: Engine, clusters: pa.Table) -> None:
    """Delete the edges by content of these clusters, and all edges of those that changed or are gone."""
    engine.create_scratch("compared_clusters", clusters)
    engine.delete_matching("dedup.story_edges", engine.read("work.outdated_edges"))


def update_certain_links(engine: Engine) -> list[Any]:
    """Replace user rules and shared passages among the stored edges; returns the columns of ends that this affects."""
    for model in ("certain_links", "kept_certain_links"):
        engine.build(f"work.{model}")
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
    since, until = (
        np.concatenate([seconds_of(links[f"{side}_{name}"]) for side in SIDES]) for name in ("since", "until")
    )
    places = np.arange(len(links))
    return days_column(windows.days_apart(places, len(links) + places, windows.days_of(since, until)))


def add_event_edges(engine: Engine, words: StoryWords) -> int:
    """Append the edges by content and time of the texts of touched periods; returns how many."""
    count, alike = 0, []
    for span in engine.read("work.period_spans").to_pylist():
        first, last = span["first_time"] - WINDOW, span["last_time"] + WINDOW
        params = {"language": span["language"], "period": span["period"], "first": first, "last": last}
        edges, share_grams = event_edges(engine.read("work.comparable_clusters", params), words)
        count += engine.append("dedup.story_edges", edges.filter(pc.invert(share_grams)).drop_columns(SCRATCH))
        language = pa.repeat(span["language"], pc.sum(share_grams).as_py() or 0)
        alike.append(edges.filter(share_grams).append_column("language", language))
    if alike:
        for named in name_fillings(engine, pa.concat_tables(alike)):
            count += engine.append("dedup.story_edges", named.drop_columns([*SCRATCH, "language"]))
    return count


def event_edges(clusters: pa.Table, words: StoryWords) -> "tuple[pa.Table, pa.Array[Any]]":
    """(edges among rows of work.comparable_clusters with at least one end in the period, which of them share grams).

    is_same_publisher: NULL where a publisher is unknown
    """
    texts, numbers = read_weighed_texts(clusters, words.terms), read_word_numbers(clusters)
    is_of_period, grams = clusters["is_of_period"].to_numpy().astype(np.bool_), read_grams(clusters)
    clusters = clusters.select(["cluster_id", "article_id", "publisher_id"])  # frees the lists of terms
    found = candidates.find(texts, is_of_period, grams)
    ids: Any = clusters["cluster_id"].combine_chunks()
    articles: Any = clusters["article_id"].combine_chunks()
    publishers: Any = clusters["publisher_id"].combine_chunks()
    is_ordered = pc.less(ids.take(pa.array(found.left)), ids.take(pa.array(found.right))).to_numpy(False)
    lefts, rights = (np.where(is_ordered, *ends) for ends in (found[:2], found[1::-1]))
    order = np.lexsort((rights, lefts))  # repeated ids take little room
    lefts, rights = lefts[order], rights[order]
    days = windows.days_apart(lefts, rights, windows.Days(texts.first, texts.last))
    edges = pa.table(
        {
            "left_cluster_id": ids.take(pa.array(lefts)),
            "right_cluster_id": ids.take(pa.array(rights)),
            "relation": pa.repeat("same_event", len(lefts)),
            "score": pa.array(found.similarities[order], pa.int32()),
            "days_apart": days_column(days),
            "shared_terms": shared_words(lefts, rights, texts, numbers, words),
            "left_article_id": articles.take(pa.array(lefts)),
            "right_article_id": articles.take(pa.array(rights)),
            "is_same_publisher": pc.equal(*(publishers.take(pa.array(ends)) for ends in (lefts, rights))),
        }
    )
    return edges, pa.array(found.shares[order] >= MIN_SHARE)


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


def relink(engine: Engine, changed: pa.Table, terms_of: I32) -> int:
    """Decide the stories of the changed clusters' components, and of all components that this affects, again.

    changed: ids of clusters; terms_of: the term that each stored word spells
    Returns how many clusters were decided.
    """
    linked: Linked | None = None
    while True:
        engine.replace("work.relinked_clusters", changed)
        engine.replace("work.relinked_clusters", engine.read("work.component_clusters"))
        engine.build("work.boundary_clusters")
        linked = link(engine, terms_of, linked)
        is_affected = affected(linked.before, linked.component)
        if not is_affected.any():
            break
        more = pa.chunked_array([linked.clusters.filter(pa.array(is_affected))])
        changed = unique_ids(changed["cluster_id"], more)
    free = np.flatnonzero(linked.before == FREE)
    components = linked.articles.take(linked.component[free])
    assign_ids(engine, linked.clusters.take(free), linked.story[free], components)
    return len(free)


def link(engine: Engine, terms_of: I32, earlier: Linked | None = None) -> Linked:
    """Link the clusters to be decided together with their boundary.

    terms_of: as in relink; earlier: how some of these clusters were linked before others joined them: those that no
    pair ties to a new one, directly or through others, are linked as they were
    """
    engine.build("work.linked_nodes")
    nodes = engine.arrow("select * from work.linked_nodes order by node")
    texts = read_weighed_texts(nodes, terms_of)
    clusters, articles, before = (nodes[name].combine_chunks() for name in ("cluster_id", "article_id", "component_id"))
    del nodes
    edges = engine.read("work.linked_edges")
    lefts, rights = (edges[f"{side}_node"].to_numpy() for side in SIDES)

    def link_alone(is_chosen: Bools) -> Pairs:
        graph, rules = story_graph(edges.filter(pa.array(is_chosen[lefts] & is_chosen[rights])), texts)
        with engine.reduced_memory():
            component = merge(graph, STORY_THRESHOLD, *rules)
            return np.stack([component, split(graph, component, STORY_THRESHOLD, *rules)], axis=1)

    found = relinked(np.stack([lefts, rights], axis=1), known_groups(clusters, earlier), link_alone)
    encoded: Any = pc.dictionary_encode(before)
    numbers = encoded.indices.fill_null(FREE).to_numpy().astype(np.int64)
    return Linked(clusters, articles, found[:, 0], found[:, 1], numbers)


def known_groups(clusters: "pa.Array[Any]", earlier: Linked | None) -> Pairs:
    """The component and the story of each cluster that was linked earlier, FREE of others."""
    known = np.full((len(clusters), 2), FREE)
    if earlier:
        now = places_in(clusters, earlier.clusters)
        known[now] = np.stack([now[earlier.component], now[earlier.story]], axis=1)
    return known


def story_graph(edges: pa.Table, texts: Texts) -> tuple[TextGraph, list[Pairs]]:
    """(the graph of the pairs that may be one story, [must-link pairs, cannot-link pairs]) of work.linked_edges."""
    pairs = np.stack([edges[f"{side}_node"].to_numpy() for side in SIDES], axis=1).astype(np.int64)
    is_rule, is_passage, is_event, has_fillings = (
        pc.equal(edges["relation"], pa.scalar(relation)).to_numpy()  # an array of strings would be an object for each
        for relation in ("override", "shared_passage", "same_event", "fillings")
    )
    extras = np.zeros(len(pairs), np.int64)
    extras[is_event] = -similarity.lone_term_losses(pairs[is_event, 0], pairs[is_event, 1], texts)
    extras[has_fillings] = -similarity.FILLINGS_MALUS
    extras[is_passage] = similarity.passage_bonuses(pairs[is_passage, 0], pairs[is_passage, 1], texts)
    is_candidate, is_wanted = ~is_rule & ~(is_passage & (extras < 0)), edges["score"].to_numpy() > 0
    rules = [pairs[is_rule & is_wanted], pairs[is_rule & ~is_wanted]]
    return TextGraph(pairs[is_candidate], extras[is_candidate], texts), rules


def places_in(known: "pa.Array[Any]", ids: "pa.Array[Any]") -> I64:
    """The place of each id among those known, -1 where it is not."""
    found: Any = pc.index_in(ids, known)
    places: I64 = found.fill_null(-1).to_numpy().astype(np.int64)
    return places


def unique_ids(*columns: Any) -> pa.Table:
    """One column `cluster_id` with each value of the given columns once."""
    chunks = [chunk for column in columns for chunk in column.chunks]
    unique: Any = pc.unique(pa.chunked_array(chunks, pa.string()))
    return pa.table({"cluster_id": unique})


def days_column(days: I64) -> "pa.Array[Any]":
    """Whole days as a column, -1 becoming NULL."""
    return pa.array(days, pa.int32(), mask=days < 0)
