"""What steps collect in the process of the run: statements whose rows grow with the input may only get fewer.

An engine on many machines can't afford them; the rows of a flow are not collected.
"""

import json
import random
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from pipelines.defs.resources import begin, settle
from pipelines.steps.sequence import whole_plan
from tests.steps.counting_engine import CountingEngine, Statement
from tests.steps.removal_ground import Ground
from tests.steps.test_disorder import claims, reprints
from tests.steps.test_removal_twin import make_files, write_files
from warehouse.duckdb_engine import DuckDBEngine

TIMES = 3
GROWN = 1.5
"""A statement grows if of TIMES the input it returns this many times the rows."""

COLLECTED = {"copies": 14, "ingest": 11, "stories": 11, "version_changes": 1}
STREAMED = {"copies": 2, "ingest": 1, "search_index": 1, "stories": 2}
"""How many statements of each step grow: those that return all rows at once, and those that return them in batches."""


@pytest.mark.slow
def test_no_more_statements_collect_rows_as_the_input_grows(tmp_path: Path) -> None:
    once, often = (run(Ground.at(tmp_path / f"{times}"), times) for times in (1, TIMES))
    for kind, most in (("collected", COLLECTED), ("streamed", STREAMED)):
        grown = growing(getattr(once, kind), getattr(often, kind))
        assert Counter(step for step, _ in grown) == Counter(most), grown


def growing(once: Mapping[Statement, int], often: Mapping[Statement, int]) -> list[Statement]:
    return sorted(each for each, rows in often.items() if rows > max(GROWN * once.get(each, 0), TIMES))


def run(ground: Ground, times: int) -> CountingEngine:
    """The counts of a first run on an input, or on several that have nothing in common."""
    files = make_files(random.Random(1)) | {"z/0.jsonl": reprints(), "z/1.jsonl": claims()}
    for number in range(times):
        of_another = {
            f"{number}-{name.replace('/', '-')}": [apart(row, number) for row in files[name]] for name in files
        }
        write_files(ground, of_another)
    build = begin(ground.settings, "run-1")
    engine, plan = CountingEngine(build.engine), whole_plan()
    try:
        for maker in plan.order():
            engine.step = maker if isinstance(maker, str) else maker.function.split(":")[1]
            plan.make(cast(DuckDBEngine, engine), ground.settings, maker)
    finally:
        build.failed()
        settle(build)
    return engine


def apart(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The row as another outlet has it, in other words."""
    moved = json.loads(json.dumps(row).replace(".example", f"{number}.example"))
    words = " ".join(f"{word}q{number}" if number else word for word in row["text"].split())
    return moved | {"text": words, "id": f"{number}/{row['id']}", "title": f"{row['title']} {number or ''}"}
