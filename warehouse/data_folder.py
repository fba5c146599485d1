"""The folder of the Parquet files of a warehouse: on a file system, or in an object store.

Belongs here: writing, listing and deleting its files, having them on the disk, letting DuckDB reach them. Does not:
which files a version has (manifests), how an object store is asked (object_store).

Names of files are relative to the folder. Objects appear whole or not at all, and nobody can sync them; a file is
synced and made read-only before a version names it.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import duckdb

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The folder at an absolute path, or at an address such as `s3://bucket/prefix`."""

    address: str

    def __str__(self) -> str:
        return self.address

    @property
    def is_local(self) -> bool:
        """Whether it is on a file system that this machine mounts."""
        return "://" not in self.address

    def find_obstacle(self) -> str | None:
        """What keeps an object store from being used, in words; None for a folder on a file system."""
        if self.is_local:
            return None
        from warehouse import object_store

        return object_store.find_obstacle(self.address)

    def path(self, name: str) -> str:
        """The absolute path or address of a file, for Spark, DuckDB, and whoever reads."""
        return f"{self.address}/{name}"

    def prepare(self, name: str) -> None:
        """Make a folder below this one, where there are folders."""
        if self.is_local:
            Path(self.path(name)).mkdir(parents=True, exist_ok=True)

    def write(self, name: str, rows: "pa.Table", compression: Literal["zstd"]) -> int:
        """Write rows into a new Parquet file; returns its bytes."""
        import pyarrow.parquet as pq

        files, path = self._at(name)
        with files.open_output_stream(path) as opened:
            pq.write_table(rows, opened, compression=compression)
            return int(opened.tell())

    def open(self, name: str) -> Any:
        """A Parquet file, to be closed by the caller."""
        import pyarrow.parquet as pq

        files, path = self._at(name)
        return pq.ParquetFile(path, filesystem=files)

    def files_in(self, place: str) -> dict[str, int]:
        """Name → bytes of the files directly in a folder below this one, sorted by name; none if it is not there."""
        from pyarrow.fs import FileSelector

        files, path = self._at(place)
        found = files.get_file_info(FileSelector(path, allow_not_found=True))
        return {f"{place}/{each.base_name}": each.size for each in sorted(found, key=lambda e: e.path) if each.is_file}

    def sizes(self, names: Iterable[str]) -> dict[str, int]:
        """Name → bytes of those of these files that are there."""
        if not self.is_local:
            from warehouse import object_store

            found = object_store.sizes(self.address)
            return {name: found[name] for name in names if name in found}
        paths = ((name, Path(self.path(name))) for name in names)
        return {name: path.stat().st_size for name, path in paths if path.exists()}

    def keep_only(self, names: set[str]) -> None:
        """Delete all other files, and folders left empty."""
        if not self.is_local:
            from warehouse import object_store

            return object_store.keep_only(self.address, names)
        root = Path(self.address)
        for path in [path for path in root.rglob("*") if path.is_symlink() or not path.is_dir()]:
            if path.relative_to(root).as_posix() not in names:
                path.unlink()
        for inner in sorted((path for path in root.rglob("*") if path.is_dir()), reverse=True):
            with suppress(OSError):  # it holds files
                inner.rmdir()

    def settle(self, names: Iterable[str]) -> None:
        """Make files read-only and have them on the disk, with the folders that list them."""
        if not self.is_local:
            return
        root, new = Path(self.address), sorted(names)
        for path in (root / each for each in new):
            path.chmod(0o444)
            sync(path)
        for folder in {parent for each in new for parent in (root / each).parents if parent.is_relative_to(root)}:
            sync(folder)

    def show_to(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let a connection reach the files, without an extension of DuckDB; needed once, harmless twice."""
        if not self.is_local:
            from warehouse import object_store

            object_store.show_to(connection, self.address)

    def _at(self, name: str) -> tuple[Any, str]:
        """The file system of pyarrow, and the path of a file there."""
        if not self.is_local:
            from warehouse import object_store

            return object_store.locate(self.path(name))
        from pyarrow.fs import LocalFileSystem

        return LocalFileSystem(), self.path(name)


def sync(path: Path) -> None:
    """Have a file or the entries of a folder on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
