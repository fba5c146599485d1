"""Validating what a run changed is as good as validating everything: what breaks a rule breaks it there too."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import groupby

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations import Suite, ValidationResult, suites, validate
from expectations.types import QUERY
from tests.expectations.test_rules import BREAKS
from tests.marks import slow
from warehouse import catalog, changes
from warehouse.connections import OPENED

SUITES = suites(catalog.lasting_tables())
INCREMENTAL = {key: changes.database(key) for key in changes.KEYS}
MADE: changes.Made = set()
KEPT = [name for name, table in catalog.tables().items() if table.schema != "work" and not table.is_view]
RULES = {
    f"{suite.table}.{e.name}": (e.incremental_key, e.arguments[QUERY])
    for suite in SUITES.values()
    for e in suite.expectations
    if e.incremental_key and e.kind == "expect_no_rows"
}
CHANGES = {
    **{rule: change for rule, change in BREAKS.items() if rule in RULES},
    "a body on the right": "update main.articles set body = 'Else.' where article_id = 'a3'",
    "a body on the left": "update main.articles set body = 'A quite other text.' where article_id = 'a1'",
    "a place": "update dedup.text_pairs set left_passage_start = 900 where right_text_no = 3",
    "a length": "update dedup.text_pairs set left_passage_length = 40 where right_text_no = 3",
    "a pair": "update dedup.text_pairs set right_text_no = 4 where right_text_no = 3",
    "texts of two articles": "update dedup.article_texts set text_no = 7 - text_no where text_no > 2",
    "a place of two records": """
        update main.article_records set file_sha256 = 'f1', record_path = 'f1', record_index = 0 where record_key = 'r5'
    """,
    "a record of another article": """
        update main.article_records
        set record_key = (select record_key from main.article_records order by rowid desc limit 1)
        where rowid = (select min(rowid) from main.article_records)
    """,
    "a hash of a text": "update dedup.texts set text_hash = 'z' where text_no = 2",
    "a member's cluster": "update dedup.cluster_members set cluster_id = 'c2' where article_id = 'a2'",
    "a cluster's story": "update dedup.story_members set story_id = 's2' where cluster_id = 'c2'",
}


@pytest.fixture(scope="module", autouse=True)
def _another_warehouse() -> None:
    MADE.clear()


@contextmanager
def changed(build: duckdb.DuckDBPyConnection, change: str) -> Iterator[None]:
    """Apply a change to a build and note the keys of the changed rows; undo both at the end."""
    written = [table for table in KEPT if table in change]
    for table in written:
        build.execute(f"create temp table {kept(table)} as from {table}")
    try:
        build.execute(change)
        for table in written:
            rows = (
                f"(from {table} except all from {kept(table)} union all (from {kept(table)} except all from {table}))"
            )
            changes.track(build, table, rows, changes.key_columns(table))
        yield
    finally:
        for table in written:
            build.execute(f"delete from {table}; insert into {table} from {kept(table)}; drop table {kept(table)}")
        for database in INCREMENTAL.values():
            build.execute(f"delete from {database}.{changes.TRACKED}")


def kept(table: str) -> str:
    return table.replace(".", "_before_")


@cache
def read_by(rule: str) -> set[str]:
    """Return the tables that a rule reads, those behind views included."""
    waiting, found = set(catalog.tables_read(RULES[rule][1])), set[str]()
    while waiting:
        found.add(table := waiting.pop())
        waiting |= set(catalog.models()[table].reads) if catalog.tables()[table].is_view else set()
    return found


def groups(change: str) -> Iterator[tuple[str, set[str], dict[str, str]]]:
    """(key, tables read, query by rule) of the rules of each suite that a change may break."""
    for (_, key), rules in groupby(RULES, lambda rule: (rule.rpartition(".")[0], RULES[rule][0])):
        affected = {rule: RULES[rule][1] for rule in rules if any(table in change for table in read_by(rule))}
        if affected:
            yield key, set().union(*map(read_by, affected)), affected


def find_broken(build: duckdb.DuckDBPyConnection, database: str, queries: Mapping[str, str]) -> set[str]:
    """Return the rules whose query finds rows in a database."""
    build.execute(f"use {database}")
    found = {rule for rule, query in queries.items() if build.execute(f"from ({query}) limit 1").fetchall()}
    build.execute(f"use {OPENED}")
    return found


def broken(build: duckdb.DuckDBPyConnection, change: str, incremental: bool) -> set[str]:
    """Return the rules with an incremental key that a change breaks, among all rows or among the changed ones."""
    found = set[str]()
    for key, tables, queries in groups(change):
        if incremental:
            changes.refresh(build, OPENED, key, tables, MADE)
        found |= find_broken(build, INCREMENTAL[key] if incremental else OPENED, queries)
    return found


def broken_in_parts(build: duckdb.DuckDBPyConnection, change: str, parts: int) -> set[str]:
    """Return what `broken` returns, by validating all rows in parts."""
    found = set[str]()
    for key, tables, queries in groups(change):
        for part in range(parts):
            changes.refresh_part(build, OPENED, key, tables, MADE, part, parts)
            found |= find_broken(build, INCREMENTAL[key], queries)
    return found


def validate_changed(build: duckdb.DuckDBPyConnection, suite: Suite) -> tuple[ValidationResult, ...]:
    """Validate the rows that a change touched."""
    tables = {suite.table, *(table for query in suite.queries for table in catalog.tables_read(query))}
    for key in {e.incremental_key for e in suite.expectations if e.incremental_key}:
        changes.refresh(build, OPENED, key, tables, MADE)
    return validate(build, suite, incremental=INCREMENTAL)


def test_a_number_of_the_index_that_another_article_has_is_found(second: duckdb.DuckDBPyConnection) -> None:
    last = "(select max(article_no) from search.articles)"
    change = f"update search.articles set article_no = {last} where article_id = 'a2'"
    with changed(second, change):
        found = validate_changed(second, SUITES["search.articles"])
    assert [each.expectation for each in found if not each.passed] == ["key_is_unique"]


@pytest.mark.parametrize("suite", SUITES.values(), ids=lambda suite: suite.table)
def test_everything_holds_where_nothing_was_changed(second: duckdb.DuckDBPyConnection, suite: Suite) -> None:
    assert [(v.expectation, v.observed) for v in validate_changed(second, suite) if not v.passed] == []


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_change_breaks_is_found_among_the_changed_rows_and_in_parts(
    second: duckdb.DuckDBPyConnection, change: str
) -> None:
    with changed(second, CHANGES[change]):
        among_all, among_changed = (broken(second, CHANGES[change], incremental=n) for n in (False, True))
        in_parts = broken_in_parts(second, CHANGES[change], 3)
    assert among_all
    assert among_changed == in_parts == among_all


@st.composite
def damage(draw: st.DrawFn) -> str:
    """Delete or repeat a row, or replace one of its values by NULL or by that of another row."""
    table = draw(st.sampled_from(KEPT))
    column = draw(st.sampled_from(catalog.tables()[table].columns))
    one = f"rowid = (select min(rowid) + {draw(st.integers(0, 3))} from {table})"
    other = f"(select {column.name} from {table} order by rowid desc limit 1 offset {draw(st.integers(0, 3))})"
    if draw(st.booleans()):
        return draw(
            st.sampled_from([f"delete from {table} where {one}", f"insert into {table} from {table} where {one}"])
        )
    value = draw(st.sampled_from([other, "null"] if column.nullable else [f"coalesce({other}, {column.name})"]))
    return f"update {table} set {column.name} = {value} where {one}"


@pytest.mark.parametrize("examples", [10, *slow([80])])
def test_any_damage_is_found_among_the_changed_rows(second: duckdb.DuckDBPyConnection, examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(change=damage())
    def check(change: str) -> None:
        with changed(second, change):
            assert broken(second, change, incremental=True) == broken(second, change, incremental=False)

    check()


@pytest.mark.parametrize(
    "change",
    [
        "update dedup.texts set word_count = -1 where text_no = 3",
        "update main.articles set published_precision = 'week' where article_id = 'a2'",
        "update dedup.text_pairs set jaccard = 2 where right_text_no = 3",
    ],
)
def test_values_out_of_range_are_found_among_the_changed_rows(second: duckdb.DuckDBPyConnection, change: str) -> None:
    with changed(second, change):
        whole = {result for suite in SUITES.values() for result in validate(second, suite)}
        changed_only = {result for suite in SUITES.values() for result in validate_changed(second, suite)}
    assert {v.expectation for v in whole if v.blocks} == {v.expectation for v in changed_only if v.blocks} != set()
    assert any(str(v.observed).endswith(", of what this run touched") for v in changed_only if v.blocks)


def test_only_rules_that_need_whole_tables_have_no_incremental_key() -> None:
    """Sums, shares, user rules, numbers that must be unique, and tables that stay small."""
    whole = {
        f"{suite.table}.{e.name}"
        for suite in SUITES.values()
        for e in suite.expectations
        if not e.incremental_key and e.kind == "expect_no_rows" and suite.table in changes_many()
    }
    assert whole == {
        "dedup.texts.hashes_are_unique",
        "main.articles.clusters_obey_people",
        "main.articles.dates_are_of_the_age_of_newspapers",
        "main.articles.no_cluster_swallows_the_rest",
        "main.articles.stories_obey_people",
        "main.stories.no_story_swallows_the_rest",
        "search.articles.key_is_unique",
    }


def changes_many() -> set[str]:
    return {rule.rpartition(".")[0] for rule in RULES}


def test_the_database_of_a_build_has_its_usual_name(second: duckdb.DuckDBPyConnection) -> None:
    assert second.execute("select current_database()").fetchall() == [(OPENED,)]
