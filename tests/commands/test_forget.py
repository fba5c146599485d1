"""`newsfold forget`: what it refuses, and samples that never mix with a person's own files."""

from pathlib import Path

import pytest

from pipelines.cli import main
from tests.steps.removal_ground import Ground, row, write
from warehouse import tombstones
from warehouse.lock import RunLock


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    ground = Ground.at(tmp_path)
    write(ground.settings.raw / "a.jsonl", [row(1, 1)])
    ground.run()
    return ground


def forget(ground: Ground, *names: str) -> int:
    return main(["forget", *names, "--raw", str(ground.settings.raw), "--warehouse", str(ground.settings.warehouse)])


def test_an_unknown_name_is_wrong_usage_and_changes_nothing(ground: Ground, capsys: pytest.CaptureFixture[str]) -> None:
    before = ground.settings.warehouse.resolve()
    assert forget(ground, "a.jsonl", "https://nowhere.example/") == 2
    assert "nothing here is called 'https://nowhere.example/'" in capsys.readouterr().err
    assert ground.settings.warehouse.resolve() == before
    assert not tombstones.path_of(ground.settings.warehouse).exists()


def test_a_held_lock_ends_it_and_changes_nothing(ground: Ground) -> None:
    lock = RunLock(ground.folder)
    lock.acquire("run of a test")
    try:
        assert forget(ground, "a.jsonl") == 3
    finally:
        lock.release()
    assert not tombstones.path_of(ground.settings.warehouse).exists()


def test_without_a_warehouse_there_is_nothing_to_take_out(tmp_path: Path) -> None:
    assert forget(Ground.at(tmp_path), "a.jsonl") == 2


def test_samples_are_not_read_into_a_warehouse_of_other_files(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "samples" / "sample.jsonl", [row(2, 2)])
    assert main(["run", "--raw", "samples", "--warehouse", str(ground.settings.warehouse)]) == 2
    assert "was made from other files, such as a.jsonl" in capsys.readouterr().err
