"""Object stores, asked through pyarrow: no extension of DuckDB is needed, and nothing is downloaded.

Belongs here: finding a store by its address, listing and deleting, letting DuckDB read and write there. Does not: what
a folder of files is to a version (data_folder, manifests). Imported only where a warehouse has objects.

Addresses are those that Spark is given. Keys, region and endpoint are those of pyarrow, from the environment:
https://arrow.apache.org/docs/python/filesystems.html
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import duckdb
from fsspec.implementations.arrow import ArrowFSWrapper
from pyarrow.fs import FileSelector, FileSystem, FileType

MAX_REQUESTS = 16
"""Limits the requests that are under way at once."""

HADOOP = "s3a://"
"""What Hadoop calls S3, and pyarrow does not."""

AT_ONCE = "?allow_delayed_open=true"
"""Small objects are sent in one request, not in three."""


def find_obstacle(address: str) -> str | None:
    """What keeps a store from being used, in words; None if its bucket is there and can be listed."""
    try:
        files, path = locate(address)
        bucket = path.partition("/")[0]
        if bucket and files.get_file_info(bucket).type == FileType.NotFound:
            return f"there is no {bucket} at {address}: create it, or see whether the region is right"
        files.get_file_info(path)
    except (OSError, ValueError) as error:
        return f"{address} can't be reached: {in_short(error)}"
    return None


def in_short(error: BaseException) -> str:
    """What an error of a store says, in one line."""
    return " ".join(str(error).split())[:300]


def locate(address: str) -> tuple[Any, str]:
    """The file system of pyarrow for an address, and the path there. Raises OSError or ValueError."""
    scheme, _, rest = address.partition("://")
    authority, _, inner = rest.partition("/")
    files, root = _file_system(f"{scheme}://{authority}")
    return files, f"{root}/{inner}".rstrip("/")


def sizes(address: str) -> dict[str, int]:
    """Name → bytes of all objects below an address."""
    return {name: each.size for name, each in _listed(address) if each.is_file}


def keep_only(address: str, names: set[str]) -> None:
    """Delete all other objects below an address: whole folders where none stays, for these go in few requests."""
    files, root = locate(address)
    kept = names.union(*map(_parents, names))
    gone = {name: each for name, each in _listed(address) if name not in kept}
    if gone and not names:
        files.delete_dir(root)
        return
    folders = {name for name, each in gone.items() if not each.is_file}
    outermost = {name: each for name, each in gone.items() if not folders.intersection(_parents(name))}
    _each(files.delete_dir, (each.path for name, each in outermost.items() if name in folders))
    _each(files.delete_file, (each.path for name, each in outermost.items() if name not in folders))


def show_to(connection: duckdb.DuckDBPyConnection, address: str) -> None:
    """Let a connection read and write below an address."""
    scheme = address.partition("://")[0]
    if not connection.filesystem_is_registered(scheme):
        connection.register_filesystem(_reachable(address))


def _parents(name: str) -> set[str]:
    return {parent.as_posix() for parent in PurePosixPath(name).parents}


def _each(function: Callable[[str], None], values: Iterable[str]) -> None:
    with ThreadPoolExecutor(MAX_REQUESTS) as pool:
        for _ in pool.map(function, values):
            pass


def _listed(address: str) -> Iterator[tuple[str, Any]]:
    """(name, what pyarrow knows of it) of all objects and folders below an address."""
    files, root = locate(address)
    for each in files.get_file_info(FileSelector(root, recursive=True, allow_not_found=True)):
        yield each.path.removeprefix(f"{root}/"), each


@cache
def _file_system(address: str) -> tuple[Any, str]:
    """A file system by the address of its bucket; one for all that happens there, for it keeps its connections."""
    address = f"s3://{address.removeprefix(HADOOP)}" if address.startswith(HADOOP) else address
    files, path = FileSystem.from_uri(f"{address}{AT_ONCE}" if address.startswith("s3://") else address)
    return files, path.rstrip("/")


def _reachable(address: str) -> Any:
    """A file system for DuckDB, by the scheme of the address."""
    scheme = address.partition("://")[0]
    known: dict[str, Any] = {}

    class Reachable(ArrowFSWrapper):  # type: ignore[misc]  # fsspec has no types
        protocol = scheme
        cachable = False

        def _strip_protocol(self, path: str) -> str:
            return locate(path)[1] if path.startswith(f"{scheme}://") else path

        def info(self, path: str, **kwargs: Any) -> Any:
            """What the store says of an object, asked once: DuckDB wants it five times, and objects never change."""
            if path not in known:
                known[path] = super().info(path, **kwargs)
            return known[path]

        def modified(self, path: str) -> Any:
            return self.info(path)["mtime"]

    return Reachable(locate(address)[0])
