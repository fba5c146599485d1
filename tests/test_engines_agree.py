"""The whole pipeline on DuckDB and on Spark: every table of the same rows, ids included; `make test-spark` runs it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import duckdb
import pytest

from tests import buckets
from tests.sql import spark_sessions
from warehouse import catalog, manifests, versions
from warehouse.connections import open_to_read

pytestmark = pytest.mark.spark

SAMPLES = Path(__file__).parent.parent / "samples"
ENGINES = ("sail", "spark", "objects")
"""The last is Sail with the tables in an object store."""

STORAGE = "NEWSFOLD_SPARK_STORAGE"

OF_THE_RUN = frozenset({
    "run_id", "changed_run_id", "settings_hash", "ingested_at", "first_ingested_at", "rejected_at", "changed_at",
    "checked_at", "made_at", "started_at", "finished_at", "seconds", "step_seconds",
})  # fmt: skip
"""Columns that say which run it was, and when."""

AND_OF: dict[str, frozenset[str]] = {
    "dedup.story_members": frozenset({"since"}),
    "main.quality_results": frozenset({"observed"}),
    "dedup.story_terms": frozenset({"since", "until", "week", "period", "term_words", "term_counts", "term_rarities",
                                    "term_weights"}),
    "dedup.story_words": frozenset({"word_no"}),
    "search.articles": frozenset({"article_no"}),
    "search.words": frozenset({"word_no"}),
    "search.postings": frozenset({"batch_no", "word_no", "article_nos", "places"}),
}  # fmt: skip
"""What else says when it was, or how much an audit read; and numbers that follow arrival and decide nothing."""


@pytest.fixture(scope="module", params=ENGINES)
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    engine = "sail" if request.param == "objects" else request.param
    if reason := spark_sessions.missing(engine):
        pytest.skip(reason)
    with in_objects() if request.param == "objects" else nullcontext(), spark_sessions.address(engine) as found:
        yield found


@contextmanager
def in_objects() -> Iterator[None]:
    """Meanwhile the tables of Spark are in an object store."""
    with buckets.bucket() as bucket:
        os.environ[STORAGE] = f"{bucket}/tables"
        yield


@pytest.fixture(autouse=True)
def own_storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the object store, which the tests share, a place for each."""
    if shared := os.environ.get(STORAGE):
        monkeypatch.setenv(STORAGE, f"{shared}/{tmp_path.name}")


def tables_of(folder: Path) -> set[str]:
    """The Parquet files of the warehouse in a folder, or of all that are in the test's object store."""
    address = os.environ.get(STORAGE)
    return set(buckets.objects(address)) if address else {str(path) for path in folder.glob("news-*/**/*.parquet")}


