"""`newsfold rollback`: which version it shows, what it checks, and what it refuses."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from expectations import Suite, suites, validate
from pipelines.defs import checks
from tests.commands.ground import Run
from tests.commands.versions.ground import history, make_writable, publish, shown, write
from warehouse import catalog, rollback, versions
from warehouse.engine import RunStamp


def test_a_rollback_shows_the_version_before_after_a_whole_audit_and_is_in_the_history(
    newsfold: Run, warehouse: Path
) -> None:
    code, out, _ = newsfold("rollback")
    assert (code, shown(warehouse)) == (0, "run-2")
    assert "back to version run-2 from version run-3" in out
    assert "checks passed" in out
    assert "1 were read since: the next run reads them again" in out
    assert "no longer in" in out
    ((run_id, reason),) = history(warehouse, "select run_id, reason from runs where status = 'rolled_back'")
    assert reason == "back to version run-2 from version run-3"
    ((checked,),) = history(warehouse, f"select count(*) from quality_results where run_id = '{run_id}'")
    assert isinstance(checked, int) and checked > 200
    assert newsfold("rollback")[0] == 0
    assert shown(warehouse) == "run-1"  # not back to where it came from
    assert newsfold("rollback", "run-3")[0] == 0
    assert "already" in newsfold("rollback", "run-3")[1]
    publish(warehouse, "run-4", "3.txt")
    assert newsfold("rollback", "run-1")[0] == 2  # three versions are kept


def test_doctor_and_rollback_need_no_raw_folder(newsfold: Run, warehouse: Path) -> None:
    (warehouse.parent.parent / "raw").rmdir()
    code, out, _ = newsfold("doctor")
    assert code == 1
    assert [line.split()[1] for line in out.splitlines() if line.startswith("BAD")] == ["raw"]
    assert newsfold("rollback")[0] == 0
    assert shown(warehouse) == "run-2"


def test_after_a_rollback_the_version_before_is_the_one_it_was_built_on(newsfold: Run, warehouse: Path) -> None:
    assert newsfold("rollback", "run-2")[0] == 0
    publish(warehouse, "run-4")
    assert newsfold("rollback")[0] == 0
    assert shown(warehouse) == "run-2"


def test_a_version_that_breaks_an_expectation_is_not_shown(newsfold: Run, warehouse: Path) -> None:
    twice = "insert into main.id_aliases select 'article', 'a', 'a', 'run-4', now()"
    publish(warehouse, "run-4", sql=twice)
    publish(warehouse, "run-5", sql="delete from main.id_aliases")
    code, out, _ = newsfold("rollback", "run-4")
    assert (code, shown(warehouse)) == (1, "run-5")
    assert "audit failed: main.id_aliases" in out
    assert "nothing changed" in out
    assert history(warehouse, "select reason from runs where status = 'audit_failed'") == [
        ("back to version run-4 from version run-5",)
    ]


def test_what_memory_does_not_suffice_for_is_audited_in_parts(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def starving(connection: object, suite: Suite, only: object = None, incremental: object = None) -> object:
        results = validate(connection, suite, only, incremental or {})  # type: ignore[arg-type]
        why = None if incremental else "Out of Memory Error: could not allocate"
        return tuple(replace(result, passed=not why, exception=why) for result in results)

    monkeypatch.setattr(checks, "validate", starving)
    suite = next(s for s in suites(catalog.lasting_tables()).values() if s.table == "dedup.clusters")
    run = RunStamp("rollback", datetime.now(UTC))
    how = {"memory_limit": "500MB", "threads": 1, "spill": tmp_path / "spill"}
    with rollback.open_to_audit(warehouse.resolve(), run, **how) as engine:  # type: ignore[arg-type]
        results = checks.validate_table(suite, engine)
    assert results
    assert all(result.passed for result in results)


def test_a_version_that_was_changed_is_not_shown(newsfold: Run, warehouse: Path) -> None:
    write(versions.version_path(warehouse, "run-2"))
    code, _, err = newsfold("rollback", "run-2")
    assert (code, shown(warehouse)) == (2, "run-3")
    assert "not as it was published" in err


def test_a_version_with_tables_of_an_earlier_release_is_shown_by_the_audit_of_its_time(
    newsfold: Run, warehouse: Path
) -> None:
    older = "update main.warehouse_version set schema_version = 1; alter table main.runs drop column seconds"
    publish(warehouse, "run-4")
    with duckdb.connect(str(make_writable(warehouse))) as connection:
        connection.execute(older)
    warehouse.with_name("history.duckdb").unlink()  # no seal says that it is not as it was published
    versions.publish(versions.version_path(warehouse, "run-3"), warehouse)
    code, out, _ = newsfold("rollback", "run-4")
    assert (code, shown(warehouse)) == (0, "run-4")
    assert "the audit of that time stands" in out


@pytest.mark.parametrize("wanted", ["run-", "run-9", "", "../w", "%"])
def test_an_unknown_version_is_wrong_usage(newsfold: Run, warehouse: Path, wanted: str) -> None:
    code, _, err = newsfold("rollback", wanted)
    assert (code, shown(warehouse)) == (2, "run-3")
    assert "newsfold versions" in err
