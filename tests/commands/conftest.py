"""A small published warehouse, and commands on it."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.cli import main
from tests.commands.ground import Run
from warehouse import builds
from warehouse.builds import Stamps
from warehouse.engine import RunStamp
from warehouse.history import insert_rows


@pytest.fixture(autouse=True)
def terminal_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines break at 120 characters, however wide the terminal is in which the tests run."""
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published warehouse with two articles and the evidence for one field of one of them."""
    path = tmp_path_factory.mktemp("warehouse") / "news.duckdb"
    stamp = RunStamp("run-1", datetime(2026, 1, 1, tzinfo=UTC))
    build = builds.begin(path, stamp, Stamps("0", "1", "x"), memory_limit="500MB", threads=1)
    connection = build.engine.connection
    for article_id, title, body in (
        ("aa11", "=Lamp lit", "The keeper lit the lamp on the mole at nine and went home. Nobody saw the boat."),
        (
            "bb22",
            "Lamp\x1b[31m out",
            "A gale came. The keeper lit the lamp on the mole at nine and went home, he said.",
        ),
    ):
        insert(
            connection,
            "main.articles",
            article_id=article_id,
            title=title,
            body=body,
            text_completeness="full",
            word_count=16,
            is_wire_copy=False,
            cluster_id=f"c-{article_id}",
            story_id="s-1",
            is_representative=True,
            representative_article_id=article_id,
            content_hash=article_id,
            version=1,
            first_ingested_at=stamp.started_at,
            changed_run_id="run-1",
            canonical_url=f"https://lamp.example/{article_id}",
            canonical_url_method="row.url",
            canonical_url_confidence=0.9,
        )
        insert(
            connection,
            "main.article_records",
            record_path="day.jsonl",
            record_index=0 if article_id == "aa11" else 1,
            file_sha256="f",
            article_id=article_id,
            is_current=True,
            ingested_at=stamp.started_at,
            run_id="run-1",
            record_key=f"k-{article_id}",
            content_hash=article_id,
        )
    evidence = {"record_key": "k-aa11", "field": "title", "confidence": 0.9}
    insert(connection, "staging.field_evidence", **evidence, value="=Lamp lit", method="row.title", is_chosen=True)
    insert(
        connection,
        "staging.article_versions",
        article_id="aa11",
        version=1,
        content_hash="aa11",
        record_key="k-aa11",
        is_latest=True,
    )
    insert_rows(build.engine.connection, "main.runs", [build.run_row("published")])
    build.publish()
    return path


def insert(connection: duckdb.DuckDBPyConnection, table: str, **row: object) -> None:
    marks = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


@pytest.fixture
def run_command(warehouse: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(command: str, *arguments: str) -> tuple[int, str, str]:
        code = main([command, *arguments, "--raw", str(tmp_path), "--warehouse", str(warehouse)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
