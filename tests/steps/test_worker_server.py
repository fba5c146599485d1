"""The server of worker processes: started ahead only where a run will need it."""

from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.steps import worker_server, workers


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(forkserver, "ensure_running", lambda: calls.append("started"))
    return calls


def test_large_input_starts_it_and_small_input_does_not(settings: Settings, raw: Path, started: list[str]) -> None:
    (raw / "small.jsonl").write_bytes(b"{}")
    assert not worker_server.start_if_needed(settings) and not started
    with (raw / "large.jsonl").open("wb") as large:
        large.truncate(worker_server.PAYS_FROM_BYTES)
    assert worker_server.start_if_needed(settings) and started == ["started"]
    assert not worker_server.start_if_needed(replace(settings, workers=0))


def test_what_is_older_than_the_published_version_is_not_new(settings: Settings, raw: Path, started: list[str]) -> None:
    with (raw / "large.jsonl").open("wb") as large:
        large.truncate(worker_server.PAYS_FROM_BYTES)
    settings.warehouse.parent.mkdir(parents=True, exist_ok=True)
    shown = settings.warehouse.with_name("news-1.duckdb")
    shown.touch()
    settings.warehouse.symlink_to(shown.name)
    assert not worker_server.start_if_needed(settings) and not started


def test_it_ends_when_all_has_landed_and_starts_again(settings: Settings) -> None:
    worker_server.context()
    forkserver.ensure_running()
    for _ in range(2):
        worker_server.stop()  # a second time too: there may be none
    pool = workers.Workers(1, 1.0)
    pool.submit([])
    assert pool.oldest().rejections == ()
    pool.close()
    worker_server.stop()
