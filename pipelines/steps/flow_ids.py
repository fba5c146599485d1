"""Stable ids of groups that may be too many for this process: old ids by votes in SQL, new ones minted in a flow.

Belongs here: the id of each group, and what replaces an old one. Does not: the rules, and the same for groups that this
process has (core.matching.clustering.stable_ids), which groups there are, storing ids (story_ids).
"""

from functools import partial
from typing import Any

import pyarrow as pa

from pipelines.core.matching.clustering import stable_ids
from warehouse.engine import Engine

KEPT = "select label, old_id as id from work.kept_ids where is_kept"
UNNAMED = (
    "select p.label, min(p.smallest_member) as smallest_member from work.id_parts p"
    " anti join work.group_ids g on p.label = g.label group by p.label"
)
REPLACED = (
    "select k.old_id, g.id as new_id from work.kept_ids k inner join work.group_ids g on k.label = g.label"
    " where not k.is_kept"
)


def assign_by_flows(engine: Engine, kind: str, parts: str, ages: str, used: str) -> None:
    """Give each group its id, as `stable_ids.assign` does: makes work.group_ids (label, id), a row for each group, and
    work.replaced_ids (old_id, new_id), the aliases.

    kind: `cluster` or `story`
    parts: a select of label, old_id, member_count, smallest_member: the groups, by labels of any type, and the members
    of each that had one old id, or none (NULL)
    ages: a select of old_id, age, which grows with time; ids without an age count as youngest
    used: a select of id: those in use, those of `parts` included, or ever retired
    """
    engine.create_scratch("id_parts", parts)
    engine.create_scratch("id_ages", ages)
    engine.build("work.kept_ids")
    engine.create_scratch("group_ids", KEPT)
    unnamed, attempt = engine.create_scratch("unnamed_groups", UNNAMED), 0
    while unnamed:
        engine.create_scratch("tried_ids", "select *, cast('' as varchar) as id from work.unnamed_groups limit 0")
        mint = partial(mint_ids, kind, attempt)
        engine.flow("select label, smallest_member from work.unnamed_groups", mint, ("work.tried_ids",))
        free = f"select t.label, t.id from work.tried_ids t anti join ({used}) u on t.id = u.id"
        unnamed, attempt = unnamed - engine.append("work.group_ids", free), attempt + 1
        taken = f"select t.label, t.smallest_member from work.tried_ids t semi join ({used}) u on t.id = u.id"
        if unnamed:
            engine.create_scratch("unnamed_groups", taken)
    engine.create_scratch("replaced_ids", REPLACED)


def mint_ids(kind: str, attempt: int, groups: pa.RecordBatch) -> tuple[pa.RecordBatch]:
    """The groups with a new id each. groups: label, smallest_member"""
    members: list[Any] = groups["smallest_member"].to_pylist()
    ids = [stable_ids.mint(kind, member, attempt) for member in members]
    return (groups.append_column("id", pa.array(ids, pa.string())),)
