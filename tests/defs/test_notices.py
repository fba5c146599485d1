"""A program of the user's is told of failures and warnings, and whatever it does changes nothing."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.cli import main
from pipelines.defs import notices
from pipelines.defs.resources import begin, stamps
from pipelines.settings import Settings, WrongSettings, load
from tests.defs.run_ground import EMPTY, RUN_ID, Filling, Place
from warehouse import space
from warehouse.history import KILLED, History
from warehouse.space import NoSpace

KEEP = "import pathlib, sys; pathlib.Path(sys.argv[1]).open('a').write(pathlib.Path(sys.argv[2]).read_text() + '\\0')"


@pytest.fixture
def told(place: Place, tmp_path: Path) -> Iterator[Path]:
    """A file to which the program of both settings appends what it is given."""
    file = tmp_path / "told"
    place.settings = replace(
        place.settings,
        on_failure=(sys.executable, "-c", KEEP, str(file)),
        on_warning=(sys.executable, "-c", KEEP, str(file)),
    )
    yield file


def read(told: Path) -> list[dict[str, Any]]:
    return [json.loads(each) for each in told.read_text().split("\0")[:-1]] if told.exists() else []


def doctor(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = main(["doctor", "--json", "--raw", str(settings.raw), "--warehouse", str(settings.warehouse)])
    report = json.loads(capsys.readouterr().out)
    assert (code == 0) == report["is_healthy"]
    return code, report


def reasons(place: Place) -> list[tuple[Any, ...]]:
    return place.rows("select status, reason from runs order by started_at", "history.duckdb")


def test_nothing_is_told_of_a_run_that_holds(place: Place, told: Path) -> None:
    place.run()
    assert read(told) == []
    assert reasons(place) == [("published", None)]


def test_an_error_and_its_reason(place: Place, told: Path) -> None:
    assert place.run(Filling(error=OSError("the tap\nis closed"))).error is not None
    (notice,) = read(told)
    assert notice["run_id"] == RUN_ID
    assert (notice["status"], notice["reason"]) == ("failed", "main.publishers: OSError: the tap is closed")
    assert notice["warehouse"] == str(place.settings.warehouse)
    assert notice["log"][-1] == notice["reason"]
    assert reasons(place) == [("failed", notice["reason"])]


def test_failed_checks_and_the_doctor(place: Place, told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place.run(Filling(ids=("a", "a")))
    (notice,) = read(told)
    assert (notice["status"], notice["reason"]) == ("audit_failed", "failed checks: main.publishers: ids_are_unique")
    assert notice["failed_checks"] == ["main.publishers: ids_are_unique (1 rows break it)"]
    code, report = doctor(place.settings, capsys)
    assert code == 1
    (last,) = (each for each in report["findings"] if each["subject"] == "last run")
    assert last["figures"]["reason"] == notice["reason"]
    assert {"memory", "disk", "state", "lock", "raw"} <= {each["subject"] for each in report["findings"]}


def test_a_warning_is_told_and_healthy(place: Place, told: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place.run(suite=EMPTY)
    (notice,) = read(told)
    assert (notice["status"], notice["reason"]) == ("published", None)
    assert notice["warnings"] == ["main.publishers: there_is_nothing (2 rows break it)"]
    _, report = doctor(place.settings, capsys)
    found = [each for each in report["findings"] if each["subject"] in ("warning", "last run")]
    assert all(each["is_healthy"] for each in found)
    assert found[-1]["text"].startswith("main.publishers: there_is_nothing")


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (("/nowhere/at/all",), "No such file"),
        ((sys.executable, "-c", "import sys; sys.exit('no\\x1b post\\n')"), "exited with 1: no  post"),
        ((sys.executable, "-c", "import time; time.sleep(60)"), "took more than 0.5 seconds"),
    ],
)
def test_a_program_that_fails_is_said_in_one_line(
    place: Place,
    program: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(notices, "MAX_SECONDS", 0.5 if "sleep" in program[-1] else 60.0)
    place.settings = replace(place.settings, on_warning=program)
    assert place.run(suite=EMPTY).published
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"newsfold: on_warning: {program[0]}: ")
    assert said in line


def test_a_full_disk_is_told_and_noted(
    place: Place, told: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    monkeypatch.setattr(space, "FREE_PER_STORED_BYTE", 1.0)
    monkeypatch.setattr(space, "for_build", lambda current: 1 << 60)
    with pytest.raises(NoSpace):
        place.run()
    (notice,) = read(told)
    assert (notice["status"], notice["reason"][:7]) == ("refused", "NoSpace")
    assert reasons(place) == [("refused", notice["reason"])]
    assert doctor(place.settings, capsys)[0] == 1


def test_runs_that_died_are_told_once_by_whoever_comes_next(
    place: Place, told: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    build = begin(place.settings, "dead-1")
    build.engine.connection.close()
    notices.report_dead(place.settings, ["dead-1", "dead-before-it-began"])  # the lock is held: it may be at work
    assert [each["run_id"] for each in read(told)] == ["dead-before-it-began"]
    build.lock.release()
    code, report = doctor(place.settings, capsys)
    assert code == 1
    assert KILLED in str(report)
    notices.report_dead(place.settings, ["dead-1"])
    notices.report_dead(place.settings, [])
    assert [(each["run_id"], each["status"]) for each in read(told)][1:] == [("dead-1", "killed")]
    assert reasons(place) == [("killed", KILLED)]
    build = begin(place.settings, "dead-2")
    build.engine.connection.close()
    build.lock.release()
    place.run()
    assert [each["run_id"] for each in read(told)][2:] == ["dead-2"]
    assert [status for status, _ in reasons(place)] == ["killed", "killed", "published"]


def test_a_history_of_an_earlier_release_gains_the_reason(place: Place) -> None:
    place.run()
    history = History(place.settings.warehouse)
    file = history.link.resolve()
    file.chmod(0o644)
    with duckdb.connect(str(file)) as connection:
        connection.execute("alter table runs drop column reason")
    history.end({**vars_of(place), "status": "failed", "reason": "why"}, [])
    assert place.rows("select reason from runs where run_id = 'other'", "history.duckdb") == [("why",)]


def vars_of(place: Place) -> dict[str, Any]:
    return {**asdict(stamps(place.settings)), "run_id": "other", "started_at": datetime.now(UTC), "input_hash": ""}


def test_programs_are_split_as_a_shell_would(tmp_path: Path) -> None:
    stated = {"NEWSFOLD_RAW": str(tmp_path), "NEWSFOLD_ON_FAILURE": "mail -s 'newsfold failed' desk@lamp.example"}
    assert load({}, stated).on_failure == ("mail", "-s", "newsfold failed", "desk@lamp.example")
    assert load({"on_failure": "page"}, stated).on_failure == ("page",)
    with pytest.raises(WrongSettings, match="on_warning"):
        load({"on_warning": "say 'it"}, stated)
