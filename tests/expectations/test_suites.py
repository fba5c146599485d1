"""Suites and contracts agree, both ways, and every suite can be read, named and run."""

import re
from pathlib import Path

import pytest

from expectations import Suite, suites
from pipelines.core.reasons import REASONS
from warehouse import catalog

NAME = re.compile(r"[a-z0-9_]+\Z")


def test_every_table_has_a_suite_and_every_suite_a_table() -> None:
    """Scratch tables apart: nobody sees them, and what is made from them is judged."""
    assert set(suites()) == {name for name, table in catalog.tables().items() if table.schema != "work"}


@pytest.mark.parametrize("suite", suites().values(), ids=lambda suite: suite.table)
def test_a_suite_states_the_columns_of_its_contract(suite: Suite) -> None:
    assert suite.columns == catalog.tables()[suite.table].column_names


@pytest.mark.parametrize("suite", suites().values(), ids=lambda suite: suite.table)
def test_names_are_unique_and_fit_for_dagster_and_descriptions_are_there(suite: Suite) -> None:
    names = [e.name for e in suite.expectations]
    assert len(set(names)) == len(names)
    assert all(NAME.match(name) for name in names)
    assert all(e.description for e in suite.expectations)
    assert {e.severity for e in suite.expectations} <= {"critical", "warning"}


@pytest.mark.parametrize("suite", suites().values(), ids=lambda suite: suite.table)
def test_queries_read_known_tables_and_columns_that_expectations_name_exist(suite: Suite) -> None:
    read = {table for query in suite.queries for table in catalog.tables_read(query)}
    named = {e.column for e in suite.expectations if e.column}
    assert read <= set(catalog.tables())
    assert named <= set(catalog.tables()[suite.table].column_names)


@pytest.mark.parametrize("suite", suites().values(), ids=lambda suite: suite.table)
def test_keys_and_required_columns_of_the_contract_are_checked(suite: Suite) -> None:
    table = catalog.tables()[suite.table]
    queries = {e.name: e.arguments.get("unexpected_rows_query", "") for e in suite.expectations}
    required = [column.name for column in table.columns if not column.nullable]
    assert not required or all(f" {c} is null" in queries["required_values_are_known"] for c in required)
    assert not table.key or f"group by {', '.join(table.key)}\n" in queries["key_is_unique"]


def test_reasons_of_rejections_are_those_of_the_core() -> None:
    stated = {e.name: e for e in suites()["main.rejections"].expectations}["reason_in_vocabulary"]
    assert stated.arguments["value_set"] == list(REASONS)


def test_a_query_may_be_a_list_of_lines(tmp_path: Path) -> None:
    (tmp_path / "main").mkdir()
    (tmp_path / "main" / "t.json").write_text(
        '{"expectations": [{"type": "expect_no_rows", "meta": {"name": "n"},'
        ' "kwargs": {"unexpected_rows_query": ["select 1", "from main.t"]}}]}'
    )
    assert suites(tmp_path)["main.t"].queries == ("select 1\nfrom main.t",)
