"""One ground for all crash tests of a process."""

import subprocess
from collections.abc import Iterator

import pytest

from pipelines.settings import Settings
from tests.crash import invariants, points
from tests.crash.ground import Ground, count_all_passings, warm_up, write_news


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    root = tmp_path_factory.mktemp("crash")
    settings = Settings(raw=root / "raw", warehouse=root / "done" / "news.duckdb", workers=1, threads=1)
    settings.raw.mkdir()
    write_news(settings.raw / "first.jsonl", range(30))
    warm_up(root)
    assert points.run_child(settings, "first") == 0
    subprocess.run(["cp", "-a", str(settings.warehouse.parent), str(root / "before")], check=True)
    write_news(settings.raw / "second.jsonl", range(20, 60))
    (settings.raw / "third.txt").write_text("The lamp on the mole was lit again. " * 9)
    write_news(settings.raw / "first.jsonl", range(31))
    counts = count_all_passings(settings)
    yield Ground(settings, invariants.digest(settings.warehouse), counts)
