"""Stories: which clusters tell the same thing, kept up to date where clusters changed.

Belongs here: the order of the work. Does not: when two texts are one story (core.matching.stories), terms (story_terms)
and their words (story_words), edges (story_edges), which clusters are linked again (relinking), the same by flows
(flow_stories).

A period whose texts changed is weighed again, its texts are compared again, and the stories that this affects are
decided again. The result is the same as when everything is (incremental_relinking).
"""

from pipelines.settings import Settings
from pipelines.steps import Counts
from pipelines.steps.flow_stories import link_by_flows
from pipelines.steps.relinking import relink
from pipelines.steps.story_edges import add_event_edges, delete_edges, update_certain_links
from pipelines.steps.story_terms import add_terms, assign_periods, weigh_periods
from pipelines.steps.story_words import drop_unused_words, read_words
from warehouse.engine import Engine


def stories(engine: Engine, settings: Settings) -> Counts:
    """Bring terms, edges and members of stories up to date; returns how many clusters were read and linked."""
    for model in ("changed_story_clusters", "left_periods"):
        engine.build(f"work.{model}")
    engine.delete_matching("dedup.story_terms", "select cluster_id from work.changed_story_clusters")
    drop_unused_words(engine)
    return link_by_flows(engine) if engine.is_distributed else link_here(engine, settings)


def link_here(engine: Engine, settings: Settings) -> Counts:
    """Link the stories in this process, with all words in memory, and the texts of a period or component at a time."""
    read = add_terms(engine, settings.threads)
    words = read_words(engine)
    assign_periods(engine)
    engine.build("work.touched_periods")
    weigh_periods(engine, words.terms)
    delete_edges(engine)
    update_certain_links(engine)
    found = add_event_edges(engine, words)
    engine.build("work.affected_clusters")
    linked = relink(engine, "select cluster_id from work.affected_clusters", words.terms)
    return {"clusters_read": read, "clusters_linked": linked, "edges_found": found}
