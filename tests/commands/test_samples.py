"""Samples and a person's own files: mixing them is refused both ways, and what is dropped among samples is named."""

import os
import shutil
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.commands import UserError, samples
from pipelines.settings import DEFAULT_WAREHOUSE, SAMPLES_LIST, SAMPLES_WAREHOUSE, Settings, load
from pipelines.steps import raw_folder
from pipelines.steps.raw_folder import Listed
from tests.steps.removal_ground import Ground, row, write

PROJECT = Path(__file__).parents[2]


def listing(settings: Settings) -> list[Listed]:
    return list(raw_folder.list_inputs(settings.raw, settings.limits))


@pytest.fixture(scope="module")
def both_published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with samples, two articles of one's own beside them, and both published as the defaults have it."""
    folder = tmp_path_factory.mktemp("both")
    for raw, warehouse, number in (("samples", "samples", 1), ("data/raw", "warehouse", 2)):
        settings = Settings(folder / raw, folder / "data" / warehouse / "news.duckdb", workers=1, threads=1)
        write(settings.raw / f"{warehouse}.jsonl", [row(number, number)])
        Ground(settings).run()
    (folder / "samples" / "_files.txt").write_text("samples.jsonl\n")
    return folder


@pytest.fixture
def clone(both_published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, in which the test works."""
    shutil.copytree(both_published, tmp_path, symlinks=True, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_samples_are_not_read_into_a_warehouse_of_other_files(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--raw", "samples", "--warehouse", "data/warehouse/news.duckdb"]) == 2
    error = capsys.readouterr().err
    assert "was made from other files, such as warehouse.jsonl" in error and "leave --warehouse out" in error


def test_other_files_are_not_read_into_the_warehouse_of_the_samples(
    clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--raw", "data/raw", "--warehouse", "data/samples/news.duckdb"]) == 2
    error = capsys.readouterr().err
    assert "was made from the samples" in error and "data/warehouse/news.duckdb if you leave --warehouse out" in error


def test_a_copy_of_the_samples_is_a_folder_like_any_other(clone: Path) -> None:
    shutil.copytree("samples", "copy")
    write(clone / "copy" / "more.jsonl", [row(3, 3)])
    settings = load({"raw": "copy", "warehouse": "data/samples/news.duckdb"}, {})
    samples.refuse_mixture(settings, listing(settings))
    (clone / "copy" / "samples.jsonl").unlink()
    with pytest.raises(UserError):
        samples.refuse_mixture(settings, listing(settings))
    (clone / "copy" / "more.jsonl").unlink()
    samples.refuse_mixture(settings, listing(settings))  # emptied: nothing is mixed


def test_files_of_ones_own_among_the_samples_are_named(clone: Path) -> None:
    settings = load({"raw": "samples"}, {})
    assert [*samples.warnings(settings, listing(settings))] == []
    write(clone / "samples" / "mine" / "a.jsonl", [row(3, 3)])
    (warning,) = samples.warnings(settings, listing(settings))
    assert "1 that are no samples, such as mine/a.jsonl" in warning and "put your own files into data/raw" in warning


def test_the_list_of_the_samples_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    settings = load({"raw": "samples"}, {})
    listed = (PROJECT / "samples" / SAMPLES_LIST).read_text().splitlines()
    assert listed == sorted(each.record_path for each in listing(settings))
    assert os.fspath(settings.raw) == str(PROJECT / "samples")


def test_the_samples_are_written_and_have_their_warehouse_wherever_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, told in (("samples", "newsfold run\n"), ("to try/ü", "newsfold run --raw 'to try/ü'\n")):
        assert main(["samples", folder]) == 0
        assert f"next: {told}" in capsys.readouterr().out
        settings = load({"raw": folder}, {})
        assert settings.warehouse == SAMPLES_WAREHOUSE.absolute() and samples.are_read(settings)
        assert [*samples.warnings(settings, listing(settings))] == []
        assert len(listing(settings)) == len((PROJECT / "samples" / SAMPLES_LIST).read_text().splitlines())
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / SAMPLES_LIST).write_text("none.txt\n")
    assert load({"raw": "mine"}, {}).warehouse == DEFAULT_WAREHOUSE.absolute()


def test_samples_elsewhere_are_not_read_into_a_warehouse_of_other_files(
    clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["samples", "fiction"]) == 0
    assert main(["run", "--raw", "fiction", "--warehouse", "data/warehouse/news.duckdb"]) == 2
    assert "the samples have a warehouse of their own" in capsys.readouterr().err


@pytest.mark.parametrize("is_file", [True, False])
def test_samples_are_never_written_over_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], is_file: bool
) -> None:
    mine = tmp_path / "mine" if is_file else tmp_path / "mine" / ".hidden"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    assert main(["samples", str(tmp_path / "mine")]) == 2
    assert "name a folder that is new or empty" in capsys.readouterr().err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]


def test_without_any_files_one_is_told_of_the_samples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["run"]) == 2
    assert "`newsfold samples` writes some to try" in capsys.readouterr().err
