"""Validation: suites judged by Great Expectations, from counts of a few queries.

Belongs here: all use of great_expectations; nothing else imports it. Does not: what is expected (suites), counting what
breaks it (counts). Import this module through `expectations.load`: the import takes a second.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

import duckdb
from great_expectations.expectations.expectation import BatchExpectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
from great_expectations.expectations.metadata_types import FailureSeverity

from expectations.counts import DuckDBSource, Metrics, count
from expectations.types import QUERY, Expectation, Source, Suite, ValidationResult

COUNTS_ONLY = {"result_format": {"result_format": "BASIC", "partial_unexpected_count": 0}}
"""Results with counts and without examples: values that break an expectation may be untrusted, and aren't fetched."""

MAX_LENGTH = 500
"""Characters kept of an observation or an exception: enough to act on, and a table of them stays readable."""

INCREMENTAL = ", of what this run touched"
"""Ends an observation that is not about all rows."""


Counted = Mapping[str, Metrics | Exception]
"""The metrics of each expectation by its name, or what kept it from being counted."""


class ExpectNoRows(BatchExpectation):
    """Expects that a query for the rows which break a rule returns none.

    Unlike UnexpectedRowsExpectation, it needs no more than their count.
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
    source: duckdb.DuckDBPyConnection | Source,
    suite: Suite,
    only: Collection[str] | None = None,
    incremental: Mapping[str, str] = MappingProxyType({}),
) -> tuple[ValidationResult, ...]:
    """Validate the table of a suite; see expectations.validate."""
    wanted = [e for e in suite.expectations if only is None or e.name in only]
    if isinstance(source, Source):
        counted = _count(source, suite.table, wanted)
    else:
        counted = _count_on_duckdb(source, suite.table, wanted, incremental)
    return tuple(_result(suite.table, e, counted[e.name], e.incremental_key in incremental) for e in wanted)


def _count_on_duckdb(
    connection: duckdb.DuckDBPyConnection, table: str, wanted: Sequence[Expectation], incremental: Mapping[str, str]
) -> Counted:
    build = str(connection.execute("select current_database()").fetchall()[0][0])
    by_database: dict[str, list[Expectation]] = defaultdict(list)
    for e in wanted:
        by_database[incremental.get(e.incremental_key or "", build)].append(e)
    counted: dict[str, Metrics | Exception] = {}
    for database, some in by_database.items():
        with connection.cursor() as cursor:
            cursor.execute(f'use "{database}"')  # a new cursor starts in the connection's first database
            counted |= _count(DuckDBSource(cursor), table, some)
    return counted


def _count(source: Source, table: str, wanted: Sequence[Expectation]) -> Counted:
    """If one can't be counted, each is counted alone."""
    try:
        return {e.name: metrics for e, metrics in zip(wanted, count(source, table, wanted), strict=True)}
    except source.errors as error:
        if len(wanted) == 1:
            return {wanted[0].name: error}
        return {name: found for e in wanted for name, found in _count(source, table, [e]).items()}


def _judge(expectation: Expectation, metrics: Metrics) -> tuple[bool, Mapping[str, Any]]:
    """Whether an expectation holds, and what was observed, as Great Expectations judges its metrics."""
    configuration = ExpectationConfiguration(
        type=expectation.kind,
        kwargs=dict(expectation.arguments),
        severity=FailureSeverity(expectation.severity),
        meta={"name": expectation.name},
    )
    # the hook that every expectation implements: the validator around it would ask for each metric again
    judged = configuration.to_domain_obj()._validate(dict(metrics), runtime_configuration=dict(COUNTS_ONLY))
    return bool(judged["success"]), judged["result"]


def _result(
    table: str, expectation: Expectation, counted: Metrics | Exception, is_incremental: bool
) -> ValidationResult:
    exception = _first_line(str(counted)) if isinstance(counted, Exception) else None
    passed, result = (False, {}) if isinstance(counted, Exception) else _judge(expectation, counted)
    observed = _observed(result)
    if is_incremental and observed:
        observed += INCREMENTAL
    return ValidationResult(
        table_name=table,
        expectation=expectation.name,
        column_name=expectation.column,
        severity=expectation.severity,
        passed=passed,
        observed=f"could not be validated: {exception}" if exception else observed,
        unexpected_count=result.get("unexpected_count"),
        exception=exception,
    )


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
