"""Plain data: contracts, expectations, suites and validation results.

Belongs here: their shapes. Does not: where expectations come from (suites, derived), running them (validation).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, runtime_checkable

import pyarrow as pa

NO_ROWS = "expect_no_rows"
"""Our own kind: a query for the rows that break a rule, expected to return none."""

QUERY = "unexpected_rows_query"
"""The argument that holds the query of an `expect_no_rows`."""

Severity = Literal["critical", "warning"]


class Contract(Protocol):
    """What the DDL of a table or view declares; `key` is empty for views."""

    @property
    def name(self) -> str: ...
    @property
    def column_names(self) -> tuple[str, ...]: ...
    @property
    def required(self) -> tuple[str, ...]: ...
    @property
    def key(self) -> tuple[str, ...]: ...


@runtime_checkable
class Source(Protocol):
    """What an audit asks: tables by full name, SQL in the portable subset of DuckDB's dialect."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What a query raises that can't be answered."""

    def arrow(self, sql: str) -> pa.Table:
        """All rows of a select."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation.

    name: unique in its suite, letters, digits and `_`; column: None if about more than one
    kind: the type Great Expectations knows it by; arguments: its keyword arguments
    incremental_key: the key shared by all rows that can break it together; None if it needs complete tables
    """

    name: str
    kind: str
    severity: Severity
    description: str
    column: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    incremental_key: str | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations about one table, named `schema.table`."""

    table: str
    expectations: tuple[Expectation, ...]

    @property
    def queries(self) -> tuple[str, ...]:
        """The queries of the suite for rows that break an expectation."""
        return tuple(dict.fromkeys(e.arguments[QUERY] for e in self.expectations if QUERY in e.arguments))


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """The result of one expectation: the row of quality_results, less run and time.

    observed: in words; unexpected_count: rows that broke it, None if it doesn't count rows
    exception: what went wrong during validation, if anything; then `passed` is False
    """

    table_name: str
    expectation: str
    column_name: str | None
    severity: Severity
    passed: bool
    observed: str | None = None
    unexpected_count: int | None = None
    exception: str | None = None

    @property
    def is_starved(self) -> bool:
        """Whether memory did not suffice to validate it: then nothing is known, neither good nor bad."""
        return self.exception is not None and "Out of Memory" in self.exception

    @property
    def blocks(self) -> bool:
        """Whether this result stops publication."""
        return self.severity == "critical" and not self.passed


def merge(parts: Sequence[ValidationResult]) -> ValidationResult:
    """The result of an expectation that was validated part by part; a pair of rows may count in two parts."""
    failed = next((part for part in parts if part.exception), None)
    if failed:
        return failed
    count = sum(part.unexpected_count or 0 for part in parts)
    observed = f"{count} rows break it, in {len(parts)} parts"
    return replace(parts[0], passed=all(part.passed for part in parts), unexpected_count=count, observed=observed)
