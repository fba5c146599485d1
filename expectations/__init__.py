"""What must be true before a build may be seen: a suite of expectations for every table, and their judge.

Belongs here: the suites (`<schema>/<table>.json`), reading them (suites), judging them by Great Expectations
(judgement) through SQLAlchemy (dialect). Does not: deciding what a failure means for a run, or storing results.

This module stays cheap to import: Great Expectations, which takes seconds, comes in with the first `judge` alone.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

import duckdb

from expectations.postponed import postpone_imports, stand_in
from expectations.suites import Expectation, Suite, Verdict, suites

__all__ = ["Expectation", "Suite", "Verdict", "judge", "load", "suites"]


def judge(
    connection: duckdb.DuckDBPyConnection,
    suite: Suite,
    only: Collection[str] | None = None,
    narrowed: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Verdict, ...]:
    """Judge the table of a suite (one of `suites()`) on this connection; `only` names the expectations wanted.

    narrowed: key → an attached database that has the same tables, narrowed to the rows whose key a run touched: there
    the expectations `by` that key are judged, for all other rows are as they were when they were judged last

    One verdict per expectation, in the order of the suite. Whatever goes wrong while one is judged (a missing table
    included) is a verdict that failed and says so.
    """
    load()
    from expectations.judgement import judge_suite

    return judge_suite(connection, suite, only, narrowed)


def load() -> None:
    """Import Great Expectations, which takes seconds: the first `judge` does, if nobody did before."""
    postpone_imports()
    stand_in()
    import expectations.judgement  # noqa: F401
