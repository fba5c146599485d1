"""Relinking: the stories of changed clusters, and of all clusters that this affects, decided again on one machine.

Belongs here: which clusters are linked together, and how edges and terms of stories make a graph of texts. Does not:
linkage (core.matching.stories), the same on executors (flow_relinking), where edges come from (stories), ids
(story_ids).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.clustering.constraints import merge, split
from pipelines.core.matching.clustering.incremental_relinking import FREE, affected, relinked
from pipelines.core.matching.kernels import I32, I64, Bools, Pairs
from pipelines.core.matching.stories import similarity
from pipelines.core.matching.stories.linkage import TextGraph
from pipelines.core.matching.stories.similarity import STORY_THRESHOLD, Texts
from pipelines.steps.story_ids import assign_ids
from pipelines.steps.story_terms import read_weighed_texts
from warehouse import catalog
from warehouse.engine import Engine, Rows

SIDES = ("left", "right")

NODES = (
    "select n.*, t.since, t.until, t.is_dated, t.word_count, t.weekdays, t.frame_share, t.term_words, t.term_weights"
    " from work.linked_nodes n inner join dedup.story_terms t using (cluster_id) order by n.node"
)


@dataclass(frozen=True, slots=True)
class Linked:
    """Linked clusters with their representative articles, ordered by article.

    component, story: of each cluster, as the number of the first cluster in it
    before: of each boundary cluster the component it must be in again, likewise; FREE of others
    """

    clusters: "pa.Array[Any]"
    articles: "pa.Array[Any]"
    component: I64
    story: I64
    before: I64


def relink(engine: Engine, changed: Rows, terms_of: I32) -> int:
    """Decide the stories of the changed clusters' components, and of all components that this affects, again.

    changed: cluster_id; terms_of: the term that each stored word spells
    Returns how many clusters were decided.
    """
    linked: Linked | None = None
    engine.replace("work.relinked_clusters", changed)
    while True:
        collect_nodes(engine)
        linked = link(engine, terms_of, linked)
        is_affected = affected(linked.before, linked.component)
        if not is_affected.any():
            break
        engine.append("work.relinked_clusters", pa.table({"cluster_id": linked.clusters.filter(pa.array(is_affected))}))
    free = np.flatnonzero(linked.before == FREE)
    story, component = (linked.articles.take(of[free]) for of in (linked.story, linked.component))
    decided = {"cluster_id": linked.clusters.take(free), "story": story, "component_id": component}
    engine.create_scratch("decided_clusters", pa.table(decided))
    assign_ids(engine)
    return len(free)


def collect_nodes(engine: Engine) -> None:
    """Add the other clusters of their components to work.relinked_clusters; make work.linked_nodes of these and their
    boundary.
    """
    engine.replace("work.relinked_clusters", catalog.models()["work.component_clusters"].sql)
    for model in ("boundary_clusters", "linked_nodes"):
        engine.build(f"work.{model}")


def link(engine: Engine, terms_of: I32, earlier: Linked | None = None) -> Linked:
    """Link the clusters to be decided together with their boundary.

    terms_of: as in relink; earlier: how some of these clusters were linked before others joined them: those that no
    pair ties to a new one, directly or through others, are linked as they were
    """
    nodes = engine.arrow(NODES)
    texts = read_weighed_texts(nodes, terms_of)
    clusters, articles = (nodes[name].combine_chunks() for name in ("cluster_id", "article_id"))
    before = numbers_of(nodes["before"])
    del nodes
    edges = engine.read("work.linked_edges")
    pairs = np.stack([edges[f"{side}_node"].to_numpy() for side in SIDES], axis=1)
    found = link_again(edges, pairs, texts, known_groups(clusters, earlier), engine.reduced_memory)
    return Linked(clusters, articles, found[:, 0], found[:, 1], before)


def link_again(
    edges: pa.Table,
    pairs: Pairs,
    texts: Texts,
    known: Pairs,
    reduced_memory: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> Pairs:
    """The component and the story of each text, by the number of the first in it.

    edges: rows of work.linked_edges; pairs: the texts that each is between, as numbers
    known: component and story of the texts of which they are known, unless others change them, FREE of others
    """

    def link_alone(is_chosen: Bools) -> Pairs:
        is_inner: Bools = np.all(is_chosen[pairs], axis=1)
        graph, rules = story_graph(edges.filter(pa.array(is_inner)), pairs[is_inner].astype(np.int64), texts)
        with reduced_memory():
            component = merge(graph, STORY_THRESHOLD, *rules)
            return np.stack([component, split(graph, component, STORY_THRESHOLD, *rules)], axis=1)

    return relinked(pairs, known, link_alone)


def known_groups(clusters: "pa.Array[Any]", earlier: Linked | None) -> Pairs:
    """The component and the story of each cluster that was linked earlier, FREE of others."""
    known = np.full((len(clusters), 2), FREE)
    if earlier:
        now = places_in(clusters, earlier.clusters)
        known[now] = np.stack([now[earlier.component], now[earlier.story]], axis=1)
    return known


def story_graph(edges: pa.Table, pairs: Pairs, texts: Texts) -> tuple[TextGraph, list[Pairs]]:
    """(the graph of the pairs that may be one story, [must-link pairs, cannot-link pairs]) of rows of
    work.linked_edges; pairs: the texts that each is between, as numbers
    """
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


def numbers_of(column: Any) -> I64:
    """A column of numbers, FREE where NULL."""
    numbers: I64 = column.fill_null(FREE).to_numpy().astype(np.int64)
    return numbers
