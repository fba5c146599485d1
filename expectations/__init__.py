"""The expectations that must hold before a build is published: a suite for every table, and their validation.

Belongs here: the suites (`<schema>/<table>.json`, suites, derived), what they count (counts), and Great Expectations'
judgement of it (validation). Does not: deciding what a failure means for a run, or storing results.

This package is cheap to import: Great Expectations takes a second, and is imported by `load` or the first `validate`.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

import duckdb

from expectations.imports import partial_import
from expectations.suites import KINDS, suites
from expectations.types import Contract, Expectation, Source, Suite, ValidationResult, merge

__all__ = ["Contract", "Expectation", "Source", "Suite", "ValidationResult", "load", "merge", "suites", "validate"]


def validate(
    source: duckdb.DuckDBPyConnection | Source,
    suite: Suite,
    only: Collection[str] | None = None,
    incremental: Mapping[str, str] = MappingProxyType({}),
) -> tuple[ValidationResult, ...]:
    """Validate the table of a suite on this connection, or by what else can be asked.

    only: the names of the expectations to validate; None: all
    incremental: on DuckDB, incremental key → an attached database with the same tables, limited to rows whose key the
    run changed; expectations with that key are validated there, because all other rows are as when last validated

    Returns one result per expectation, in the order of the suite. An error during validation (such as a missing table)
    becomes a failed result that describes it.
    """
    load()
    from expectations.validation import validate_suite

    return validate_suite(source, suite, only, incremental)


def load() -> None:
    """Import Great Expectations, which takes a second, unless it is imported already."""
    with partial_import(KINDS):
        import expectations.validation  # noqa: F401
