"""Builds on Spark: what readers see, and which Parquet files stay, while builds end, fail, die and are taken back."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from tests import buckets
from tests.sql import spark_sessions
from warehouse import catalog, connections, duckdb_store, kept, manifests, purge, rollback, seals, spark_store, versions
from warehouse.builds import Build
from warehouse.data_folder import DataFolder
from warehouse.history import History
from warehouse.spark_session import MovedStorage, NoSpark, SparkPlace, find_obstacle
from warehouse.stores import OpenStore

Begin = Callable[..., Build]

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    with buckets.bucket() as found:
        yield found


@pytest.fixture(scope="module")
def address(bucket: str) -> Iterator[str]:
    """Sail, which finds the object store by the environment of this process."""
    if reason := spark_sessions.missing("sail"):
        pytest.skip(reason)
    with spark_sessions.address("sail") as found:
        yield found


@pytest.fixture(params=["local", "objects"])
def storage(request: pytest.FixtureRequest, warehouse: Path, bucket: str, tmp_path: Path) -> str:
    return str(warehouse.parent) if request.param == "local" else f"{bucket}/{tmp_path.name}"


@pytest.fixture
def on_spark(address: str, storage: str) -> OpenStore:
    return partial(spark_store.open_store, SparkPlace(address, storage, 2, "1g"))


def publisher(name: str) -> pa.Table:
    return pa.table({"publisher_id": [name], "article_count": pa.array([1], pa.int32())})


def add(begin: Begin, run_id: str, open_store: OpenStore, gone: tuple[str, ...] = (), **options: object) -> Path:
    """Publish a run that adds a publisher of its name and deletes others."""
    build = begin(run_id, open_store=open_store, **options)
    build.engine.append("main.publishers", publisher(run_id))
    build.engine.create_scratch("anything", publisher("scratch"))
    build.engine.delete_matching("main.publishers", pa.table({"publisher_id": pa.array(gone, pa.string())}))
    return build.publish()


def publishers(file: Path) -> list[str]:
    with connections.open_to_read(file) as connection:
        return [row[0] for row in connection.execute("select publisher_id from publishers order by all").fetchall()]


def parquet(storage: str) -> set[str]:
    found = Path(storage).rglob("*.parquet") if DataFolder(storage).is_local else buckets.objects(storage)
    return {str(path) for path in found}


def named(file: Path) -> set[str]:
    manifest = manifests.read(file)
    assert manifest
    return {path for table in manifest.tables for path in manifest.paths(table)}


def test_a_version_is_a_small_file_of_views_that_any_client_opens(
    begin: Begin, warehouse: Path, on_spark: OpenStore, storage: str
) -> None:
    shown = add(begin, "run-1", on_spark)
    assert warehouse.resolve() == shown
    assert publishers(warehouse) == ["run-1"]
    manifest = manifests.read(shown)
    assert manifest
    assert parquet(storage) == named(shown)
    if not manifest.folder.is_local:
        return
    assert all(os.stat(path).st_mode & 0o222 == 0 for path in named(shown))
    with duckdb.connect(str(warehouse), read_only=True) as client:
        assert client.execute("select publisher_id, article_count from publishers").fetchall() == [("run-1", 1)]
        comments = "select comment from duckdb_views() where view_name = 'publishers' and not internal"
        assert client.execute(comments).fetchall() == [(catalog.tables()["main.publishers"].comment,)]
        types = "select column_name, lower(data_type), comment from duckdb_columns() where table_name = 'articles'"
        stated = [(c.name, c.type, c.comment) for c in catalog.tables()["main.articles"].columns]
        same = {"text": "varchar", "int": "integer", "timestamptz": "timestamp with time zone", "text[]": "varchar[]"}
        found = client.execute(types + " and schema_name = 'main'").fetchall()
        assert found == [(name, same.get(kind, kind), comment) for name, kind, comment in stated]
        assert client.execute("select * from unique_articles").fetchall() == []
    with duckdb.connect(str(warehouse), read_only=True) as closed:
        closed.execute("set enable_external_access = false")
        with pytest.raises(duckdb.Error, match="disabled"):
            closed.execute("select * from publishers").fetchall()
    with duckdb.connect(str(warehouse), read_only=True) as allowed:
        allowed.execute(f"set allowed_directories = ['{manifest.folder}']")
        allowed.execute("set enable_external_access = false")
        assert allowed.execute("select count(*) from publishers").fetchall() == [(1,)]
        with pytest.raises(duckdb.Error, match="disabled"):
            allowed.execute("select * from read_text('/etc/hostname')").fetchall()


def test_versions_share_files_and_files_go_with_the_last_version_that_has_them(
    begin: Begin, warehouse: Path, on_spark: OpenStore, storage: str
) -> None:
    files = [add(begin, f"run-{number}", on_spark, versions_kept=1) for number in range(3)]
    assert publishers(warehouse) == ["run-0", "run-1", "run-2"]
    assert not files[0].exists()
    assert named(files[1]) & named(files[2])
    assert parquet(storage) == named(files[1]) | named(files[2])
    assert publishers(files[1]) == ["run-0", "run-1"]


def test_a_failed_audit_keeps_the_last_failed_build_with_its_files(
    begin: Begin, warehouse: Path, on_spark: OpenStore, storage: str
) -> None:
    shown = add(begin, "run-1", on_spark)
    for run_id in ("run-2", "run-3"):
        build = begin(run_id, open_store=on_spark)
        build.engine.append("main.publishers", publisher(run_id))
        failed = build.audit_failed()
    assert publishers(warehouse) == ["run-1"]
    assert publishers(failed) == ["run-1", "run-3"]
    assert parquet(storage) == named(shown) | named(failed)


def test_an_error_leaves_nothing_of_the_build(begin: Begin, warehouse: Path, on_spark: OpenStore, storage: str) -> None:
    shown = add(begin, "run-1", on_spark)
    build = begin("run-2", open_store=on_spark)
    build.engine.append("main.publishers", publisher("run-2"))
    build.failed()
    assert (publishers(warehouse), parquet(storage)) == (["run-1"], named(shown))


KILLED = """
import os, sys
from functools import partial
from pathlib import Path
from tests.warehouse.conftest import beginner
from tests.warehouse.test_spark_store import publisher
from warehouse import manifests, spark_store, versions
from warehouse.spark_session import SparkPlace
warehouse, address, storage, where = Path(sys.argv[1]), *sys.argv[2:]
build = beginner(warehouse)("dead", open_store=partial(spark_store.open_store, SparkPlace(address, storage, 2, "1g")))
build.engine.append("main.publishers", publisher("dead"))
def die(*_): os.kill(os.getpid(), 9)
if where == "working": die()
module, name = {"settle": (manifests, "settle"), "adopt": (versions, "adopt"), "switch": (versions, "publish"),
                "retention": (versions, "drop_old")}[where]
