"""Runs that must not work: refused in one sentence, with nothing written."""

from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

from pipelines.defs.assets import PUBLISHED
from pipelines.defs.automation import JOB
from pipelines.defs.checks import CHECK
from pipelines.defs.instance import opened
from pipelines.defs.run_state import REFUSAL_TAG, WAREHOUSE_TAG
from pipelines.defs.specs import key
from pipelines.defs.whole_runs import WHOLE_RUNS_ONLY, Whole
from tests.defs.run_ground import RUN_ID, UNIQUE, Filling, Place
from warehouse.lock import RunLock, WarehouseLocked
from warehouse.seals import NotAsPublished


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
