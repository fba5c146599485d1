"""Components by flows: those of core, however the pairs are divided, ordered, repeated and named."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.core.matching.clustering import linkage
from pipelines.steps import components
from pipelines.steps.components import find_components
from tests.steps.disorderly_engine import DisorderlyEngine
from tests.steps.many_machines import ManyMachines
from warehouse import contracts
from warehouse.engine import Engine, RunStamp

PAIRS = "select left_key, right_key from work.given_pairs"
EACH_CASE = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Edges = list[tuple[int, int]]


@pytest.fixture
def engine() -> Iterator[ManyMachines]:
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        for database in ("work", "previous"):
            contracts.create_empty(connection, database)
        yield ManyMachines(connection, RunStamp("run-1", datetime(2026, 1, 1, tzinfo=UTC)))


def found(engine: Any, pairs: list[tuple[Any, Any]], kind: pa.DataType) -> dict[Any, Any]:
    left, right = zip(*pairs, strict=True) if pairs else ((), ())
    engine.create_scratch(
        "given_pairs", pa.table({"left_key": pa.array(left, kind), "right_key": pa.array(right, kind)})
    )
    find_components(cast(Engine, engine), PAIRS, "found")
    rows = engine.arrow("select * from work.found")
    assert rows.schema.types == [kind, kind]
    assert len(set(rows["key"].to_pylist())) == len(rows)
    return dict(engine.rows("select key, component from work.found"))


def expected(edges: Edges) -> dict[int, int]:
    left, right = np.array(edges, np.int64).reshape(-1, 2).T
    component = linkage.components(left, right, 41).tolist()
    return {key: component[key] for pair in edges for key in pair}


@given(edges=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=90), size=st.integers(1, 60))
@EACH_CASE
def test_they_are_the_components_of_core_whatever_the_keys(
    engine: ManyMachines, monkeypatch: pytest.MonkeyPatch, edges: Edges, size: int
) -> None:
    monkeypatch.setattr(components, "PAIRS_PER_BUCKET", size)
    wanted = expected(edges)
    assert found(engine, edges, pa.int32()) == wanted
    assert found(engine, edges, pa.int64()) == wanted
    name = "c-{:02d}é".format
    named = [(name(a), name(b)) for a, b in edges]
    assert found(engine, named, pa.string()) == {name(key): name(label) for key, label in wanted.items()}
    for seed in range(2):
        assert found(DisorderlyEngine(engine, seed), edges, pa.int64()) == wanted


def test_a_dense_component_is_thinned_before_the_last_call(
    engine: ManyMachines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(components, "PAIRS_PER_BUCKET", 500)
    pairs = [(a, b) for a in range(80) for b in range(a + 1, 80)] + [(100 + n, 101 + n) for n in range(50)]
    assert found(engine, pairs, pa.int32()) == {n: 0 if n < 80 else 100 for n in (*range(80), *range(100, 151))}
    assert engine.count("work.component_pairs") < 500
