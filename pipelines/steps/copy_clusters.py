"""Clusters of copies, linked anew where a pair or a member changed, under ids that last.

Belongs here: which components are touched, and storing members, ids and aliases. Does not: linkage (core.linkage), the
rules for ids (core.stable_ids).
"""

from collections import defaultdict
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.core.matching.clustering import linkage, reprints, stable_ids
from pipelines.core.matching.clustering.constraints import Graph, constrained
from pipelines.core.matching.pairs.score import THRESHOLD
from pipelines.steps.copy_rules import CopyRules, copy_rules, with_rules
from warehouse.engine import Engine

Numbers = npt.NDArray[np.int64]

MEETING = f"select left_text_no, right_text_no from dedup.text_pairs where score >= {THRESHOLD}"
"""No mean is above its largest pair: without one at the threshold between them two clusters never meet."""
WITHIN = (
    "select p.left_text_no, p.right_text_no, p.score, f.left_text_no is not null as is_family from dedup.text_pairs p"
    " left join dedup.family_pairs f on p.left_text_no = f.left_text_no and p.right_text_no = f.right_text_no"
    " inner join work.linked_texts l on p.left_text_no = l.text_no"
    " inner join work.linked_texts r on p.right_text_no = r.text_no and l.component = r.component"
)
HASHES = (
    "select l.text_no from work.linked_texts l inner join dedup.texts t on l.text_no = t.text_no order by t.text_hash"
)
TOUCHED = (
    "select text_no from work.touched_texts union select left_text_no from work.changed_pairs"
    " union select right_text_no from work.changed_pairs"
)
ARTICLES = (
    "select a.article_id, a.text_no, m.cluster_id from dedup.article_texts a"
    " inner join work.linked_texts l on a.text_no = l.text_no"
    " left join dedup.cluster_members m on a.article_id = m.article_id"
)
BARE = (
    "select c.article_id, cast(null as integer) as text_no, m.cluster_id from staging.current_articles c"
    " left join dedup.cluster_members m on c.article_id = m.article_id"
    " left join work.article_changes x on c.article_id = x.article_id"
    " where c.text_hash is null and (m.article_id is null or x.article_id is not null"
    " or c.article_id in (select unnest(?)))"
)
GONE = (
    "select m.article_id, m.cluster_id from dedup.cluster_members m"
    " anti join staging.current_articles c on m.article_id = c.article_id"
)
TAKEN = (
    "select cluster_id from dedup.clusters where cluster_id in (select unnest($1))"
    " union select old_id from main.id_aliases where kind = 'cluster' and old_id in (select unnest($1))"
)


def link_clusters(engine: Engine) -> int:
    """Link the touched components and store their clusters; returns how many clusters that makes."""
    rules = copy_rules(engine)
    _store_linked_texts(engine, rules)
    label_of, own_label = _link(engine, rules)
    bare = engine.arrow(BARE, [sorted(rules.bare | rules.changed)])
    members = pa.concat_tables([engine.arrow(ARTICLES), bare], promote_options="default")
    groups: dict[Any, list[str]] = defaultdict(list)
    old_ids: dict[str, str] = {}
    for article_id, text_no, cluster_id in zip(*(column.to_pylist() for column in members.columns), strict=True):
        groups[own_label.get(article_id, label_of.get(text_no, article_id))].append(article_id)
        if cluster_id is not None:
            old_ids[article_id] = cluster_id
    _store(engine, list(groups.values()), old_ids)
    return len(groups)


def _store_linked_texts(engine: Engine, rules: CopyRules) -> None:
    """Every text of the components that hold a touched one, with the smallest text_no of its component."""
    top = int(engine.rows("select coalesce(max(text_no), -1) + 1 from dedup.texts")[0][0])
    pairs, joined = engine.arrow(MEETING), rules.joined_texts
    left, right = (np.concatenate([pairs[name].to_numpy(), joined[:, i]]) for i, name in enumerate(pairs.column_names))
    component = linkage.components(left, right, top)
    touched = np.concatenate([engine.arrow(TOUCHED)["text_no"].to_numpy(), rules.touched])
    is_touched = np.zeros(top, np.bool_)
    is_touched[component[touched[touched < top]]] = True
    linked = np.flatnonzero(is_touched[component])
    columns = (pa.array(values.astype(np.int32)) for values in (linked, component[linked]))
    engine.replace("work.linked_texts", pa.table(dict(zip(("text_no", "component"), columns, strict=True))))


