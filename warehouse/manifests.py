"""Manifests: a version as lists of Parquet files, `{table: [files]}`, for engines that keep tables as files.

Belongs here: which files a table has, storing that beside a version, deleting files that no version names. Does not:
reading and writing rows (spark_engine), the database of views over the files (views_file).

Files never change: rows are added in new files, and deleted by writing those that stay. The manifest of a version is
written when all its files are on the disk, so a run that dies leaves only files that nothing names. Files are deleted
before the last manifest that names them, by a holder of the lock.
"""

import json
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyarrow as pa

ENDING = ".tables.json"
"""What the name of a version's file is followed by, for its manifest."""

COMPRESSION: Literal["zstd"] = "zstd"

KEPT = ("versions/*/*", "snapshots/*/*", "failed-*")
"""Where kept manifests are, beside the link: those of versions, snapshots and failed builds."""

BUILDS = (".build-*",)
"""Where those of builds are that have not ended."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file; path: relative to the folder of its manifest."""

    path: str
    rows: int
    bytes: int


@dataclass
class Manifest:
    """The files of each table, in the order in which they were added.

    folder: where they are, by its absolute path
    """

    folder: Path
    tables: dict[str, tuple[DataFile, ...]] = field(default_factory=dict)

    def files(self, table: str) -> tuple[DataFile, ...]:
        """The files of a table; none if nothing was ever added to it."""
        return self.tables.get(table, ())

    def paths(self, table: str) -> list[str]:
        """The absolute paths of the files of a table."""
        return [str(self.folder / file.path) for file in self.files(table)]

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
        return Manifest(Path(stated["folder"]), files)
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
    _sync(path.parent)


def copy(source: Path, target: Path) -> None:
    """Let a copy of a version name the same files, if the version names any."""
    if manifest := read(source):
        write(manifest, target)


def move(file: Path, target: Path) -> None:
    """Let the manifest of a file go where the file goes next."""
    if manifest_of(file).exists():
        manifest_of(file).replace(manifest_of(target))
        _sync(target.parent)


def drop(file: Path, link: Path) -> None:
    """Delete the manifest of a version that goes, after the files that no other kept manifest names.

    The version itself is deleted afterwards: without a manifest nobody would find its files.
    """
    path = manifest_of(file)
    if path.exists():
        manifest = read(file)
        if manifest:
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
        sweep(folder, manifests)


def kept(link: Path) -> list[Path]:
    """The manifests of versions, snapshots and failed builds beside a link."""
    found = {path for pattern in KEPT for path in link.parent.glob(pattern + ENDING)}
    return sorted(path for path in found if not path.name.startswith("."))


def sweep(folder: Path, manifests: Iterable[Path]) -> list[Path]:
    """Delete the files in a folder that none of these manifests names, and folders left empty; returns the files.

    Raises ValueError, and deletes nothing, if one of the manifests is damaged.
    """
    known = [read(file_of(path)) for path in manifests]
    named = {str(each.folder / path) for each in known if each for path in each.named()}
    gone = [path for path in _walk(folder) if str(path) not in named]
    for path in gone:
        path.unlink()
    for inner in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        with suppress(OSError):  # it holds files
            inner.rmdir()
    return gone


def find_difference(file: Path) -> str | None:
    """What tells the files of a version from those that were published, in words; None if nothing does."""
    manifest = read(file)
    for each in (each for files in (manifest.tables.values() if manifest else ()) for each in files):
        path = manifest.folder / each.path if manifest else Path()
        if not path.exists():
            return f"{path} is gone"
        if path.stat().st_size != each.bytes:
            return f"{path} has {path.stat().st_size:,} bytes, {each.bytes:,} were published"
    return None


def new_place(folder: Path, table: str) -> Path:
    """A path for a file or a folder of files that is not there yet; the folder of the table is."""
    place = folder / table / uuid.uuid4().hex
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def store(folder: Path, table: str, rows: "pa.Table") -> tuple[DataFile, ...]:
    """Write rows into a new file; none for no rows."""
    import pyarrow.parquet as pq

    if not rows.num_rows:
        return ()
    path = new_place(folder, table).with_suffix(".parquet")
    pq.write_table(rows, path, compression=COMPRESSION)
    return (DataFile(path.relative_to(folder).as_posix(), rows.num_rows, path.stat().st_size),)


def stored(folder: Path, place: Path) -> tuple[DataFile, ...]:
    """The files with rows that an engine wrote into a place, by name."""
    import pyarrow.parquet as pq

    found = ((path, pq.read_metadata(path).num_rows) for path in sorted(place.glob("*.parquet")))
    return tuple(
        DataFile(path.relative_to(folder).as_posix(), rows, path.stat().st_size) for path, rows in found if rows
    )


def settle(manifest: Manifest, settled: Manifest | None) -> None:
    """Make the files of a manifest read-only and have them on the disk; those of `settled` are already."""
    new = sorted(manifest.named() - (settled.named() if settled else set()))
    for path in (manifest.folder / each for each in new):
        path.chmod(0o444)
        _sync(path)
    for folder in {parent for each in new for parent in _folders(manifest.folder, each)}:
        _sync(folder)


def _walk(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def _folders(root: Path, path: str) -> Iterator[Path]:
    yield from (parent for parent in (root / path).parents if parent.is_relative_to(root))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
