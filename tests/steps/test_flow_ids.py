"""Ids given by SQL and a flow are those that core gives."""

from collections.abc import Collection, Mapping
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.core.matching.clustering import stable_ids
from pipelines.core.matching.clustering.stable_ids import Groups, mint
from pipelines.steps.flow_ids import assign_by_flows
from tests.steps.disorderly_engine import DisorderlyEngine
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import Engine

MEMBERS = [f"{'äm'[n % 2]}{n:02}" for n in range(12)]
OLD_IDS = [None, *(mint("story", member) for member in MEMBERS[:4]), mint("story", MEMBERS[0], 1), "s-other"]
LABELS = st.lists(st.integers(-1, 5), min_size=len(MEMBERS), max_size=len(MEMBERS))
FORMER = st.lists(st.sampled_from(OLD_IDS), min_size=len(MEMBERS), max_size=len(MEMBERS))
AGES = st.dictionaries(st.sampled_from(OLD_IDS[1:]), st.integers(0, 3))
RETIRED = st.sets(st.sampled_from([mint("story", member, n) for member in MEMBERS for n in range(3)]))

PARTS = (
    "select label, old_id, count(*) as member_count, min(member) as smallest_member from work.grouped"
    " group by label, old_id"
)


@given(LABELS, FORMER, AGES, RETIRED)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_groups_get_the_ids_that_core_gives(
    engine: DuckDBEngine,
    labels: list[int],
    former: list[str | None],
    ages: Mapping[str | None, int],
    retired: Collection[str],
) -> None:
    old = {member: each for member, each in zip(MEMBERS, former, strict=True) if each}
    members: dict[str, list[str]] = {}
    for member, label in zip(MEMBERS, labels, strict=True):
        if label >= 0:  # members of no group are not among those that are grouped again
            members.setdefault(f"g{label}", []).append(member)
    known, used = {each: age for each, age in ages.items() if each}, {*retired, *old.values()}
    expected = stable_ids.assign("story", Groups.of([*members.values()], old), known, used.intersection)
    found, aliases = assigned(engine, members, old, known, used)
    assert found == dict(zip(members, expected.ids, strict=True))
    assert aliases == expected.aliases


@pytest.mark.parametrize("seed", range(3))
def test_rows_in_any_order_and_division_get_the_same_ids(engine: DuckDBEngine, seed: int) -> None:
    members = {f"g{n}": [f"a{n}", f"b{n}"] for n in range(20)}
    old = {"a3": "s-1", "b3": "s-2", "a4": "s-1", "b9": "s-2"}
    used = {*old.values(), *(mint("story", f"a{n}", attempt) for n in range(0, 20, 3) for attempt in range(n % 5))}
    orderly = assigned(engine, members, old, {"s-2": 1}, used)
    assert assigned(DisorderlyEngine(engine, seed), members, old, {"s-2": 1}, used) == orderly
    assert orderly[0]["g3"] == "s-2"
    assert orderly[1] == {"s-1": "s-2"}


def assigned(
    engine: Engine,
    groups: Mapping[str, Collection[str]],
    old: Mapping[str, str],
    ages: Mapping[str, int],
    used: Collection[str],
) -> tuple[dict[str, str], dict[str, str]]:
    """(label → id, old id → its alias) as the flows give them."""
    rows = [(label, member, old.get(member)) for label, members in groups.items() for member in members]
    columns = zip(*rows, strict=True) if rows else [(), (), ()]
    names = ("label", "member", "old_id")
    create(engine, "grouped", dict(zip(names, (pa.array(each, pa.string()) for each in columns), strict=True)))
    since = {"old_id": pa.array([*ages], pa.string()), "age": pa.array([*ages.values()], pa.int64())}
    create(engine, "ages", since)
    create(engine, "used", {"id": pa.array(sorted(used), pa.string())})
    assign_by_flows(engine, "story", PARTS, "select * from work.ages", "select * from work.used")
    return dict(engine.rows("select * from work.group_ids")), dict(engine.rows("select * from work.replaced_ids"))


def create(engine: Engine, name: str, columns: dict[str, Any]) -> None:
    engine.create_scratch(name, pa.table(columns))
