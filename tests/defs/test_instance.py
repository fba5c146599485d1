"""Dagster's own state: below the given folder, one run at a time, nothing reported."""

from pathlib import Path

import dagster as dg
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecordStatus
from dagster._core.storage.event_log import SqliteEventLogStorage

from pipelines.defs.event_log import KeptOpenEventLogStorage
from pipelines.defs.instance import instance, instance_yaml, prepare


def test_dagster_understands_what_is_written(tmp_path: Path) -> None:
    with instance(tmp_path / "state") as kept:
        assert kept.telemetry_enabled is False
        assert kept.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
        assert isinstance(kept.run_coordinator, dg.QueuedRunCoordinator)
        assert (tmp_path / "state" / "history").is_dir()


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "dagster.yaml").write_text("telemetry:\n  enabled: false\n# mine\n")
    assert "mine" in (prepare(tmp_path) / "dagster.yaml").read_text()
    assert "mine" not in instance_yaml()


def test_an_instance_without_a_home_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    with instance(None) as forgetful:
        assert forgetful.is_ephemeral
    assert list(tmp_path.iterdir()) == []


def test_a_table_of_the_event_log_is_known_once_it_is_there(tmp_path: Path) -> None:
    with instance(tmp_path / "state") as kept:
        log = kept.event_log_storage
        assert isinstance(log, KeptOpenEventLogStorage)
        assert [log.has_table("asset_check_executions") for _ in range(2)] == [True, True]
        assert not log.has_table("made_later")
        with log.index_connection() as connection:
            connection.exec_driver_sql("create table made_later (id integer)")
        assert log.has_table("made_later")


@dg.asset
def made() -> dg.MaterializeResult[None]:
    return dg.MaterializeResult(metadata={"rows": 3})


@dg.asset_check(asset=made)  # type: ignore[arg-type]
def holds() -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=True)


def test_dagster_itself_reads_all_that_was_logged(tmp_path: Path) -> None:
    defs = dg.Definitions(assets=[made], asset_checks=[holds], executor=dg.in_process_executor)
    with instance(tmp_path / "state") as kept:
        result = defs.resolve_implicit_global_asset_job_def().execute_in_process(instance=kept)
    plain = SqliteEventLogStorage(str(tmp_path / "state"))
    logged = [entry.dagster_event for entry in plain.get_logs_for_run(result.run_id) if entry.dagster_event]
    assert [each for each in logged if each in result.all_events] == [*result.all_events]
    found = plain.get_latest_materialization_events([made.key])[made.key]
    assert found is not None and found.asset_materialization is not None
    assert found.asset_materialization.metadata["rows"].value == 3
    (checked,) = plain.get_asset_check_execution_history(holds.check_key, limit=2)
    assert checked.status is AssetCheckExecutionRecordStatus.SUCCEEDED and checked.run_id == result.run_id
    plain.dispose()
