"""Models by example: `<schema>/<table>/<case>.yaml` gives rows of tables a model reads and the rows it must yield.

Only the columns a case is about are stated: the others are NULL in what is given, not looked at in what is expected.
The rows that are given arrive in the order written, and in reverse.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from pipelines.core.matching.gram_weights import candidate_rule, stop_gram_weights
from tests.sql.output_columns import output_columns
from warehouse import catalog, contracts

STEP_SCRATCH: dict[str, str] = {
    "work.alike_edges": "chunk_id varchar, left_article_id varchar, right_article_id varchar",
    "work.batch_words": "batch_id varchar, place integer, term_hash integer, word varchar, prefix integer",
    "work.compared_cells": "language varchar, group_no integer, row_part integer, column_part integer,"
    " cluster_id varchar, is_indexed boolean, is_searching boolean",
    "work.found_edges": "chunk_id varchar, shared_terms integer[]",
    "work.period_groups": "language varchar, period integer, group_no integer, first_time timestamptz,"
    " last_time timestamptz",
    "work.period_sizes": "language varchar, period integer, texts bigint, digits integer",
    "work.term_hashes": "cluster_id varchar, term_hashes integer[]",
    "work.wanted_clusters": "cluster_id varchar",
    "work.weighed_clusters": "cluster_id varchar",
    "work.common_postings": "hash bigint, text_no integer",
    "work.id_ages": "old_id varchar, age timestamptz",
    "work.id_parts": "label varchar, old_id varchar, member_count bigint, smallest_member varchar",
    "work.found_groups": "node integer, component integer, story integer, is_affected boolean",
    "work.known_groups": "cluster_id varchar, component_id varchar, story varchar",
    "work.linked_clusters": "cluster_id varchar",
    "work.linked_components": "key integer, component integer",
    "work.linked_texts": "text_no integer",
    "work.found_words": "word_hash bigint, word varchar",
    "work.found_titles": "publisher_domain varchar, stated_title varchar, title varchar, page_count bigint",
    "work.chosen_titles": "record_key varchar, stated_title varchar, title varchar",
    "work.refused_claims": "url_id varchar, address_id varchar, refusal varchar",
    "work.uncounted_records": "file_sha256 varchar",
    "work.retitled_records": "record_key varchar, title varchar, content_hash varchar",
    "work.decided_clusters": "cluster_id varchar, story varchar, component_id varchar",
    "work.group_ids": "label varchar, id varchar",
    "work.wanted_contents": "content_hash varchar",
    "work.replaced_ids": "old_id varchar, new_id varchar",
    "work.periods": "language varchar, week integer, texts bigint, period integer",
    "work.pair_texts": "text_no integer, block integer",
    "work.shared_grams": "left_text_no integer, right_text_no integer, weight integer, grams integer",
    "work.ruled_articles": "article_id varchar",
    "work.pair_components": "key integer, component integer",
    "work.text_components": "key integer, component integer",
    "work.relinked_texts": "text_no integer",
    "work.text_labels": "text_no integer, label varchar",
    "work.own_labels": "article_id varchar, label varchar",
    "work.title_labels": "article_id varchar, label varchar",
    "work.ended_clusters": "cluster_id varchar",
}
"""Scratch that steps write and models read, with the columns that its rows have."""

PARAMETERS: dict[str, dict[str, Any]] = {
    "work.candidate_pairs": candidate_rule(),
    "work.comparable_clusters": {
        "language": "en", "period": 10, "first": datetime(2031, 5, 1, tzinfo=UTC),
        "last": datetime(2031, 5, 4, tzinfo=UTC),
    },
    "work.gram_counts": {"min_boilerplate_texts": 4},
    "work.largest_stories": {"stories": 2},
    "work.lost_pairs": candidate_rule() | stop_gram_weights(),
    "work.new_clusters": {"made_at": datetime(2031, 5, 1, tzinfo=UTC)},
    "work.story_buckets": {"edges_per_call": 2, "shared_calls": 3},
    "work.new_search_articles": {"articles_per_batch": 4, "max_words": 100, "parts": 2},
    "work.pair_blocks": {"buckets": 2, "words": 100},
    "work.pair_cells": {"pairs": 2},
    "work.period_texts": {"language": "en", "period": 10},
    "work.recounted_files": {"are_rejected": True},
    "work.repeated_texts": {"max_texts": 2},
    "work.repeated_titles": {"min_pages": 2},
    "work.short_text_titles": {"max_words": 100},
    "work.title_pages": {"min_pages": 2},
    "work.touched_grams": {"max_df": 200},
}  # fmt: skip
"""Parameters of models, by name."""

CASES = sorted(Path(__file__).parent.glob("*/*/*.yaml"))


def case_name(path: Path) -> str:
    return f"{path.parent.parent.name}.{path.parent.name}-{path.stem}"


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Every table, empty, without constraints; views and scratch models are tables too, so that a case can give
    their rows; `previous` as `main`."""
    with duckdb.connect() as empty:
        empty.execute("set timezone = 'UTC'")
        for database in ("work", catalog.PREVIOUS):
            empty.execute(f"attach ':memory:' as {database}")
        contracts.create_schemas(empty)
        for name, columns in {**ddl_columns(), **STEP_SCRATCH}.items():
            empty.execute(f"create table {name} ({columns})")
            if name.startswith("main."):
                empty.execute(f"create table {name.replace('main', catalog.PREVIOUS)} ({columns})")
        for name in catalog.in_order(catalog.models()):
            if name in catalog.models() and name not in ddl_columns():
                select = f"select * from ({catalog.models()[name].sql}) limit 0"
                empty.execute(f"create table {name} as {select}", PARAMETERS.get(name))
        yield empty


@pytest.mark.parametrize("path", CASES, ids=case_name)
def test_model(path: Path, connection: duckdb.DuckDBPyConnection) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    model = catalog.models()[f"{path.parent.parent.name}.{path.parent.name}"]
    names = sorted({name for row in case["expect"] for name in row}) or list(output_columns(model.table))
    expected = [tuple(row.get(name) for name in names) for row in case["expect"]]
    for given in (case["given"], {table: rows[::-1] for table, rows in case["given"].items()}):
        with holding(connection, given):
            sql = f"select {', '.join(names)} from ({model.sql})"
            got = connection.execute(sql, PARAMETERS.get(model.table)).fetchall()
        assert sorted(map(plain, got)) == sorted(map(plain, expected))


@contextmanager
def holding(connection: duckdb.DuckDBPyConnection, given: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[None]:
    """The rows of a case are in their tables while the block runs."""
    try:
        for table, rows in given.items():
            for row in rows:
                insert(connection, table, row)
        yield
    finally:
        for table in given:
            connection.execute(f"delete from {table}")


@pytest.mark.parametrize("table", sorted(catalog.models()))
def test_every_model_has_a_case(table: str) -> None:
    assert [path for path in CASES if f"{path.parent.parent.name}.{path.parent.name}" == table]


def ddl_columns() -> dict[str, str]:
    """Columns with their types of every table that is no view."""
    tables = {name: table for name, table in catalog.tables().items() if not table.is_view}
    return {name: ", ".join(f"{c.name} {c.type}" for c in table.columns) for name, table in tables.items()}


def insert(connection: duckdb.DuckDBPyConnection, table: str, row: Mapping[str, Any]) -> None:
    marks = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


def plain(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Values as text: a case states instants, dates and numbers as they print."""
    return tuple("NULL" if value is None else f"{value:g}" if isinstance(value, float) else str(value) for value in row)
