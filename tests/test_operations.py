"""The commands of docs/operations.md do what the page says: each is run as it stands there, in order."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.cli import main
from pipelines.defs.instance import YAML
from tests.steps.removal_ground import Ground, places_of_each, row, write
from warehouse import builds
from warehouse.builds import Stamps
from warehouse.engine import RunStamp
from warehouse.history import insert_rows

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent
STORY = "The council of Tarn voted by nine to four to buy the old mill on the weir, and the wheel will turn again."


@pytest.fixture(autouse=True)
def one_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more, each run would start a server for its workers, which imports everything again."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})


def section(heading: str) -> str:
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def commands(heading: str) -> list[list[str]]:
    return [shlex.split(line) for line in re.findall(r"^\$ newsfold (.+)$", section(heading), re.MULTILINE)]


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


@pytest.mark.slow
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
    words = ("harbour-fire", "Harbour burns", "nexis", "Report 7 on")
    assert places_of_each(words, ground.folder) == {word: [] for word in words}
    assert main(["run", *paths]) == 0
    assert "nothing is new" in capsys.readouterr().out


def test_the_commands_on_watching_work_as_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    warehouse = tmp_path / "w" / "news.duckdb"
    stamp = RunStamp("run-1", datetime.now(UTC))
    build = builds.begin(warehouse, stamp, Stamps("0", "1", "x"), memory_limit="500MB", threads=1)
    insert_rows(build.engine.connection, "main.runs", [build.run_row("published")])
    build.publish()
    found = commands("Watching")
    assert [words[0] for words in found] == ["doctor", "doctor", "query"]
    for words in found:
        assert main([*words, "--raw", str(tmp_path / "raw"), "--warehouse", str(warehouse)]) == 0, words
    assert "last run" in capsys.readouterr().out


def shell_blocks(heading: str) -> list[str]:
    """The commands of a section, a text for each block."""
    blocks = re.findall(r"^```console\n(.*?)^```", section(heading), re.MULTILINE | re.DOTALL)
    return ["\n".join(re.findall(r"^\$ (.+)$", block, re.MULTILINE)) for block in blocks]


def units() -> dict[str, str]:
    """The files of systemd that the page shows, by name."""
    return dict(re.findall(r"`/etc/systemd/system/(\S+)`:\n\n```ini\n(.*?)```", PAGE, re.DOTALL))


@pytest.mark.slow
def test_a_warehouse_is_copied_restored_and_moved_as_written(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "a.txt").write_text(STORY, encoding="utf-8")
    shell = Shell(tmp_path)
    shell.run("newsfold run")
    blocks = shell_blocks("Moving, restoring, upgrading")
    assert len(blocks) == 3
    for number, block in enumerate(blocks):
        if number == 2:
            (tmp_path / "data" / "raw" / "b.txt").write_text(STORY.replace("Tarn", "Alder"), encoding="utf-8")
        shell.run(block)
    with duckdb.connect(str(tmp_path / "elsewhere" / "news.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from article_records").fetchall() == [(2,)]


@pytest.mark.slow
def test_the_line_for_cron_writes_nothing_but_beside_the_warehouse(tmp_path: Path) -> None:
    (tmp_path / "srv" / "newsfold" / "raw").mkdir(parents=True)
    (tmp_path / "srv" / "newsfold" / "raw" / "a.txt").write_text(STORY, encoding="utf-8")
    (line,) = re.findall(r"^0 5 \* \* \*  (.+)$", section("Schedule"), re.MULTILINE)
    before = set(os.listdir("/"))
    placed = line.replace("/srv/", f"{tmp_path}/srv/").replace("/opt/newsfold/bin/", f"{SCRIPTS}/")
    subprocess.run(["env", "-i", "sh", "-c", placed], cwd="/", check=True)
    assert set(os.listdir("/")) == before
    assert (tmp_path / "srv" / "newsfold" / "warehouse" / "news.duckdb").exists()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    assert sorted(units()) == ["newsfold-ui.service", "newsfold.service", "newsfold.timer"]
    for name, text in units().items():
        here = text.replace("/opt/newsfold/bin/", f"{SCRIPTS}/").replace("User=newsfold", "User=root")
        (tmp_path / name).write_text(here.replace("/srv/newsfold", str(tmp_path)), encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in units())]
    verified = subprocess.run(command, capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")


def test_a_clone_has_the_dagster_yaml_of_the_ui() -> None:
    assert (ROOT / "dagster.yaml").read_text(encoding="utf-8") == YAML


class Shell:
    """Runs commands as a person would, in a folder, with newsfold on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, commands: str) -> str:
        path = f"{SCRIPTS}:{os.environ['PATH']}"
        done = subprocess.run(
            ["sh", "-ec", commands], cwd=self.folder, env={"PATH": path}, capture_output=True, text=True
        )
        assert done.returncode == 0, (commands, done.stdout, done.stderr)
        return done.stdout


ARTICLE = (
    '{"url": "https://lamp.example/%d", "title": "Lamp %d", "text": "The keeper lit the lamp %d times that night."}'
)


@pytest.mark.slow
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
