"""Manifests: files are added, never changed, and go with the last version that names them."""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from warehouse import manifests
from warehouse.manifests import Manifest

TABLE = "main.publishers"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "news-tables"


@pytest.fixture
def link(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


def version(link: Path, name: str) -> Path:
    file = link.parent / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    return file


def add(manifest: Manifest, *names: str, table: str = TABLE) -> str:
    files = manifests.store(manifest.folder, table, pa.table({"publisher_id": list(names)}))
    assert manifest.append(table, files) == len(names)
    return files[0].path


def on_disk(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_rows_are_counted_file_by_file_and_replaced_as_a_whole(folder: Path) -> None:
    manifest = Manifest(folder)
    one, two = add(manifest, "a", "b"), add(manifest, "c")
    assert manifest.rows(TABLE) == 3
    assert manifest.paths(TABLE) == [str(folder / one), str(folder / two)]
    assert manifest.replace(TABLE, manifests.store(folder, TABLE, pa.table({"publisher_id": ["d"]}))) == 1
    assert manifest.rows(TABLE) == 1
    assert manifests.store(folder, TABLE, pa.table({"publisher_id": pa.array([], pa.string())})) == ()


def test_a_manifest_is_read_as_it_was_written_and_scratch_can_be_left_out(folder: Path, link: Path) -> None:
    manifest = Manifest(folder)
    add(manifest, "a")
    add(manifest, "b", table="work.listing")
    file = version(link, "versions/run-1/news.duckdb")
    assert manifests.read(file) is None
    manifests.write(manifest.select(["main"]), file)
    found = manifests.read(file)
    assert found == Manifest(folder, {TABLE: manifest.files(TABLE)})
    assert sorted(path.name for path in file.parent.iterdir()) == ["news.duckdb", "news.duckdb.tables.json"]


def test_files_that_no_kept_manifest_names_are_deleted_and_no_others(folder: Path, link: Path) -> None:
    manifest = Manifest(folder)
    first = add(manifest, "a")
    old = version(link, "versions/run-1/news.duckdb")
    manifests.write(manifest, old)
    manifest.replace(TABLE, ())
    second = add(manifest, "b")
    new = version(link, "versions/run-2/news.duckdb")
    manifests.write(manifest, new)
    (folder / TABLE / "torn").mkdir()
    (folder / TABLE / "torn" / "_temporary").touch()
    manifests.sweep(folder, manifests.kept(link))
    assert on_disk(folder) == {first, second}
    assert not (folder / TABLE / "torn").exists()


@pytest.mark.parametrize("name", ["snapshots/spring/news.duckdb", "failed-run-1.duckdb"])
def test_what_a_snapshot_or_a_failed_build_names_stays_until_that_goes(folder: Path, link: Path, name: str) -> None:
    manifest = Manifest(folder)
    path = add(manifest, "a")
    old, copied = version(link, "versions/run-1/news.duckdb"), version(link, name)
    manifests.write(manifest, old)
    manifests.copy(old, copied)
    manifests.drop(old, link)
    assert on_disk(folder) == {path}
    manifests.drop(copied, link)
    assert on_disk(folder) == set()
    assert not manifests.manifest_of(copied).exists()


def test_a_build_that_died_names_nothing_that_is_kept(folder: Path, link: Path) -> None:
    manifest = Manifest(folder)
    add(manifest, "a")
    build = link.parent / ".build-run-1.duckdb"
    manifests.write(manifest, build)
    assert manifests.kept(link) == []
    manifests.drop(build, link)
    assert on_disk(folder) == set()


def test_nothing_is_deleted_while_a_manifest_cannot_be_read(folder: Path, link: Path) -> None:
    manifest = Manifest(folder)
    path = add(manifest, "a")
    file = version(link, "versions/run-1/news.duckdb")
    for text in ("{", "[]", json.dumps({"folder": "x"}), json.dumps({"folder": "x", "tables": {"a.b": [{}]}})):
        manifests.manifest_of(file).write_text(text)
        with pytest.raises(ValueError, match=r"news\.duckdb\.tables\.json is no manifest"):
            manifests.sweep(folder, manifests.kept(link))
    assert on_disk(folder) == {path}


def test_files_that_are_gone_or_changed_are_noticed(folder: Path, link: Path) -> None:
    manifest = Manifest(folder)
    path = folder / add(manifest, "a")
    file = version(link, "versions/run-1/news.duckdb")
    manifests.write(manifest, file)
    manifests.settle(manifest, None)
    assert path.stat().st_mode & 0o222 == 0
    assert manifests.find_difference(file) is None
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b"x")
    assert "bytes, " in str(manifests.find_difference(file))
    path.unlink()
    assert str(manifests.find_difference(file)).endswith("is gone")


def test_a_version_that_holds_its_rows_itself_needs_nothing(link: Path) -> None:
    file = version(link, "versions/run-1/news.duckdb")
    manifests.copy(file, link.parent / "other.duckdb")
    manifests.drop(file, link)
    assert manifests.find_difference(file) is None
    assert manifests.kept(link) == []
