"""Files that come bit by bit, runs that are killed in between: the clusters and stories of one undisturbed run."""

import json
import random
import signal
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import Settings
from pipelines.steps.sequence import Plan
from tests.crash import points
from tests.crash.ground import Ground
from tests.marks import long, numbers, slow
from tests.steps.story_ground import made_articles
from warehouse.duckdb_engine import DuckDBEngine

COUNT, BITS = 48, 4
TARGETS: dict[points.Target, int] = {(Plan, "make"): 40, (DuckDBEngine, "append"): 30}
"""Where a run is killed, and at up to which passing: a run passes the first about forty times."""

Partition = set[frozenset[str]]


def rows_of(seed: int) -> list[dict[str, Any]]:
    """Reports of few events, each third one a copy of another with its end cut off."""
    draw = random.Random(seed)
    found: list[dict[str, Any]] = []
    for number, made in enumerate(made_articles(seed, COUNT)):
        body = f"{made.body} The office at the quay took calls until late in the evening, and a list was kept of them."
        if number % 3 == 2:
            body = draw.choice(found)["text"].rsplit(" ", 6)[0]
        row = {"id": str(number), "url": f"https://news.example/{number}", "title": made.title, "text": body}
        times = {"published_at": made.earliest, "fetched_at": made.fetched}
        found.append(row | {name: time.isoformat() for name, time in times.items() if time is not None})
    return found


def settings_in(folder: Path) -> Settings:
    (folder / "raw").mkdir(parents=True)
    return Settings(raw=folder / "raw", warehouse=folder / "news.duckdb", workers=1, threads=1)


def put(settings: Settings, name: str, rows: Sequence[dict[str, Any]]) -> None:
    (settings.raw / name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def partitions(settings: Settings) -> list[Partition]:
    """The records of each cluster, and of each story."""
    sql = "select record_id, cluster_id, story_id from article_records inner join articles using (article_id)"
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        rows = connection.execute(sql).fetchall()
    found: list[dict[str, set[str]]] = [defaultdict(set), defaultdict(set)]
    for record, *groups in rows:
        for level, group in zip(found, groups, strict=True):
            level[group].add(record)
    return [{frozenset(each) for each in level.values()} for level in found]


def kills_between(folder: Path, seed: int) -> int:
    """Compare, and return how many runs were killed: one that has little to do may end before its moment."""
    draw, rows = random.Random(seed), rows_of(seed)
    whole, pieces = settings_in(folder / "whole"), settings_in(folder / "pieces")
    put(whole, "all.jsonl", rows)
    assert points.run_child(whole, "whole") == 0
    shuffled = draw.sample(rows, COUNT)
    bounds = [0, *sorted(draw.sample(range(1, COUNT), BITS - 1)), COUNT]
    killed = 0
    for bit in range(BITS):
        put(pieces, f"{bit}.jsonl", shuffled[bounds[bit] : bounds[bit + 1]])
        target = draw.choice(list(TARGETS))
        passing, after = draw.randint(1, TARGETS[target]), draw.random() < 0.5
        code = points.run_child(pieces, f"killed{bit}", lambda t=target, p=passing, a=after: points.kill_at(t, p, a))  # type: ignore[misc]
        assert code in (0, -signal.SIGKILL)
        killed += code != 0
        if draw.random() < 0.5 or bit == BITS - 1:  # else the next bit comes before anything was mended
            assert points.run_child(pieces, f"run{bit}") == 0
    expected = partitions(whole)
    assert max(map(len, expected[0])) > 1
    assert max(map(len, expected[1])) > 1
    assert partitions(pieces) == expected
    return killed


@pytest.mark.parametrize("seed", numbers(1, 2))
def test_kills_in_between_leave_no_trace(ground: Ground, tmp_path: Path, seed: int) -> None:
    assert kills_between(tmp_path, seed) > 0


@pytest.mark.parametrize("seed", [*slow(range(2, 6)), *long(range(6, 50))])
def test_many_kills_in_between_leave_no_trace(ground: Ground, tmp_path: Path, seed: int) -> None:
    kills_between(tmp_path, seed)
