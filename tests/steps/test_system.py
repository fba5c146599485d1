"""What the system may do to files while they are read: refuse, fail midway, take them away; one rejection or none."""

import errno
import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.steps import raw_folder
from pipelines.steps.ingest import ingest
from pipelines.steps.raw_folder import RawInput
from warehouse.duckdb_engine import DuckDBEngine

GOOD = b'{"title": "Pier", "text": "The pier is open."}\n'


def put(raw: Path, *names: str) -> None:
    for number, name in enumerate(names):
        (raw / name).write_bytes(GOOD.replace(b"open", f"open on day {number}".encode()) * 3)


def refusals(engine: DuckDBEngine) -> list[tuple[str, str]]:
    return engine.rows("select record_path, reason from main.rejections order by 1")  # type: ignore[return-value]


def loaded(engine: DuckDBEngine) -> set[str]:
    return {row[0] for row in engine.rows("select distinct record_path from main.article_records where is_current")}


def test_a_file_that_may_not_be_read_is_one_rejection(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(raw, "a.jsonl", "b.jsonl", "c.jsonl")
    whole = raw_folder._open

    def refusing(folder: Path, file: bytes) -> object:
        if file == b"b.jsonl":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return whole(folder, file)

    monkeypatch.setattr(raw_folder, "_open", refusing)
    ingest(engine, settings)
    assert refusals(engine) == [("b.jsonl", "unreadable")]
    assert loaded(engine) == {"a.jsonl", "c.jsonl"}
    next_run()
    monkeypatch.setattr(raw_folder, "_open", whole)
    ingest(engine, replace(settings, retry=True))
    assert loaded(engine) == {"a.jsonl", "b.jsonl", "c.jsonl"}


@pytest.mark.parametrize("passing", range(1, 5))
def test_a_disk_that_fails_midway_costs_the_rest_of_one_file(
    passing: int, engine: DuckDBEngine, settings: Settings, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever opening of the file it is that meets the failing sector: the look, the hash, the reading."""
    put(raw, "a.jsonl", "b.jsonl", "c.jsonl")
    whole, opened = raw_folder._open, [0]

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def failing(folder: Path, file: bytes) -> object:
        opened[0] += file == b"b.jsonl"
        return Failing() if file == b"b.jsonl" and opened[0] == passing else whole(folder, file)

    monkeypatch.setattr(raw_folder, "_open", failing)
    ingest(engine, settings)
    assert loaded(engine) >= {"a.jsonl", "c.jsonl"}
    assert set(refusals(engine)) <= {("b.jsonl", "unreadable")}
    assert ("b.jsonl" in loaded(engine)) is (refusals(engine) == [])


@pytest.mark.parametrize("how", ["gone", "folder gone", "a folder now", "a link now", "a pipe now", "emptied"])
def test_a_file_that_changes_between_listing_and_reading_waits(
    how: str, engine: DuckDBEngine, settings: Settings, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (raw / "in").mkdir()
    put(raw, "a.jsonl", "in/b.jsonl", "z.jsonl")
    whole = raw_folder.is_complete

    def changing(folder: Path, given: RawInput, *rest: object) -> bool:
        path = raw / "in" / "b.jsonl"
        if given.record_path == "a.jsonl":
            path.unlink()
            match how:
                case "folder gone":
                    path.parent.rmdir()
                case "a folder now":
                    path.mkdir()
                case "a link now":
                    path.symlink_to("/etc/hostname")
                case "a pipe now":
                    os.mkfifo(path)
                case "emptied":
                    path.write_bytes(b"")
        return whole(folder, given, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(raw_folder, "is_complete", changing)
    ingest(engine, settings)
    assert loaded(engine) == {"a.jsonl", "z.jsonl"}
    assert refusals(engine) == []
    statuses = dict(engine.rows("select record_path, status from main.source_files"))
    assert statuses["in/b.jsonl"] == "waiting"


def test_times_that_make_no_sense(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: Callable[[], None]
) -> None:
    """A file dated into the future, or before 1970, is read once like any other."""
    put(raw, "a.jsonl", "b.jsonl")
    os.utime(raw / "a.jsonl", (4e9, 4e9))
    os.utime(raw / "b.jsonl", (-4e8, -4e8))
    ingest(engine, settings)
    assert loaded(engine) == {"a.jsonl", "b.jsonl"}
    next_run()
    assert ingest(engine, settings)["files"] == 0


def test_a_change_that_keeps_size_and_time_is_seen_by_the_inode(
    engine: DuckDBEngine, settings: Settings, raw: Path, next_run: Callable[[], None]
) -> None:
    """As when a copy with preserved times takes the place of a file."""
    put(raw, "a.jsonl")
    before = os.stat(raw / "a.jsonl")
    ingest(engine, settings)
    next_run()
    (raw / "copy.part").write_bytes((raw / "a.jsonl").read_bytes().replace(b"open", b"shut"))
    os.utime(raw / "copy.part", ns=(before.st_atime_ns, before.st_mtime_ns))
    (raw / "copy.part").rename(raw / "a.jsonl")
    ingest(engine, settings)
    current = engine.rows("select count(*) from main.article_records where is_current")
    assert current == [(3,)] and engine.count("main.article_records") == 6
