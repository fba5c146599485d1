"""Asset checks: one per table, for all expectations of its suite; tables made together are validated together.

Belongs here: wrapping suites and validation results for Dagster. Does not: validation (expectations), what a failure
means for the build (resources).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import dagster as dg

from expectations import Suite, ValidationResult, merge, validate
from pipelines.defs.execution import timed
from pipelines.defs.metadata import as_table
from pipelines.defs.resources import record
from pipelines.defs.specs import key, op_name, table_of
from pipelines.steps.sequence import MADE_BY_BUILD
from warehouse import catalog
from warehouse.builds import Build
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import Engine

CHECK = "expectations"
"""Name of a table's check."""

FAILED_CRITICAL = "failed critical"
"""Metadata of a check: the names of the critical expectations that failed."""

PARTS = (16, 256)
"""Parts in which an expectation is validated that all rows at once leave no memory for; more of them if need be."""

AUDIT = "audit"
"""Prefix of the names of audits, and of their seconds in `runs`."""


def all_checks(assets: Iterable[dg.AssetsDefinition], suites: Mapping[str, Suite]) -> list[dg.AssetChecksDefinition]:
    """Return the checks of every table that has a suite: one op for the tables that are made together."""
    groups = ([suites[table] for table in map(table_of, sorted(asset.keys)) if table in suites] for asset in assets)
    return [checks(group) for group in groups if group]


def checks(group: Sequence[Suite]) -> dg.AssetChecksDefinition:
    """Return the checks of tables made together; a critical failure stops everything downstream, publication too."""

    @dg.multi_asset_check(name=op_name(AUDIT, group[0].table), specs=[check_spec(suite) for suite in group])
    def audit(build: dg.ResourceParam[Build]) -> Iterator[dg.AssetCheckResult]:
        with timed(build, f"{AUDIT} {group[0].table}"):
            results = {suite.table: validate_table(suite, build.auditor) for suite in group}
        record(build, [result for of_table in results.values() for result in of_table])
        yield from (check_result(table, of_table) for table, of_table in results.items())

    return audit


def validate_table(suite: Suite, engine: Engine) -> tuple[ValidationResult, ...]:
    """Validate a suite's table; on DuckDB only the changed rows where the run adds to an audited version.

    What memory did not suffice for is validated again in parts. Raises MemoryError if it does not suffice for those:
    then nothing is known to be wrong, and nothing is known to be right.
    """
    if not isinstance(engine, DuckDBEngine):
        return validate(engine, suite)
    keys = {e.incremental_key for e in suite.expectations if e.incremental_key}
    incremental = engine.changes.changed(keys, [suite.table, *other_tables(suite)])
    results = {r.expectation: r for r in validate(engine.connection, suite, incremental=incremental)}
    for parts in PARTS:
        if starved := {name for name, result in results.items() if result.is_starved}:
            results |= validate_in_parts(suite, engine, starved, parts)
    if unknown := sorted(name for name, result in results.items() if result.is_starved):
        raise MemoryError(f"memory does not suffice to validate {suite.table}: {', '.join(unknown)}")
    return tuple(results.values())


def validate_in_parts(
    suite: Suite, engine: DuckDBEngine, names: Collection[str], parts: int
) -> Mapping[str, ValidationResult]:
    """Validate some expectations of a suite part by part; those about whole tables once more, with less at a time."""
    wanted = [e for e in suite.expectations if e.name in names]
    in_parts = {e.name for e in wanted if e.incremental_key}
    keys = {e.incremental_key for e in wanted if e.incremental_key}
    found: dict[str, list[ValidationResult]] = defaultdict(list)
    for number, part in enumerate(engine.changes.parts(keys, [suite.table, *other_tables(suite)], parts)):
        for result in validate(engine.connection, suite, in_parts if number else names, part):
            found[result.expectation].append(result)
        if any(result.is_starved for results in found.values() for result in results):
            break
    return {name: merge(results) for name, results in found.items()}


def check_spec(suite: Suite) -> dg.AssetCheckSpec:
    """Return the check of a suite; it waits for every table that the suite reads, but those about the run."""
    lines = [f"- `{e.name}` ({e.severity}): {e.description}" for e in suite.expectations]
    return dg.AssetCheckSpec(
        name=CHECK,
        asset=key(suite.table),
        description="\n".join(lines),
        blocking=True,
        additional_deps=[key(table) for table in other_tables(suite) if table not in MADE_BY_BUILD],
    )


def other_tables(suite: Suite) -> list[str]:
    """Return the tables that a suite's queries read beside its own; they must exist before it is validated."""
    read = {table for query in suite.queries for table in catalog.tables_read(query)}
    return sorted(read - {suite.table})


def check_result(table: str, results: Sequence[ValidationResult]) -> dg.AssetCheckResult:
    """Return the results of a table's suite in Dagster's terms: an error if a critical expectation failed."""
    failed = [result for result in results if not result.passed]
    critical = [result.expectation for result in failed if result.severity == "critical"]
    names = ("expectation", "severity", "passed", "observed", "unexpected rows", "problem")
    rows = [
        (r.expectation, r.severity, str(r.passed), r.observed or "", r.unexpected_count or 0, r.exception or "")
        for r in sorted(results, key=lambda result: result.passed)
    ]
    return dg.AssetCheckResult(
        asset_key=key(table),
        check_name=CHECK,
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR if critical else dg.AssetCheckSeverity.WARN,
        metadata={
            "expectations": len(results),
            "failed": len(failed),
            **({FAILED_CRITICAL: critical} if critical else {}),
            "results": as_table(names, rows),
        },
    )


def failed_critical(evaluation: dg.AssetCheckEvaluation) -> list[str]:
    """Return the names of the critical expectations that failed in an evaluation."""
    stored: Any = evaluation.metadata.get(FAILED_CRITICAL)
    return list(stored.value) if stored else []
