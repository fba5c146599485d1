"""Ids of stories: which story of this run continues which story of the version before.

Belongs here: giving articles and their former stories to core, and storing the ids. Does not: the rules for ids
(core.matching.clustering.stable_ids), how stories are found (stories).

Articles decide which story continues, not clusters: cluster ids come and go with copies, articles stay.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.core.matching.clustering import stable_ids
from warehouse import catalog
from warehouse.engine import Engine

AGES = (
    "select story_id, min(since) as since from dedup.story_members"
    " inner join work.relinked_clusters using (cluster_id) group by story_id"
)
PART_COLUMNS = ("old_id", "article_count", "smallest_article_id")
USED = (
    "select story_id from dedup.story_members where story_id in (select unnest($1))"
    " union select old_id from main.id_aliases where kind = 'story' and old_id in (select unnest($1))"
)


def assign_ids(
    engine: Engine, clusters: "pa.Array[Any]", story: npt.NDArray[np.int64], components: "pa.Array[Any]"
) -> None:
    """Store the story of each cluster under a stable id, and which ids were retired.

    clusters: ids; story: of each cluster, as the number of the first cluster in it; components: their labels
    """
    engine.create_scratch("numbered_clusters", pa.table({"cluster_id": clusters, "story": pa.array(story)}))
    numbers, groups = _groups(engine.read("work.story_parts"))
    ages = dict(engine.rows(AGES))
    seconds = {old: int(since.timestamp()) for old, since in ages.items()}
    assigned = stable_ids.assign("story", groups, seconds, lambda ids: _find_used(engine, ids))
    since = [ages.get(each, engine.run.started_at) for each in assigned.ids]
    places: Any = pa.array(np.searchsorted(numbers, story))
    engine.delete_matching("dedup.story_members", engine.arrow("select cluster_id from work.relinked_clusters"))
    rows: dict[str, Any] = {
        "cluster_id": clusters,
        "story_id": pa.array(assigned.ids, pa.string()).take(places),
        "component_id": components,
        "since": pa.array(since, pa.timestamp("us", "UTC")).take(places),
    }
    engine.append("dedup.story_members", pa.table(rows, schema=catalog.arrow_schema("dedup.story_members")))
    _retire(engine, (set(ages) | set(assigned.aliases)) - set(assigned.ids), assigned.aliases)


def _groups(parts: pa.Table) -> tuple[npt.NDArray[np.int64], stable_ids.Groups]:
    """(the numbers of the stories, the stories as groups of articles) of work.story_parts."""
    numbers, index = np.unique(parts["story"].to_numpy(), return_inverse=True)
    rows = list(zip(index.tolist(), *(parts[name].to_pylist() for name in PART_COLUMNS), strict=True))
    smallest = [""] * len(numbers)
    for group, _, _, article in rows:
        smallest[group] = min(smallest[group] or article, article)
    return numbers, stable_ids.Groups(smallest, [(group, old, count) for group, old, count, _ in rows if old])


def _find_used(engine: Engine, ids: list[str]) -> set[str]:
    return {row[0] for row in engine.rows(USED, [ids])}


def _retire(engine: Engine, retired: set[str], aliases: Mapping[str, str]) -> None:
    """Store each retired id with its successor: its alias, else the story of most of its articles, else none."""
    ids = sorted(retired)
    rows = {"old_id": pa.array(ids, pa.string()), "new_id": pa.array([aliases.get(old) for old in ids], pa.string())}
    engine.replace("work.retired_story_ids", pa.table(rows))
    engine.replace("work.retired_story_ids", engine.read("work.story_successors"))
