"""The catalog: what the files state fits together in every direction."""

import re
from pathlib import Path

import duckdb
import pytest

import expectations
from expectations import suites
from pipelines.definitions import defs
from pipelines.steps import STEPS
from tests.sql.output_columns import output_columns
from tests.sql.test_models import STEP_SCRATCH
from warehouse import catalog, contracts, lineage, portability
from warehouse.contracts import MACROS_FOLDER

TABLES = sorted(catalog.tables())
AUDITED = sorted(catalog.lasting_tables())
"""Scratch tables live only during a run: nobody sees them, and what is made from them is validated."""

SUITES = suites(catalog.lasting_tables())
MODELS = sorted(catalog.models())
STAMPED_BY_THE_BUILD = {"main.runs", "main.quality_results", "main.warehouse_version"}

PUBLIC = {
    "articles": "article_id title body text_completeness language word_count published_at published_local"
    " published_date published_precision published_earliest published_latest published_method published_confidence"
    " modified_at publisher_id publisher_domain publisher_method publisher_confidence agency is_wire_copy canonical_url"
    " canonical_url_method canonical_url_confidence authors cluster_id story_id is_representative"
    " representative_article_id content_hash version first_fetched_at first_ingested_at changed_run_id",
    "article_records": "record_path record_index record_id file_sha256 article_id url collection fetched_at extra"
    " is_current ingested_at run_id",
    "article_versions": "article_id version title body content_hash changed_words record_path record_index modified_at"
    " fetched_at",
    "field_evidence": "article_id record_path record_index field value method confidence is_chosen note",
    "publishers": "publisher_id publisher_domain publisher_name name_method article_count first_published_date"
    " last_published_date",
    "duplicate_pairs": "left_article_id right_article_id relation jaccard containment shared_words"
    " longest_passage_words longest_passage same_publisher origin",
    "duplicate_clusters": "cluster_id representative_article_id first_article_id article_count publisher_count"
    " first_published_date last_published_date",
    "stories": "story_id title representative_article_id first_article_id cluster_count article_count publisher_count"
    " first_published_date last_published_date language",
    "story_links": "left_cluster_id right_cluster_id relation score days_apart shared_terms left_article_id"
    " right_article_id",
    "id_aliases": "kind old_id new_id run_id changed_at",
    "source_files": "record_path bytes sha256 format status record_count rejected_count run_id ingested_at",
    "rejections": "record_path record_index record_id reason detail raw_excerpt run_id rejected_at",
    "quality_results": "run_id table_name expectation column_name severity passed observed unexpected_count checked_at",
    "runs": "run_id status started_at finished_at product_version rules_version settings_hash input_hash files records"
    " articles_added articles_changed rejections clusters stories seconds",
    "unique_articles": "",
    "article_copies": "",
    "story_timeline": "",
    "publisher_overlap": "",
    "publisher_scorecard": "",
    "daily_article_counts": "",
    "coverage_gaps": "",
}
"""What users rely on, version 1: tables and views of schema main with their columns."""


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_every_promised_table_and_column_is_there(name: str) -> None:
    promised = set(PUBLIC[name].split())
    assert promised <= set(catalog.tables()[f"main.{name}"].column_names)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_column_carries_a_comment(name: str) -> None:
    table = catalog.tables()[name]
    assert table.comment
    assert table.columns
    assert [column.name for column in table.columns if not column.comment] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_table_states_its_key(name: str) -> None:
    table = catalog.tables()[name]
    assert table.is_view or table.key
    assert set(table.key) <= set(table.column_names)


def test_every_table_is_made_exactly_once() -> None:
    by_steps = [table for step in STEPS for table in step.tables]
    by_sql = [model for model in MODELS if model not in by_steps]
    made = [table for table in [*by_steps, *by_sql, *STAMPED_BY_THE_BUILD] if catalog.is_lasting(table)]
    assert sorted(made) == sorted(AUDITED)


def test_scratch_has_a_ddl_file_only_where_models_read_what_a_step_writes() -> None:
    """The columns of other scratch are those of its rows or of its select: a DDL file would repeat them."""
    stated = {name for name in TABLES if not catalog.is_lasting(name)}
    assert stated & set(MODELS) == set()


def test_every_table_is_an_asset_and_every_asset_a_table() -> None:
    keys = {".".join(key.path) for key in defs.resolve_asset_graph().get_all_asset_keys()}
    assert keys == {*AUDITED, "published"}
    assert len(keys) < 70


def test_every_table_has_a_suite_and_every_suite_a_table() -> None:
    files = {f"{file.parent.name}.{file.stem}" for file in Path(expectations.__file__).parent.glob("*/*.json")}
    assert sorted(SUITES) == AUDITED
    assert files <= set(AUDITED)


@pytest.mark.parametrize("name", AUDITED)
def test_a_suite_expects_the_columns_the_ddl_declares(name: str) -> None:
    (columns,) = (e for e in SUITES[name].expectations if e.name == "columns_as_stated")
    assert columns.arguments["column_set"] == list(catalog.tables()[name].column_names)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_yields_the_columns_its_ddl_states(name: str) -> None:
    stated = catalog.tables()[name].column_names if name in catalog.tables() else output_columns(name)
    assert sorted(output_columns(name)) == sorted(stated)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_means_the_same_on_spark(name: str) -> None:
    assert portability.problems(catalog.models()[name].sql) == []


@pytest.mark.parametrize("name", MODELS)
def test_a_model_reads_only_tables_that_are_there(name: str) -> None:
    assert set(catalog.models()[name].reads) <= {*TABLES, *MODELS, *STEP_SCRATCH}


@pytest.mark.parametrize("name", MODELS)
def test_every_column_can_be_followed_to_columns_that_are_there(name: str) -> None:
    for sources in lineage.column_sources(name).values():
        assert all(column in catalog.tables()[table].column_names for table, column in sources)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_with_a_scope_has_the_key_of_the_scope(name: str) -> None:
    """Tables of scopes themselves have none: they are made anew in each run."""
    scope = catalog.models()[name].scope
    assert scope is None or not name.startswith(catalog.SCOPES)
    assert scope is None or set(output_columns(scope)) <= set(catalog.tables()[name].column_names)


def test_a_model_that_reads_its_own_table_through_a_view_is_known() -> None:
    itself = {table for table in catalog.models() if catalog.reads_itself(table)}
    assert itself >= {table for table, model in catalog.models().items() if model.is_append}
    assert "main.articles" not in itself and "staging.superseded_texts" in itself


@pytest.mark.parametrize("name", [name for name in TABLES if not catalog.tables()[name].is_view])
def test_the_arrow_schema_of_a_table_is_what_duckdb_gives(name: str) -> None:
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("attach ':memory:' as work")
        contracts.create_schemas(connection)
        connection.execute(catalog.tables()[name].ddl)
        given = connection.sql(f"from {name}").to_arrow_table().schema
    stated = catalog.arrow_schema(name)
    assert [(f.name, str(f.type).replace("l:", "item:")) for f in given] == [(f.name, str(f.type)) for f in stated]


@pytest.mark.parametrize("path", sorted(MACROS_FOLDER.glob("*.sql")), ids=lambda path: path.stem)
def test_a_macro_has_no_common_table_expression(path: Path) -> None:
    """DuckDB 1 takes its name for that of a table, when the macro is used."""
    sql = re.sub(r"--.*|'(?:[^']|'')*'", "", path.read_text(encoding="utf-8"))
    assert re.search(r"\bwith\b", sql) is None
