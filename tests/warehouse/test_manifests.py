"""Manifests: files are added, never changed, and go with the last version that names them."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from tests import buckets
from warehouse import manifests
from warehouse.data_folder import DataFolder
from warehouse.manifests import Manifest

TABLE = "main.publishers"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    with buckets.bucket() as address:
        yield address


@pytest.fixture(params=["local", pytest.param("objects", marks=pytest.mark.spark)])
def folder(request: pytest.FixtureRequest, tmp_path: Path, link: Path) -> DataFolder:
    storage = str(tmp_path)
    if request.param == "objects":
        storage = f"{request.getfixturevalue('bucket')}/{tmp_path.name}"
    return manifests.folder_of(storage, link)


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


def there(folder: DataFolder) -> set[str]:
    found = Path(folder.address).rglob("*") if folder.is_local else buckets.objects(folder.address)
    files = (str(path) for path in found if not folder.is_local or Path(path).is_file())
    return {path.removeprefix(f"{folder}/") for path in files}


def test_rows_are_counted_file_by_file_and_replaced_as_a_whole(folder: DataFolder) -> None:
    manifest = Manifest(folder)
    one, two = add(manifest, "a", "b"), add(manifest, "c")
    assert manifest.rows(TABLE) == 3
    assert manifest.paths(TABLE) == [f"{folder}/{one}", f"{folder}/{two}"]
    assert manifest.replace(TABLE, manifests.store(folder, TABLE, pa.table({"publisher_id": ["d"]}))) == 1
    assert manifest.rows(TABLE) == 1
    assert manifests.store(folder, TABLE, pa.table({"publisher_id": pa.array([], pa.string())})) == ()


def test_a_manifest_is_read_as_it_was_written_and_scratch_can_be_left_out(folder: DataFolder, link: Path) -> None:
    manifest = Manifest(folder)
    add(manifest, "a")
    add(manifest, "b", table="work.listing")
    file = version(link, "versions/run-1/news.duckdb")
    assert manifests.read(file) is None
    manifests.write(manifest.select(["main"]), file)
    found = manifests.read(file)
    assert found == Manifest(folder, {TABLE: manifest.files(TABLE)})
    assert sorted(path.name for path in file.parent.iterdir()) == ["news.duckdb", "news.duckdb.tables.json"]


def test_files_that_no_kept_manifest_names_are_deleted_and_no_others(folder: DataFolder, link: Path) -> None:
    manifest = Manifest(folder)
    first = add(manifest, "a")
    old = version(link, "versions/run-1/news.duckdb")
    manifests.write(manifest, old)
    manifest.replace(TABLE, ())
    second = add(manifest, "b")
    new = version(link, "versions/run-2/news.duckdb")
    manifests.write(manifest, new)
    place = manifests.new_place(folder, TABLE)
    for name in ("part-0.parquet", "_temporary/0/part-1.parquet"):
        folder.prepare(f"{place}/{name}".rpartition("/")[0])
        folder.write(f"{place}/{name}", pa.table({"publisher_id": ["torn"]}), manifests.COMPRESSION)
    assert [each.rows for each in manifests.stored(folder, place)] == [1]
    manifests.sweep(folder, manifests.kept(link))
    assert there(folder) == {first, second}
    if folder.is_local:
        assert not Path(folder.path(place)).exists()


def test_what_an_engine_leaves_beside_its_files_goes_and_they_stay(folder: DataFolder, link: Path) -> None:
    manifest, place = Manifest(folder), manifests.new_place(folder, TABLE)
    folder.prepare(place)
    for name in ("part-0.parquet", "_SUCCESS"):
        folder.write(f"{place}/{name}", pa.table({"publisher_id": ["a"]}), manifests.COMPRESSION)
    manifest.append(TABLE, manifests.stored(folder, place))
    manifests.write(manifest, version(link, "versions/run-1/news.duckdb"))
    manifests.tidy(link)
    assert there(folder) == {f"{place}/part-0.parquet"}


def test_a_link_in_the_folder_is_deleted_and_not_what_it_leads_to(tmp_path: Path, link: Path) -> None:
    folder, outside = DataFolder(str(tmp_path / "news-tables")), tmp_path / "outside"
    for each in (tmp_path / "news-tables", outside):
        each.mkdir()
    (outside / "precious.parquet").touch()
    (tmp_path / "news-tables" / "linked").symlink_to(outside)
    manifests.sweep(folder, manifests.kept(link))
    assert list((tmp_path / "news-tables").iterdir()) == []
    assert (outside / "precious.parquet").exists()


@pytest.mark.parametrize("name", ["snapshots/spring/news.duckdb", "failed-run-1.duckdb"])
def test_what_a_snapshot_or_a_failed_build_names_stays_until_that_goes(
    folder: DataFolder, link: Path, name: str
) -> None:
    manifest = Manifest(folder)
    path = add(manifest, "a")
    old, copied = version(link, "versions/run-1/news.duckdb"), version(link, name)
    manifests.write(manifest, old)
    manifests.copy(old, copied)
    manifests.drop(old, link)
    assert there(folder) == {path}
    manifests.drop(copied, link)
    assert there(folder) == set()
    assert not manifests.manifest_of(copied).exists()


def test_a_build_that_died_names_nothing_that_is_kept(folder: DataFolder, link: Path) -> None:
    manifest = Manifest(folder)
    add(manifest, "a")
    build = link.parent / ".build-run-1.duckdb"
    manifests.write(manifest, build)
    assert manifests.kept(link) == []
    manifests.drop(build, link)
    assert there(folder) == set()


def test_a_copy_of_a_warehouse_deletes_nothing_of_the_original(folder: DataFolder, link: Path, tmp_path: Path) -> None:
    manifest = Manifest(folder)
    first = add(manifest, "a")
    manifests.write(manifest, version(link, "versions/run-1/news.duckdb"))
    shutil.copytree(link.parent / "versions", tmp_path / "copy" / "versions")
    copied = tmp_path / "copy" / link.name
    second = add(manifest, "b")
    manifests.write(manifest, version(link, "versions/run-2/news.duckdb"))
    manifests.tidy(copied)
    manifests.drop(copied.parent / "versions" / "run-1" / link.name, copied)
    assert there(folder) == {first, second}


def test_nothing_is_deleted_while_a_manifest_cannot_be_read(folder: DataFolder, link: Path) -> None:
    manifest = Manifest(folder)
    path = add(manifest, "a")
    file = version(link, "versions/run-1/news.duckdb")
    for text in ("{", "[]", json.dumps({"folder": "x"}), json.dumps({"folder": "x", "tables": {"a.b": [{}]}})):
        manifests.manifest_of(file).write_text(text)
        with pytest.raises(ValueError, match=r"news\.duckdb\.tables\.json is no manifest"):
            manifests.sweep(folder, manifests.kept(link))
    assert there(folder) == {path}


def test_files_that_are_gone_or_changed_are_noticed(folder: DataFolder, link: Path) -> None:
    manifest = Manifest(folder)
    name = add(manifest, "a")
    file = version(link, "versions/run-1/news.duckdb")
    manifests.write(manifest, file)
    manifests.settle(manifest, None)
    assert manifests.find_difference(file) is None
    if folder.is_local:
        assert Path(folder.path(name)).stat().st_mode & 0o222 == 0
        Path(folder.path(name)).chmod(0o644)
    folder.write(name, pa.table({"publisher_id": ["a", "b", "another"]}), manifests.COMPRESSION)
    assert "bytes, " in str(manifests.find_difference(file))
    folder.keep_only(set())
    assert str(manifests.find_difference(file)).endswith("is gone")


def test_a_version_that_holds_its_rows_itself_needs_nothing(link: Path) -> None:
    file = version(link, "versions/run-1/news.duckdb")
    manifests.copy(file, link.parent / "other.duckdb")
    manifests.drop(file, link)
    assert manifests.find_difference(file) is None
    assert manifests.kept(link) == []
