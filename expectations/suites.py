"""The suites as their files state them, and the verdicts on them: plain data.

Belongs here: reading `<schema>/<table>.json`, naming expectations, the shape of a verdict. Does not: judging.

A file is a Great Expectations suite with three liberties: a query may be a list of lines; expectations that need no
name of their own are named and described from their kind and column; and `by` names the key that all rows which can
break an expectation together have in common (of the suite: for values of columns, required ones and the table's key).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent
QUERY = "unexpected_rows_query"
"""The argument that holds the query of an `expect_no_rows`."""

OF_ROWS = ("required_values_are_known", "key_is_unique")
"""Names of the queries that are asked of rows of one key, in every suite."""

Severity = Literal["critical", "warning"]

_WORDING = {
    "expect_column_values_to_not_be_null": ("is_known", "{column} is never null."),
    "expect_column_values_to_be_in_set": ("in_vocabulary", "{column} is one of: {values}."),
    "expect_column_values_to_be_between": ("in_range", "{column} lies between {low} and {high}."),
    "expect_table_columns_to_match_set": ("columns_as_stated", "The columns are those of the contract."),
}
"""Kind → the name (after its column) and the description of an expectation that states none."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation.

    name: unique in its suite, letters, digits and `_`; column: None if about more than one
    kind: the type Great Expectations knows it by; arguments: its keyword arguments
    by: the key that all rows which can break it together have in common; None if it must be asked of whole tables
    """

    name: str
    kind: str
    severity: Severity
    description: str
    column: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    by: str | None = None

    @property
    def is_critical(self) -> bool:
        """Whether a failure stops publication."""
        return self.severity == "critical"


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations about one table, named `schema.table`."""

    table: str
    expectations: tuple[Expectation, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns the suite expects the table to have, in its order."""
        stated = (e.arguments["column_set"] for e in self.expectations if "column_set" in e.arguments)
        return tuple(column for columns in stated for column in columns)

    @property
    def queries(self) -> tuple[str, ...]:
        """The queries of the suite that give the rows which break it."""
        stated = (e.arguments[QUERY] for e in self.expectations if QUERY in e.arguments)
        return tuple(dict.fromkeys(stated))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one expectation: the row of quality_results, less run and time.

    observed: in words; unexpected_count: rows that broke it, None if it doesn't count rows
    exception: what went wrong while judging, if something did; then `passed` is False
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
    def blocks(self) -> bool:
        """Whether this verdict stops publication."""
        return self.severity == "critical" and not self.passed


@cache
def suites(folder: Path = FOLDER) -> Mapping[str, Suite]:
    """Every suite by the full name of its table, sorted; the path of a file is the name of its table."""
    files = sorted(folder.glob("*/*.json"))
    return {name: _suite(name, file) for file in files for name in (f"{file.parent.name}.{file.stem}",)}


def _suite(table: str, file: Path) -> Suite:
    stated = json.loads(file.read_text(encoding="utf-8"))
    return Suite(table, tuple(expectation(e, stated.get("by")) for e in stated["expectations"]))


def expectation(stated: Mapping[str, Any], by: str | None = None) -> Expectation:
    """One expectation as a suite file states it; `by`: the key by which the table's rows are found.

    >>> expectation({"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "body"}}).name
    'body_is_known'
    """
    meta, arguments = stated.get("meta", {}), dict(stated["kwargs"])
    if isinstance(arguments.get(QUERY), list):
        arguments[QUERY] = "\n".join(arguments[QUERY])
    name, description = _words(stated["type"], arguments)
    return Expectation(
        name=meta.get("name", name),
        kind=stated["type"],
        severity=stated.get("severity", "critical"),
        description=stated.get("description", description),
        column=arguments.get("column"),
        arguments=arguments,
        by=meta.get("by", by if _is_of_rows(meta, stated) else None),
    )


def _is_of_rows(meta: Mapping[str, Any], stated: Mapping[str, Any]) -> bool:
    """Whether each row, or all rows of one key, hold or break it whatever others are there."""
    of_values = stated["type"].startswith("expect_column_values_to_") and "mostly" not in stated["kwargs"]
    return of_values or meta.get("name") in OF_ROWS


def _words(kind: str, arguments: Mapping[str, Any]) -> tuple[str, str]:
    """The name and the description an expectation has if its file gives none; empty for kinds that must be named."""
    name, description = _WORDING.get(kind, ("", ""))
    column = arguments.get("column", "")
    described = description.format(
        column=column,
        values=", ".join(map(str, arguments.get("value_set", ()))),
        low=arguments.get("min_value", "anything"),
        high=arguments.get("max_value", "anything"),
    )
    return f"{column}_{name}" if column else name, described
