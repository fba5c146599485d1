"""What a run touches is noted by whichever call writes it, and what shares its key is shown."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from expectations import suites
from tests.warehouse.conftest import beginner
from warehouse import catalog, changes
from warehouse.builds import Build
from warehouse.duckdb_engine import DuckDBEngine

TEXTS = "select text_no from touched_text_no.dedup.texts order by all"
PAIRS = "select left_text_no, right_text_no from touched_text_no.dedup.family_pairs order by all"


def pairs(*rows: tuple[int, int]) -> pa.Table:
    left, right = zip(*rows, strict=True)
    columns = {"left_text_no": left, "right_text_no": right}
    return pa.table({name: pa.array(values, pa.int32()) for name, values in columns.items()})


def texts(*numbers: int) -> pa.Table:
    return pa.table(
        {
            "text_no": pa.array(numbers, pa.int32()),
            "text_hash": [f"t{number}" for number in numbers],
            **{name: pa.array([1] * len(numbers), pa.int32()) for name in ("word_count", "prose_words", "gram_count")},
        }
    )


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a warehouse whose run left four texts, and pairs of 1 and 2, 3 and 4."""
    folder = tmp_path_factory.mktemp("first") / "warehouse"
    build = beginner(folder / "news.duckdb")("run-1")
    build.engine.append("dedup.texts", texts(1, 2, 3, 4))
    build.engine.append("dedup.family_pairs", pairs((1, 2), (3, 4)))
    build.publish()
    return folder


@pytest.fixture
def engine(first: Path, warehouse: Path, begin: Callable[..., Build]) -> Iterator[DuckDBEngine]:
    """The engine of a second run on a copy of it."""
    shutil.copytree(first, warehouse.parent, symlinks=True)
    build = begin("run-2")
    yield build.engine
    build.failed()


def shown(engine: DuckDBEngine, sql: str) -> list[tuple[int, ...]]:
    tables = ["dedup.texts", "dedup.family_pairs", "dedup.cluster_members"]
    assert engine.changes.changed(["text_no"], tables) == {"text_no": "touched_text_no"}
    return engine.rows(sql)


def test_nothing_is_touched_at_first(engine: DuckDBEngine) -> None:
    assert shown(engine, TEXTS) == shown(engine, PAIRS) == []


def test_a_row_that_is_added_shows_all_that_share_its_key_and_the_other_end_of_its_pairs(engine: DuckDBEngine) -> None:
    engine.append("dedup.texts", texts(5))
    assert shown(engine, TEXTS) == [(5,)]
    engine.append("dedup.family_pairs", pairs((2, 5)))
    assert shown(engine, TEXTS) == [(1,), (2,), (5,)]
    assert shown(engine, PAIRS) == [(1, 2), (2, 5)]


def test_rows_that_are_loaded_are_touched_once_they_are_there(engine: DuckDBEngine) -> None:
    with engine.loading("dedup.texts") as load:
        load(texts(5, 6))
        load(texts(7))
        assert shown(engine, TEXTS) == []
    assert shown(engine, TEXTS) == [(5,), (6,), (7,)]


def test_what_is_deleted_and_what_is_replaced_is_touched(engine: DuckDBEngine) -> None:
    engine.delete_matching("dedup.family_pairs", pairs((3, 4)))
    assert (shown(engine, TEXTS), shown(engine, PAIRS)) == ([(3,), (4,)], [])
    engine.replace("dedup.family_pairs", pairs((1, 2)))
    assert (shown(engine, TEXTS), shown(engine, PAIRS)) == ([(1,), (2,), (3,), (4,)], [(1, 2)])


def test_what_a_model_writes_is_touched(engine: DuckDBEngine) -> None:
    engine.create_scratch("scope_current_articles", pa.table({"article_id": ["a"]}))
    row = {"article_id": "a", "content_hash": "h", "record_key": "r", "version": 1, "is_latest": True}
    engine.append("staging.article_versions", pa.Table.from_pylist([row]))
    assert engine.changes.changed(["article_id"], ["staging.article_versions"])
    assert engine.rows("select article_id from touched_article_id.staging.article_versions") == [("a",)]
    engine.build("staging.article_versions")  # no record says it: the row is deleted
    assert engine.changes.changed(["article_id"], ["staging.article_versions"])
    assert engine.rows("select value from touched_article_id.main.changed") == [("a",)]


def test_only_what_was_touched_in_the_tables_asked_about_counts(engine: DuckDBEngine) -> None:
    engine.append("dedup.texts", texts(5))
    engine.append("dedup.family_pairs", pairs((2, 4)))
    engine.changes.changed(["text_no"], ["dedup.texts"])
    assert engine.rows(TEXTS) == [(5,)]
    engine.changes.changed(["text_no"], ["dedup.family_pairs"])
    assert engine.rows(PAIRS) == [(1, 2), (2, 4), (3, 4)]


def test_a_key_follows_another(engine: DuckDBEngine) -> None:
    engine.connection.execute(
        "insert into dedup.article_texts by name select 'a' as article_id, 3 as text_no, 'a' as star_article_id"
    )
    engine.append("dedup.cluster_members", pa.table({"article_id": ["a"], "cluster_id": ["c"]}))
    assert shown(engine, TEXTS) == [(3,), (4,)]


def test_a_first_run_and_a_full_one_note_nothing(begin: Callable[..., Build]) -> None:
    first = begin("run-1")
    first.engine.append("dedup.texts", texts(1))
    assert first.engine.changes.changed(changes.KEYS, ["dedup.texts"]) == {}
    first.publish()
    full = begin("run-2", is_full=True)
    assert full.engine.changes.changed(changes.KEYS, ["dedup.texts"]) == {}
    full.failed()


def test_keys_are_those_that_suites_ask_by() -> None:
    audited = suites(catalog.lasting_tables()).values()
    assert {*changes.KEYS, None} == {e.incremental_key for suite in audited for e in suite.expectations}


def test_a_value_is_noted_once_a_call(engine: DuckDBEngine) -> None:
    rows = {"cluster_id": pa.array(["c7"] * 1000), "article_id": pa.array([f"a{n}" for n in range(1000)])}
    engine.append("dedup.cluster_members", pa.table(rows))
    assert engine.rows("select value, source from touched_cluster_id.main.tracked") == [("c7", "dedup.cluster_members")]


def test_where_many_articles_are_touched_all_rows_are_asked_about(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MAX_ARTICLES", 2)
    for article, narrowed in (("a", True), ("b", True), ("b", True), ("c", False)):
        engine.append("dedup.cluster_members", pa.table({"article_id": [article], "cluster_id": ["c"]}))
        assert bool(engine.changes.changed(["article_id"], ["dedup.cluster_members"])) == narrowed
