"""Manifests: a version as lists of Parquet files, `{table: [files]}`, for engines that keep tables as files.

Belongs here: which files a table has, storing that beside a version, deleting files that no version names. Does not:
reading and writing rows (spark_engine), where the files are (data_folder), a database of views over them (views_file).

Files never change: rows are added in new files, and deleted by writing those that stay. The manifest of a version is
written when all its files are on the disk, so a run that dies leaves only files that nothing names. Files are deleted
before the last manifest that names them, by a holder of the lock, in the folder of its own warehouse: a copy of a
warehouse does not know what the original has published since.
"""

import hashlib
import json
import os
import re
import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from warehouse.data_folder import DataFolder, sync

if TYPE_CHECKING:
    import pyarrow as pa

ENDING = ".tables.json"
"""What the name of a version's file is followed by, for its manifest."""

COMPRESSION: Literal["zstd"] = "zstd"

MAX_FOOTERS = 16
"""Limits the footers that are read at once: an object store answers each after a while."""

KEPT = ("versions/*/*", "snapshots/*/*", "failed-*")
"""Where kept manifests are, beside the link: those of versions, snapshots and failed builds."""

BUILDS = (".build-*",)
"""Where those of builds are that have not ended."""


NOT_IN_ADDRESSES = re.compile(r"[^A-Za-z0-9._-]")
"""What a name of a warehouse may have and an address would have to escape."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file; path: relative to the folder of its manifest."""

    path: str
    rows: int
    bytes: int


@dataclass
class Manifest:
    """The files of each table, in the order in which they were added.

    folder: where they are
    """

    folder: DataFolder
    tables: dict[str, tuple[DataFile, ...]] = field(default_factory=dict)

    def files(self, table: str) -> tuple[DataFile, ...]:
        """The files of a table; none if nothing was ever added to it."""
        return self.tables.get(table, ())

    def paths(self, table: str) -> list[str]:
        """The absolute paths or addresses of the files of a table."""
        return [self.folder.path(file.path) for file in self.files(table)]

    def rows(self, table: str) -> int:
        """Rows of a table."""
        return sum(file.rows for file in self.files(table))

    @property
    def bytes(self) -> int:
        """Bytes of all files."""
        return sum(file.bytes for files in self.tables.values() for file in files)

    def append(self, table: str, files: Iterable[DataFile]) -> int:
        """Add files to a table; returns how many rows."""
        added = tuple(files)
        self.tables[table] = self.files(table) + added
        return sum(file.rows for file in added)

    def replace(self, table: str, files: Iterable[DataFile]) -> int:
        """Let a table have these files and no others; returns how many rows."""
        self.tables[table] = ()
        return self.append(table, files)

    def named(self) -> set[str]:
        """The paths of all files, relative to the folder."""
        return {file.path for files in self.tables.values() for file in files}

    def select(self, schemas: Iterable[str]) -> "Manifest":
        """A manifest of the same files, of the tables of these schemas only."""
        prefixes = tuple(f"{schema}." for schema in schemas)
        return Manifest(self.folder, {name: files for name, files in self.tables.items() if name.startswith(prefixes)})


def folder_of(storage: str, link: Path) -> DataFolder:
    """The folder of the Parquet files of a warehouse, below the storage, which warehouses may share."""
    folder = DataFolder(storage)
    stem = link.stem if folder.is_local else NOT_IN_ADDRESSES.sub("_", link.stem)
    return DataFolder(folder.path(f"{stem}-{hashlib.sha256(str(link.absolute()).encode()).hexdigest()[:8]}"))


def manifest_of(file: Path) -> Path:
    """The path of the manifest of a version, a snapshot or a build.

    >>> manifest_of(Path("w/versions/run-1/news.duckdb")).as_posix()
    'w/versions/run-1/news.duckdb.tables.json'
    """
    return file.with_name(file.name + ENDING)


def file_of(manifest: Path) -> Path:
    """The path of the file that a manifest is of."""
    return manifest.with_name(manifest.name.removesuffix(ENDING))


