"""Ids of stories: which story of this run continues which story of the version before.

Belongs here: which articles vote for which former story, and storing the ids. Does not: giving ids (flow_ids), how
stories are found (relinking, flow_relinking).

Articles decide which story continues, not clusters: cluster ids come and go with copies, articles stay.
"""

from pipelines.steps.flow_ids import assign_by_flows
from warehouse import catalog
from warehouse.engine import Engine

AGES = (
    "select story_id as old_id, min(since) as age from dedup.story_members"
    " inner join work.relinked_clusters using (cluster_id) group by story_id"
)
USED = (
    "select story_id as id from dedup.story_members"
    " union all select old_id as id from main.id_aliases where kind = 'story'"
)
RELINKED = "select cluster_id from work.relinked_clusters"


def assign_ids(engine: Engine) -> None:
    """Store the decided clusters under the stable ids of their stories, and which ids were retired.

    Reads work.decided_clusters: cluster_id, and by their first articles its story and its component.
    """
    assign_by_flows(engine, "story", _model("story_parts"), AGES, USED)
    engine.delete_matching("dedup.story_members", RELINKED)
    engine.append("dedup.story_members", _model("new_story_members"))
    engine.replace("work.retired_story_ids", _model("retired_stories"))


def _model(name: str) -> str:
    return catalog.models()[f"work.{name}"].sql
