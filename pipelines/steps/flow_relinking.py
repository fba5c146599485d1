"""Relinking by flows: edges and terms go to executors component by component, and no row comes back.

Belongs here: which nodes go to one call, that call, and the rounds. Does not: what is linked together and how
(relinking), the ids of stories (story_ids).
"""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.core.matching.clustering.incremental_relinking import FREE, affected
from pipelines.core.matching.kernels import I32, I64
from pipelines.core.matching.stories.similarity import Texts
from pipelines.steps.components import find_components
from pipelines.steps.flow_story_terms import hash_terms
from pipelines.steps.relinking import SIDES, collect_nodes, link_again, numbers_of
from pipelines.steps.story_ids import assign_ids
from pipelines.steps.story_terms import flat, weighed_texts
from warehouse import catalog
from warehouse.engine import Engine, FlowOptions

EDGES_PER_CALL = 100_000
"""From this many edges a component has a call of its own; smaller ones have so many together."""

NONE_KNOWN = "select cluster_id, article_id as component_id, article_id as story from dedup.story_terms limit 0"
NONE_FOUND = "select node, node as component, node as story, false as is_affected from work.linked_nodes limit 0"
TIES = (
    "select left_node as left_key, right_node as right_key from work.linked_edges"
    " union all select before as left_key, node as right_key from work.linked_nodes where before is not null"
)
EDGES = (
    "select b.bucket, e.left_node, e.right_node, e.relation, e.score from work.linked_edges e"
    " inner join work.story_buckets b on e.left_node = b.node"
)
AFFECTED = (
    "select n.cluster_id from work.linked_nodes n inner join work.found_groups f on n.node = f.node where f.is_affected"
)
BUCKETED = "select cluster_id from work.story_buckets"
DECIDED = (
    "select g.cluster_id, g.component_id, g.story from work.linked_groups g"
    " inner join work.linked_nodes n on g.cluster_id = n.cluster_id where n.before is null"
)


def relink_by_flows(engine: Engine, changed: str) -> int:
    """Do as `relinking.relink` does. changed: a select of cluster_id"""
    engine.replace("work.relinked_clusters", changed)
    engine.create_scratch("linked_groups", NONE_KNOWN)
    while True:
        collect_nodes(engine)
        _link(engine)
        if not engine.append("work.relinked_clusters", AFFECTED):
            break
    decided = engine.create_scratch("decided_clusters", DECIDED)
    assign_ids(engine)
    return decided


def _link(engine: Engine) -> None:
    """Make work.linked_groups of all linked nodes, and work.found_groups of those that had to be linked for it."""
    engine.create_scratch("known_groups", "select * from work.linked_groups")
    edges = engine.build("work.linked_edges")
    find_components(engine, TIES, "linked_components")
    calls = {"edges_per_call": EDGES_PER_CALL, "shared_calls": 1 + edges // EDGES_PER_CALL}
    engine.build("work.story_buckets", calls)
    hash_terms(engine, BUCKETED)
    engine.create_scratch("found_groups", NONE_FOUND)
    by_bucket = FlowOptions(by=("bucket",), beside=EDGES)
    engine.flow(catalog.models()["work.bucketed_texts"].sql, link_texts, ("work.found_groups",), by_bucket)
    engine.build("work.linked_groups")


def link_texts(texts: pa.RecordBatch, edges: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """Rows of work.found_groups for the nodes of some components.

    texts: rows of work.bucketed_texts; edges: rows of EDGES
    """
    nodes = _with_hashes(pa.Table.from_batches([texts])).sort_by("node")
    node = numbers_of(nodes["node"])
    pairs: Any = np.stack([_places(node, edges[f"{side}_node"]) for side in SIDES], axis=1)
    known: Any = np.stack([_places(node, nodes[f"known_{name}"]) for name in ("component", "story")], axis=1)
    before, weighed = numbers_of(nodes["before"]), _weighed(nodes)
    del nodes  # frees the lists of terms
    found = link_again(pa.Table.from_batches([edges]), pairs, weighed, known)
    numbers = {"node": node, "component": node[found[:, 0]], "story": node[found[:, 1]]}
    columns: dict[str, Any] = {name: pa.array(values, pa.int32()) for name, values in numbers.items()}
    return (pa.record_batch(columns | {"is_affected": pa.array(affected(before, found[:, 0]))}),)


def _places(node: I64, column: Any) -> I32:
    """The places of some nodes among all, which ascend; FREE where NULL."""
    places: I32 = np.searchsorted(node, column.fill_null(0).to_numpy()).astype(np.int32)
    places[column.is_null().to_numpy(False)] = FREE
    return places


def _with_hashes(rows: pa.Table) -> pa.Table:
    """The rows of texts, each with the hashes that stand in a row of their own; none where a text has no weights."""
    is_text: Any = rows["word_count"].is_valid()
    nodes, terms = rows.filter(is_text), rows.filter(pc.invert(is_text))
    hashes: Any = terms["term_hashes"].take(pc.index_in(nodes["node"], terms["node"].combine_chunks()))
    weighed: Any = pc.if_else(nodes["term_weights"].is_valid(), hashes, pa.scalar(None, hashes.type))
    return nodes.set_column(nodes.schema.get_field_index("term_hashes"), "term_hashes", weighed)


def _weighed(nodes: pa.Table) -> Texts:
    """The texts of the nodes: their terms get numbers of this call, in the order of the hashes."""
    hashes: Any = pa.array(flat(nodes["term_hashes"]), pa.int32())
    encoded = pc.dictionary_encode(hashes)
    order = pc.array_sort_indices(encoded.dictionary).to_numpy()
    ranks = np.empty(len(order), np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return weighed_texts(nodes, ranks[encoded.indices.to_numpy()])
