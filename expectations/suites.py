"""Suites: what the DDL of each table implies, and what `<schema>/<table>.json` adds to it.

Belongs here: reading suite files, naming expectations. Does not: running them (validation).

A file is a Great Expectations suite, except that
- expectations implied by the DDL are omitted (derived), unless the file replaces one under the same name
- a query may be a list of lines, and `severity` defaults to critical
- expectations of column values get a default name and description from their kind and column
- a string refers to the expectation of that name in `shared.json`, where `{table}` in a query is the suite's table
- `incremental_key` names the key shared by all rows that can break an expectation together; the suite's own key is that
  of derived and shared expectations and of column values
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from expectations.derived import derived_expectations
from expectations.types import NO_ROWS, QUERY, Contract, Expectation, Suite

FOLDER = Path(__file__).parent

SHARED = "shared.json"
"""Expectations shared by several tables, by name."""

WORDING = {
    "expect_column_values_to_not_be_null": ("is_known", "{column} is never null."),
    "expect_column_values_to_be_in_set": ("in_vocabulary", "{column} is one of: {values}."),
    "expect_column_values_to_be_between": ("in_range", "{column} is {bounds}."),
}
"""Kind of an expectation of column values → its default name (after the column) and description."""

BOUNDS = {"min_value": "at least", "max_value": "at most"}

KINDS = frozenset({"expect_table_columns_to_match_set", NO_ROWS, *WORDING})
"""The kinds that suites may use; Great Expectations is imported without the others (imports)."""


def suites(contracts: Mapping[str, Contract], folder: Path = FOLDER) -> Mapping[str, Suite]:
    """Return the suite of each table by its full name; the path of a suite file is the name of its table."""
    return {name: _suite(contract, folder) for name, contract in contracts.items()}


def _suite(contract: Contract, folder: Path) -> Suite:
    file = folder.joinpath(*contract.name.split(".")).with_suffix(".json")
    declared = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"expectations": []}
    key = declared.get("incremental_key")
    shared = _shared_expectations(contract.name, key, folder)
    own = [shared[e] if isinstance(e, str) else parse_expectation(e, key) for e in declared["expectations"]]
    replaced = {e.name for e in own}
    return Suite(contract.name, (*(e for e in derived_expectations(contract, key) if e.name not in replaced), *own))


def _shared_expectations(table: str, incremental_key: str | None, folder: Path) -> Mapping[str, Expectation]:
    file = folder / SHARED
    declared = json.loads(file.read_text(encoding="utf-8").replace("{table}", table)) if file.exists() else []
    return {e.name: replace(e, incremental_key=incremental_key) for e in map(parse_expectation, declared)}


def parse_expectation(declared: Mapping[str, Any], incremental_key: str | None = None) -> Expectation:
    """Return an expectation as a suite file declares it; `incremental_key` is the one of the suite.

    Raises ValueError for a kind that is not one of KINDS.

    >>> parse_expectation({"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "body"}}).name
    'body_is_known'
    """
    kind, meta, arguments = declared["type"], declared.get("meta", {}), dict(declared["kwargs"])
    if kind not in KINDS:
        raise ValueError(f"{kind} is none of the kinds that suites may use; add it to KINDS in expectations/suites.py")
    if isinstance(arguments.get(QUERY), list):
        arguments[QUERY] = "\n".join(arguments[QUERY])
    name, description = _wording(kind, arguments)
    is_of_single_values = kind in WORDING and "mostly" not in arguments
    return Expectation(
        name=meta.get("name", name),
        kind=kind,
        severity=declared.get("severity", "critical"),
        description=declared.get("description", description),
        column=arguments.get("column"),
        arguments=arguments,
        incremental_key=meta.get("incremental_key", incremental_key if is_of_single_values else None),
    )


def _wording(kind: str, arguments: Mapping[str, Any]) -> tuple[str, str]:
    """Return the default name and description of an expectation; empty for kinds that must be named."""
    name, description = WORDING.get(kind, ("", ""))
    column = arguments.get("column", "")
    described = description.format(
        column=column,
        values=", ".join(map(str, arguments.get("value_set", ()))),
        bounds=" and ".join(f"{words} {arguments[bound]}" for bound, words in BOUNDS.items() if bound in arguments),
    )
    return f"{column}_{name}" if column else name, described
