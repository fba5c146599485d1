"""Dagster's own state: below the given folder, one run at a time, nothing reported; runs are recorded at their end."""

from pathlib import Path

import dagster as dg
import pytest

from pipelines.defs.instance import HEADER, YAML, UnwritableState, opened, prepare, record


def kept_in(home: Path) -> dg.DagsterInstance:
    return dg.DagsterInstance.from_config(str(prepare(home)))


def test_dagster_understands_what_is_written(tmp_path: Path) -> None:
    with kept_in(tmp_path / "state") as kept:
        assert kept.telemetry_enabled is False
        assert kept.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
        assert isinstance(kept.run_coordinator, dg.QueuedRunCoordinator)
        assert (tmp_path / "state" / "history").is_dir()


def test_only_a_file_that_newsfold_wrote_is_renewed(tmp_path: Path) -> None:
    config = tmp_path / "dagster.yaml"
    config.write_text("telemetry:\n  enabled: false\n# mine\n")
    assert "mine" in (prepare(tmp_path) / "dagster.yaml").read_text()
    config.write_text(f"{HEADER}event_log_storage: of an older version\n")
    assert (prepare(tmp_path) / "dagster.yaml").read_text() == YAML


@dg.asset
def rows() -> dg.MaterializeResult[None]:
    return dg.MaterializeResult(metadata={"rows": 3})


@dg.asset
def broken(rows: None) -> None:
    raise ValueError("no rows")


@dg.asset_check(asset=rows)  # type: ignore[arg-type]
def holds() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=True)


@pytest.mark.parametrize("assets", [[rows], [rows, broken]], ids=["a success", "a failure"])
def test_a_recorded_run_looks_as_if_dagster_had_kept_it(
    tmp_path: Path, assets: list[dg.AssetsDefinition], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))  # put back what recording sets
    job = dg.Definitions(assets, asset_checks=[holds], executor=dg.in_process_executor)
    runs = []
    with dg.DagsterInstance.ephemeral() as memory:
        for _ in range(2):
            result = job.resolve_implicit_global_asset_job_def().execute_in_process(
                instance=memory, raise_on_error=False
            )
            with opened(tmp_path / "state") as kept:
                record(result.run_id, memory, kept)
            runs.append(result)
    with kept_in(tmp_path / "state") as kept:
        assert {run.run_id for run in kept.get_runs()} == {result.run_id for result in runs}
        for result in runs:
            (found,) = kept.get_run_records(dg.RunsFilter(run_ids=[result.run_id]))
            assert found.dagster_run.status is (
                dg.DagsterRunStatus.SUCCESS if result.success else dg.DagsterRunStatus.FAILURE
            )
            assert found.start_time is not None and found.end_time is not None and found.end_time >= found.start_time
            logged = [entry.dagster_event for entry in kept.all_logs(result.run_id)]
            assert all(event in result.all_events for event in logged)
            assert any(event.is_step_failure for event in logged if event) is not result.success
        latest = kept.get_latest_materialization_event(rows.key)
        assert latest is not None and latest.run_id == runs[-1].run_id
        assert latest.asset_materialization is not None
        assert latest.asset_materialization.metadata["rows"].value == 3
        checked = kept.event_log_storage.get_asset_check_execution_history(holds.check_key, limit=5)
        assert [each.run_id for each in checked] == [result.run_id for result in reversed(runs)]


def test_a_run_without_a_trace_records_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    with dg.DagsterInstance.ephemeral() as memory, opened(tmp_path / "state") as kept:
        record("no-such-run", memory, kept)
        assert kept.get_runs_count() == 0


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableState, match=r"file/state.*DAGSTER_HOME"):
        prepare(tmp_path / "file" / "state")
