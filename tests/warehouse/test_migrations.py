"""Versions of the schema: newer refused, older brought up step by step."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from warehouse import catalog, migrations


def stamped(version: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create table main.warehouse_version (schema_version integer)")
    connection.execute("insert into main.warehouse_version values (?)", [version])
    connection.execute("create table main.publishers (publisher_id varchar)")
    return connection


def test_an_older_file_is_upgraded_in_order(tmp_path: Path) -> None:
    (tmp_path / "to_2.sql").write_text("alter table main.publishers add column country varchar;")
    (tmp_path / "to_3.sql").write_text("alter table main.publishers rename column country to publisher_country;")
    with stamped(1) as connection:
        assert migrations.migrate(connection, tmp_path, supported=3) == [2, 3]
        assert migrations.stored_version(connection) == 3
        columns = [row[0] for row in connection.execute("describe main.publishers").fetchall()]
        assert columns == ["publisher_id", "publisher_country"]
        assert migrations.migrate(connection, tmp_path, supported=3) == []


def test_a_missing_step_is_an_error(tmp_path: Path) -> None:
    with stamped(1) as connection, pytest.raises(FileNotFoundError):
        migrations.migrate(connection, tmp_path, supported=2)


def test_every_step_up_to_the_current_version_has_its_script() -> None:
    for step in range(2, migrations.SCHEMA_VERSION + 1):
        assert (migrations.MIGRATIONS_FOLDER / f"to_{step}.sql").is_file()


def test_a_newer_file_is_refused() -> None:
    with stamped(migrations.SCHEMA_VERSION + 1) as connection, pytest.raises(migrations.NewerWarehouse):
        migrations.migrate(connection)


def test_an_empty_file_has_no_version() -> None:
    with duckdb.connect() as connection:
        assert migrations.stored_version(connection) is None
        assert migrations.migrate(connection) == []


def test_fingerprints_by_gram_become_a_row_a_text() -> None:
    with stamped(1) as connection:
        connection.execute("""
            create schema dedup;
            create table dedup.texts (text_no integer);
            create table dedup.fingerprints (hash bigint not null, text_no integer not null);
            insert into dedup.texts values (1), (2);
            insert into dedup.fingerprints values (5, 1), (-3, 1);
        """)
        assert migrations.migrate(connection, supported=2) == [2]
        kept = connection.execute("from dedup.fingerprints order by text_no").fetchall()
        assert kept == [(1, [-3, 5]), (2, [])]


def test_terms_of_stories_are_derived_again() -> None:
    with stamped(2) as connection:
        connection.execute("""
            create schema dedup;
            create table dedup.story_terms (cluster_id varchar, earliest timestamp with time zone);
            create table dedup.story_edges (left_cluster_id varchar, relation varchar);
            create table main.story_links (left_cluster_id varchar);
            insert into dedup.story_terms values ('c', null);
            insert into dedup.story_edges values ('c', 'same_event'), ('c', 'override');
        """)
        assert migrations.migrate(connection, supported=3) == [3]
        assert connection.execute("select count(*) from dedup.story_terms").fetchone() == (0,)
        assert connection.execute("select relation from dedup.story_edges").fetchall() == [("override",)]


def test_what_is_derived_is_stored_no_longer() -> None:
    with stamped(3) as connection:
        connection.execute("""
            create schema dedup;
            create schema staging;
            create table dedup.texts (text_no integer, gram_count integer);
            create table dedup.fingerprints (text_no integer, hashes bigint[]);
            create table dedup.cut_grams (hash bigint);
            create table dedup.story_terms (cluster_id varchar);
            create table dedup.story_edges (
                relation varchar, left_article_id varchar not null, right_article_id varchar not null
            );
            create table staging.field_evidence (record_key varchar, article_id varchar, value varchar);
            insert into dedup.texts values (1, 3);
            insert into dedup.fingerprints values (1, [-1, 5, 1099511627775]);
            insert into dedup.cut_grams values (-1);
            insert into dedup.story_edges values ('same_event', 'a', 'b'), ('override', 'a', 'b');
            insert into staging.field_evidence values ('r', 'a', 'v');
        """)
        assert migrations.migrate(connection, supported=4) == [4]
        assert connection.execute("from dedup.fingerprints").fetchall() == [(1, [5, 2**40 - 1])]
        assert connection.execute("from dedup.texts").fetchall() == [(1, 2)]
        assert connection.execute("from dedup.cut_grams").fetchall() == [(2**40 - 1,)]
        assert connection.execute("from dedup.story_edges").fetchall() == [("override", "a", "b")]
        connection.execute("insert into dedup.story_edges values ('same_event', null, null)")
        assert connection.execute("from staging.field_evidence").fetchall() == [("r", "v")]
        for table in ("dedup.story_terms", "dedup.story_words"):
            columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
            assert columns == [name for name in catalog.tables()[table].column_names if name != "publisher_id"]


def test_names_of_publishers_are_brought_into_normal_form() -> None:
    with stamped(4) as connection:
        connection.execute("""
            create schema staging;
            create table staging.articles (publisher_name varchar);
            create table staging.current_articles (article_id varchar);
            create table main.articles (article_id varchar);
            create table main.source_files (path varchar);
            insert into staging.articles values ('  The VELDT—Courier! '), ('Über_Nacht'), ('—'), (null);
        """)
        assert migrations.migrate(connection, supported=5) == [5]
        keys = connection.execute("select publisher_name_key from staging.articles").fetchall()
        assert keys == [("the veldt courier",), ("über nacht",), (None,), (None,)]
        assert "publisher_name" in [row[0] for row in connection.execute("describe main.articles").fetchall()]


EIGHTH = """
    create table main.runs (run_id varchar, status varchar, reason varchar);
    create table main.source_files (record_path varchar);
    insert into main.source_files values ('a');
