"""Dead runs are closed by whoever comes next, living ones are left alone, old ones are deleted with all they left."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster import DagsterRunStatus

from pipelines.defs.instance import opened
from pipelines.defs.retention import MAX_REFUSED_SECONDS, drop_old_runs, drop_refused_runs, tidy
from pipelines.defs.run_state import (
    DIED,
    REFUSAL_TAG,
    START_SECONDS,
    WAREHOUSE_TAG,
    close_dead_runs,
    declare_alive,
)
from pipelines.settings import Settings

TAGS = {WAREHOUSE_TAG: "/w/news.duckdb"}

LIVING = """
import sys, time, dagster as dg
from pipelines.defs.run_state import declare_alive
with dg.DagsterInstance.from_config(sys.argv[1]) as kept:
    declare_alive(kept, sys.argv[2])
print("alive", flush=True)
time.sleep(600)
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))  # put back what opening sets
    with opened(tmp_path / "state") as instance:
        yield instance


def started(kept: dg.DagsterInstance, status: DagsterRunStatus = DagsterRunStatus.STARTED) -> str:
    job = dg.Definitions(assets=[rows], executor=dg.in_process_executor).resolve_implicit_global_asset_job_def()
    return kept.create_run_for_job(job, status=status, tags=TAGS).run_id


@dg.asset
def rows(context: dg.AssetExecutionContext) -> None:
    context.log.info("worked")


def status_of(kept: dg.DagsterInstance, run_id: str) -> DagsterRunStatus | None:
    run = kept.get_run_by_id(run_id)
    return run and run.status


def test_a_killed_run_is_closed_and_a_living_one_is_not(kept: dg.DagsterInstance) -> None:
    killed, living = started(kept), started(kept)
    processes = []
    for run_id in (killed, living):
        command = [sys.executable, "-c", LIVING, kept.root_directory, run_id]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert process.stdout and process.stdout.readline() == b"alive\n"
        processes.append(process)
    try:
        assert close_dead_runs(kept) == []
        processes[0].send_signal(signal.SIGKILL)
        processes[0].wait()
        assert close_dead_runs(kept) == [killed]
        assert status_of(kept, killed) is DagsterRunStatus.FAILURE
        assert status_of(kept, living) is DagsterRunStatus.STARTED
        (event,) = kept.all_logs(killed, of_type=dg.DagsterEventType.PIPELINE_FAILURE)
        assert event.dagster_event and event.dagster_event.message == DIED
    finally:
        for process in processes:
            process.kill()
            process.communicate()


@pytest.mark.parametrize("status", list(START_SECONDS))
def test_a_run_that_never_declared_itself_alive_is_closed_when_it_is_overdue(
    kept: dg.DagsterInstance, status: DagsterRunStatus
) -> None:
    run_id, now = started(kept, status), time.time()
    assert close_dead_runs(kept, now + START_SECONDS[status] - 20) == []
    assert close_dead_runs(kept, now + START_SECONDS[status] + 20) == [run_id]
    is_canceled = status is DagsterRunStatus.CANCELING
    assert status_of(kept, run_id) is (DagsterRunStatus.CANCELED if is_canceled else DagsterRunStatus.FAILURE)


def test_runs_of_others_in_a_shared_state_are_not_judged(kept: dg.DagsterInstance) -> None:
    config = Path(kept.root_directory, "dagster.yaml")
    config.write_text("# of another project\n")
    job = dg.Definitions(assets=[rows]).resolve_implicit_global_asset_job_def()
    kept.create_run_for_job(job, status=DagsterRunStatus.STARTED)
    ours = started(kept)
    assert close_dead_runs(kept, time.time() + 3600) == [ours]


def test_old_runs_are_deleted_with_their_events_checks_and_logs(kept: dg.DagsterInstance) -> None:
    job = dg.Definitions(
        assets=[rows], asset_checks=[holds], executor=dg.in_process_executor
    ).resolve_implicit_global_asset_job_def()
    ran = [job.execute_in_process(instance=kept, tags=TAGS).run_id for _ in range(5)]
    declare_alive(kept, ran[0])
    unfinished = started(kept)
    other = job.execute_in_process(instance=kept).run_id
    assert sorted(drop_old_runs(kept, TAGS, 2)) == sorted(ran[:3])
    assert {run.run_id for run in kept.get_runs()} == {*ran[3:], unfinished, other}
    left = [path for path in Path(kept.root_directory).rglob("*") if any(run_id in path.name for run_id in ran[:3])]
    assert left == []
    history = kept.event_log_storage.get_asset_check_execution_history(holds.check_key, limit=9)
    assert {each.run_id for each in history} == {*ran[3:], other}


@pytest.mark.long
def test_the_state_stays_below_200_megabytes_over_500_runs(kept: dg.DagsterInstance) -> None:
    job = dg.Definitions(assets=[figures], executor=dg.in_process_executor).resolve_implicit_global_asset_job_def()
    largest, settings = 0, Settings(raw=Path("/w"), warehouse=Path("/w/news.duckdb"))
    for _ in range(500):
        assert job.execute_in_process(instance=kept, tags=TAGS).success
        tidy(kept, settings)
        files = [file for file in Path(kept.root_directory).rglob("*") if file.is_file()]
        largest = max(largest, sum(file.stat().st_size for file in files))
    assert kept.get_runs_count() == settings.runs_kept
    assert largest < 200e6, largest


@dg.asset
def figures() -> dg.MaterializeResult[None]:
    """As much as a run of the whole job leaves: 1.2 MB in its own file, and as much in the index of all."""
    return dg.MaterializeResult(metadata={"text": "x" * 1_100_000})


def test_a_refused_run_is_shown_for_an_hour(kept: dg.DagsterInstance) -> None:
    refused, canceled = (started(kept, DagsterRunStatus.CANCELED) for _ in range(2))
    kept.add_run_tags(refused, {REFUSAL_TAG: "NothingNew"})
    assert drop_refused_runs(kept, TAGS) == []
    assert drop_refused_runs(kept, TAGS, time.time() + MAX_REFUSED_SECONDS + 1) == [refused]
    assert [run.run_id for run in kept.get_runs()] == [canceled]


@dg.asset_check(asset=rows)  # type: ignore[arg-type]
def holds() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=True)