def read(file: Path) -> Manifest | None:
    """The manifest of a version, None if it holds its rows itself. Raises ValueError if it is damaged."""
    path = manifest_of(file)
    if not path.exists():
        return None
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
        files = {name: tuple(DataFile(**each) for each in rows) for name, rows in stated["tables"].items()}
        return Manifest(DataFolder(str(stated["folder"])), files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is no manifest ({error!r}): bring it back from a backup") from None


def write(manifest: Manifest, file: Path) -> None:
    """Store the manifest of a version in one atomic step; it is on the disk when this returns."""
    path = manifest_of(file)
    tables = {name: [asdict(each) for each in files] for name, files in sorted(manifest.tables.items())}
    fresh = path.with_name(f".{path.name}.part")
    with fresh.open("w", encoding="utf-8") as opened:
        json.dump({"folder": str(manifest.folder), "tables": tables}, opened, indent=1)
        opened.flush()
        os.fsync(opened.fileno())
    fresh.replace(path)
    sync(path.parent)


def copy(source: Path, target: Path) -> None:
    """Let a copy of a version name the same files, if the version names any."""
    if manifest := read(source):
        write(manifest, target)


def move(file: Path, target: Path) -> None:
    """Let the manifest of a file go where the file goes next."""
    if manifest_of(file).exists():
        manifest_of(file).replace(manifest_of(target))
        sync(target.parent)


def drop(file: Path, link: Path) -> None:
    """Delete the manifest of a version that goes, after the files that no other kept manifest names.

    The version itself is deleted afterwards: without a manifest nobody would find its files.
    """
    path = manifest_of(file)
    if path.exists():
        manifest = read(file)
        if manifest and _is_own(manifest.folder, link):
            sweep(manifest.folder, (each for each in kept(link) if each != path))
        path.unlink()


def tidy(link: Path) -> None:
    """Delete the Parquet files that no kept manifest names, and manifests without their file: a run died, or ended."""
    for build in (path for pattern in BUILDS for path in link.parent.glob(pattern + ENDING)):
        drop(file_of(build), link)
    for stray in (path for path in kept(link) if not file_of(path).exists()):
        drop(file_of(stray), link)
    manifests = kept(link)
    for folder in {found.folder for path in manifests if (found := read(file_of(path)))}:
        if _is_own(folder, link):
            sweep(folder, manifests)


def kept(link: Path) -> list[Path]:
    """The manifests of versions, snapshots and failed builds beside a link."""
    found = {path for pattern in KEPT for path in link.parent.glob(pattern + ENDING)}
    return sorted(path for path in found if not path.name.startswith("."))


def sweep(folder: DataFolder, manifests: Iterable[Path]) -> None:
    """Delete the files in a folder that none of these manifests names, and folders left empty.

    Raises ValueError, and deletes nothing, if one of the manifests is damaged.
    """
    known = [read(file_of(path)) for path in manifests]
    folder.keep_only({path for each in known if each and each.folder == folder for path in each.named()})


def find_difference(file: Path) -> str | None:
    """What tells the files of a version from those that were published, in words; None if nothing does."""
    manifest = read(file)
    if manifest is None:
        return None
    found = manifest.folder.sizes(manifest.named())
    for each in (each for files in manifest.tables.values() for each in files):
        path, size = manifest.folder.path(each.path), found.get(each.path)
        if size is None:
            return f"{path} is gone"
        if size != each.bytes:
            return f"{path} has {size:,} bytes, {each.bytes:,} were published"
    return None


def new_place(folder: DataFolder, table: str) -> str:
    """A name for a file or a folder of files that is not there yet; the folder of the table is."""
    folder.prepare(table)
    return f"{table}/{uuid.uuid4().hex}"


def store(folder: DataFolder, table: str, rows: "pa.Table") -> tuple[DataFile, ...]:
    """Write rows into a new file; none for no rows."""
    if not rows.num_rows:
        return ()
    name = f"{new_place(folder, table)}.parquet"
    return (DataFile(name, rows.num_rows, folder.write(name, rows, COMPRESSION)),)


def stored(folder: DataFolder, place: str) -> tuple[DataFile, ...]:
    """The files with rows that an engine wrote into a place, by name."""
    found = {name: size for name, size in folder.files_in(place).items() if name.endswith(".parquet")}

    def rows_of(name: str) -> int:
        with folder.open(name) as opened:
            return int(opened.metadata.num_rows)

    with ThreadPoolExecutor(MAX_FOOTERS) as pool:
        files = [DataFile(name, rows, found[name]) for name, rows in zip(found, pool.map(rows_of, found), strict=True)]
    return tuple(file for file in files if file.rows)


def settle(manifest: Manifest, settled: Manifest | None) -> None:
    """Make the files of a manifest read-only and have them on the disk; those of `settled` are already."""
    manifest.folder.settle(manifest.named() - (settled.named() if settled else set()))


def _is_own(folder: DataFolder, link: Path) -> bool:
    """Whether the files are of the warehouse at this path: the manifests of a copy name those of the original."""
    return folder == folder_of(folder.address.rpartition("/")[0], link)
