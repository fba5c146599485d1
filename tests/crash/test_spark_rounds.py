"""Runs on Spark are killed, in turn at a point and at a moment: what is published stays, one more run makes it right.

Belongs here: how many. Does not: the rounds (spark_rounds).
"""

import time
from pathlib import Path

import pytest

from pipelines.commands import EXIT_LOCKED
from tests.crash.spark_rounds import launch, spark_rounds
from tests.marks import long, slow
from tests.sql import spark_sessions
from tests.sql.spark_sessions import missing
from tests.test_engines_agree import SAMPLES
from warehouse.lock import RunLock

pytestmark = pytest.mark.spark


@pytest.mark.parametrize("rounds", [*slow([4]), *long([20])])
def test_killed_runs_leave_no_trace(tmp_path: Path, rounds: int) -> None:
    if reason := missing("sail"):
        pytest.skip(reason)
    assert spark_rounds(tmp_path, rounds).total() > 0


@pytest.mark.slow
def test_a_run_is_killed_with_its_java(tmp_path: Path) -> None:
    for engine in ("sail", "spark"):
        if reason := missing(engine):
            pytest.skip(reason)
    assert spark_rounds(tmp_path, 2, "local[2]").total() > 0


def test_the_second_of_two_runs_says_who_holds_the_lock(tmp_path: Path) -> None:
    if reason := missing("sail"):
        pytest.skip(reason)
    warehouse = tmp_path / "news.duckdb"
    with spark_sessions.address("sail") as address:
        first = launch(SAMPLES, warehouse, "run", address)
        while not (holder := RunLock(tmp_path).holder()):
            assert first.poll() is None, first.communicate()
            time.sleep(0.05)
        second = launch(SAMPLES, warehouse, "run", address)
        said = second.communicate()[0]
        first.communicate()
        assert (first.returncode, second.returncode, holder in said) == (0, EXIT_LOCKED, True), said
