"""A small warehouse in which every expectation holds: four articles, three clusters, two stories."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse import builds, catalog
from warehouse.builds import Stamps
from warehouse.engine import RunStamp

NOW = datetime(2024, 5, 6, tzinfo=UTC)
DAY = datetime(2024, 5, 1, tzinfo=UTC)
DAY_END = datetime(2024, 5, 1, 23, 59, 59, tzinfo=UTC)
BODIES = {
    "a1": "The ferry ran aground at dawn near the old pier. Nobody was hurt.",
    "a2": "The ferry ran aground at dawn near the old pier.",
    "a3": "Divers looked for leaks after the ferry ran aground at dawn.",
    "a4": "The council voted for a new library.",
}
GROUPS = {"a1": ("c1", "s1", "a1"), "a2": ("c1", "s1", "a1"), "a3": ("c2", "s1", "a3"), "a4": ("c3", "s2", "a4")}
VERSIONS = {"a1": 1, "a2": 1, "a3": 2, "a4": 1}
RECORDS = [
    # key, article, file, index, text
    ("r1", "a1", "f1", 0, "h1"),
    ("r2", "a2", "f1", 1, "h2"),
    ("r3", "a3", "f1", 2, "h3"),
    ("r4", "a4", "f2", 0, "h4"),
    ("r5", "a4", "f3", 0, "h4"),
    ("r6", "a3", "f3", 1, "h0"),
]
DEFAULTS: dict[str, Any] = {
    "varchar": "x", "text": "x", "bigint": 1, "integer": 1, "int": 1, "smallint": 1, "double": 0.5, "boolean": False,
    "timestamptz": NOW, "timestamp with time zone": NOW, "int[]": [1], "integer[]": [1],
    "smallint[]": [1], "bigint[]": [1], "int[][]": [[0]],
}  # fmt: skip


def insert(connection: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    """Insert a row: the given values, a default where one is required, NULL elsewhere."""
    columns = catalog.tables()[table].columns
    row = {c.name: values.get(c.name, None if c.nullable else DEFAULTS[c.type]) for c in columns}
    assert set(values) <= set(row), f"{table} has no {set(values) - set(row)}"
    marks = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    folder: Path = tmp_path_factory.mktemp("warehouse")
    run = RunStamp("run", NOW)
    build = builds.begin(folder / "news.duckdb", run, Stamps("1", "1", "s"), memory_limit="500MB", threads=1)
    fill(build.engine.connection)
    yield build.engine.connection
    build.failed()


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same warehouse in its second run, `run-2`, which has changed nothing yet."""
    folder: Path = tmp_path_factory.mktemp("warehouse")

    def begun(run_id: str) -> builds.Build:
        run = RunStamp(run_id, NOW)
        return builds.begin(folder / "news.duckdb", run, Stamps("1", "1", "s"), memory_limit="500MB", threads=1)

    first = begun("run-1")
    fill(first.engine.connection)
    first.publish()
    build = begun("run-2")
    yield build.engine.connection
    build.failed()


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    fill_records(connection)
    fill_articles(connection)
    fill_groups(connection)
    fill_the_rest(connection)


def dated(article: str) -> dict[str, Any]:
    """The values an article and its records share."""
    return {
        "article_id": article,
        "title": f"Title of {article}",
        "text_completeness": "full",
        "language": "en",
        "word_count": 9,
        "text_hash": f"t{article}",
        "published_date": DAY.date(),
        "published_precision": "day",
        "published_earliest": DAY,
        "published_latest": DAY_END,
        "published_method": "meta.date",
        "published_confidence": 0.9,
        "publisher_id": "herald.example",
        "publisher_domain": "herald.example",
        "publisher_method": "url.host",
        "publisher_confidence": 0.9,
        "canonical_url": f"https://herald.example/{article}",
        "canonical_url_method": "link.canonical",
        "canonical_url_confidence": 0.9,
    }


def fill_records(connection: duckdb.DuckDBPyConnection) -> None:
    for path, sha, status, count, rejected in [
        ("f1.jsonl", "f1", "partial", 4, 1),
        ("f2.txt", "f2", "loaded", 1, 0),
        ("f3.jsonl", "f3", "loaded", 2, 0),
        ("again.txt", "f2", "repeated", 0, 0),
    ]:
        insert(
            connection, "main.source_files",
            record_path=path, sha256=sha, status=status, record_count=count, rejected_count=rejected, removed_count=0,
        )  # fmt: skip
    insert(connection, "main.rejections", record_path="f1.jsonl", record_index=3, reason="bad_json", file_sha256="f1")
    for key, article, file, index, text in RECORDS:
        place = {"record_key": key, "record_path": file, "record_index": index, "file_sha256": file}
        insert(connection, "main.article_records", **place, article_id=article, content_hash=text, is_current=True)
        insert(connection, "staging.articles", **place, **dated(article), content_hash=text, fetched_at=NOW)
        insert(connection, "staging.field_evidence", record_key=key, field="title", is_chosen=True)


