"""The server of worker processes: started ahead only where a run will need it."""

import os
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.steps import landing, worker_server, workers


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    calls: list[str] = []
    monkeypatch.setattr(forkserver, "ensure_running", lambda: calls.append("started"))
    yield calls
    worker_server.stop()


def on_processors(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(count)))


def test_what_is_new_starts_it_but_for_little_on_a_single_processor(
    settings: Settings, raw: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_processors(monkeypatch, 1)
    (raw / "small.jsonl").write_bytes(b"{}")
    assert not worker_server.start_if_needed(settings) and not worker_server.is_started()
    on_processors(monkeypatch, 2)
    assert not worker_server.start_if_needed(replace(settings, workers=0)) and not started
    assert worker_server.start_if_needed(settings) and worker_server.is_started()
    on_processors(monkeypatch, 1)
    with (raw / "large.jsonl").open("wb") as large:
        large.truncate(worker_server.PAYS_FROM_BYTES)
    assert worker_server.start_if_needed(settings) and started == ["started"] * 2


def test_little_goes_to_a_worker_only_if_the_server_was_started(
    settings: Settings, raw: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_processors(monkeypatch, 2)
    settings = replace(settings, workers=4)
    counted = [landing.worker_count(settings, size) for size in (1, worker_server.PAYS_FROM_BYTES)]
    (raw / "small.jsonl").write_bytes(b"{}")
    worker_server.start_if_needed(settings)
    assert [*counted, landing.worker_count(settings, 1)] == [0, 4, 1]


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