def _link(engine: Engine, rules: CopyRules) -> tuple[dict[int, int], dict[str, int]]:
    """(text_no → label of the linked texts, article → label of those that are nodes of their own).

    Nodes are numbered by text_hash, so that arrival decides no tie.
    """
    texts = engine.arrow(HASHES)["text_no"].to_numpy().astype(np.int64)
    pairs = engine.arrow(WITHIN)
    node = np.zeros(int(texts.max(initial=-1)) + 1, np.int64)
    node[texts] = np.arange(len(texts))
    ends = np.stack([node[pairs[name].to_numpy()] for name in ("left_text_no", "right_text_no")], axis=1)
    graph = Graph(ends, pairs["score"].to_numpy().astype(np.int64), len(texts))
    leader = reprints.leaders(graph, pairs["is_family"].to_numpy().astype(np.bool_))
    stands = dict(zip(texts.tolist(), leader.tolist(), strict=True))
    nodes = with_rules(reprints.folded(graph, leader), stands, rules)
    labels = constrained(nodes.graph, THRESHOLD, nodes.joins, nodes.bars).tolist()
    label_of = {text: labels[node] for text, node in stands.items()}
    return label_of, {a: labels[number] for a, number in nodes.own.items()}


def _store(engine: Engine, groups: list[list[str]], old_ids: dict[str, str]) -> None:
    """Give each group its id, store members and clusters, note what changed and what was retired."""
    gone = engine.arrow(GONE)
    ended: set[str] = {*old_ids.values(), *(row[1] for row in zip(*gone.to_pydict().values(), strict=True))}
    ages = _ages(engine, ended)
    given = stable_ids.assign("cluster", groups, old_ids, ages, lambda ids: _taken(engine, ids))
    articles = [article for group in groups for article in group]
    ids = np.repeat(np.array(given.ids, dtype=object), [len(group) for group in groups])
    engine.delete_matching("dedup.cluster_members", gone.select(["article_id"]))
    engine.delete_matching("dedup.cluster_members", pa.table({"article_id": pa.array(articles, pa.string())}))
    engine.append("dedup.cluster_members", pa.table({"article_id": articles, "cluster_id": pa.array(ids, pa.string())}))
    _store_clusters(engine, ended, given)
    changed = sorted({i for a, i in zip(articles, ids, strict=True) if old_ids.get(a) != i} | ended)
    engine.replace("work.changed_clusters", pa.table({"cluster_id": pa.array(changed, pa.string())}))


def _ages(engine: Engine, ids: set[str]) -> dict[str, int]:
    """Age of each id as the second it was made in."""
    sql = "select cluster_id, cast(epoch(made_at) as bigint) from dedup.clusters where cluster_id in (select unnest(?))"
    return dict(engine.rows(sql, [sorted(ids)])) if ids else {}


def _taken(engine: Engine, ids: list[str]) -> set[str]:
    return {row[0] for row in engine.rows(TAKEN, [ids])} if ids else set()


def _store_clusters(engine: Engine, old: set[str], given: stable_ids.Assignment) -> None:
    """Add the clusters that are new, drop those that ended, and keep what the retired ones are now."""
    new = sorted(set(given.ids) - old)
    made_at = pa.array([engine.run.started_at] * len(new), pa.timestamp("us", "UTC"))
    engine.append("dedup.clusters", pa.table({"cluster_id": pa.array(new, pa.string()), "made_at": made_at}))
    retired = sorted(old - set(given.ids))
    ids = pa.array(retired, pa.string())
    engine.delete_matching("dedup.clusters", pa.table({"cluster_id": ids}))
    successors = pa.array([given.aliases.get(each) for each in retired], pa.string())
    engine.replace("work.retired_cluster_ids", pa.table({"old_id": ids, "new_id": successors}))
