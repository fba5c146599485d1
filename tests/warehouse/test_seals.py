"""Versions that another program changed: noticed, never built on, and said; copies and older layouts are fine."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.test_builds import publish_one, publishers
from warehouse import builds, seals, versions
from warehouse.builds import Build
from warehouse.history import History
from warehouse.lock import RunLock
from warehouse.seals import NotAsPublished

Begin = Callable[..., Build]


def write(file: Path) -> None:
    """What a program does that was started as root."""
    file.chmod(0o644)
    with duckdb.connect(str(file)) as connection:
        connection.execute("insert into main.publishers (publisher_id, article_count) values ('intruder', 1)")


def reason(file: Path, run_id: str) -> str | None:
    with duckdb.connect(str(file), read_only=True) as connection:
        rows = connection.execute("select reason from runs where run_id = ?", [run_id]).fetchall()
    found: str | None = rows[0][0]
    return found


def history(warehouse: Path) -> Path:
    return warehouse.with_name("history.duckdb")


def publish_and_die(begin: Begin, run_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish a version as a run does that dies right after the switch: without its seal."""
    build = begin(run_id)
    with monkeypatch.context() as patch:
        patch.setattr(builds.Build, "_end", lambda *_: None)
        build.publish()
    build.lock.release()


def lay_out_as_before(warehouse: Path) -> None:
    """The layout of earlier releases: versions beside the link, no seals, runs without a reason."""
    for link in (warehouse, history(warehouse)):
        current = versions.current_version(link)
        for version in versions.all_versions(link):
            label = versions.label_of(version, link)
            version.rename(link.with_name(f"{link.stem}-{label}{link.suffix}"))
            if version == current:
                link.unlink()
                link.symlink_to(f"{link.stem}-{label}{link.suffix}")
    shutil.rmtree(warehouse.parent / versions.FOLDER)
    history(warehouse).chmod(0o644)
    with duckdb.connect(str(history(warehouse))) as connection:
        connection.execute("drop table versions; alter table runs drop column reason")


def test_the_catalog_is_called_as_the_link_and_the_folder_may_move(begin: Begin, warehouse: Path) -> None:
    publish_one(begin, "run-1")
    moved = warehouse.parent.with_name("moved")
    warehouse.parent.rename(moved)
    for name in ("news", "history"):
        assert not os.path.isabs(os.readlink(moved / f"{name}.duckdb"))
        for file in (moved / f"{name}.duckdb", (moved / f"{name}.duckdb").resolve()):
            with duckdb.connect(str(file), read_only=True) as connection:
                assert connection.execute("select current_catalog()").fetchone() == (name,)


def test_a_warehouse_laid_out_as_before_is_carried_on_and_its_versions_are_dropped_in_turn(
    begin: Begin, warehouse: Path
) -> None:
    publish_one(begin, "run-1")
    publish_one(begin, "run-2")
    lay_out_as_before(warehouse)
    publish_one(begin, "run-3")
    assert publishers(warehouse) == ["run-1", "run-2", "run-3"]
    assert "version run-2 has no seal" in str(reason(history(warehouse), "run-3"))
    assert reason(warehouse, "run-3") == reason(history(warehouse), "run-3")
    publish_one(begin, "run-4")
    assert reason(history(warehouse), "run-4") is None
    assert sorted(versions.label_of(v, warehouse) for v in versions.all_versions(warehouse)) == [
        "run-2", "run-3", "run-4"
    ]  # fmt: skip
    publish_one(begin, "run-5")
    assert [p.name for p in warehouse.parent.glob("*-run-*")] == []
    with duckdb.connect(str(history(warehouse)), read_only=True) as connection:
        assert connection.execute("select count(*) from runs").fetchone() == (5,)
        assert connection.execute("select list(run_id order by run_id) from versions").fetchone() == (
            ["run-3", "run-4", "run-5"],
        )


def test_as_many_versions_stay_as_the_setting_says(begin: Begin, warehouse: Path) -> None:
    for number in range(4):
        build = begin(f"run-{number}", versions_kept=1)
        build.publish()
    assert sorted(p.parent.name for p in warehouse.parent.glob("versions/*/news.duckdb")) == ["run-2", "run-3"]


def test_the_oldest_go_by_when_they_were_published_not_by_times_that_a_copy_changes(
    begin: Begin, warehouse: Path
) -> None:
    for number in range(3):
        publish_one(begin, f"run-{number}")
    os.utime(versions.version_path(warehouse, "run-0"), (2e9, 2e9))
    publish_one(begin, "run-3")
    assert sorted(p.parent.name for p in warehouse.parent.glob("versions/*/news.duckdb")) == ["run-1", "run-2", "run-3"]


def test_a_file_that_was_written_is_never_built_on(begin: Begin, warehouse: Path) -> None:
    publish_one(begin, "run-1")
    write(publish_one(begin, "run-2"))
    publish_one(begin, "run-3")
    assert publishers(warehouse) == ["run-1", "run-3"]
    said = str(reason(warehouse, "run-3"))
    assert "version run-2 is not as it was published" in said
    assert "built on version run-1 instead" in said
    assert reason(history(warehouse), "run-3") == said
    publish_one(begin, "run-4")
    assert (publishers(warehouse), reason(warehouse, "run-4")) == (["run-1", "run-3", "run-4"], None)


def test_a_write_that_waits_in_a_log_is_noticed_too(begin: Begin, warehouse: Path) -> None:
    publish_one(begin, "run-1")
    file = publish_one(begin, "run-2")
    file.chmod(0o644)
    child = os.fork()
    if child == 0:
        client = duckdb.connect(str(file))
        client.execute("insert into main.publishers (publisher_id, article_count) values ('intruder', 1)")
        os._exit(0)  # dies without a checkpoint
    os.waitpid(child, 0)
    assert versions.with_log(file).stat().st_size
    publish_one(begin, "run-3")
    assert publishers(warehouse) == ["run-1", "run-3"]


