"""A warehouse of the release before is carried on: its rows, ids and history stay, its raw files are not read again.

`schema_2.tar.zst` is the raw folder and the warehouse that commit aa09f24 made of it: `newsfold run --raw raw
--warehouse w/news.duckdb`.
"""

import io
import tarfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
import zstandard

from pipelines.settings import Settings
from tests.crash.sequence import whole_run
from warehouse import migrations

BEFORE = Path(__file__).with_name("schema_2.tar.zst")
IDS = """
select record_path, record_index, article_id, cluster_id, story_id
from article_records inner join articles using (article_id)
"""
NEW = "The lamp on the mole of Tarn burns again. The keeper signed the book at nine and the harbour office was told."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    unpacked = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(BEFORE.read_bytes())).read()
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as archive:
        archive.extractall(tmp_path, filter="tar")
    return Settings(raw=tmp_path / "raw", warehouse=tmp_path / "w" / "news.duckdb", workers=1, threads=1)


def rows(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_warehouse_of_the_release_before_is_carried_on(settings: Settings) -> None:
    before, runs = rows(settings, IDS), rows(settings, "select run_id, records from runs")
    (settings.raw / "new.txt").write_text(NEW, encoding="utf-8")
    assert whole_run(settings, "after", full_audit=True) is not None
    assert rows(settings, "select schema_version from warehouse_version") == [(migrations.SCHEMA_VERSION,)]
    after = rows(settings, IDS)
    assert set(before) < set(after)
    assert len(after) == len(before) + 1
    assert set(runs) < set(rows(settings, "select run_id, records from runs"))
    read_by = "select distinct run_id from article_records where record_path = 'harbour.jsonl'"
    assert rows(settings, read_by) == [runs[0][:1]]
