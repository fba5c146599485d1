"""What the UI is shown is right, and raw text in it stays text."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import dagster as dg
import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.defs import metadata
from pipelines.defs.metadata import as_code, as_table
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import RunStamp

TABLES = """
    create table main.stories (
        story_id varchar, title varchar, article_count bigint, publisher_count bigint, cluster_count bigint,
        first_published_date date
    );
    create table main.duplicate_clusters (cluster_id varchar, article_count bigint);
    create table main.rejections (reason varchar);
    create table main.source_files (status varchar, format varchar, record_count bigint);
"""


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield DuckDBEngine(connection, RunStamp("r", datetime(2024, 1, 2, tzinfo=UTC)))


@given(st.text())
def test_a_title_is_one_code_span_on_one_line_of_a_table(title: str) -> None:
    code = as_code(title)
    assert code == "" or (code[0] == code[-1] == "`" and code.count("`") == 2 and len(code) > 2)
    assert "|" not in code
    assert len(code.splitlines()) <= 1
    assert len(code) <= metadata.MAX_TITLE_CHARS + 2


def test_the_largest_stories_come_first_and_titles_are_tame(engine: DuckDBEngine) -> None:
    rows = [("s1", "Small", 2, 1, 1, None), ("s2", "Click [here](http://evil.example) `x`", 9, 4, 3, date(2024, 5, 6))]
    engine.connection.executemany("insert into stories values (?, ?, ?, ?, ?, ?)", rows)
    text = metadata.stories(engine)["largest stories"].value
    assert text.splitlines()[2:] == [
        "| 9 | 4 | 3 | 2024-05-06 | `Click [here](http://evil.example) 'x'` |",
        "| 2 | 1 | 1 |  | `Small` |",
    ]


def test_clusters_are_counted_by_size(engine: DuckDBEngine) -> None:
    counts = [1, 1, 2, 4, 30]
    engine.connection.executemany("insert into duplicate_clusters values (?, ?)", [(str(n), n) for n in counts])
    stated = metadata.clusters(engine)
    assert stated["largest cluster"] == 30
    assert [tuple(r.data.values()) for r in stated["sizes"].records] == [
        ("1", 2, 2),
        ("2", 1, 2),
        ("3-5", 1, 4),
        ("21+", 1, 30),
    ]


def test_rejections_are_numbers_that_plot_and_a_table(engine: DuckDBEngine) -> None:
    engine.connection.execute("insert into rejections values ('empty'), ('bad_json'), ('empty')")
    stated = metadata.rejections(engine)
    assert (stated["rejected: empty"], stated["rejected: bad_json"]) == (2, 1)
    assert [r.data["reason"] for r in stated["by_reason"].records] == ["empty", "bad_json"]


def test_nothing_at_all_is_shown_without_trouble(engine: DuckDBEngine) -> None:
    assert metadata.stories(engine) == {}
    assert metadata.clusters(engine)["largest cluster"] == 0
    assert metadata.rejections(engine)["by_reason"].records == []
    assert metadata.files(engine)["by_format"].records == []


def test_numbers_of_a_table_stay_numbers() -> None:
    table = as_table(("name", "count"), [("a", 1), ("b", 2)])
    assert [column.type for column in table.schema.columns] == ["string", "int"]
    assert table.records[0] == dg.TableRecord({"name": "a", "count": 1})


def test_a_publication_states_its_files_as_paths() -> None:
    stated = metadata.publication({"file": "/w/news.duckdb", "megabytes": 1.5, "report": "/w/report.html"})
    paths = {name for name, value in stated.items() if isinstance(value, dg.PathMetadataValue)}
    assert paths == {"file", "report"}
    assert metadata.publication({"file": "/w/news.duckdb", "warnings": ["x"]})["warnings"] == ["x"]