def fill_articles(connection: duckdb.DuckDBPyConnection) -> None:
    for number, (article, body) in enumerate(BODIES.items(), 1):
        cluster, story, representative = GROUPS[article]
        version, text, record = VERSIONS[article], f"h{number}", f"r{number}"
        values = {**dated(article), "content_hash": text, "version": version}
        insert(connection, "staging.current_articles", **values, record_key=record, fetched_at=NOW)
        insert(
            connection, "staging.article_versions",
            article_id=article, version=version, content_hash=text, record_key=record, is_latest=True,
        )  # fmt: skip
        insert(
            connection, "main.articles", **values,
            body=body, cluster_id=cluster, story_id=story, representative_article_id=representative,
            is_representative=article == representative, first_fetched_at=NOW,
        )  # fmt: skip
        insert(
            connection, "dedup.article_texts",
            article_id=article, text_no=number, star_article_id=article, publisher_id="herald.example",
        )  # fmt: skip
        insert(connection, "dedup.texts", text_no=number, text_hash=f"t{article}", gram_count=1)
        insert(connection, "dedup.fingerprints", text_no=number, hashes=[number])
        insert(connection, "dedup.cluster_members", article_id=article, cluster_id=cluster)
        insert(connection, "search.articles", article_no=number, article_id=article)
    insert(connection, "staging.article_versions", article_id="a3", version=1, content_hash="h0", record_key="r6")
    insert(connection, "staging.superseded_texts", article_id="a3", content_hash="h0", body="Divers looked for leaks.")
    insert(connection, "staging.version_changes", article_id="a3", content_hash="h3", previous_content_hash="h0")


def fill_groups(connection: duckdb.DuckDBPyConnection) -> None:
    passage = "ferry ran aground at dawn"
    for left, right in [("a1", "a2"), ("a1", "a3")]:
        insert(
            connection, "dedup.text_pairs",
            left_text_no=int(left[1]), right_text_no=int(right[1]), score=9000, is_near=right == "a2",
            passage_words=5, left_passage_start=BODIES[left].index(passage), left_passage_length=len(passage),
        )  # fmt: skip
    for cluster, story, representative, count in [("c1", "s1", "a1", 2), ("c2", "s1", "a3", 1), ("c3", "s2", "a4", 1)]:
        insert(connection, "dedup.clusters", cluster_id=cluster)
        insert(connection, "dedup.story_members", cluster_id=cluster, story_id=story, component_id=story)
        insert(connection, "dedup.story_terms", cluster_id=cluster, article_id=representative)
        insert(
            connection, "main.duplicate_clusters",
            cluster_id=cluster, representative_article_id=representative, first_article_id=representative,
            article_count=count, publisher_count=1, first_published_date=DAY, last_published_date=DAY,
        )  # fmt: skip
    sides = {"left_cluster_id": "c1", "right_cluster_id": "c2", "left_article_id": "a1", "right_article_id": "a3"}
    insert(connection, "dedup.story_edges", **sides, relation="shared_passage", score=9000)
    for story, representative, clusters, articles in [("s1", "a1", 2, 3), ("s2", "a4", 1, 1)]:
        insert(
            connection, "main.stories",
            story_id=story, representative_article_id=representative, first_article_id=representative,
            cluster_count=clusters, article_count=articles, publisher_count=1,
        )  # fmt: skip


def fill_the_rest(connection: duckdb.DuckDBPyConnection) -> None:
    insert(
        connection, "main.publishers",
        publisher_id="herald.example", publisher_name="The Herald", article_count=4,
        first_published_date=DAY, last_published_date=DAY,
    )  # fmt: skip
    insert(connection, "search.words", word_no=64, word="ferry")
    insert(connection, "search.postings", word_no=64, article_nos=[1, 2, 3], places=[[0], [2, 7], [1]])
    insert(connection, "main.id_aliases", kind="cluster", old_id="c0", new_id="c1")
    insert(connection, "main.quality_results", severity="critical", passed=True)
    insert(connection, "main.runs", status="published", started_at=NOW, finished_at=NOW, seconds=1.0)
