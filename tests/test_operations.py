"""The commands of docs/operations.md do what the page says: each is run as it stands there, in order."""

import json
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


ARTICLE = (
    '{"url": "https://lamp.example/%d", "title": "Lamp %d", "text": "The keeper lit the lamp %d times that night."}'
)


def test_the_commands_on_runs_work_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One new file before each: the events of `--json` have the fields that the page lists."""
    (tmp_path / "raw").mkdir()
    found = commands("While it works")
    assert found == [["run"], ["run", "--quiet"], ["run", "--json"]]
    shown = []
    for number, words in enumerate(found):
        (tmp_path / "raw" / f"{number}.jsonl").write_text(ARTICLE.replace("%d", str(number)))
        assert main([*words, "--raw", str(tmp_path / "raw"), "--warehouse", str(tmp_path / "w" / "news.duckdb")]) == 0
        shown.append(capsys.readouterr().out.splitlines())
    assert re.fullmatch(r"[\d.]+ seconds in total; published .*news\.duckdb", shown[0][-1])
    assert [line.partition(" ")[2].partition(";")[0] for line in shown[1]] == ["seconds in total"]
    events = [json.loads(each) for each in shown[2]]
    assert [each["event"] for each in events][:: len(events) - 1] == ["start", "summary"]
    assert {each["layer"] for each in events if each["event"] == "layer"} >= {"landing", "copies", "stories", "audit"}
    assert all(set(each) - {"event", "at"} <= fields(each["event"]) for each in events)
    summary = events[-1]
    assert (summary["status"], summary["files"], summary["records"], summary["articles"]) == ("published", 1, 1, 3)
    assert fields("summary") - set(summary) == {"nothing_new", "published", "message"}
    main(["run", "--json", "--raw", str(tmp_path / "raw"), "--warehouse", str(tmp_path / "w" / "news.duckdb")])
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["status"] == "nothing_new"


def fields(event: str) -> set[str]:
    (row,) = re.findall(rf"^\| `{event}` \|(.+)\|$", section("While it works"), re.MULTILINE)
    return set(re.findall(r"`(\w+)`", row))
