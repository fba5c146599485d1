"""Asset checks: one per expectation; tables made together are validated together.

Belongs here: wrapping suites and validation results for Dagster. Does not: validation (expectations), what a failure
means for the build (resources).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import dagster as dg

from expectations import Suite, ValidationResult, validate
from pipelines.defs.execution import timed
from pipelines.defs.resources import record
from pipelines.defs.specs import key, op_name, table_of
from warehouse import catalog
from warehouse.builds import Build

SEVERITIES = {"critical": dg.AssetCheckSeverity.ERROR, "warning": dg.AssetCheckSeverity.WARN}

AUDIT = "audit"
"""Prefix of the names of audits, and of their seconds in `runs`."""


def all_checks(assets: Iterable[dg.AssetsDefinition], suites: Mapping[str, Suite]) -> list[dg.AssetChecksDefinition]:
    """Return the checks of every table that has a suite: one op for the tables that are made together."""
    groups = ([suites[table] for table in map(table_of, sorted(asset.keys)) if table in suites] for asset in assets)
    return [checks(group) for group in groups if group]


def checks(group: Sequence[Suite]) -> dg.AssetChecksDefinition:
    """Return the checks of tables made together; a critical failure stops everything downstream, publication too."""
    specs = [spec for suite in group for spec in check_specs(suite)]

    @dg.multi_asset_check(name=op_name(AUDIT, group[0].table), specs=specs)
    def audit(build: dg.ResourceParam[Build]) -> Iterator[dg.AssetCheckResult]:
        with timed(build, f"{AUDIT} {group[0].table}"):
            results = [result for suite in group for result in validate_build(suite, build)]
        record(build, results)
        yield from map(check_result, results)

    return audit


def validate_build(suite: Suite, build: Build) -> tuple[ValidationResult, ...]:
    """Validate a suite's table in a build; only the changed rows where the run adds to an audited version."""
    keys = {e.incremental_key for e in suite.expectations if e.incremental_key}
    incremental = build.engine.incremental_databases(keys, [suite.table, *other_tables(suite)])
    return validate(build.engine.connection, suite, incremental=incremental)


def check_specs(suite: Suite) -> list[dg.AssetCheckSpec]:
    """Return the specs of a suite's checks; they wait for every table that the suite reads."""
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
    """Return the tables that a suite's queries read beside its own; they must exist before it is validated."""
    read = {table for query in suite.queries for table in catalog.tables_read(query)}
    return sorted(read - {suite.table})


def check_result(result: ValidationResult) -> dg.AssetCheckResult:
    """Return a validation result in Dagster's terms."""
    shown = {"observed": result.observed, "unexpected rows": result.unexpected_count, "problem": result.exception}
    return dg.AssetCheckResult(
        asset_key=key(result.table_name),
        check_name=result.expectation,
        passed=result.passed,
        severity=SEVERITIES[result.severity],
        metadata={name: value for name, value in shown.items() if value is not None},
    )