def start(raw: Path, warehouse: Path, command: str, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    line = [sys.executable, "-m", "pipelines.cli", command, *words, "--raw", str(raw), "--warehouse", str(warehouse)]
    environment = spark_sessions.environment() | {"COLUMNS": "120", "NEWSFOLD_SPARK_SHUFFLE_PARTITIONS": "2"} | settings
    return subprocess.run(line, capture_output=True, text=True, check=False, env=environment)


def run(raw: Path, warehouse: Path, *words: str, command: str = "run", **settings: str) -> str:
    """What a command prints that must end well."""
    done = start(raw, warehouse, command, *words, **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    left_out = OF_THE_RUN | AND_OF.get(table, frozenset())
    columns = [name for name in catalog.tables()[table].column_names if name not in left_out] or ["count(*)"]
    return sorted(map(repr, connection.execute(f"select {', '.join(columns)} from {table}").fetchall()))


def published_tables() -> list[str]:
    models, tables = catalog.models(), catalog.lasting_tables()
    return [name for name, table in tables.items() if not (table.is_view and models[name].is_of_run)]


def differences(one: Path, two: Path) -> dict[str, set[str]]:
    """Table → rows that only one of two warehouses has."""
    with open_to_read(one) as left, open_to_read(two) as right:
        both = {table: (rows(left, table), rows(right, table)) for table in published_tables()}
    assert both["main.articles"][0]
    return {table: set(a) ^ set(b) or {f"{len(a)} and {len(b)} rows"} for table, (a, b) in both.items() if a != b}


def some_files(raw: Path) -> None:
    """Every other sample."""
    for number, path in enumerate(sorted(path for path in SAMPLES.rglob("*") if path.is_file())):
        target = raw / path.relative_to(SAMPLES)
        if number % 2 == 0 or path.name.startswith("_"):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def all_files(raw: Path) -> None:
    """The other samples too, but one is gone, and one has other records."""
    known = {path.relative_to(raw) for path in raw.rglob("*") if path.is_file()}
    shutil.copytree(SAMPLES, raw, dirs_exist_ok=True)
    tables = sorted(path for path in known if path.suffix == ".jsonl")
    texts = sorted(path for path in known if path.suffix in (".txt", ".html"))
    lines = (raw / tables[0]).read_text(encoding="utf-8").splitlines()
    (raw / tables[0]).write_text("\n".join([*lines[1:], lines[0].replace(" the ", " one "), ""]), encoding="utf-8")
    (raw / texts[0]).unlink()


def test_a_first_run_and_an_increment_have_the_same_rows_on_both_engines(tmp_path: Path, address: str) -> None:
    raw, ours, theirs = tmp_path / "raw", tmp_path / "duckdb" / "news.duckdb", tmp_path / "spark" / "news.duckdb"
    spark = ("--engine", "spark", "--spark-address", address)
    for change in (some_files, all_files):
        change(raw)
        run(raw, ours)
        run(raw, theirs, *spark)
        assert differences(ours, theirs) == {}
    assert manifests.read(theirs.resolve())
    found = [run(raw, each, "select title from articles_matching('bridge') order by all", command="query")
             for each in (ours, theirs)]  # fmt: skip
    assert found[0] == found[1] != ""
    run(raw, theirs)  # back on DuckDB: nothing is new
    shutil.copy2(raw / sorted(path.relative_to(raw) for path in raw.rglob("*.jsonl"))[0], raw / "again.jsonl")
    run(raw, ours, *spark)
    run(raw, theirs)
    assert manifests.read(ours.resolve())
    assert not manifests.read(theirs.resolve())
    assert differences(ours, theirs) == {}


ASKED = {
    "threads": 1,
    "seconds": 30,
    "tool": "query",
    "arguments": {"sql": "select count(*) from articles", "limit": 9},
}


AUDIT = "select * exclude (run_id, checked_at) from main.quality_results order by table_name, expectation"

TOMBSTONES = ("main.removals", "main.id_aliases")
"""They keep the id of what was taken out, and nothing of it."""


def test_every_command_works_on_a_version_of_spark(tmp_path: Path, address: str) -> None:
    if address.startswith("local"):
        pytest.skip("what is read is the same: on Sail alone")
    raw, warehouse = tmp_path / "raw", tmp_path / "news.duckdb"
    spark = {"NEWSFOLD_ENGINE": "spark", "NEWSFOLD_SPARK_ADDRESS": address}
    some_files(raw)
    run(raw, warehouse, **spark)
    first = warehouse.resolve()
    all_files(raw)
    run(raw, warehouse, **spark)
    assert run(raw, warehouse, **spark).splitlines()[-1].startswith("nothing is new")
    assert "as it was published" in run(raw, warehouse, command="doctor")
    run(raw, warehouse, "copy_flows", "--to", str(tmp_path / "flows.csv"), command="export")
    run(raw, warehouse, "--out", str(tmp_path / "report.html"), command="report")
    (one, two) = run(raw, warehouse, "--format", "csv", "select left_article_id as a, right_article_id as b from"
                     " duplicate_pairs order by all limit 1", command="query").split()[-1].split(",")  # fmt: skip
    assert "copies" in run(raw, warehouse, one, two, command="explain")
    request = json.dumps(ASKED | {"warehouse": str(warehouse)})
    server = [sys.executable, "-m", "pipelines.mcp_server.isolation"]
    assert "error" not in json.loads(subprocess.run(server, input=request, capture_output=True, text=True).stdout)
    named = {path for found in map(manifests.read, versions.all_versions(warehouse)) if found
             for table in found.tables for path in found.paths(table)}  # fmt: skip
    assert tables_of(tmp_path) == named
    run(raw, warehouse, command="rollback", **spark)
    assert warehouse.resolve() == first
    run(raw, warehouse, **spark)
    run(raw, warehouse, one, command="forget", **spark)
    for file in tables_of(tmp_path):
        assert one not in buckets.rows_of(file) or any(table in file for table in TOMBSTONES), file
    shutil.rmtree(raw)
    raw.mkdir()
    assert run(raw, warehouse, "select count(*) from articles", command="query")
    if STORAGE in os.environ:
        for command, words, code in (("query", ("select 1 from articles",), 2), ("doctor", (), 1)):
            done = start(raw, warehouse, command, *words, AWS_ENDPOINT_URL="http://127.0.0.1:1")
            assert (done.returncode, "can't be reached: " in done.stdout + done.stderr) == (code, True)


def test_where_the_tables_are_large_spark_audits_them(tmp_path: Path, address: str) -> None:
    raw, limit = tmp_path / "raw", {"NEWSFOLD_SPARK_AUDIT_LIMIT": "1"}
    some_files(raw)
    audits = []
    for name, settings in (("duckdb", {}), ("spark", limit)):
        warehouse = tmp_path / name / "news.duckdb"
        run(raw, warehouse, "--engine", "spark", "--spark-address", address, **settings)
        with open_to_read(warehouse) as connection:
            audits.append(connection.execute(AUDIT).fetchall())
    assert audits[0] == audits[1] != []


def test_what_is_missing_is_said_before_anything_is_written(tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "w" / "news.duckdb"
    some_files(raw)
    words = ("--engine", "spark", "--spark-address", "local[2]")
    done = start(raw, warehouse, "run", *words, PATH=str(tmp_path))
    assert (done.returncode, warehouse.parent.exists()) == (2, False)
    assert "needs Java for local[2], and there is none: install Java 17" in done.stderr


def test_an_object_store_that_cannot_be_used_is_said_before_anything_is_written(tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "w" / "news.duckdb"
    some_files(raw)
    with in_objects(), spark_sessions.address("sail") as address:
        words, storage = ("--engine", "spark", "--spark-address", address), os.environ[STORAGE]
        absent = start(raw, warehouse, "run", *words, NEWSFOLD_SPARK_STORAGE="s3a://nobodys/tables")
        silent = start(raw, warehouse, "run", *words, AWS_ENDPOINT_URL="http://127.0.0.1:1")
        with buckets.refusing():
            refused = start(raw, warehouse, "run", *words)
        assert buckets.objects(storage) == {}
    said = ("there is no nobodys at s3a://nobodys/tables", "NETWORK_CONNECTION", "ACCESS_DENIED")
    for done, words in zip((absent, silent, refused), said, strict=True):
        assert (done.returncode, warehouse.parent.exists()) == (2, False)
        assert done.stderr.startswith("newsfold: spark_storage: ") and words in done.stderr


def test_an_object_store_that_spark_cannot_reach_is_said_and_what_was_tried_goes(tmp_path: Path) -> None:
    raw, warehouse = tmp_path / "raw", tmp_path / "w" / "news.duckdb"
    some_files(raw)
    with spark_sessions.address("sail") as address, in_objects():
        storage = os.environ[STORAGE]
        os.environ["AWS_ENDPOINT_URL"], endpoint = "http://127.0.0.1:1", os.environ["AWS_ENDPOINT_URL"]
        done = start(raw, warehouse, "run", "--engine", "spark", "--spark-address", address, AWS_ENDPOINT_URL=endpoint)
        os.environ["AWS_ENDPOINT_URL"] = endpoint
        assert (done.returncode, buckets.objects(storage)) == (2, {})
    assert "newsfold: spark_storage: s3a://" in done.stderr and "can't be used: " in done.stderr
    assert not os.path.lexists(warehouse)
