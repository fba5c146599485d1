"""Validation: suites run by Great Expectations, as a few aggregate queries on DuckDB.

Belongs here: all use of great_expectations; nothing else imports it. Does not: what is expected (suites), how SQL
reaches DuckDB (dialect). Import this module through `expectations.load`: the import takes a second.
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
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.validator.validator import Validator

from expectations.dialect import engine_on
from expectations.types import QUERY, Expectation, Suite, ValidationResult

COUNTS_ONLY = {"result_format": {"result_format": "BASIC", "partial_unexpected_count": 0}, "catch_exceptions": True}
"""Results with counts and without examples: values that break an expectation may be untrusted, and aren't fetched."""

MAX_LENGTH = 500
"""Characters kept of an observation or an exception: enough to act on, and a table of them stays readable."""

INCREMENTAL = ", of what this run touched"
"""Ends an observation that is not about all rows."""


class ExpectNoRows(BatchExpectation):
    """Expects that a query for the rows which break a rule returns none.

    Unlike UnexpectedRowsExpectation, it runs the query once, for its count: that one runs it twice and fetches rows.
    """

    unexpected_rows_query: str
    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.row_count",)
    success_keys: ClassVar[tuple[str, ...]] = (QUERY,)
    domain_keys: ClassVar[tuple[str, ...]] = ("batch_id", "row_condition", "condition_parser")

    def _validate(self, metrics: dict[str, Any], *_: object, **__: object) -> dict[str, Any]:
        # every expectation must implement this hook, says the documentation of Expectation
        count = metrics["unexpected_rows_query.row_count"]
        return {"success": count == 0, "result": {"unexpected_count": count}}


def validate_suite(
    connection: duckdb.DuckDBPyConnection,
    suite: Suite,
    only: Collection[str] | None = None,
    incremental: Mapping[str, str] = MappingProxyType({}),
) -> tuple[ValidationResult, ...]:
    """Validate the table of a suite; see expectations.validate."""
    wanted = [e for e in suite.expectations if only is None or e.name in only]
    by_database: dict[str | None, list[Expectation]] = defaultdict(list)
    for e in wanted:
        by_database[incremental.get(e.incremental_key) if e.incremental_key else None].append(e)
    results = {
        name: result
        for database, some in by_database.items()
        for name, result in _run(connection, suite.table, some, database)
    }
    return tuple(_result(suite.table, e, results[e.name], e.incremental_key in incremental) for e in wanted)


def _run(
    connection: duckdb.DuckDBPyConnection, table: str, wanted: Sequence[Expectation], database: str | None
) -> Iterator[tuple[str, ExpectationValidationResult]]:
    """Run the expectations on the table in the attached database of this name, or else in the current one.

    The validator is called directly: a data context would write its settings out as YAML three times a table, for
    nothing.
    """
    engine = SqlAlchemyExecutionEngine(engine=engine_on(connection, database), create_temp_table=False)
    schema, name = table.split(".")
    try:
        batch = SqlAlchemyBatchData(engine, schema_name=schema, table_name=name, create_temp_table=False)
        engine.load_batch_data(table, batch)
        validator = Validator(execution_engine=engine)
        validator.metrics_calculator.show_progress_bars = False
        results = validator.graph_validate([_configuration(e) for e in wanted], runtime_configuration=COUNTS_ONLY)
    finally:
        engine.close()
    yield from ((r.expectation_config.meta["name"], r) for r in results if r.expectation_config)


def _configuration(expectation: Expectation) -> ExpectationConfiguration:
    """Return the expectation in Great Expectations' terms; braces are doubled because it formats every query."""
    arguments = dict(expectation.arguments)
    if QUERY in arguments:
        arguments[QUERY] = arguments[QUERY].replace("{", "{{").replace("}", "}}")
    return ExpectationConfiguration(
        type=expectation.kind,
        kwargs=arguments,
        severity=FailureSeverity(expectation.severity),
        meta={"name": expectation.name},
    )


def _result(
    table: str, expectation: Expectation, result: ExpectationValidationResult, is_incremental: bool
) -> ValidationResult:
    exception = next(_exceptions(result.exception_info or {}), None)
    observed = _observed(result.result)
    if is_incremental and observed:
        observed += INCREMENTAL
    return ValidationResult(
        table_name=table,
        expectation=expectation.name,
        column_name=expectation.column,
        severity=expectation.severity,
        passed=bool(result.success) and exception is None,
        observed=f"could not be validated: {exception}" if exception else observed,
        unexpected_count=result.result.get("unexpected_count"),
        exception=exception,
    )


def _exceptions(info: Mapping[str, Any]) -> Iterator[str]:
    """Yield what went wrong: Great Expectations doesn't raise it but notes it, flat or once per metric."""
    for noted in [info] if "raised_exception" in info else info.values():
        if noted["raised_exception"]:
            yield _first_line(noted["exception_message"] or "no reason given")


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line), text)[:MAX_LENGTH]


def _observed(result: Mapping[str, Any]) -> str | None:
    """Return what was observed, in words."""
    if "element_count" in result:
        rows, share = result["element_count"], result.get("unexpected_percent") or 0.0
        return f"{100 - share:.2f} % of {rows} rows hold" if rows else "no rows"
    if "unexpected_count" in result:
        return f"{result['unexpected_count']} rows break it"
    mismatch = result.get("details", {}).get("mismatched")
    if mismatch:
        words = (f"{kind}: {', '.join(map(str, names))}" for kind, names in sorted(mismatch.items()))
        return "; ".join(words)[:MAX_LENGTH]
    return None
