"""Runs as a whole: published or not, told in lines, noted in the history."""

from collections.abc import Callable, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import Any

import dagster as dg
import duckdb
import pytest

from expectations import Suite, ValidationResult, validate
from pipelines.defs import checks
from pipelines.defs.outcome import Outcome
from pipelines.report import page
from pipelines.settings import Settings
from tests.defs.run_ground import EMPTY, RUN_ID, Filling, Place, check
from warehouse.engine import Engine
from warehouse.lock import RunLock


def test_a_run_that_holds_is_published_with_its_results(place: Place) -> None:
    assert place.run() == Outcome(RUN_ID, published=True)
    assert place.rows("select publisher_id from publishers order by all") == [("a.example",), ("b.example",)]
    assert place.rows("select expectation, passed from quality_results") == [("ids_are_unique", True)]
    assert place.rows("select run_id, status, files, records from runs") == [(RUN_ID, "published", 1, 2)]
    assert place.rows("select status from runs", "history.duckdb") == [("published",)]


def test_a_publication_writes_a_report_beside_the_version(place: Place) -> None:
    place.run()
    report = place.settings.warehouse.resolve().with_name("report.html")
    assert f"Report on version {RUN_ID}" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "No space left on device"),
        (ValueError("a defect"), "ValueError: a defect"),
        (MemoryError(), "MemoryError"),
    ],
)
def test_a_report_that_cannot_be_written_is_a_warning(
    place: Place, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(page, "write_page", fail)
    outcome = place.run()
    assert (outcome.published, outcome.error) == (True, None)
    assert outcome.warnings == (f"the report was not written: {words}",)
    assert place.rows("select count(*) from publishers") == [(2,)]
    assert place.rows("select status from runs", "history.duckdb") == [("published",)]
    assert RunLock(place.settings.warehouse.parent).holder() is None
    assert not place.settings.warehouse.resolve().with_name("report.html").exists()


def test_a_critical_check_that_fails_leaves_what_is_published_and_is_in_the_history(place: Place) -> None:
    place.run()
    before = place.settings.warehouse.resolve().read_bytes()
    second = RUN_ID.replace("1", "9")
    outcome = place.run(run_id=second)  # the same ids once more
    assert outcome == Outcome(second, published=False, failed_checks=("main.publishers: ids_are_unique",))
    assert place.settings.warehouse.resolve().read_bytes() == before
    assert place.rows(
        "select status, expectation, passed from runs join quality_results using (run_id) where not passed",
        "history.duckdb",
    ) == [("audit_failed", "ids_are_unique", False)]
    assert place.rows("select count(*) from publishers", f"failed-{second}.duckdb") == [(4,)]


def test_nothing_downstream_of_a_failed_critical_check_runs(place: Place) -> None:
    place.run(Filling(ids=("a", "a")))
    assert [step for step in place.watcher.begun if "audit" in step] == ["audit_main_publishers"]
    assert not [step for step in place.watcher.begun if "keep_" in step or "published" in step]


def test_a_warning_blocks_nothing(place: Place) -> None:
    assert place.run(suite=EMPTY) == Outcome(RUN_ID, published=True)
    assert place.rows("select severity, passed, unexpected_count from quality_results") == [("warning", False, 2)]


def test_an_expectation_that_cannot_be_validated_stops_publication(place: Place) -> None:
    outcome = place.run(suite=check("broken", "select gone from main.publishers"))
    assert outcome.failed_checks == ("main.publishers: broken",)
    assert not place.settings.warehouse.exists()


def starving(without: Callable[[Mapping[str, str]], bool]) -> Callable[..., tuple[ValidationResult, ...]]:
    """A validation that runs out of memory unless it is given databases that it can do without."""

    def validated(
        connection: duckdb.DuckDBPyConnection, suite: Suite, only: Any = None, incremental: Mapping[str, str] = {}
    ) -> tuple[ValidationResult, ...]:
        results = validate(connection, suite, only, incremental)
        if without(incremental):
            return results
        return tuple(replace(r, passed=False, exception="Out of Memory Error: could not allocate") for r in results)

    return validated


DATED = "insert into dedup.clusters select 'c' || range::varchar, started_at from work.run cross join range(40)"
KEYED = "select 1 from dedup.clusters group by cluster_id having count(*) > 1"


@dataclass(frozen=True)
class Clusters(Filling):
    """A step that also fills a table with a key."""

    tables: tuple[str, ...] = ("dedup.clusters", "main.publishers", "main.source_files", "work.run")
    sql: str = DATED

    def run(self, engine: Engine, settings: Settings) -> Mapping[str, int]:
        engine.connection.execute(self.sql)
        return Filling.run(self, engine, settings)


@pytest.mark.parametrize(("sql", "count"), [(DATED, 0), (f"{DATED}; {DATED}", 40)])
def test_what_memory_does_not_suffice_for_is_validated_in_parts(
    place: Place, monkeypatch: pytest.MonkeyPatch, sql: str, count: int
) -> None:
    monkeypatch.setattr(checks, "validate", starving(without=bool))
    suite = check("keyed", KEYED, table="dedup.clusters", key="cluster_id")
    outcome = place.run(Clusters(sql=sql), suite)
    assert outcome == Outcome(RUN_ID, published=not count, failed_checks=("dedup.clusters: keyed",) if count else ())
    assert place.rows("select observed, unexpected_count from quality_results", "history.duckdb") == [
        (f"{count} rows break it, in 16 parts", count)
    ]


def test_what_is_not_known_for_want_of_memory_is_an_error_and_not_a_failed_check(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "validate", starving(without=lambda _: False))
    outcome = place.run()
    assert (outcome.published, outcome.failed_checks) == (False, ())
    assert "memory does not suffice to validate main.publishers: ids_are_unique" in str(outcome.error)


def test_an_error_in_a_step_is_one_line_and_leaves_no_build(place: Place) -> None:
    outcome = place.run(Filling(error=ValueError("no such\nthing")))
    assert not outcome.published
    assert outcome.error == "main.publishers: ValueError: no such thing"
    assert not list(place.settings.warehouse.parent.glob("*news*.duckdb"))
    assert place.rows("select status from runs", "history.duckdb") == [("failed",)]


def test_the_watcher_is_told_of_each_step_as_it_begins_and_ends(place: Place) -> None:
    place.run()
    watcher = place.watcher
    assert watcher.begun == [step for step, _ in watcher.ended]
    assert sorted(watcher.begun) == sorted(watcher.planned)
    assert watcher.begun[-1] == "published"
    assert all(seconds > 0 for _, seconds in watcher.ended)


def test_an_interrupted_run_discards_its_build_and_publishes_nothing(place: Place) -> None:
    """Dagster turns the signal into an error of its own while a step works."""
    with pytest.raises(KeyboardInterrupt):
        place.run(Filling(interrupts=True))
    assert not place.settings.warehouse.exists()
    assert not list(place.settings.warehouse.parent.glob(".build-*"))
    assert place.run(run_id=RUN_ID.replace("1", "7")).published


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device", "/w/x"), "No space left on device: '/w/x'"),
        (duckdb.IOException("IO Error: Could not write file"), "IO Error: Could not write file"),
        (KeyError("title"), "KeyError: 'title'"),
        (MemoryError("memory does not suffice"), "MemoryError: memory does not suffice"),
        (dg.DagsterInvariantViolationError("No such asset"), "No such asset"),
        (BrokenProcessPool("A process was terminated"), "A process was terminated"),
    ],
)
def test_the_reason_is_in_plain_words_and_the_traceback_apart(place: Place, error: Exception, words: str) -> None:
    outcome = place.run(Filling(error=error))
    assert outcome.error == f"main.publishers: {words}"
    assert "Traceback" not in words
    assert type(error).__name__ in outcome.traceback
    assert "in run" in outcome.traceback
