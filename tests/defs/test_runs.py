"""Runs as a whole: published or not, refused in part, told in lines, noted in the history."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

from expectations import Suite, ValidationResult, validate
from expectations.suites import parse_expectation
from pipelines.definitions import build_defs
from pipelines.defs import checks
from pipelines.defs.assets import PUBLISHED
from pipelines.defs.automation import JOB
from pipelines.defs.checks import CHECK
from pipelines.defs.instance import opened
from pipelines.defs.outcome import Outcome
from pipelines.defs.run_state import REFUSAL_TAG, WAREHOUSE_TAG
from pipelines.defs.runner import run_in_process
from pipelines.defs.specs import key
from pipelines.defs.whole_runs import WHOLE_RUNS_ONLY, Whole
from pipelines.report import page
from pipelines.settings import Settings
from warehouse.engine import Engine
from warehouse.lock import RunLock, WarehouseLocked
from warehouse.seals import NotAsPublished

RUN_ID = "11111111-2222-3333-4444-555555555555"


@dataclass(frozen=True)
class Filling:
    """A step that fills the tables a run ends with, and publishers with what is wanted."""

    tables: tuple[str, ...] = ("main.publishers", "main.source_files", "work.run")
    reads: tuple[str, ...] = ()
    ids: tuple[str, ...] = ("a.example", "b.example")
    error: Exception | None = None
    interrupts: bool = False

    @property
    def name(self) -> str:
        return self.tables[0]

    def run(self, engine: Engine, settings: Settings) -> Mapping[str, int]:
        if self.error:
            raise self.error
        if self.interrupts:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
        rows = ", ".join(f"('{each}', 1)" for each in self.ids)
        engine.connection.execute(f"insert into main.publishers (publisher_id, article_count) values {rows}")
        file = "'a.txt', 1, 'x', 'y', 'text', 'loaded', 2, 0"
        ledger = f"insert into main.source_files select {file}, run_id, started_at, null, 0 from work.run"
        engine.connection.execute(ledger)
        return {"publishers": len(self.ids)}


def check(
    name: str, query: str, severity: str = "critical", table: str = "main.publishers", key: str | None = None
) -> Suite:
    stated = {
        "type": "expect_no_rows",
        "severity": severity,
        "description": name,
        "meta": {"name": name, **({"incremental_key": key} if key else {})},
        "kwargs": {"unexpected_rows_query": query},
    }
    return Suite(table, (parse_expectation(stated),))


UNIQUE = check("ids_are_unique", "select 1 from main.publishers group by publisher_id having count(*) > 1")
EMPTY = check("there_is_nothing", "select 1 from main.publishers", severity="warning")


@dataclass
class Recorder:
    """Notes what a watcher is told."""

    planned: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    ended: list[tuple[str, float]] = field(default_factory=list)

    def plan(self, steps: Sequence[str]) -> None:
        self.planned += steps

    def begin(self, step: str) -> None:
        self.begun.append(step)

    def end(self, step: str, seconds: float) -> None:
        self.ended.append((step, seconds))


@dataclass
class Place:
    """A raw folder and a warehouse of their own, and runs of a small graph on them."""

    settings: Settings
    watcher: Recorder = field(default_factory=Recorder)

    def defs(self, step: Filling, suite: Suite) -> Callable[..., dg.Definitions]:
        return lambda load, loggers=None: build_defs(
            load, loggers, steps=[step], models={}, audits={suite.table: suite}
        )  # type: ignore[list-item]

    def run(self, step: Filling = Filling(), suite: Suite = UNIQUE, run_id: str = RUN_ID) -> Outcome:
        build = self.defs(step, suite)
        return run_in_process(self.settings, run_id, self.watcher, home=None, build=build)

    def rows(self, sql: str, file: str = "news.duckdb") -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.settings.warehouse.with_name(file)), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    (tmp_path / "raw").mkdir()
    yield Place(Settings(raw=tmp_path / "raw", warehouse=tmp_path / "w" / "news.duckdb"))


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


def test_a_second_run_at_the_same_time_says_who_holds_the_lock(place: Place) -> None:
    lock = RunLock(place.settings.warehouse.parent)
    lock.acquire("run 42")
    try:
        with pytest.raises(WarehouseLocked, match="run 42"):
            place.run()
    finally:
        lock.release()
    assert place.run().published


def test_a_run_that_finds_nothing_intact_to_build_on_is_refused(place: Place) -> None:
    place.run()
    place.settings.warehouse.resolve().chmod(0o644)
    with duckdb.connect(str(place.settings.warehouse)) as connection:
        connection.execute("delete from main.publishers")
    with pytest.raises(NotAsPublished, match=RUN_ID):
        place.run(run_id=RUN_ID.replace("1", "9"))


PARTS: dict[str, dict[str, Any]] = {
    "some assets": {"asset_selection": {PUBLISHED}},
    "some checks": {"asset_check_selection": {dg.AssetCheckKey(key("main.publishers"), CHECK)}},
    "all assets without checks": {"asset_selection": ..., "asset_check_selection": set()},
    "some ops": {"op_selection": ["step_main_publishers"]},
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_launch_of_part_of_the_graph_is_refused_in_one_sentence(place: Place, part: dict[str, Any]) -> None:
    defs = place.defs(Filling(), UNIQUE)(lambda: place.settings)
    if part.get("asset_selection") is ...:
        part = part | {"asset_selection": set(defs.resolve_asset_graph().materializable_asset_keys)}
    job = defs.resolve_implicit_global_asset_job_def().get_subset(**part)
    with pytest.raises(dg.DagsterUserCodeExecutionError) as caught:
        job.execute_in_process()
    assert str(caught.value.user_exception) == WHOLE_RUNS_ONLY
    assert not place.settings.warehouse.parent.exists()


@pytest.mark.parametrize("why", ["a part", "locked", "nothing is new"])
def test_a_run_of_the_ui_that_must_not_work_is_canceled_with_the_reason_and_paints_nothing_red(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))  # put back what opening sets
    (place.settings.raw / "a.txt").write_text("One line.")
    job = place.defs(Filling(), UNIQUE)(lambda: place.settings).resolve_implicit_global_asset_job_def()
    lock, reason = RunLock(place.settings.warehouse.parent), "run 42"
    if why == "a part":
        job, reason = job.get_subset(asset_selection={PUBLISHED}), WHOLE_RUNS_ONLY
    elif why == "locked":
        lock.acquire("run 42")
    else:
        monkeypatch.setattr("pipelines.defs.resources.is_up_to_date", lambda *_: True)
        reason = "Nothing is new"
    with opened(place.settings.dagster_home) as kept:
        with pytest.raises(dg.DagsterExecutionInterruptedError):
            job.execute_in_process(instance=kept)
        (run,) = kept.get_runs()
        lock.release()
        assert run.status is dg.DagsterRunStatus.CANCELED
        assert run.tags[WAREHOUSE_TAG] == str(place.settings.warehouse)
        assert run.tags[REFUSAL_TAG] == {"a part": "PartOfGraph", "locked": "WarehouseLocked"}.get(why, "NothingNew")
        assert any(reason in entry.message for entry in kept.all_logs(run.run_id))
        assert not kept.all_logs(run.run_id, of_type=FAILURES)
    assert not place.settings.warehouse.exists()


FAILURES = {dg.DagsterEventType.STEP_FAILURE, dg.DagsterEventType.PIPELINE_FAILURE}


def test_all_of_the_graph_launched_as_assets_is_a_whole_run(place: Place) -> None:
    defs = place.defs(Filling(), UNIQUE)(lambda: place.settings)
    everything = set(defs.resolve_asset_graph().materializable_asset_keys)
    assert (
        defs.resolve_implicit_global_asset_job_def().get_subset(asset_selection=everything).execute_in_process().success
    )
    assert place.settings.warehouse.exists()


def test_a_run_again_from_a_failed_step_is_refused(place: Place) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        job = place.defs(Filling(error=ValueError("no")), UNIQUE)(lambda: place.settings).resolve_job_def(JOB)
        failed = job.execute_in_process(instance=instance, raise_on_error=False)
        run = failed.dagster_run._replace(step_keys_to_execute=["published"])
    assert Whole(frozenset(), frozenset(), frozenset({"published", "step_main_publishers"})).is_part(run)
