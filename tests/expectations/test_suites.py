"""A suite holds what the contract implies and what its file adds; every expectation has a name and a description."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from expectations import Suite, suites
from expectations.suites import FOLDER, KINDS, parse_expectation
from expectations.types import QUERY
from pipelines.core.reasons import REASONS
from warehouse import catalog

SUITES = suites(catalog.lasting_tables())
NAME = re.compile(r"[a-z0-9_]+\Z")
MAX_LINES = 1_900
FROM_TABLE = '"from {table}"'


def test_every_table_has_a_suite_and_every_suite_file_a_table() -> None:
    """Except scratch tables: nobody sees them, and what is made from them is validated."""
    assert set(SUITES) == {name for name, table in catalog.tables().items() if table.schema != "work"}
    assert {f"{file.parent.name}.{file.stem}" for file in FOLDER.glob("*/*.json")} <= set(SUITES)


def test_suite_files_say_only_what_a_contract_cannot() -> None:
    files = list(FOLDER.glob("**/*.json"))
    assert sum(len(file.read_text().splitlines()) for file in files) < MAX_LINES
    assert not [file for file in files if "expect_table_columns_to_match_set" in file.read_text()]
    assert not [file for file in files if "required_values_are_known" in file.read_text()]


@pytest.mark.parametrize("suite", SUITES.values(), ids=lambda suite: suite.table)
def test_a_suite_states_the_columns_of_its_contract(suite: Suite) -> None:
    (columns,) = (e for e in suite.expectations if e.name == "columns_as_stated")
    assert columns.arguments["column_set"] == list(catalog.tables()[suite.table].column_names)


@pytest.mark.parametrize("suite", SUITES.values(), ids=lambda suite: suite.table)
def test_names_are_unique_and_fit_for_dagster_and_descriptions_are_there(suite: Suite) -> None:
    names = [e.name for e in suite.expectations]
    assert len(set(names)) == len(names)
    assert all(NAME.match(name) for name in names)
    assert all(e.description for e in suite.expectations)
    assert {e.severity for e in suite.expectations} <= {"critical", "warning"}


@pytest.mark.parametrize("suite", SUITES.values(), ids=lambda suite: suite.table)
def test_queries_read_known_tables_and_columns_that_expectations_name_exist(suite: Suite) -> None:
    read = {table for query in suite.queries for table in catalog.tables_read(query)}
    named = {e.column for e in suite.expectations if e.column}
    assert read <= set(catalog.tables())
    assert named <= set(catalog.tables()[suite.table].column_names)


@pytest.mark.parametrize("suite", SUITES.values(), ids=lambda suite: suite.table)
def test_keys_and_required_columns_of_the_contract_are_checked(suite: Suite) -> None:
    table = catalog.tables()[suite.table]
    queries = {e.name: e.arguments.get(QUERY, "") for e in suite.expectations}
    required = [column.name for column in table.columns if not column.nullable]
    assert not required or all(f" {c} is null" in queries["required_values_are_known"] for c in required)
    assert not table.key or f"group by {', '.join(table.key)}\n" in queries["key_is_unique"]


def test_reasons_of_rejections_are_those_of_the_core() -> None:
    (declared,) = (e for e in SUITES["main.rejections"].expectations if e.name == "reason_in_vocabulary")
    assert declared.arguments["value_set"] == list(REASONS)


def test_every_shared_expectation_is_used_and_no_suite_repeats_one() -> None:
    shared = {parse_expectation(each).name for each in json.loads((FOLDER / "shared.json").read_text())}
    declared = [json.loads(file.read_text())["expectations"] for file in FOLDER.glob("*/*.json")]
    used = {each for suite in declared for each in suite if isinstance(each, str)}
    own = {parse_expectation(each).name for suite in declared for each in suite if not isinstance(each, str)}
    assert used == shared
    assert not own & shared


def read(folder: Path, expectations: str, key: tuple[str, ...] = ()) -> Suite:
    """The suite of main.t with these expectations in its file."""
    (folder / "main").mkdir()
    (folder / "main" / "t.json").write_text(f'{{"incremental_key": "a", "expectations": [{expectations}]}}')
    return suites({"main.t": Declared("main.t", ("a",), (), key)}, folder)["main.t"]


@dataclass(frozen=True)
class Declared:
    """A contract that is no table of the catalog."""

    name: str
    column_names: tuple[str, ...]
    required: tuple[str, ...]
    key: tuple[str, ...]


def no_rows(name: str, query: str) -> str:
    return f'{{"type": "expect_no_rows", "meta": {{"name": "{name}"}}, "kwargs": {{"unexpected_rows_query": {query}}}}}'


def test_a_query_may_be_a_list_of_lines(tmp_path: Path) -> None:
    assert read(tmp_path, no_rows("n", '["select 1", "from main.t"]')).queries == ("select 1\nfrom main.t",)


def test_a_suite_file_replaces_what_a_contract_implies(tmp_path: Path) -> None:
    suite = read(tmp_path, no_rows("key_is_unique", '"select 2"'), key=("a",))
    assert [(e.name, e.incremental_key) for e in suite.expectations] == [
        ("columns_as_stated", None), ("key_is_unique", None)
    ]  # fmt: skip
    assert suite.queries == ("select 2",)


def test_a_shared_expectation_is_about_the_table_that_names_it_and_has_its_key(tmp_path: Path) -> None:
    (tmp_path / "shared.json").write_text(f"[{no_rows('n', FROM_TABLE)}]")
    *_, shared = read(tmp_path, '"n"').expectations
    assert (shared.arguments[QUERY], shared.incremental_key) == ("from main.t", "a")


def test_a_kind_that_is_not_imported_is_refused_when_a_suite_is_read() -> None:
    assert {e.kind for suite in SUITES.values() for e in suite.expectations} == KINDS
    with pytest.raises(ValueError, match=r"expect_column_values_to_be_unique .* add it to KINDS"):
        parse_expectation({"type": "expect_column_values_to_be_unique", "kwargs": {"column": "a"}})
