"""The three forms of what a run prints."""

import io
import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from pipelines.commands.progress import State
from pipelines.commands.run_output import CLEAR, JsonOutput, QuietOutput, TextOutput, choose_output
from pipelines.settings import Settings

STATE = State("landing", 12.0, 3, 9, 700, 58.3, 24.0, 0, 59)
LINE = "0:12 · landing · 3 of 9 files · 700 records · 58 a second · 0:24 left to read"
PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def say_everything(output: TextOutput | QuietOutput | JsonOutput, tmp_path: Path) -> None:
    output.start(Settings(raw=tmp_path, warehouse=tmp_path / "news.duckdb"), "run-1")
    output.progress(STATE)
    output.progress(STATE)
    output.end_progress()
    output.layer("landing", 1.5)
    output.warning("mind this")
    output.audit_warning("main.articles", "has_dates", "3")
    output.summary(["", "files 9", "9 seconds in total"], {"records": 700})


def test_a_log_gets_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = TextOutput()
    assert output.interval == 10
    say_everything(output, tmp_path)
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:] == [LINE, LINE, "warning: mind this", "", "files 9", "9 seconds in total"]


def test_a_terminal_gets_one_line_that_changes_and_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    say_everything(TextOutput(), tmp_path)
    assert terminal.getvalue().count(CLEAR) == 2  # written once, as it did not change, and cleared
    assert f"{CLEAR}{LINE[:39]}{CLEAR}warning" in terminal.getvalue()


def test_a_dumb_terminal_is_a_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "dumb")
    assert TextOutput().interval == 10


def test_quiet_prints_the_last_line_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = choose_output(quiet=True, as_json=False)
    assert isinstance(output, QuietOutput)
    say_everything(output, tmp_path)
    assert capsys.readouterr() == ("9 seconds in total\n", "")
    output.error(["", "run failed: why"], {})
    assert capsys.readouterr() == ("", "run failed: why\n")


def test_json_prints_an_object_per_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = choose_output(quiet=False, as_json=True)
    assert isinstance(output, JsonOutput)
    say_everything(output, tmp_path)
    output.nothing_new("no")
    output.error([], {"message": "why", "exit_code": 1})
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["event"] for each in found] == [
        "start", "progress", "progress", "layer", "warning", "warning", "summary", "summary", "error",
    ]  # fmt: skip
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT.*\+00:00", each["at"]) for each in found)


def documented(event: str) -> set[str]:
    (row,) = re.findall(rf"^\| `{event}` \|(.+)\|$", PAGE, re.MULTILINE)
    return set(re.findall(r"`(\w+)`", row))


def test_the_fields_of_progress_are_documented() -> None:
    assert documented("progress") == {each.name for each in fields(State)}


def test_a_run_whose_output_nobody_reads_goes_on() -> None:
    code = "from pipelines.commands.run_output import say; [say(str(n)) for n in range(100_000)]; exit(7)"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 7