"""
"""The tables that the eighth migration changes."""


def test_runs_say_why_they_did_not_publish() -> None:
    with stamped(7) as connection:
        connection.execute(EIGHTH)
        assert migrations.migrate(connection, supported=8) == [8]
        stated = "select comment from duckdb_columns() where table_name = 'runs' and column_name = 'reason'"
        declared = {column.name: column.comment for column in catalog.tables()["main.runs"].columns}
        assert connection.execute(stated).fetchone() == (declared["reason"],)


def test_instants_of_change_have_a_date_and_a_precision() -> None:
    with stamped(5) as connection:
        connection.execute("set timezone = 'America/New_York'")
        connection.execute("""
            create schema dedup;
            create table dedup.story_terms (cluster_id varchar);
            create schema staging;
            create table staging.articles (modified_at timestamp with time zone);
            create table staging.current_articles (modified_at timestamp with time zone);
            create table main.articles (modified_at timestamp with time zone);
            insert into staging.articles values ('2031-05-02 01:00:00+00'), (null);
        """)
        assert migrations.migrate(connection, supported=6) == [6]
        changes = connection.execute("select modified_date, modified_precision, modified_local from staging.articles")
        assert changes.fetchall() == [(date(2031, 5, 2), "instant", None), (None, None, None)]
        for table in ("staging.current_articles", "main.articles"):
            columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
            assert columns == ["modified_at", "modified_local", "modified_date", "modified_precision"]


def test_runs_of_before_have_no_reason() -> None:
    with stamped(6) as connection:
        connection.execute(
            "create table main.runs (run_id varchar, status varchar); insert into runs values ('a', 'b')"
        )
        assert migrations.migrate(connection, supported=7) == [7]
        assert connection.execute("select run_id, reason from main.runs").fetchall() == [("a", None)]


def test_nothing_was_taken_out_of_files_read_before() -> None:
    with stamped(7) as connection:
        connection.execute(EIGHTH)
        assert migrations.migrate(connection, supported=8) == [8]
        assert connection.execute("from main.source_files").fetchall() == [("a", 0)]
        with pytest.raises(duckdb.ConstraintException):
            connection.execute("insert into main.source_files values ('b', null)")
