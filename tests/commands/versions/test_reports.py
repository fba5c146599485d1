"""A report goes where its version goes."""

from datetime import UTC, datetime
from pathlib import Path

from tests.commands.ground import Run
from tests.commands.versions.ground import publish
from warehouse import purge, versions
from warehouse.tombstones import ARTICLE, RECORD, Tombstone

NOW = datetime(2031, 5, 4, tzinfo=UTC)


def report_of(version: Path, warehouse: Path) -> Path:
    """A report on a version, and what a process that was killed left of another."""
    report = versions.report_of(version, warehouse)
    report.write_text(f"about {version.parent.name}")
    versions.part_of(report).write_text("half a page")
    return report


def test_a_version_that_goes_takes_its_report_along(warehouse: Path) -> None:
    for version in versions.all_versions(warehouse):
        report_of(version, warehouse)
    publish(warehouse, "run-4", "4.txt")
    folder = warehouse.parent / versions.FOLDER
    assert {path.parent.name for path in folder.glob("*/*.html")} == {"run-2", "run-3"}
    assert not (folder / "run-1").exists()
    assert not list(folder.glob("*/.*"))


def test_what_is_taken_out_stays_in_no_other_report(newsfold: Run, warehouse: Path) -> None:
    for version in versions.all_versions(warehouse):
        report_of(version, warehouse)
    assert newsfold("snapshot", "kept")[0] == 0
    assert (warehouse.parent / "snapshots" / "kept" / "report.html").read_text() == "about run-3"
    purge.drop_others(warehouse)
    purge.drop_snapshots(warehouse, [Tombstone(ARTICLE, "unknown", "r", NOW)], NOW)
    assert len(list(warehouse.parent.rglob("report.html"))) == 2
    purge.drop_snapshots(warehouse, [Tombstone(RECORD, "any", "r", NOW)], NOW)
    assert list(warehouse.parent.rglob("report.html")) == [warehouse.resolve().with_name("report.html")]


def test_a_snapshot_that_is_shown_again_brings_its_report(newsfold: Run, warehouse: Path) -> None:
    report_of(warehouse.resolve(), warehouse)
    assert newsfold("snapshot", "kept")[0] == 0
    for number in (4, 5, 6):
        publish(warehouse, f"run-{number}", f"{number}.txt")
    assert newsfold("rollback", "kept")[0] == 0
    assert warehouse.resolve().with_name("report.html").read_text() == "about run-3"
