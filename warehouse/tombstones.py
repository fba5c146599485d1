"""Tombstones: what a person had taken out, without its content, in `removals.csv` beside the warehouse.

Belongs here: the file, and whether a request is still to be carried out. Does not: what a name means
(pipelines.steps.removal_requests), deleting rows (pipelines.steps.removal), deleting files (purge).

A request is written here before anything is deleted, so that a run that dies leaves it to the next one. The file
outlives the versions: a restored backup or an older version loses its articles again in the run that follows.
"""

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse import versions
from warehouse.connections import open_to_read

FILE = "removals.csv"

ARTICLE, CONTENT, PATH, RECORD, BYTES, STATE = "article", "content", "path", "record", "bytes", "state"
"""Kinds: the id of an article, the hash of its title and body, the hash of a path in the raw folder (a file, a folder
or a member of an archive), one record by that hash and its index, the hash of a file's bytes, a file in one state."""

DONE = "done"
"""In the place of a kind: all requests before this line are carried out, older versions included."""

STORED = "select kind, key, request_id, requested_at from main.removals"


@dataclass(frozen=True, slots=True, order=True)
class Tombstone:
    """Something that must not be in the warehouse: a kind and a key, which request said so, and when."""

    kind: str
    key: str
    request_id: str
    requested_at: datetime


@dataclass(frozen=True, slots=True)
class Requests:
    """The content of the file; is_open: some of it may not be carried out yet."""

    tombstones: tuple[Tombstone, ...] = ()
    is_open: bool = False


def path_of(warehouse: Path) -> Path:
    """The path of the file."""
    return warehouse.with_name(FILE)


def read(warehouse: Path) -> Requests:
    """All requests. A last line without its end was being written when its process died, and counts for nothing."""
    try:
        text = path_of(warehouse).read_text(encoding="utf-8")
    except FileNotFoundError:
        return Requests()
    rows = [row for row in csv.reader(text[: text.rfind("\n") + 1].splitlines()) if len(row) == 4]
    found = tuple(
        Tombstone(kind, key, request, datetime.fromisoformat(at)) for kind, key, request, at in rows if kind != DONE
    )
    return Requests(found, is_open=bool(rows) and rows[-1][0] != DONE)


def append(warehouse: Path, tombstones: Iterable[Tombstone]) -> None:
    """Add requests, in one write that is on the disk when this returns."""
    _append(warehouse, [[t.kind, t.key, t.request_id, t.requested_at.isoformat()] for t in sorted(tombstones)])


def close(warehouse: Path, run_id: str, now: datetime) -> None:
    """Note that a run carried out all requests that it found. Does nothing if none is open."""
    if read(warehouse).is_open:
        _append(warehouse, [[DONE, "", run_id, now.isoformat()]])


def _append(warehouse: Path, rows: Iterable[list[str]]) -> None:
    file = path_of(warehouse)
    file.parent.mkdir(parents=True, exist_ok=True)
    is_torn = file.exists() and not file.read_bytes().endswith(b"\n")
    lines = "".join(f"{','.join(row)}\n" for row in rows)
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        os.write(descriptor, (("\n" if is_torn and lines else "") + lines).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_pending(warehouse: Path) -> bool:
    """Whether a request is not carried out in the current version, or may be left in an older one."""
    requests = read(warehouse)
    if requests.is_open or not requests.tombstones:
        return requests.is_open
    if versions.current_version(warehouse) is None:
        return False
    with open_to_read(warehouse) as connection:
        stored = {(each.kind, each.key) for each in stored_in(connection)}
    return any((each.kind, each.key) not in stored for each in requests.tombstones)


def stored_in(connection: duckdb.DuckDBPyConnection) -> list[Tombstone]:
    """The tombstones in a published file; none in one of an earlier release."""
    if not connection.execute("select 1 from information_schema.tables where table_name = 'removals'").fetchone():
        return []
    return [Tombstone(*row) for row in connection.execute(STORED).fetchall()]
