"""Clusters of copies: linked again where a pair or a member changed, under stable ids.

Belongs here: which components are touched, and storing members, ids and aliases. Does not: linkage (constraints), user
rules (rules), the rules for ids (stable_ids).
"""

from collections import defaultdict
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.clustering import constraints, linkage, reprints, stable_ids
from pipelines.core.matching.clustering.constraints import Graph
from pipelines.core.matching.clustering.stable_ids import Groups
from pipelines.core.matching.kernels import I64, Bools
from pipelines.core.matching.pairs.score import THRESHOLD
from pipelines.steps.copies.rules import NO_RULES, CopyRules, add_rules, read_rules
from pipelines.steps.copies.texts import next_text_no, text_pairs
from pipelines.steps.copies.titles import TOUCHED as SHORT_TEXTS
from pipelines.steps.copies.titles import standing_titles
from warehouse.engine import Engine

CONNECTING = f"select left_text_no, right_text_no from dedup.text_pairs where score >= {THRESHOLD}"
"""No mean is above its largest pair: without one at the threshold between them two clusters never meet."""
PAIRS_PER_PART = 2_000_000
"""Pairs that are linked at a time: some hundred bytes each."""
RULED = -1
"""The part of the components that user rules name."""
FULLEST_FIRST = (
    "select l.text_no from work.linked_texts l inner join dedup.texts t on l.text_no = t.text_no"
    " order by t.word_count desc, t.text_hash"
)
TOUCHED = (
    "select text_no from work.touched_texts union select left_text_no from work.changed_pairs"
    " union select right_text_no from work.changed_pairs"
)
GONE = (
    "select m.article_id, m.cluster_id from dedup.cluster_members m"
    " anti join staging.current_articles c on m.article_id = c.article_id"
)
USED = (
    "select cluster_id from dedup.clusters where cluster_id in (select unnest($1))"
    " union select old_id from main.id_aliases where kind = 'cluster' and old_id in (select unnest($1))"
)


def link_clusters(engine: Engine) -> int:
    """Link the touched components and store their clusters; returns how many clusters they have."""
    rules = read_rules(engine)
    label_of, own_label = _link(engine, _find_linked_texts(engine, rules), rules)
    named = pa.array(sorted(rules.textless | rules.changed), pa.string())
    engine.create_scratch("ruled_articles", pa.table({"article_id": named}))
    members = engine.read("work.linked_articles")
    own_title = {a: key for a, key in standing_titles(engine).items() if a not in rules.text_of}
    groups: dict[Any, list[str]] = defaultdict(list)
    old_ids: dict[str, str] = {}
    for article_id, text_no, cluster_id in zip(*(column.to_pylist() for column in members.columns), strict=True):
        label = own_title.get(article_id, label_of.get(text_no, article_id))
        groups[own_label.get(article_id, label)].append(article_id)
        if cluster_id is not None:
            old_ids[article_id] = cluster_id
    _store(engine, list(groups.values()), old_ids)
    return len(groups)


def _find_linked_texts(engine: Engine, rules: CopyRules) -> I64:
    """Make work.linked_texts: all texts of components with a touched text; returns the component of each text_no."""
    count = next_text_no(engine)
    pairs = np.concatenate([text_pairs(engine.arrow(CONNECTING)), rules.linked_texts])
    component = linkage.components(pairs[:, 0], pairs[:, 1], count)
    stored = [engine.arrow(sql)["text_no"].to_numpy() for sql in (TOUCHED, SHORT_TEXTS)]
    touched = np.concatenate([*stored, rules.touched_texts])
    is_touched = np.zeros(count, np.bool_)
    is_touched[component[touched[touched < count]]] = True
    texts = np.flatnonzero(is_touched[component])
    engine.create_scratch("linked_texts", pa.table({"text_no": pa.array(texts.astype(np.int32))}))
    return component


def _link(engine: Engine, component: I64, rules: CopyRules) -> tuple[dict[int, int], dict[str, int]]:
    """(text_no → label of the linked texts, article → label of those that are nodes of their own).

    Components are linked some at a time, those that user rules name first and together.
    """
    texts = engine.arrow(FULLEST_FIRST)["text_no"].to_numpy().astype(np.int64)
    pairs = engine.read("work.linked_pairs")
    lefts, rights = (pairs[f"{side}_text_no"].to_numpy() for side in ("left", "right"))
    pairs = pairs.filter(pa.array(component[lefts] == component[rights]))
    lefts = pairs["left_text_no"].to_numpy()
    part = linkage.parts(component, lefts, PAIRS_PER_PART)
    ruled = np.array([text for text in rules.text_of.values() if text < len(component)], np.int64)
    part[np.isin(component, component[ruled])] = RULED
    label_of: dict[int, int] = {}
    own_label: dict[str, int] = {}
    first = 0
    for number in sorted({RULED, *part[texts].tolist()}):
        chosen, inner = texts[part[texts] == number], pairs.filter(pa.array(part[lefts] == number))
        labels, own = _link_part(chosen, inner, rules if number == RULED else NO_RULES)
        label_of |= dict(zip(chosen.tolist(), (first + labels).tolist(), strict=True))
        own_label |= {article: first + label for article, label in own.items()}
        first += len(labels) + len(own)
    return label_of, own_label


