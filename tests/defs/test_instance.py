"""Dagster's own state: below the given folder, one run at a time, nothing reported."""

from pathlib import Path

import dagster as dg

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
