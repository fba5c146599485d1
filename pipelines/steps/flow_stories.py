"""Stories by flows: what the step does on an engine on many machines, where no process can hold all texts or edges.

Belongs here: the order of that work. Does not: any part of it (flow_story_terms, flow_story_edges, flow_relinking), the
same in one process (stories).
"""

from pipelines.steps import Counts
from pipelines.steps.flow_relinking import relink_by_flows
from pipelines.steps.flow_story_edges import add_event_edges
from pipelines.steps.flow_story_terms import add_terms, weigh_periods
from pipelines.steps.story_edges import delete_edges, update_certain_links
from pipelines.steps.story_terms import assign_periods
from warehouse.engine import Engine


def link_by_flows(engine: Engine) -> Counts:
    """Bring terms, edges and members up to date; returns counts, as stories does."""
    read = add_terms(engine)
    assign_periods(engine)
    engine.build("work.touched_periods")
    weigh_periods(engine)
    delete_edges(engine)
    update_certain_links(engine)
    found = add_event_edges(engine)
    engine.build("work.affected_clusters")
    linked = relink_by_flows(engine, "select cluster_id from work.affected_clusters")
    return {"clusters_read": read, "clusters_linked": linked, "edges_found": found}