def _link_part(texts: I64, pairs: pa.Table, rules: CopyRules) -> tuple[I64, dict[str, int]]:
    node = np.zeros(int(texts.max(initial=-1)) + 1, np.int64)
    node[texts] = np.arange(len(texts))
    scores, is_reprint = pairs["score"].to_numpy().astype(np.int64), pairs["is_reprint"].to_numpy().astype(np.bool_)
    return link_texts(texts, Graph(node[text_pairs(pairs)], scores, len(texts)), is_reprint, rules)


def link_texts(texts: I64, graph: Graph, is_reprint: Bools, rules: CopyRules) -> tuple[I64, dict[str, int]]:
    """(label of each text, article → label of those that are nodes of their own): the smallest node of its cluster.

    texts: the text_no of each node, the longest text first, then by text_hash, so that arrival decides nothing;
    articles that are nodes of their own follow. graph, is_reprint: the scored pairs, whole components
    """
    representative = reprints.representatives(graph, is_reprint)
    ruled = np.flatnonzero(np.isin(texts, list(rules.text_of.values())))
    node_of = dict(zip(texts[ruled].tolist(), representative[ruled].tolist(), strict=True))
    ruled_nodes = add_rules(reprints.tie(reprints.collapse(graph, representative)), node_of, rules)
    labels = constraints.link(ruled_nodes.graph, THRESHOLD, ruled_nodes.must_link, ruled_nodes.cannot_link)
    return labels[representative], {article: int(labels[node]) for article, node in ruled_nodes.own.items()}


def _store(engine: Engine, groups: list[list[str]], old_ids: dict[str, str]) -> None:
    """Give each group its id; store members, clusters, and which clusters changed or were retired."""
    gone = engine.arrow(GONE)
    ended: set[str] = {*old_ids.values(), *(row[1] for row in zip(*gone.to_pydict().values(), strict=True))}
    ages = _ages(engine, ended)
    assigned = stable_ids.assign("cluster", Groups.of(groups, old_ids), ages, lambda ids: _find_used(engine, ids))
    articles = [article for group in groups for article in group]
    ids = np.repeat(np.array(assigned.ids, dtype=object), [len(group) for group in groups])
    engine.delete_matching("dedup.cluster_members", gone.select(["article_id"]))
    engine.delete_matching("dedup.cluster_members", pa.table({"article_id": pa.array(articles, pa.string())}))
    engine.append("dedup.cluster_members", pa.table({"article_id": articles, "cluster_id": pa.array(ids, pa.string())}))
    _store_clusters(engine, ended, assigned)
    changed = sorted({i for a, i in zip(articles, ids, strict=True) if old_ids.get(a) != i} | ended)
    engine.replace("work.changed_clusters", pa.table({"cluster_id": pa.array(changed, pa.string())}))


def _ages(engine: Engine, ids: set[str]) -> dict[str, int]:
    """When each id was made, in seconds since 1970."""
    sql = "select cluster_id, cast(epoch(made_at) as bigint) from dedup.clusters where cluster_id in (select unnest(?))"
    return dict(engine.rows(sql, [sorted(ids)])) if ids else {}


def _find_used(engine: Engine, ids: list[str]) -> set[str]:
    return {row[0] for row in engine.rows(USED, [ids])} if ids else set()


def _store_clusters(engine: Engine, old: set[str], assigned: stable_ids.Assignment) -> None:
    """Add new clusters, delete those that ended, and store what replaces the retired ids."""
    new = sorted(set(assigned.ids) - old)
    made_at = pa.array([engine.run.started_at] * len(new), pa.timestamp("us", "UTC"))
    engine.append("dedup.clusters", pa.table({"cluster_id": pa.array(new, pa.string()), "made_at": made_at}))
    retired = sorted(old - set(assigned.ids))
    ids = pa.array(retired, pa.string())
    engine.delete_matching("dedup.clusters", pa.table({"cluster_id": ids}))
    successors = pa.array([assigned.aliases.get(each) for each in retired], pa.string())
    engine.replace("work.retired_cluster_ids", pa.table({"old_id": ids, "new_id": successors}))
