"""Suites on another engine than DuckDB: every query can be asked there, and what breaks an expectation is counted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from expectations import suites, validate
from expectations.counts import all_counts
from expectations.suites import parse_expectation
from expectations.types import QUERY
from tests.sql import spark_sessions
from warehouse import catalog
from warehouse.data_folder import DataFolder
from warehouse.engine import Engine, RunStamp
from warehouse.manifests import Manifest
from warehouse.portability import spark_select

SUITES = suites(catalog.tables())

PUBLISHERS = {"publisher_id": ["a", "a", "b"], "article_count": pa.array([1, -1, 0], pa.int32())}


@pytest.mark.parametrize("table", SUITES)
def test_the_queries_of_a_suite_are_portable(table: str) -> None:
    assert spark_select(all_counts(table, SUITES[table].expectations))


@pytest.fixture(scope="module", params=["sail", "spark"])
def session(request: pytest.FixtureRequest) -> Iterator[Any]:
    if reason := spark_sessions.missing(request.param):
        pytest.skip(reason)
    with spark_sessions.session(request.param) as opened:
        yield opened


@pytest.fixture
def engine(session: Any, tmp_path: Path) -> Engine:
    from warehouse.spark_engine import SparkEngine

    return SparkEngine(
        session, Manifest(DataFolder(str(tmp_path))), RunStamp("run-1", datetime(2026, 1, 1, tzinfo=UTC)), None
    )


@pytest.mark.spark
def test_what_breaks_an_expectation_is_counted(engine: Engine) -> None:
    engine.append("main.publishers", pa.table(PUBLISHERS))
    found = {result.expectation: result for result in validate(engine, SUITES["main.publishers"])}
    broken = {name for name, result in found.items() if not result.passed}
    assert found["key_is_unique"].unexpected_count == 1
    assert {"key_is_unique", "article_count_in_range"} <= broken < found.keys()
    assert not [result for result in found.values() if result.exception]


@pytest.mark.spark
def test_a_query_that_fails_fails_its_expectation_alone(engine: Engine) -> None:
    declared = {"type": "expect_no_rows", "meta": {"name": "gone"}, "kwargs": {QUERY: "select 1 from main.nowhere"}}
    suite = SUITES["main.publishers"]
    found = validate(engine, replace(suite, expectations=(*suite.expectations, parse_expectation(declared))))
    assert [(result.expectation, result.passed) for result in found if result.exception] == [("gone", False)]
    assert len(found) == len(suite.expectations) + 1
