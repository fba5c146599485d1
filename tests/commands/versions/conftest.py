"""A warehouse of three versions, and commands on it."""

import shutil
from pathlib import Path

import pytest

from pipelines.cli import main
from tests.commands.ground import Run
from tests.commands.versions.ground import publish


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that each test has a copy of."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "raw").mkdir()
    (folder / "w").mkdir()
    for number in (1, 2, 3):
        publish(folder / "w" / "news.duckdb", f"run-{number}", f"{number}.txt")
    return folder


@pytest.fixture
def warehouse(published: Path, tmp_path: Path) -> Path:
    shutil.copytree(published, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path / "w" / "news.duckdb"


@pytest.fixture
def newsfold(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        raw = warehouse.parent.parent / "raw"
        code = main([*words, "--raw", str(raw), "--warehouse", str(warehouse)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
