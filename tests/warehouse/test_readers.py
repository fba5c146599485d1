"""Readers while versions are published: none waits, none fails, none sees half of a version."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from warehouse.builds import Build
from warehouse.history import insert_rows

Begin = Callable[..., Build]


def publish_one(begin: Begin, number: int) -> None:
    """Each version holds as many publishers as runs: a torn one would not."""
    build = begin(f"run-{number:03}")
    connection = build.engine.connection
    connection.execute("insert into main.publishers (publisher_id, article_count) values (?, 1)", [str(number)])
    insert_rows(build.engine.connection, "main.runs", [build.run_row("published")])
    build.publish()


def read_until(stop: Path, warehouse: Path, report: int) -> None:
    """Open, look, close, again and again; report reads, failures, torn reads and versions that went back."""
    counts = {"reads": 0, "failed": 0, "torn": 0, "back": 0}
    seen = 0
    while not stop.exists():
        try:
            with duckdb.connect(str(warehouse), read_only=True) as connection:
                sql = "select (select count(*) from publishers), (select count(*) from runs)"
                publishers, runs = connection.execute(sql).fetchall()[0]
        except (duckdb.Error, OSError):
            counts["failed"] += 1
            continue
        counts["reads"] += 1
        counts["torn"] += publishers != runs
        counts["back"] += runs < seen
        seen = runs
    os.write(report, json.dumps(counts).encode() + b"\n")


def publish_under_readers(
    begin: Begin, warehouse: Path, publishes: int, readers: int, seconds: float
) -> dict[str, int]:
    publish_one(begin, 0)
    stop = warehouse.with_name("stop")
    read, write = os.pipe()
    children = []
    for _ in range(readers):
        child = os.fork()
        if child == 0:
            try:
                read_until(stop, warehouse, write)
            finally:
                os._exit(0)
        children.append(child)
    began = time.monotonic()
    for number in range(1, publishes + 1):
        publish_one(begin, number)
        time.sleep(max(0.0, seconds * number / publishes - (time.monotonic() - began)))
    stop.touch()
    for child in children:
        os.waitpid(child, 0)
    os.close(write)
    with os.fdopen(read) as reports:
        found = [json.loads(line) for line in reports]
    assert len(found) == readers
    return {name: sum(each[name] for each in found) for name in found[0]}


def test_readers_are_never_disturbed(begin: Begin, warehouse: Path) -> None:
    found = publish_under_readers(begin, warehouse, publishes=4, readers=2, seconds=2)
    assert found["reads"] >= 20
    assert (found["failed"], found["torn"], found["back"]) == (0, 0, 0)


@pytest.mark.long
def test_twenty_publishes_under_eight_readers(begin: Begin, warehouse: Path) -> None:
    found = publish_under_readers(begin, warehouse, publishes=20, readers=8, seconds=240)
    print(found)
    assert found["reads"] >= 10_000
    assert (found["failed"], found["torn"], found["back"]) == (0, 0, 0)
