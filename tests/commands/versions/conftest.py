"""A warehouse of three versions, and commands on it."""

from pathlib import Path

import pytest

from pipelines.cli import main
from tests.commands.ground import Run
from tests.commands.versions.ground import publish


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    path = tmp_path / "w" / "news.duckdb"
    path.parent.mkdir()
    for number in (1, 2, 3):
        publish(path, f"run-{number}", f"{number}.txt")
    return path


@pytest.fixture
def newsfold(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        raw = warehouse.parent.parent / "raw"
        code = main([*words, "--raw", str(raw), "--warehouse", str(warehouse)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