def test_the_newest_intact_version_is_built_on(begin: Begin, warehouse: Path) -> None:
    for number in (1, 2, 3):
        publish_one(begin, f"run-{number}")
    for number in (2, 3):
        write(versions.version_path(warehouse, f"run-{number}"))
    publish_one(begin, "run-4")
    assert publishers(warehouse) == ["run-1", "run-4"]


def test_a_version_that_a_person_went_back_from_is_not_built_on(begin: Begin, warehouse: Path) -> None:
    for number in (1, 2, 3):
        publish_one(begin, f"run-{number}")
    versions.publish(versions.version_path(warehouse, "run-2"), warehouse)
    write(warehouse.resolve())
    publish_one(begin, "run-4")
    assert publishers(warehouse) == ["run-1", "run-4"]


def test_without_an_intact_version_nothing_is_built(begin: Begin, warehouse: Path) -> None:
    write(publish_one(begin, "run-1"))
    with pytest.raises(NotAsPublished, match="backup"):
        begin("run-2")
    assert warehouse.resolve() == versions.version_path(warehouse, "run-1")
    assert RunLock(warehouse.parent).holder() is None


def test_a_version_that_is_gone_is_not_taken_for_a_first_run(begin: Begin, warehouse: Path) -> None:
    publish_one(begin, "run-1")
    publish_one(begin, "run-2").unlink()
    publish_one(begin, "run-3")
    assert publishers(warehouse) == ["run-1", "run-3"]
    assert "it is gone" in str(reason(warehouse, "run-3"))


def test_a_copied_warehouse_is_fine_and_checked_by_its_bytes_only_once(
    begin: Begin, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = publish_one(begin, "run-1")
    os.utime(file)
    hashed: list[Path] = []
    whole = seals.sha256_of
    monkeypatch.setattr(seals, "sha256_of", lambda path: hashed.append(path) or whole(path))
    for _ in range(2):
        build = begin("run-2")
        assert build.base.reason is None
        build.failed()
    assert hashed == [file]


def test_what_keeps_size_and_time_is_found_by_a_thorough_check(begin: Begin, warehouse: Path) -> None:
    file = publish_one(begin, "run-1")
    seal, times = History(warehouse).read().seals["run-1"], file.stat()
    file.chmod(0o644)
    with file.open("r+b") as opened:
        opened.seek(-100, os.SEEK_END)
        opened.write(b"x")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert seals.find_difference(file, seal) is None
    assert "its bytes" in str(seals.find_difference(file, seal, is_thorough=True))


def test_a_run_that_died_before_the_switch_leaves_no_version(
    begin: Begin, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_one(begin, "run-1")
    build = begin("run-2")
    with monkeypatch.context() as patch:
        patch.setattr(versions, "publish", lambda *_: os.close(-1))
        with pytest.raises(OSError):
            build.publish()
    assert versions.version_path(warehouse, "run-2").exists()
    build.lock.release()  # as the system does when the process dies
    publish_one(begin, "run-3")
    assert not versions.version_path(warehouse, "run-2").parent.exists()
    assert publishers(warehouse) == ["run-1", "run-3"]


def test_a_run_that_fails_before_the_switch_leaves_no_version(
    begin: Begin, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_one(begin, "run-1")
    build = begin("run-2")
    with monkeypatch.context() as patch:
        patch.setattr(versions, "publish", lambda *_: os.close(-1))
        with pytest.raises(OSError):
            build.publish()
    build.failed()
    assert [versions.label_of(version, warehouse) for version in versions.all_versions(warehouse)] == ["run-1"]


def test_a_run_that_died_after_the_switch_has_published(
    begin: Begin, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_and_die(begin, "run-1", monkeypatch)
    publish_one(begin, "run-2")
    with duckdb.connect(str(history(warehouse)), read_only=True) as connection:
        statuses = connection.execute("select run_id, status from runs order by run_id").fetchall()
    assert statuses == [("run-1", "published"), ("run-2", "published")]
    assert "no seal" in str(reason(history(warehouse), "run-2"))


def test_a_version_without_a_seal_goes_in_its_turn(
    begin: Begin, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_and_die(begin, "run-1", monkeypatch)
    for number in range(2, 5):
        publish_one(begin, f"run-{number}")
    assert sorted(p.parent.name for p in warehouse.parent.glob("versions/*/news.duckdb")) == ["run-2", "run-3", "run-4"]


def test_all_times_of_a_run_are_by_the_clock_it_was_given(begin: Begin, warehouse: Path) -> None:
    build = begin("run-1")
    build.publish()
    known, began = History(warehouse).read().seals["run-1"], build.engine.run.started_at
    with duckdb.connect(str(history(warehouse)), read_only=True) as connection:
        (ended,) = connection.execute("select finished_at from runs").fetchone() or (None,)
    for instant in (known.published_at, datetime.fromtimestamp(warehouse.stat().st_mtime, UTC), ended):
        assert began <= instant < began + timedelta(minutes=5)


def test_a_seal_says_what_was_published(begin: Begin, warehouse: Path) -> None:
    publish_one(begin, "run-1")
    file = publish_one(begin, "run-2")
    seal = History(warehouse).read().seals["run-2"]
    assert (seal.built_on, seal.articles, seal.bytes) == ("run-1", 0, file.stat().st_size)
    assert seal.sha256 == seals.sha256_of(file)
