"""Expectations that follow from the DDL of a table: its columns, its required values, its key.

Belongs here: expectations that hold for every table. Does not: reading the DDL, which the caller does, or expectations
that a DDL can't express (suites).
"""

from collections.abc import Iterator

from expectations.types import NO_ROWS, QUERY, Contract, Expectation


def derived_expectations(contract: Contract, incremental_key: str | None = None) -> Iterator[Expectation]:
    """Yield the expectations that the DDL implies; views have no required columns and no key.

    >>> from types import SimpleNamespace
    >>> table = SimpleNamespace(name="main.t", column_names=("a", "b"), required=("a",), key=("a", "b"))
    >>> [e.name for e in derived_expectations(table)]
    ['columns_as_stated', 'required_values_are_known', 'key_is_unique']
    """
    yield Expectation(
        name="columns_as_stated",
        kind="expect_table_columns_to_match_set",
        severity="critical",
        description="The table has the columns that its DDL declares, and no others.",
        arguments={"column_set": list(contract.column_names), "exact_match": True},
    )
    if contract.required:
        nulls = "\n    or ".join(f"{column} is null" for column in contract.required)
        yield _no_rows(
            "required_values_are_known",
            "No column that must be known is NULL.",
            f"select 1\nfrom {contract.name}\nwhere {nulls}",
            incremental_key,
        )
    if contract.key:
        key = ", ".join(contract.key)
        yield _no_rows(
            "key_is_unique",
            f"No two rows share the key: {key}.",
            f"select 1\nfrom {contract.name}\ngroup by {key}\nhaving count(*) > 1",
            incremental_key,
        )


def _no_rows(name: str, description: str, query: str, incremental_key: str | None) -> Expectation:
    arguments = {QUERY: query}
    return Expectation(name, NO_ROWS, "critical", description, arguments=arguments, incremental_key=incremental_key)
