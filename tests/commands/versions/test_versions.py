"""`newsfold versions`: what it lists, and what doctor and runs say of a version that was changed."""

import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.commands.summary import summary_lines
from pipelines.settings import load
from pipelines.steps import raw_folder
from pipelines.steps.pending import is_up_to_date
from tests.commands.ground import Run
from tests.commands.versions.ground import publish, shown, write
from warehouse import versions
from warehouse.lock import RunLock


def test_versions_are_listed_newest_first_with_their_marks(newsfold: Run, warehouse: Path) -> None:
    assert newsfold("snapshot", "thesis")[0] == 0
    write(versions.version_path(warehouse, "run-1"))
    code, out, _ = newsfold("versions")
    _, _, *lines = out.splitlines()
    assert code == 0
    assert [line.split()[0] for line in lines] == ["run-3", "run-2", "run-1", "thesis"]
    assert lines[0].endswith("current, snapshot thesis")
    assert lines[2].endswith("not as published")
    assert lines[3].endswith("snapshot of run-3")


def test_versions_as_json_have_an_object_per_line(newsfold: Run, warehouse: Path) -> None:
    _, out, _ = newsfold("versions", "--json")
    first, *others = (json.loads(line) for line in out.splitlines())
    assert (first["run_id"], first["is_current"], first["state"]) == ("run-3", True, "as published")
    assert (first["articles"], first["bytes"]) == (0, warehouse.stat().st_size)
    assert datetime.fromisoformat(first["published_at"]).utcoffset() is not None
    assert [each["run_id"] for each in others] == ["run-2", "run-1"]


def test_versions_without_a_seal_are_listed_by_what_they_say_of_themselves(newsfold: Run, warehouse: Path) -> None:
    shutil.rmtree(warehouse.parent / "none", ignore_errors=True)
    warehouse.with_name("history.duckdb").unlink()
    _, out, _ = newsfold("versions", "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert {(each["articles"], each["state"]) for each in found} == {(0, "no seal")}
    assert newsfold("doctor")[0] == 0


def test_nothing_published_is_said(newsfold: Run, warehouse: Path) -> None:
    shutil.rmtree(warehouse.parent)
    assert newsfold("versions")[:2] == (0, "nothing published yet: run `newsfold run`\n")
    for words in (["snapshot", "a"], ["rollback"]):
        assert newsfold(*words)[0] == 2
    assert not warehouse.parent.exists()


@pytest.mark.parametrize("words", [("rollback",), ("snapshot", "a")])
def test_a_lock_that_is_held_ends_a_command_with_three(newsfold: Run, warehouse: Path, words: tuple[str, ...]) -> None:
    lock = RunLock(warehouse.parent)
    lock.acquire("run 42")
    try:
        code, _, err = newsfold(*words)
        assert code == 3
        assert "run 42" in err
        assert newsfold("versions")[0] == 0
    finally:
        lock.release()
    assert shown(warehouse) == "run-3"


def test_doctor_names_a_file_that_is_not_as_published(newsfold: Run, warehouse: Path) -> None:
    assert "run-3 is as it was published" in newsfold("doctor")[1]
    file = warehouse.resolve()
    times = file.stat()
    write(file)
    code, out, _ = newsfold("doctor")
    assert code == 1
    bad = [line.split()[1:4] for line in out.splitlines() if line.startswith("BAD")]
    assert bad == [["seal", "version", "run-3"]]
    assert file.stat().st_mtime_ns != times.st_mtime_ns


def test_a_changed_file_is_never_up_to_date(warehouse: Path) -> None:
    settings = load({"raw": warehouse.parent.parent / "raw", "warehouse": warehouse})
    listing = list(raw_folder.list_inputs(settings.raw, settings.limits))
    publish(warehouse, "run-4", sql="delete from main.source_files")
    assert is_up_to_date(settings, listing)
    write(warehouse.resolve())
    assert not is_up_to_date(settings, listing)


def test_a_run_on_another_version_says_so_in_its_summary(warehouse: Path) -> None:
    write(warehouse.resolve())
    publish(warehouse, "run-4")
    (note,) = [line for line in summary_lines(warehouse, "run-4", 1.0) if line.startswith("note ")]
    assert "version run-3 is not as it was published" in note
    assert note.endswith("built on version run-2 instead")
    publish(warehouse, "run-5")
    assert not [line for line in summary_lines(warehouse, "run-5", 1.0) if line.startswith("note ")]
