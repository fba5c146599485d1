"""`newsfold versions`, `rollback` and `snapshot`: what they print, do and refuse, and what doctor and runs say then."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from expectations import Suite, suites, validate
from pipelines.cli import main
from pipelines.commands.manifest import cite_as_cff
from pipelines.commands.summary import summary_lines
from pipelines.core.identity import RULES_VERSION
from pipelines.defs import checks
from pipelines.settings import load
from pipelines.steps import raw_folder
from pipelines.steps.pending import is_up_to_date
from warehouse import builds, catalog, migrations, rollback, seals, versions
from warehouse.builds import Stamps
from warehouse.engine import RunStamp
from warehouse.history import History, insert_rows
from warehouse.lock import RunLock

Run = Callable[..., tuple[int, str, str]]
LEDGER = "insert into main.source_files values (?, 1, ?, ?, 'text', 'repeated', 0, 0, ?, ?, null, 0)"


def publish(warehouse: Path, run_id: str, file: str | None = None, sql: str | None = None) -> Path:
    """A version whose only content is its run, and the files in its ledger."""
    settings = load({"raw": warehouse.parent})
    run = RunStamp(run_id, datetime.now(UTC))
    stamps = Stamps("0.1.0", RULES_VERSION, settings.shaping_hash)
    build = builds.begin(warehouse, run, stamps, memory_limit="500MB", threads=1)
    if file:
        build.engine.connection.execute(LEDGER, [file, file, file, run_id, run.started_at])
    if sql:
        build.engine.connection.execute(sql)
    insert_rows(build.engine.connection, "main.runs", [build.run_row("published")])
    return build.publish()


def _writable(file: Path) -> Path:
    file.chmod(0o644)
    return file


def write(file: Path) -> None:
    with duckdb.connect(str(_writable(file))) as connection:
        connection.execute("update main.warehouse_version set product_version = 'intruder'")


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    path = tmp_path / "w" / "news.duckdb"
    path.parent.mkdir()
    for number in (1, 2, 3):
        publish(path, f"run-{number}", f"{number}.txt")
    return path


@pytest.fixture
def newsfold(warehouse: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        raw = warehouse.parent.parent / "raw"
        code = main([*words, "--raw", str(raw), "--warehouse", str(warehouse)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def shown(warehouse: Path) -> str:
    return warehouse.resolve().parent.name


def history(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(History(warehouse).link), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_versions_are_listed_newest_first_with_their_marks(newsfold: Run, warehouse: Path) -> None:
    assert newsfold("snapshot", "thesis")[0] == 0
    write(versions.version_path(warehouse, "run-1"))
    code, out, _ = newsfold("versions")
    _, _, *lines = out.splitlines()
    assert code == 0
    assert [line.split()[0] for line in lines] == ["run-3", "run-2", "run-1", "thesis"]
    assert lines[0].endswith("current, snapshot thesis")
    assert lines[2].endswith("not as published")
    assert lines[3].endswith("snapshot of run-3")


def test_versions_as_json_have_an_object_per_line(newsfold: Run, warehouse: Path) -> None:
    _, out, _ = newsfold("versions", "--json")
    first, *others = (json.loads(line) for line in out.splitlines())
    assert (first["run_id"], first["is_current"], first["state"]) == ("run-3", True, "as published")
    assert (first["articles"], first["bytes"]) == (0, warehouse.stat().st_size)
    assert datetime.fromisoformat(first["published_at"]).utcoffset() is not None
    assert [each["run_id"] for each in others] == ["run-2", "run-1"]


def test_versions_without_a_seal_are_listed_by_what_they_say_of_themselves(newsfold: Run, warehouse: Path) -> None:
    shutil.rmtree(warehouse.parent / "none", ignore_errors=True)
    warehouse.with_name("history.duckdb").unlink()
    _, out, _ = newsfold("versions", "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert {(each["articles"], each["state"]) for each in found} == {(0, "no seal")}
    assert newsfold("doctor")[0] == 0


def test_nothing_published_is_said(newsfold: Run, warehouse: Path) -> None:
    shutil.rmtree(warehouse.parent)
    assert newsfold("versions")[:2] == (0, "nothing published yet: run `newsfold run`\n")
    for words in (["snapshot", "a"], ["rollback"]):
        assert newsfold(*words)[0] == 2
    assert not warehouse.parent.exists()


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
    with duckdb.connect(str(_writable(warehouse))) as connection:
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


def test_a_snapshot_outlives_all_versions_and_can_be_shown_again(newsfold: Run, warehouse: Path) -> None:
    assert newsfold("snapshot", "thesis-2026")[0] == 0
    for number in (4, 5, 6):
        publish(warehouse, f"run-{number}")
    assert not versions.version_path(warehouse, "run-3").exists()
    file = warehouse.parent / "snapshots" / "thesis-2026" / "news.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute("select current_catalog()").fetchone() == ("news",)
    assert file.stat().st_mode & 0o222 == 0
    code, out, _ = newsfold("rollback", "thesis-2026")
    assert (code, shown(warehouse)) == (0, "run-3")
    assert "to snapshot thesis-2026" in out
    assert not warehouse.samefile(file)
    assert "already" in newsfold("rollback", "thesis-2026")[1]
    publish(warehouse, "run-7")
    assert history(
        warehouse, "select built_on, reason from versions join runs using (run_id) where run_id = 'run-7'"
    ) == [("run-3", None)]


def test_a_snapshot_says_what_it_holds_and_how_to_cite_it(newsfold: Run, warehouse: Path) -> None:
    _, out, _ = newsfold("snapshot", "thesis")
    folder = warehouse.parent / "snapshots" / "thesis"
    manifest = json.loads((folder / "manifest.json").read_text())
    stated = {name: manifest[name] for name in ("product_version", "rules_version", "schema_version", "run_id")}
    assert stated == {
        "product_version": "0.1.0",
        "rules_version": RULES_VERSION,
        "schema_version": migrations.SCHEMA_VERSION,
        "run_id": "run-3",
    }
    assert manifest["sha256"] == seals.sha256_of(folder / "news.duckdb") == seals.sha256_of(warehouse)
    assert manifest["settings_hash"] == load({"raw": folder}).shaping_hash
    assert manifest["shaping_settings"]["limits"]["record_bytes"] == 32 << 20
    assert (manifest["rows"]["source_files"], manifest["rows"]["field_evidence"]) == (3, 0)
    assert datetime.fromisoformat(manifest["published_at"]) == History(warehouse).read().seals["run-3"].published_at
    citation = (folder / "CITATION.txt").read_text()
    assert citation in out
    assert "run run-3" in citation
    assert manifest["sha256"] in citation
    assert cite_as_cff(manifest) == (folder / "CITATION.cff").read_text()


def test_checksums_of_tables_follow_from_rows_alone(newsfold: Run, warehouse: Path) -> None:
    def checksums(name: str) -> dict[str, str]:
        assert newsfold("snapshot", name)[0] == 0
        manifest = json.loads((warehouse.parent / "snapshots" / name / "manifest.json").read_text())
        found: dict[str, str] = manifest["checksums"]
        return found

    first = checksums("first")
    reordered = (
        "create temp table t as from main.source_files order by record_path desc; delete from main.source_files;"
    )
    publish(warehouse, "run-4", sql=f"{reordered} insert into main.source_files from t")
    second = checksums("second")
    publish(warehouse, "run-5", "4.txt")
    assert first["source_files"] == second["source_files"] != checksums("third")["source_files"]
    assert first["runs"] != second["runs"]


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "a b", "x" * 101, "dot.", "run-1", "é"])
def test_a_name_that_is_no_folder_name_or_a_version_is_refused(newsfold: Run, warehouse: Path, name: str) -> None:
    assert newsfold("snapshot", name)[0] == 2
    assert not (warehouse.parent / "snapshots").exists()


def test_a_snapshot_is_never_replaced_and_leaves_nothing_if_it_fails(
    newsfold: Run, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert newsfold("snapshot", "a")[0] == 0
    before = (warehouse.parent / "snapshots" / "a" / "manifest.json").read_bytes()
    assert newsfold("snapshot", "a")[0] == 2
    assert (warehouse.parent / "snapshots" / "a" / "manifest.json").read_bytes() == before
    write(warehouse.resolve())
    assert newsfold("snapshot", "b")[0] == 2
    assert [path.name for path in (warehouse.parent / "snapshots").iterdir()] == ["a"]


def test_a_damaged_manifest_is_named(newsfold: Run, warehouse: Path) -> None:
    newsfold("snapshot", "a")
    (warehouse.parent / "snapshots" / "a" / "manifest.json").write_text("{}")
    code, _, err = newsfold("versions")
    assert code == 2
    assert "snapshots/a/manifest.json" in err


@pytest.mark.parametrize("words", [("rollback",), ("snapshot", "a")])
def test_a_lock_that_is_held_ends_a_command_with_three(newsfold: Run, warehouse: Path, words: tuple[str, ...]) -> None:
    lock = RunLock(warehouse.parent)
    lock.acquire("run 42")
    try:
        code, _, err = newsfold(*words)
        assert code == 3
        assert "run 42" in err
        assert newsfold("versions")[0] == 0
    finally:
        lock.release()
    assert shown(warehouse) == "run-3"


def test_doctor_names_a_file_that_is_not_as_published(newsfold: Run, warehouse: Path) -> None:
    assert "run-3 is as it was published" in newsfold("doctor")[1]
    file = warehouse.resolve()
    times = file.stat()
    write(file)
    code, out, _ = newsfold("doctor")
    assert code == 1
    bad = [line.split()[1:4] for line in out.splitlines() if line.startswith("BAD")]
    assert bad == [["seal", "version", "run-3"]]
    assert file.stat().st_mtime_ns != times.st_mtime_ns


def test_a_changed_file_is_never_up_to_date(warehouse: Path) -> None:
    settings = load({"raw": warehouse.parent.parent / "raw", "warehouse": warehouse})
    listing = list(raw_folder.list_inputs(settings.raw, settings.limits))
    publish(warehouse, "run-4", sql="delete from main.source_files")
    assert is_up_to_date(settings, listing)
    write(warehouse.resolve())
    assert not is_up_to_date(settings, listing)


def test_a_run_on_another_version_says_so_in_its_summary(warehouse: Path) -> None:
    write(warehouse.resolve())
    publish(warehouse, "run-4")
    (note,) = [line for line in summary_lines(warehouse, "run-4", 1.0) if line.startswith("note ")]
    assert "version run-3 is not as it was published" in note
    assert note.endswith("built on version run-2 instead")
    publish(warehouse, "run-5")
    assert not [line for line in summary_lines(warehouse, "run-5", 1.0) if line.startswith("note ")]
