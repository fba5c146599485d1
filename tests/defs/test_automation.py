"""One run for a batch of new files that are complete, none when nothing is new."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import dagster as dg
import pytest

from pipelines.defs.automation import (
    JOB,
    LOOK_SECONDS,
    MAX_RETRY_SECONDS,
    daily,
    folder_fingerprint,
    housekeeping,
    on_new_files,
)
from pipelines.defs.run_state import REFUSAL_TAG, find_refused
from pipelines.defs.whole_runs import PartOfGraph
from pipelines.settings import Settings
from pipelines.steps.raw_folder import list_inputs
from warehouse.lock import RunLock


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return Settings(raw=tmp_path / "raw", warehouse=tmp_path / "w" / "news.duckdb")


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.local_temp() as made:
        yield made


@pytest.fixture
def memory() -> Iterator[dg.DagsterInstance]:
    """Quicker, for hundreds of looks; a schedule asks for one on disk."""
    with dg.DagsterInstance.ephemeral() as made:
        yield made


def look(settings: Settings, cursor: str | None, instance: dg.DagsterInstance) -> dg.SensorResult:
    with dg.build_sensor_context(cursor=cursor, instance=instance) as context:
        result = on_new_files(lambda: settings)(context)
    assert isinstance(result, dg.SensorResult)
    return result


def plan(settings: Settings, instance: dg.DagsterInstance) -> dg.RunRequest | dg.SkipReason:
    result = daily(lambda: settings)(dg.build_schedule_context(instance=instance))
    assert isinstance(result, dg.RunRequest | dg.SkipReason)
    return result


def keep_house(settings: Settings, instance: dg.DagsterInstance) -> dg.RunRequest | dg.SkipReason:
    with dg.build_sensor_context(instance=instance) as context:
        result = housekeeping(lambda: settings)(context)
    assert isinstance(result, dg.RunRequest | dg.SkipReason)
    return result


def run_with(instance: dg.DagsterInstance, status: dg.DagsterRunStatus) -> dg.DagsterRun:
    job = dg.Definitions(jobs=[dg.job(name=JOB)(lambda: None)]).resolve_job_def(JOB)
    return instance.create_run_for_job(job, status=status)


def test_new_files_start_one_run_at_the_second_look_that_finds_them_unchanged(
    settings: Settings, instance: dg.DagsterInstance
) -> None:
    (settings.raw / "a.txt").write_text("One")
    first = look(settings, None, instance)
    assert not first.run_requests
    (settings.raw / "b.txt").write_text("Two")
    second = look(settings, first.cursor, instance)
    assert not second.run_requests
    third, fourth = look(settings, second.cursor, instance), look(settings, second.cursor, instance)
    assert third.run_requests and fourth.run_requests
    assert len(third.run_requests) == 1
    assert third.run_requests[0].run_key == fourth.run_requests[0].run_key  # so Dagster starts it only once


def test_files_that_a_run_did_not_publish_are_tried_again_at_once_and_then_less_and_less_often(
    settings: Settings, memory: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.raw / "a.txt").write_text("One")
    cursor, keys, tried = look(settings, None, memory).cursor, set(), []
    for tick in range(0, 4 * 3600, LOOK_SECONDS):  # two of the longest waits
        monkeypatch.setattr("pipelines.defs.automation.time.time", lambda tick=tick: float(tick))
        result = look(settings, cursor, memory)
        cursor = result.cursor
        if result.run_requests:
            keys.add(result.run_requests[0].run_key)
            tried.append(tick)
        else:
            assert result.skip_reason and "did not publish" in str(result.skip_reason)
    assert len(keys) == len(tried)
    assert tried[:4] == [0, 30, 60, 150]
    assert max(later - earlier for earlier, later in pairwise(tried)) == MAX_RETRY_SECONDS
    (settings.raw / "b.txt").write_text("Two")  # other files: no longer held off
    cursor = look(settings, cursor, memory).cursor
    assert look(settings, cursor, memory).run_requests


@pytest.mark.parametrize("status", [dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTED])
def test_a_run_that_waits_or_works_is_not_doubled(
    settings: Settings, instance: dg.DagsterInstance, status: dg.DagsterRunStatus
) -> None:
    (settings.raw / "a.txt").write_text("One")
    run = run_with(instance, status)
    cursor = look(settings, look(settings, None, instance).cursor, instance).cursor
    assert not look(settings, cursor, instance).run_requests
    assert isinstance(plan(settings, instance), dg.SkipReason)
    instance.report_run_failed(run)
    cursor = look(settings, cursor, instance).cursor
    assert look(settings, cursor, instance).run_requests
    assert isinstance(plan(settings, instance), dg.RunRequest)


def test_no_run_is_started_while_another_holds_the_lock(settings: Settings, instance: dg.DagsterInstance) -> None:
    (settings.raw / "a.txt").write_text("One")
    lock = RunLock(settings.warehouse.parent)
    lock.acquire("run 42")
    try:
        result = look(settings, look(settings, None, instance).cursor, instance)
        assert not result.run_requests and "run 42" in str(result.skip_reason)
        skipped = plan(settings, instance)
        assert isinstance(skipped, dg.SkipReason) and "run 42" in str(skipped.skip_message)
    finally:
        lock.release()


def test_nothing_new_starts_nothing(
    settings: Settings, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.defs.automation.is_up_to_date", lambda *_: True)
    result = look(settings, "seen", instance)
    assert not result.run_requests
    assert result.skip_reason
    assert isinstance(plan(settings, instance), dg.SkipReason)


def test_the_fingerprint_sees_names_and_changes_but_not_what_is_no_input(settings: Settings) -> None:

    def fingerprint() -> str:
        return folder_fingerprint(list_inputs(settings.raw, settings.limits))

    file = settings.raw / "a.txt"
    file.write_text("One")
    seen = [fingerprint()]
    (settings.raw / ".hidden").write_text("x")
    (settings.raw / "b.txt.part").write_text("x")
    assert fingerprint() == seen[0]
    os.utime(file, ns=(1, 1))
    seen.append(fingerprint())
    file.rename(settings.raw / "c.txt")
    seen.append(fingerprint())
    assert len(set(seen)) == 3


def test_a_whole_run_starts_once_in_place_of_a_refused_part(
    settings: Settings, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.raw / "a.txt").write_text("One")
    assert isinstance(keep_house(settings, instance), dg.SkipReason)
    part = run_with(instance, dg.DagsterRunStatus.CANCELED)
    assert isinstance(keep_house(settings, instance), dg.SkipReason)  # somebody canceled a whole run: it stays canceled
    instance.add_run_tags(part.run_id, {REFUSAL_TAG: PartOfGraph.__name__})
    first, second = keep_house(settings, instance), keep_house(settings, instance)
    assert isinstance(first, dg.RunRequest) and isinstance(second, dg.RunRequest)
    assert first.run_key == second.run_key == part.run_id  # so Dagster starts it only once
    assert (
        find_refused(instance, PartOfGraph.__name__, time.time() + 1) is None
    )  # not hours later, when the daemon comes back
    monkeypatch.setattr("pipelines.defs.automation.is_up_to_date", lambda *_: True)
    reason = keep_house(settings, instance)
    assert isinstance(reason, dg.SkipReason) and "Nothing is new" in str(reason.skip_message)


def test_the_schedule_runs_at_the_times_that_are_set(settings: Settings) -> None:
    made = daily(lambda: replace(settings, schedule="30 6 * * mon-fri", schedule_timezone="Europe/Berlin"))
    assert (made.cron_schedule, made.execution_timezone) == ("30 6 * * mon-fri", "Europe/Berlin")
