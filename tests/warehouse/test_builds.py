"""Write, audit, publish: what readers see while builds begin, end, fail and die."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from warehouse import builds, connections, migrations, space, versions
from warehouse.builds import Build
from warehouse.history import insert_rows
from warehouse.lock import RunLock, WarehouseLocked
from warehouse.migrations import NewerWarehouse
from warehouse.space import NoSpace
from warehouse.versions import NotALink

Begin = Callable[..., Build]

PUBLISHER = "insert into main.publishers (publisher_id, article_count) values (?, 1)"


def publish_one(begin: Begin, run_id: str) -> Path:
    build = begin(run_id)
    build.engine.connection.execute(PUBLISHER, [run_id])
    insert_rows(build.engine.connection, "main.runs", [build.run_row("published")])
    return build.publish()


def publishers(path: Path) -> list[str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return [row[0] for row in connection.execute("select publisher_id from publishers order by all").fetchall()]


def test_each_run_adds_to_the_version_before_and_is_shown_by_one_link(begin: Begin, warehouse: Path) -> None:
    publish_one(begin, "run-1")
    shown = publish_one(begin, "run-2")
    assert warehouse.is_symlink()
    assert warehouse.resolve() == shown
    assert publishers(warehouse) == ["run-1", "run-2"]
    assert not os.access(shown, os.W_OK) or os.geteuid() == 0
    assert shown.stat().st_mode & 0o222 == 0


def test_the_two_versions_before_stay_and_older_ones_go(begin: Begin, warehouse: Path) -> None:
    for number in range(5):
        publish_one(begin, f"run-{number}")
    kept = sorted(p.parent.name for p in warehouse.parent.glob("versions/*/news.duckdb"))
    assert kept == ["run-2", "run-3", "run-4"]


def test_an_error_of_the_disk_met_while_the_run_worked_stops_publication(
    begin: Begin, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_one(begin, "run-1")

    def broken(_: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(versions, "flush", broken)
    monkeypatch.setattr(versions, "FICLONE", 0)  # nothing is shared: blocks must be written
    build = begin("run-2")
    build.engine.connection.execute(PUBLISHER, ["run-2"])
    with pytest.raises(OSError, match="Input/output"):
        build.publish()
    build.failed()
    assert publishers(warehouse) == ["run-1"]


def test_an_open_reader_keeps_its_version_and_a_new_one_sees_the_new(begin: Begin, warehouse: Path) -> None:
    publish_one(begin, "run-1")
    with duckdb.connect(str(warehouse), read_only=True) as reader:
        publish_one(begin, "run-2")
        assert reader.execute("select count(*) from publishers").fetchone() == (1,)
    assert publishers(warehouse) == ["run-1", "run-2"]


def test_a_failed_audit_leaves_link_and_bytes_and_keeps_the_last_failed_build(begin: Begin, warehouse: Path) -> None:
    shown = publish_one(begin, "run-1")
    before = shown.read_bytes()
    result = {
        "table_name": "main.publishers",
        "expectation": "broken",
        "severity": "critical",
        "passed": False,
        "checked_at": "2026-01-01 00:00:00+00",
    }
    for run_id in ("run-2", "run-3"):
        build = begin(run_id)
        build.engine.connection.execute(PUBLISHER, [run_id])
        build.record([result])
        build.audit_failed()
    assert warehouse.resolve() == shown
    assert shown.read_bytes() == before
    assert [p.name for p in warehouse.parent.glob("failed-*")] == ["failed-run-3.duckdb"]
    with duckdb.connect(str(warehouse.with_name("history.duckdb")), read_only=True) as history:
        runs = history.execute("select run_id, status from runs order by run_id").fetchall()
        failed = history.execute("select run_id from quality_results where not passed order by all").fetchall()
    assert runs == [("run-1", "published"), ("run-2", "audit_failed"), ("run-3", "audit_failed")]
    assert failed == [("run-2",), ("run-3",)]


def test_an_error_throws_the_build_away_and_frees_the_lock(begin: Begin, warehouse: Path) -> None:
    begin("run-1").failed()
    assert not warehouse.exists()
    assert [p.name for p in warehouse.parent.iterdir() if p.name.startswith(".build")] == []
    assert RunLock(warehouse.parent).holder() is None


def test_a_second_run_is_told_who_works(begin: Begin, warehouse: Path) -> None:
    build = begin("run-1")
    with pytest.raises(WarehouseLocked, match="run-1"):
        begin("run-2")
    build.failed()
    begin("run-2").failed()


def test_what_a_dead_run_left_is_cleared_and_noted(begin: Begin, warehouse: Path) -> None:
    publish_one(begin, "run-1")
    dead = begin("run-2")
    dead.engine.connection.close()
    dead.lock.release()  # as the system does when the process dies
    publish_one(begin, "run-3")
    assert publishers(warehouse) == ["run-1", "run-3"]
    assert [p.name for p in warehouse.parent.iterdir() if p.name.startswith((".build", ".work"))] == []
    with duckdb.connect(str(warehouse.with_name("history.duckdb")), read_only=True) as history:
        assert history.execute("select status from runs where run_id = 'run-2'").fetchone() == ("killed",)


def test_a_client_in_writing_mode_harms_neither_the_next_run_nor_later_readers(begin: Begin, warehouse: Path) -> None:
    publish_one(begin, "run-1")
    os.chmod(warehouse, 0o644)  # what root may do without asking
    ready, over = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        client = duckdb.connect(str(warehouse))
        os.write(ready[1], b"x")
        os.read(over[0], 1)
        del client
        os._exit(0)
    os.read(ready[0], 1)
    try:
        publish_one(begin, "run-2")
        assert publishers(warehouse) == ["run-1", "run-2"]
    finally:
        os.write(over[1], b"x")
        os.waitpid(child, 0)
    publish_one(begin, "run-3")
    assert publishers(warehouse) == ["run-1", "run-2", "run-3"]


def test_an_ordinary_file_under_the_name_is_left_alone(begin: Begin, warehouse: Path) -> None:
    warehouse.parent.mkdir(parents=True)
    warehouse.write_bytes(b"mine")
    with pytest.raises(NotALink):
        begin("run-1")
    assert warehouse.read_bytes() == b"mine"
    assert RunLock(warehouse.parent).holder() is None


def test_a_newer_file_is_refused_and_stays(begin: Begin, warehouse: Path) -> None:
    build = begin("run-1")
    build.engine.connection.execute("update main.warehouse_version set schema_version = 99")
    shown = build.publish()
    with pytest.raises(NewerWarehouse, match="99"):
        begin("run-2")
    assert warehouse.resolve() == shown


def test_a_full_run_migrates_an_older_file_too(begin: Begin, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_one(begin, "run-1")
    reached: list[int] = []
    monkeypatch.setattr(migrations, "migrate", lambda _: reached.append(1) or reached)
    for run_id, is_full in (("run-2", True), ("run-3", False)):
        build = begin(run_id, is_full=is_full)
        assert build.engine.run.is_full
        build.failed()
    assert len(reached) == 2


def test_a_full_disk_is_said_before_anything_is_copied(
    begin: Begin, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_one(begin, "run-1")
    usage = shutil.disk_usage(warehouse.parent)
    monkeypatch.setattr(space.shutil, "disk_usage", lambda _: usage._replace(free=10))
    with pytest.raises(NoSpace):
        begin("run-2")


def test_seconds_of_steps_are_told_by_the_file_and_with_copy_and_publication_by_the_history(
    begin: Begin, warehouse: Path
) -> None:
    publish_one(begin, "run-1")
    build = begin("run-2")
    build.step_seconds["main.articles"] = 1.5
    insert_rows(build.engine.connection, "main.runs", [build.run_row("published")])
    build.publish()
    with connections.open_to_read(warehouse) as connection:
        steps = dict(connection.execute("from run_steps('run-2')").fetchall())
    with connections.open_to_read(warehouse.with_name("history.duckdb")) as connection:
        kept = connection.execute("select step_seconds from runs where run_id = 'run-2'").fetchall()[0][0]
    assert steps["main.articles"] == 1.5
    assert any(name.startswith(builds.COPYING) for name in steps)
    assert set(json.loads(kept)) == {*steps, builds.PUBLISHING}


def test_room_is_asked_for_by_what_is_read() -> None:
    assert space.for_input("a.jsonl", 10) < space.for_input("a.jsonl.zst", 10)
    with pytest.raises(NoSpace, match="free some space"):
        space.refuse_small_disk(Path("."), 1 << 62)


def test_switching_is_one_rename_and_old_temporary_links_do_no_harm(tmp_path: Path) -> None:
    link, file = tmp_path / "x.duckdb", tmp_path / "x-1.duckdb"
    (tmp_path / ".x.duckdb.next").symlink_to("nowhere")
    file.write_bytes(b"1")
    versions.publish(file, link)
    assert os.readlink(link) == "x-1.duckdb"
    assert versions.current_version(link) == file


def test_copies_are_whole_whatever_the_file_system_can(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(os.urandom(100_000))
    assert versions.copy_file(source, tmp_path / "b") in {"reflink", "copy"}
    assert (tmp_path / "b").read_bytes() == source.read_bytes()


def test_a_run_adds_to_the_version_before_unless_all_is_derived_anew_or_versions_differ(begin: Begin) -> None:
    first = begin("run-1")
    assert not first.adds_to_previous
    first.publish()
    full = begin("run-2", is_full=True)
    assert not full.adds_to_previous
    full.failed()
    second = begin("run-3")
    assert second.adds_to_previous
    second.engine.connection.execute("update main.warehouse_version set product_version = 'newer'")
    assert not second.adds_to_previous
    second.failed()
