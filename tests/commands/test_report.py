"""`newsfold report`: where the page is written, and what is refused."""

from pathlib import Path

import pytest

from pipelines.cli import main
from tests.commands.ground import Run
from warehouse.lock import RunLock


def test_the_page_is_written_beside_the_version_and_named(run_command: Run, warehouse: Path) -> None:
    code, out, _ = run_command("report")
    page = warehouse.resolve().with_name("report.html")
    assert (code, out.splitlines()) == (0, [str(warehouse.parent / "versions" / "run-1" / "report.html")])
    assert "Report on version run-1" in page.read_text(encoding="utf-8")
    assert not list(page.parent.glob(".*"))


def test_the_page_is_written_where_it_is_wanted(run_command: Run, tmp_path: Path) -> None:
    to = tmp_path / "page.html"
    to.write_text("old")
    assert run_command("report", "--out", str(to))[:2] == (0, f"{to}\n")
    assert to.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_page_that_cannot_be_written_is_one_line(run_command: Run, tmp_path: Path) -> None:
    code, out, err = run_command("report", "--out", str(tmp_path / "gone" / "page.html"))
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        f"newsfold: {tmp_path}/gone/page.html can't be written: No such file or directory",
    ]


def test_without_a_warehouse_there_is_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--raw", str(tmp_path), "--warehouse", str(tmp_path / "w" / "news.duckdb")]) == 2
    assert main(["report", "--raw", str(tmp_path), "--warehouse", str(tmp_path / "news.duckdb")]) == 2
    assert capsys.readouterr().err.count("does not exist yet: run `newsfold run` first") == 2


def test_a_run_at_work_holds_the_place_beside_the_version_alone(
    run_command: Run, warehouse: Path, tmp_path: Path
) -> None:
    lock = RunLock(warehouse.parent)
    lock.acquire("run of a test")
    try:
        assert run_command("report")[0] == 3
        assert run_command("report", "--out", str(tmp_path / "page.html"))[0] == 0
    finally:
        lock.release()
