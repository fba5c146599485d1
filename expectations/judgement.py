"""The judge: suites handed to Great Expectations, which hands them to DuckDB as a few aggregate queries.

Belongs here: all use of great_expectations; nothing else imports it. Does not: what is expected (the suites), how SQL
reaches DuckDB (dialect). Import this module where it is used, not at the top: it costs seconds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

import duckdb
from great_expectations.core import ExpectationValidationResult
from great_expectations.execution_engine.sqlalchemy_batch_data import SqlAlchemyBatchData
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.validator.validator import Validator
from sqlalchemy import create_engine

from expectations.configured import make_once
from expectations.dialect import URL_TEXT, SharedConnection
from expectations.postponed import load_kind
from expectations.suites import QUERY, Expectation, Suite, Verdict

COUNTS_ONLY = {"result_format": {"result_format": "BASIC", "partial_unexpected_count": 0}, "catch_exceptions": True}
"""Results with counts and without examples: what breaks an expectation may be untrusted text, and isn't fetched."""

make_once()

LONGEST = 500
"""Characters kept of an observation or an exception: enough to act on, and a table of them stays readable."""


NARROWED = ", of what this run touched"
"""Ends an observation that is not about all rows."""


class ExpectNoRows(BatchExpectation):
    """A query that yields the rows which break a rule, expected to yield none.

    As UnexpectedRowsExpectation, but the query runs once, for its count: that one runs it twice and fetches rows.
    """

    unexpected_rows_query: str
    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)
    success_keys: ClassVar[tuple[str, ...]] = (QUERY,)
    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id", "row_condition", "condition_parser")

    def _validate(self, metrics: dict[str, Any], *_: object, **__: object) -> dict[str, Any]:
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"unexpected_count": count}}


def judge_suite(
    connection: duckdb.DuckDBPyConnection,
    suite: Suite,
    only: Collection[str] | None = None,
    narrowed: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Verdict, ...]:
    """Judge the table of a suite; `only` names the expectations wanted. See expectations.judge."""
    wanted = [e for e in suite.expectations if only is None or e.name in only]
    places: dict[str | None, list[Expectation]] = defaultdict(list)
    for e in wanted:
        places[narrowed.get(e.by) if e.by else None].append(e)
    found = {e.name: r for place, some in places.items() for e, r in _results(connection, suite.table, some, place)}
    return tuple(_judged(suite.table, e, found[e.name], is_narrowed=e.by in narrowed) for e in wanted)


def _results(
    connection: duckdb.DuckDBPyConnection, table: str, wanted: Sequence[Expectation], database: str | None
) -> Iterator[tuple[Expectation, ExpectationValidationResult]]:
    """What Great Expectations says of each expectation, asked of the database of this name, else of the current one.

    Its validator is asked directly: a context would write its settings out as YAML three times a table, to nowhere.
    """
    shared = create_engine(URL_TEXT, creator=lambda: SharedConnection(connection, database))
    engine = SqlAlchemyExecutionEngine(engine=shared, create_temp_table=False)
    schema, name = table.split(".")
    for kind in {e.kind for e in wanted}:
        load_kind(kind)
    try:
        batch = SqlAlchemyBatchData(engine, schema_name=schema, table_name=name, create_temp_table=False)
        engine.load_batch_data(table, batch)
        validator = Validator(execution_engine=engine)
        validator.metrics_calculator.show_progress_bars = False
        configured = [ExpectationConfiguration(**_stated(e)) for e in wanted]
        results = validator.graph_validate(configured, runtime_configuration=COUNTS_ONLY)
    finally:
        engine.close()
    named = {r.expectation_config.meta["name"]: r for r in results if r.expectation_config}
    yield from ((e, named[e.name]) for e in wanted)


def _stated(expectation: Expectation) -> dict[str, Any]:
    """The expectation in Great Expectations' own terms; braces doubled, for it formats every query."""
    arguments = dict(expectation.arguments)
    if QUERY in arguments:
        arguments[QUERY] = arguments[QUERY].replace("{", "{{").replace("}", "}}")
    return {
        "type": expectation.kind,
        "kwargs": arguments,
        "severity": expectation.severity,
        "meta": {"name": expectation.name},
    }


def _judged(table: str, expectation: Expectation, result: ExpectationValidationResult, *, is_narrowed: bool) -> Verdict:
    exception = next(_exceptions(result.exception_info or {}), None)
    passed = bool(result.success) and exception is None
    count = result.result.get("unexpected_count")
    observed = _observed(result.result)
    if is_narrowed and observed:
        observed += NARROWED
    return _verdict(table, expectation, passed, observed, count, exception)


def _verdict(
    table: str,
    expectation: Expectation,
    passed: bool,
    observed: str | None = None,
    unexpected_count: int | None = None,
    exception: str | None = None,
) -> Verdict:
    return Verdict(
        table_name=table,
        expectation=expectation.name,
        column_name=expectation.column,
        severity=expectation.severity,
        passed=passed,
        observed=f"could not be judged: {exception}" if exception else observed,
        unexpected_count=unexpected_count,
        exception=exception,
    )


def _exceptions(info: Mapping[str, Any]) -> Iterator[str]:
    """What went wrong: Great Expectations never raises it, it notes it, flat or once per metric."""
    for noted in [info] if "raised_exception" in info else info.values():
        if noted["raised_exception"]:
            yield _first_line(noted["exception_message"] or "no reason given")


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line), text)[:LONGEST]


def _observed(result: Mapping[str, Any]) -> str | None:
    """What was observed, in words."""
    if "element_count" in result:
        rows, share = result["element_count"], result.get("unexpected_percent") or 0.0
        return f"{100 - share:.2f} % of {rows} rows hold" if rows else "no rows"
    if "unexpected_count" in result:
        return f"{result['unexpected_count']} rows break it"
    mismatch = result.get("details", {}).get("mismatched")
    if mismatch:
        return "; ".join(f"{kind}: {', '.join(map(str, names))}" for kind, names in sorted(mismatch.items()))[:LONGEST]
    return None
