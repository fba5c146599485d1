"""`newsfold forget`: what it refuses."""

from pathlib import Path

import pytest

from pipelines.cli import main
from tests.steps.removal_ground import Ground, places_of, row, write
from warehouse import tombstones
from warehouse.lock import RunLock


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    ground = Ground.at(tmp_path_factory.mktemp("ground"))
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


@pytest.mark.slow
def test_what_is_taken_out_is_in_no_report(tmp_path: Path) -> None:
    """Runs of the command line, which write reports: the title of an article that goes stands in two of them."""
    ground = Ground.at(tmp_path)
    paths = ("--raw", str(ground.settings.raw), "--warehouse", str(ground.settings.warehouse))
    rows = [row(number, 1, title="Wyvern over the weir", url=f"https://a{number}.example/w") for number in (1, 2)]
    for number, found in enumerate((rows, [row(3, 3)])):
        write(ground.settings.raw / f"{number}.jsonl", found)
        assert main(["run", *paths]) == 0
    assert len([each for each in places_of("wyvern", ground.folder) if "report.html" in each]) == 2
    assert forget(ground, "0.jsonl") == 0
    assert list(places_of("wyvern", ground.folder)) == []
    assert len(list(ground.folder.rglob("report.html"))) == 1


def test_without_a_warehouse_there_is_nothing_to_take_out(tmp_path: Path) -> None:
    assert forget(Ground.at(tmp_path), "a.jsonl") == 2
