"""What steps collect in the process of the run: no statement returns more rows as the input grows.

An engine on many machines can't afford them, so it is its way that is counted; the rows of a flow are not collected.
"""

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from pipelines.defs.resources import begin, settle
from pipelines.steps.sequence import whole_plan
from tests.steps.counting_engine import CountingEngine, Statement
from tests.steps.removal_ground import Ground, write
from tests.steps.test_disorder import claims, reprints
from tests.steps.test_removal_twin import Files, make_files, write_files
from warehouse.duckdb_engine import DuckDBEngine

TIMES = 3
GROWN = 1.5
"""A statement grows if of TIMES the input it returns this many times the rows."""

STAYING = {
    "work.file_changes": "a row a file of the run: this process lists the raw folder, and decides about each",
    "work.looks": "the same",
    "work.outcomes": "the same",
    "staging.removed_passages": "as much as people had taken out: a task that rejects records needs it as a whole",
}
"""What may grow where it is read, and why."""

REMOVED = "gone.jsonl"


@pytest.mark.slow
@pytest.mark.parametrize("count_run", [0, 1], ids=["first run", "increment"])
def test_no_statement_collects_rows_as_the_input_grows(tmp_path: Path, count_run: int) -> None:
    run = (first_run, increment)[count_run]
    once, often = (run(Ground.at(tmp_path / f"{times}"), times) for times in (1, TIMES))
    assert growing(once.collected, often.collected) == []
    assert growing(once.streamed, often.streamed) == []
    assert often.collected


def growing(once: Mapping[Statement, int], often: Mapping[Statement, int]) -> list[Statement]:
    """Statements that grow, without those that may."""
    grown = (each for each, rows in often.items() if rows > max(GROWN * once.get(each, 0), TIMES))
    return sorted((step, sql) for step, sql in grown if not any(table in sql for table in STAYING))


def first_run(ground: Ground, times: int) -> CountingEngine:
    """The counts of a first run on an input, or on several that have nothing in common."""
    write_inputs(ground, times, inputs())
    return count(ground, "run-1")


def increment(ground: Ground, times: int) -> CountingEngine:
    """The counts of a run in which texts come and go, some because a person had their file taken out."""
    files = inputs()
    write_inputs(ground, times, files)
    gone = [apart(row, number) for number in range(times) for row in files["z/0.jsonl"] + files["x/0.jsonl"]]
    write(ground.settings.raw / REMOVED, [row | {"text": f"{row['text']} It is gone."} for row in gone])
    torn = [json.dumps(apart(row, number))[:300] for number in range(times) for row in reprints()]
    (ground.settings.raw / "torn.jsonl").write_text("\n".join(torn))
    count(ground, "run-1")
    ground.request(REMOVED)
    changing = ("x/0.jsonl", "y/1.jsonl", "z/0.jsonl", "z/1.jsonl")
    changed = {name: [row | {"text": f"{row['text']} More on that."} for row in files[name][1:]] for name in changing}
    write_inputs(ground, times, changed)
    return count(ground, "run-2")


def inputs() -> Files:
    return make_files(random.Random(1)) | {"z/0.jsonl": reprints(), "z/1.jsonl": claims()}


def write_inputs(ground: Ground, times: int, files: Files) -> None:
    for number in range(times):
        of_another = {
            f"{number}-{name.replace('/', '-')}": [apart(row, number) for row in files[name]] for name in files
        }
        write_files(ground, of_another)


def count(ground: Ground, run_id: str) -> CountingEngine:
    """The counts of a run, which is published."""
    build = begin(ground.settings, run_id)
    build.engine.is_distributed = True
    engine, plan = CountingEngine(build.engine), whole_plan()
    try:
        for maker in plan.order():
            engine.step = maker if isinstance(maker, str) else maker.function.split(":")[1]
            plan.make(cast(DuckDBEngine, engine), ground.settings, maker)
        build.publish()
    finally:
        settle(build)
    return engine


def apart(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The row as another outlet has it, in other words."""
    moved = json.loads(json.dumps(row).replace(".example", f"{number}.example"))
    words = " ".join(f"{word}q{number}" if number else word for word in row["text"].split())
    return moved | {"text": words, "id": f"{number}/{row['id']}", "title": f"{row['title']} {number or ''}"}
