"""The commands of docs/operations.md do what the page says: each is run as it stands there, in order."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.cli import main
from tests.steps.removal_ground import Ground, places_of, row, write
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


def test_the_commands_on_taking_out_work_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ground, address = Ground.at(tmp_path), "https://herald.example/2031/harbour-fire"
    write(ground.settings.raw / "a.jsonl", [row(1, 1), row(2, 2, url=address, title="Harbour burns")])
    write(ground.settings.raw / "exports" / "june.jsonl", [row(n, n) for n in range(3, 7)])
    write(ground.settings.raw / "nexis" / "b.jsonl", [row(7, 7)])
    ground.run()
    paths = ["--raw", str(ground.settings.raw), "--warehouse", str(ground.settings.warehouse)]
    found = commands("Taking articles out")
    assert [words[0] for words in found] == ["forget", "forget"]
    for words in found:
        assert main([*words, *paths]) == 0, words
    printed = capsys.readouterr().out
    assert "taken out            1 records" in printed and "taken out            2 records" in printed
    assert f"are yours and stay as they are in {ground.settings.raw}: a.jsonl" in printed
    assert ground.rows("select record_id from article_records order by all") == [("1",), ("3",), ("4",), ("5",)]
    for word in ("harbour-fire", "Harbour burns", "nexis", "Report 7 on"):
        assert [*places_of(word, ground.folder)] == []
    assert main(["run", *paths]) == 0
    assert "nothing is new" in capsys.readouterr().out
