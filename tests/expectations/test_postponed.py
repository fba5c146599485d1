"""What is not loaded of Great Expectations is missed by nobody, and comes when it is asked for."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import duckdb
import pytest

from expectations import Suite, suites, validate
from expectations.postponed import EXPECTATIONS, NEEDED, STANDING_IN, stood_in_for
from expectations.suites import parse_expectation
from warehouse import catalog


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute("create table main.t as select 'abc' as a")
        yield opened


def about_a(kind: str, **arguments: object) -> Suite:
    stated = {"type": kind, "meta": {"name": "it_holds"}, "kwargs": {"column": "a", **arguments}}
    return Suite("main.t", (parse_expectation(stated),))


def test_each_pattern_finds_modules_and_each_exception_is_one(connection: duckdb.DuckDBPyConnection) -> None:
    validate(
        connection, about_a("expect_column_values_to_not_be_null")
    )  # a part of what is imported can't be found alone
    found = list(stood_in_for())
    for package, pattern in STANDING_IN:
        assert [name for name in found if name.startswith(f"{package}.{pattern.partition('*')[0].partition('.')[0]}")]
    assert not set(found) & set(NEEDED)
    assert all(find_spec(name) for name in NEEDED)


def test_every_kind_that_suites_name_is_one_of_ours_or_has_a_module_of_its_name() -> None:
    kinds = {e.kind for suite in suites(catalog.lasting_tables()).values() for e in suite.expectations}
    assert {f"{EXPECTATIONS}.{kind}" for kind in kinds - {"expect_no_rows"}} <= set(stood_in_for())


def test_an_expectation_keeps_the_configuration_it_is_made_with(connection: duckdb.DuckDBPyConnection) -> None:
    validate(connection, about_a("expect_column_values_to_not_be_null"))
    not_null = import_module(f"{EXPECTATIONS}.expect_column_values_to_not_be_null").ExpectColumnValuesToNotBeNull
    first, second = not_null(column="a", mostly=0.5), not_null(column="b")
    for _ in range(2):
        assert first.configuration.kwargs == {"column": "a", "mostly": 0.5}
        assert second.configuration.kwargs == {"column": "b"}
    assert first.configuration is first.configuration
