"""Asset checks: one group for each suite, one check for each of its expectations.

Belongs here: wrapping suites and verdicts for Dagster. Does not: judging (expectations), what a failure means for the
build (builds).
"""

from collections.abc import Iterable, Iterator

import dagster as dg

from expectations import Suite, Verdict, judge
from pipelines.defs.builds import record
from pipelines.defs.naming import key, op_name
from pipelines.defs.working import timed
from warehouse import catalog
from warehouse.builds import Build

SEVERITIES = {"critical": dg.AssetCheckSeverity.ERROR, "warning": dg.AssetCheckSeverity.WARN}

AUDIT = "audit"
"""Name under which the seconds of all checks are summed up."""


def all_checks(suites: Iterable[Suite]) -> list[dg.AssetChecksDefinition]:
    """The checks of every table."""
    return [table_checks(suite) for suite in suites]


def table_checks(suite: Suite) -> dg.AssetChecksDefinition:
    """The checks of one table; a critical one that fails stops all that is downstream, and so publication."""
    specs = [
        dg.AssetCheckSpec(
            name=expectation.name,
            asset=key(suite.table),
            description=expectation.description,
            blocking=expectation.is_critical,
            additional_deps=[key(table) for table in other_tables(suite)],
            metadata={"severity": expectation.severity, "expectation": expectation.kind},
        )
        for expectation in suite.expectations
    ]

    @dg.multi_asset_check(name=op_name(AUDIT, suite.table), specs=specs)
    def audit(build: dg.ResourceParam[Build]) -> Iterator[dg.AssetCheckResult]:
        with timed(build, AUDIT):
            verdicts = judge(build.engine.connection, suite)
        record(build, verdicts)
        yield from map(result, verdicts)

    return audit


def other_tables(suite: Suite) -> list[str]:
    """Tables beside its own that the queries of a suite read: they must be there before it is judged."""
    read = {table for query in suite.queries for table in catalog.tables_read(catalog.parse(query))}
    return sorted(read - {suite.table})


def result(verdict: Verdict) -> dg.AssetCheckResult:
    """A verdict as Dagster shows it."""
    stated = {"observed": verdict.observed, "unexpected rows": verdict.unexpected_count, "problem": verdict.exception}
    return dg.AssetCheckResult(
        asset_key=key(verdict.table_name),
        check_name=verdict.expectation,
        passed=verdict.passed,
        severity=SEVERITIES[verdict.severity],
        metadata={name: value for name, value in stated.items() if value is not None},
    )
