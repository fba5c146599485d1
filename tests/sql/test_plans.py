"""No model and no expectation compares all rows of one table with all of another: DuckDB's plans, read as trees.

Belongs here: joins that are no hash joins, and which of them are small. Does not: what models yield (test_models).
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pytest

from expectations.suites import suites
from expectations.types import Suite
from tests.sql.test_models import PARAMETERS, connection
from warehouse import catalog

__all__ = ["connection"]

Node = Mapping[str, Any]

ALL_WITH_ALL = frozenset({
    "CROSS_PRODUCT", "NESTED_LOOP_JOIN", "BLOCKWISE_NL_JOIN", "PIECEWISE_MERGE_JOIN", "IE_JOIN",
})  # fmt: skip

KEEPS_ROWS = frozenset({"PROJECTION", "FILTER", "WINDOW", "STREAMING_WINDOW", "ORDER_BY"})
"""Of one row they make no more than one."""

OF_ONE_ROW = frozenset({'"work".main.run'})

OVER_DAYS = frozenset({"work.outlet_gaps", "work.thin_days"})
"""Models that join with the days of half a year at most, by their order."""


@pytest.mark.parametrize("name", sorted(catalog.models().keys() - OVER_DAYS))
def test_no_model_joins_all_rows_with_all(name: str, connection: duckdb.DuckDBPyConnection) -> None:
    assert joins_of_all(connection, catalog.models()[name].sql, PARAMETERS.get(name)) == []


@pytest.mark.parametrize("suite", suites(catalog.lasting_tables()).values(), ids=lambda suite: suite.table)
def test_no_expectation_joins_all_rows_with_all(suite: Suite, connection: duckdb.DuckDBPyConnection) -> None:
    assert [found for query in suite.queries for found in joins_of_all(connection, query)] == []


@pytest.mark.parametrize(
    "condition", ["a.cluster_id <> b.cluster_id", "a.cluster_id = b.story_id or a.article_id = b.cluster_id"]
)
def test_such_a_join_is_seen(condition: str, connection: duckdb.DuckDBPyConnection) -> None:
    sql = f"select count(*) from dedup.cluster_members as a inner join dedup.story_members as b on {condition}"
    assert joins_of_all(connection, sql) != []


def joins_of_all(connection: duckdb.DuckDBPyConnection, sql: str, parameters: object = None) -> list[str]:
    """Of the plan of a select, the joins by something else than equality of which neither side is a single row."""
    plan = connection.execute(f"explain (format json) {sql}", parameters).fetchall()[0][1]
    nodes = [node for tree in json.loads(plan) for node in below(tree)]
    ctes = {node["extra_info"]["Table Index"]: node["children"][0] for node in nodes if node["name"] == "CTE"}
    return [
        f"{node['name']} {node['extra_info']} of {[tables(child) for child in node['children']]}"
        for node in nodes
        if node["name"] in ALL_WITH_ALL and not any(has_one_row(child, ctes) for child in node["children"])
    ]


def below(node: Node) -> Iterator[Node]:
    yield node
    for child in node["children"]:
        yield from below(child)


def tables(node: Node) -> list[str]:
    return [each["extra_info"]["Table"] for each in below(node) if "Table" in each["extra_info"]]


def has_one_row(node: Node, ctes: Mapping[str, Node]) -> bool:
    """Whether a part of a plan yields one row at most, whatever is in the tables."""
    name, info, children = node["name"].strip(), node["extra_info"], node["children"]
    if name == "CTE_SCAN":
        return has_one_row(ctes[info["CTE Index"]], ctes)
    if name == "SEQ_SCAN":
        return info.get("Table") in OF_ONE_ROW
    if name in KEEPS_ROWS or name in ALL_WITH_ALL:
        return all(has_one_row(child, ctes) for child in children)
    return name in ("UNGROUPED_AGGREGATE", "DUMMY_SCAN", "EMPTY_RESULT")
