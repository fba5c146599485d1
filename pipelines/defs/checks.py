"""Asset checks: one for each expectation, judged in one go for tables that are made together.

Belongs here: wrapping suites and verdicts for Dagster. Does not: judging (expectations), what a failure means for the
build (builds).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import dagster as dg

from expectations import Suite, Verdict, judge
from pipelines.defs.execution import timed
from pipelines.defs.resources import record
from pipelines.defs.specs import key, op_name, table_of
from warehouse import catalog
from warehouse.builds import Build

SEVERITIES = {"critical": dg.AssetCheckSeverity.ERROR, "warning": dg.AssetCheckSeverity.WARN}

AUDIT = "audit"
"""What the names of audits begin with, and of their seconds in `runs`."""


def all_checks(assets: Iterable[dg.AssetsDefinition], suites: Mapping[str, Suite]) -> list[dg.AssetChecksDefinition]:
    """The checks of every table that has a suite: one op for the tables that are made together."""
    together = ([suites[table] for table in map(table_of, sorted(made.keys)) if table in suites] for made in assets)
    return [checks(group) for group in together if group]


def checks(together: Sequence[Suite]) -> dg.AssetChecksDefinition:
    """The checks of tables made together; a critical one that fails stops all downstream, and so publication."""
    specs = [spec for suite in together for spec in check_specs(suite)]

    @dg.multi_asset_check(name=op_name(AUDIT, together[0].table), specs=specs)
    def audit(build: dg.ResourceParam[Build]) -> Iterator[dg.AssetCheckResult]:
        with timed(build, f"{AUDIT} {together[0].table}"):
            verdicts = [v for suite in together for v in judged(suite, build)]
        record(build, verdicts)
        yield from map(result, verdicts)

    return audit


def judged(suite: Suite, build: Build) -> tuple[Verdict, ...]:
    """The verdicts on a suite; where this run adds to an audited version, asked of what it touched as far as can be."""
    keys = {e.by for e in suite.expectations if e.by}
    narrowed = build.engine.incremental_databases(keys, [suite.table, *other_tables(suite)])
    return judge(build.engine.connection, suite, narrowed=narrowed)


def check_specs(suite: Suite) -> list[dg.AssetCheckSpec]:
    """The checks of one suite; they wait for every table that it reads."""
    others = [key(table) for table in other_tables(suite)]
    return [
        dg.AssetCheckSpec(
            name=expectation.name,
            asset=key(suite.table),
            description=expectation.description,
            blocking=expectation.is_critical,
            additional_deps=others,
            metadata={"severity": expectation.severity, "expectation": expectation.kind},
        )
        for expectation in suite.expectations
    ]


def other_tables(suite: Suite) -> list[str]:
    """Tables beside its own that the queries of a suite read: they must be there before it is judged."""
    read = {table for query in suite.queries for table in catalog.tables_read(query)}
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