setattr(module, name, die)
build.publish()
"""


@pytest.mark.parametrize("where", ["working", "settle", "adopt", "switch", "retention"])
def test_a_run_that_is_killed_leaves_what_is_published_and_the_next_removes_its_files(
    begin: Begin, warehouse: Path, address: str, on_spark: OpenStore, storage: str, where: str
) -> None:
    add(begin, "run-1", on_spark)
    command = [sys.executable, "-c", KILLED, str(warehouse), address, storage, where]
    assert subprocess.run(command, check=False, capture_output=True).returncode == -9
    survivors = ["run-1"] if where != "retention" else ["dead", "run-1"]
    assert publishers(warehouse) == survivors
    last = add(begin, "run-2", on_spark, versions_kept=1)
    assert publishers(warehouse) == [*survivors, "run-2"]
    others = [file for file in versions.all_versions(warehouse) if file != last]
    assert parquet(storage) == named(last).union(*map(named, others))
    assert [path.name for path in warehouse.parent.glob(".build-*")] == []


def test_a_snapshot_keeps_its_files_and_can_be_shown_again(begin: Begin, warehouse: Path, on_spark: OpenStore) -> None:
    add(begin, "run-1", on_spark)
    known = History(warehouse).read().seals
    current = next(each for each in kept.list_all(warehouse, known) if each.is_current)
    with kept.new_snapshot(warehouse, current, "spring") as folder:
        stated = {"run_id": "run-1", "published_at": current.published_at.isoformat(), "rows": {"articles": 0}}
        found = current.file.stat()
        stated |= {"bytes": found.st_size, "modified_ns": found.st_mtime_ns, "sha256": seals.sha256_of(current.file)}
        (folder / kept.MANIFEST).write_text(json.dumps(stated))
    for number in (2, 3):
        add(begin, f"run-{number}", on_spark, gone=("run-1", "run-2"), versions_kept=1)
    snapshot = kept.find(warehouse, History(warehouse).read().seals, "spring")
    assert publishers(snapshot.file) == ["run-1"]
    assert rollback.check(snapshot)
    versions.publish(rollback.place(warehouse, snapshot, "back"), warehouse)
    assert publishers(warehouse) == ["run-1"]
    assert add(begin, "run-4", on_spark).exists()
    assert publishers(warehouse) == ["run-1", "run-4"]


@pytest.mark.parametrize("engine", ["spark", "duckdb"])
def test_what_is_taken_out_is_in_no_byte_that_is_kept(
    begin: Begin, warehouse: Path, on_spark: OpenStore, storage: str, engine: str
) -> None:
    secret = "zz-taken-out-zz"
    add(begin, secret, on_spark)
    add(begin, "run-2", on_spark)
    failed = begin("run-3", open_store=on_spark)
    failed.engine.append("main.publishers", publisher("x"))
    failed.audit_failed()
    open_store = on_spark if engine == "spark" else duckdb_store.open_store
    add(begin, "run-4", open_store, gone=(secret,), is_removal=True)
    assert publishers(warehouse) == ["run-2", "run-4"]
    tables = parquet(storage)
    assert [path for path in tables if secret in buckets.rows_of(path)] == []
    assert len(versions.all_versions(warehouse)) == 1
    assert not list(warehouse.parent.glob("failed-*"))
    if engine == "duckdb":
        assert tables == set()


def test_a_snapshot_that_holds_what_is_taken_out_loses_its_files(
    begin: Begin, warehouse: Path, on_spark: OpenStore, storage: str
) -> None:
    shown = add(begin, "run-1", on_spark)
    folder = warehouse.parent / kept.SNAPSHOTS / "spring"
    folder.mkdir(parents=True)
    copied = folder / warehouse.name
    versions.copy_file(shown, copied)
    manifests.copy(shown, copied)
    versions.delete(shown, warehouse)
    assert publishers(copied) == ["run-1"]
    from datetime import UTC, datetime

    from warehouse.tombstones import RECORD, Tombstone

    now = datetime(2026, 5, 1, tzinfo=UTC)
    purge.drop_snapshots(warehouse, [Tombstone(RECORD, "k", "r", now)], now)
    assert parquet(storage) == set()


def test_a_parquet_file_that_was_changed_or_is_gone_is_noticed(
    begin: Begin, warehouse: Path, on_spark: OpenStore
) -> None:
    older, shown = add(begin, "run-1", on_spark), add(begin, "run-2", on_spark)
    (new,) = {path for path in named(shown) - named(older) if "publishers" in path}
    buckets.delete(new)
    known = History(warehouse).read().seals
    assert not seals.is_current_intact(warehouse, known)
    base = seals.choose_base(warehouse, known)
    assert base.file == older
    assert "is gone" in str(base.reason)


def test_rows_move_from_one_engine_to_the_other_and_back(begin: Begin, warehouse: Path, on_spark: OpenStore) -> None:
    add(begin, "run-1", duckdb_store.open_store)
    add(begin, "run-2", on_spark)
    assert manifests.read(warehouse.resolve())
    build = begin("run-3")
    assert build.engine.rows("select publisher_id from previous.publishers order by all") == [("run-1",), ("run-2",)]
    build.engine.append("main.publishers", publisher("run-3"))
    assert manifests.read(build.publish()) is None
    add(begin, "run-4", on_spark, gone=("run-1",))
    assert publishers(warehouse) == ["run-2", "run-3", "run-4"]


def test_another_storage_and_a_server_that_does_not_answer_are_refused(
    begin: Begin, warehouse: Path, on_spark: OpenStore, address: str, storage: str, tmp_path: Path
) -> None:
    shown = add(begin, "run-1", on_spark)
    before = {path for path in warehouse.parent.rglob("*") if path.is_file()}
    moved = partial(spark_store.open_store, SparkPlace(address, str(tmp_path / "elsewhere"), 2, "1g"))
    with pytest.raises(MovedStorage, match=r"spark_storage: .* set it back"):
        begin("run-2", open_store=moved)
    assert "no server answers at sc://127.0.0.1:1: " in str(find_obstacle("sc://127.0.0.1:1"))
    with pytest.raises(NoSpark, match="no server answers"):
        begin("run-2", open_store=partial(spark_store.open_store, SparkPlace("sc://127.0.0.1:1", storage, 2, "1g")))
    assert {path for path in warehouse.parent.rglob("*") if path.is_file()} == before
    assert publishers(shown) == ["run-1"]


def test_without_its_packages_nothing_is_begun(
    begin: Begin, warehouse: Path, on_spark: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(NoSpark, match=r"needs pyspark, which is not installed: pip install 'newsfold\[spark\]'"):
        begin("run-1", open_store=on_spark)
    assert not warehouse.is_symlink()
