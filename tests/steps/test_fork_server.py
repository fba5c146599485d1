"""The fork server of the workers: started ahead only where a run will need it."""

import os
from multiprocessing import forkserver
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.steps import fork_server, landing, raw_folder, workers
from pipelines.steps.fork_server import MIN_BYTES_FOR_WORKERS


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(forkserver, "ensure_running", lambda: calls.append("started"))
    return calls


def use_cpus(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(count)))


def start(settings: Settings, workers: int = 1, engine: str = "duckdb") -> bool:
    settings = Settings(raw=settings.raw, warehouse=settings.warehouse, workers=workers, engine=engine)
    return fork_server.start_if_needed(settings, raw_folder.list_inputs(settings.raw, settings.limits))


def test_new_input_starts_it_unless_it_is_small_and_there_is_one_cpu(
    settings: Settings, raw: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_cpus(monkeypatch, 1)
    (raw / "small.jsonl").write_bytes(b"{}")
    assert not start(settings)
    use_cpus(monkeypatch, 2)
    assert not start(settings, workers=0) and not start(settings, engine="spark") and not started
    assert start(settings) and started == ["started"]
    use_cpus(monkeypatch, 1)
    with (raw / "large.jsonl").open("wb") as large:
        large.truncate(MIN_BYTES_FOR_WORKERS)
    assert start(settings) and started == ["started"] * 2


def test_small_input_goes_to_a_worker_only_if_the_server_was_started(settings: Settings) -> None:
    settings = Settings(raw=settings.raw, warehouse=settings.warehouse, workers=4)
    sizes = [(1, False), (1, True), (MIN_BYTES_FOR_WORKERS, False), (MIN_BYTES_FOR_WORKERS, True)]
    assert [landing.worker_count(settings, *each) for each in sizes] == [0, 1, 4, 4]


def test_files_older_than_the_published_version_are_not_new(settings: Settings, raw: Path, started: list[str]) -> None:
    with (raw / "large.jsonl").open("wb") as large:
        large.truncate(MIN_BYTES_FOR_WORKERS)
    settings.warehouse.parent.mkdir(parents=True, exist_ok=True)
    published = settings.warehouse.with_name("news-1.duckdb")
    published.touch()
    settings.warehouse.symlink_to(published.name)
    assert not start(settings) and not started


def test_it_ends_with_the_workers_and_starts_again() -> None:
    servers: list[int] = []
    for _ in range(2):
        pool = workers.Workers(1, 1.0)
        pool.submit([])
        assert pool.take().rejections == ()
        assert pool._server is not None
        servers.append(pool._server.result())
        pool.close()
        assert os.waitid(os.P_PID, servers[-1], os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None, "it has ended"
    assert servers[0] != servers[1]


def test_only_a_child_of_this_process_is_ended() -> None:
    fork_server.end(os.getppid())
    fork_server.end(1)
