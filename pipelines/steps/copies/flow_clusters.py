"""Clusters of copies on many machines: touched components linked by flows, their rows made by selects.

Belongs here: ids, members and clusters from the labels of articles. Does not: labels (flow_linking), the same in the
process of the run (clusters), which id a group keeps (flow_ids).
"""

import pyarrow as pa

from pipelines.steps.copies import clusters
from pipelines.steps.copies.flow_linking import label_by_flows
from pipelines.steps.copies.rules import read_rules
from pipelines.steps.flow_ids import assign_by_flows
from warehouse.engine import Engine

PARTS = (
    "select label, old_id, count(*) as member_count, min(article_id) as smallest_member from work.cluster_groups"
    " group by label, old_id"
)
AGES = (
    "select c.cluster_id as old_id, cast(epoch(c.made_at) as bigint) as age from dedup.clusters c"
    " semi join work.ended_clusters e on c.cluster_id = e.cluster_id"
)
USED = (
    "select cluster_id as id from dedup.clusters"
    " union all select old_id as id from main.id_aliases where kind = 'cluster'"
)
MEMBERS = (
    "select g.article_id, i.id as cluster_id, g.old_id from work.cluster_groups g"
    " inner join work.group_ids i on g.label = i.label"
)
ENDED = (
    "select old_id as cluster_id from work.cluster_groups where old_id is not null"
    " union select cluster_id from work.gone_members"
)
RETIRED = (
    "select e.cluster_id as old_id, r.new_id from work.ended_clusters e anti join work.group_ids g"
    " on e.cluster_id = g.id left join work.replaced_ids r on e.cluster_id = r.old_id"
)
MOVED = "select article_id from work.gone_members union all select article_id from work.new_members"
CHANGED = (
    "select cluster_id from work.new_members where old_id is distinct from cluster_id"
    " union select cluster_id from work.ended_clusters"
)


def link_clusters_by_flows(engine: Engine) -> int:
    """Link the touched components and store their clusters; returns how many clusters they have."""
    rules = read_rules(engine)
    label_by_flows(engine, rules)
    named = pa.array(sorted(rules.textless | rules.changed), pa.string())
    engine.create_scratch("ruled_articles", pa.table({"article_id": named}))
    engine.build("work.linked_articles")
    engine.build("work.cluster_groups")
    engine.create_scratch("gone_members", clusters.GONE)
    engine.create_scratch("ended_clusters", ENDED)
    assign_by_flows(engine, "cluster", PARTS, AGES, USED)
    _store(engine)
    return engine.count("work.group_ids")


def _store(engine: Engine) -> None:
    """Store members, clusters, and which clusters changed or were retired."""
    engine.create_scratch("new_members", MEMBERS)
    engine.delete_matching("dedup.cluster_members", MOVED)
    engine.append("dedup.cluster_members", "select article_id, cluster_id from work.new_members")
    engine.build("work.new_clusters", {"made_at": engine.run.started_at})
    engine.append("dedup.clusters", "select * from work.new_clusters")
    engine.replace("work.retired_cluster_ids", RETIRED)
    engine.delete_matching("dedup.clusters", "select old_id as cluster_id from work.retired_cluster_ids")
    engine.replace("work.changed_clusters", CHANGED)
