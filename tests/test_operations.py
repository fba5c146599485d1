"""The commands of docs/operations.md do what the page says: each is run as it stands there, in order."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.cli import main
from warehouse import builds
from warehouse.builds import Stamps
from warehouse.engine import RunStamp
from warehouse.history import insert_rows

PAGE = (Path(__file__).parent.parent / "docs" / "operations.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def commands(heading: str) -> list[list[str]]:
    return [line.split() for line in re.findall(r"^\$ newsfold (.+)$", section(heading), re.MULTILINE)]


def test_the_commands_on_versions_work_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    warehouse = tmp_path / "w" / "news.duckdb"
    for number in (1, 2):
        run = RunStamp(f"run-{number}", datetime.now(UTC))
        build = builds.begin(warehouse, run, Stamps("0", "1", "x"), memory_limit="500MB", threads=1)
        insert_rows(build.engine.connection, "main.runs", [build.run_row("published")])
        build.publish()
    found = commands("Versions")
    assert [words[0] for words in found] == ["versions", "versions", "snapshot", "rollback", "rollback", "doctor"]
    shown = []
    for words in found:
        assert main([*words, "--raw", str(tmp_path / "raw"), "--warehouse", str(warehouse)]) == 0, words
        shown.append(warehouse.resolve().parent.name)
    assert shown == ["run-2", "run-2", "run-2", "run-1", "run-2", "run-2"]
    assert (tmp_path / "w" / "snapshots" / "spring" / "CITATION.cff").exists()
    assert "is as it was published" in capsys.readouterr().out
