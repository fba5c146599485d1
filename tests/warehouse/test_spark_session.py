"""Servers that are started for a master: several beside each other, each for its own process; what executors get."""

import ast
import subprocess
import sys
from contextlib import ExitStack

import pytest

from tests.sql.spark_sessions import environment, missing

ASKS = """
from warehouse.spark_session import SparkPlace, open_session

session = open_session(SparkPlace("local[1]", ".", 1, "512m"))
for number in range(2):
    print(session.sql(f"select {number} + 1 as n").toArrow().to_pylist(), flush=True)
    input()
session.stop()
print("ended")
"""

LOOKS = """
import os
import pyarrow as pa
from warehouse.spark_session import SparkPlace, open_session

def look(batches):
    for batch in batches:
        yield pa.RecordBatch.from_pydict({"rows": [batch.num_rows], "arenas": [os.environ.get("MALLOC_ARENA_MAX")]})

session = open_session(SparkPlace("local[1]", ".", 1, "512m"))
print(session.range(1200).mapInArrow(look, "rows long, arenas string").toArrow().to_pylist())
session.stop()
"""


@pytest.mark.spark
def test_two_runs_have_a_server_each() -> None:
    if reason := missing("spark"):
        pytest.skip(reason)
    command = [sys.executable, "-c", ASKS]
    with ExitStack() as stack:
        pipe = subprocess.PIPE
        asking = [
            stack.enter_context(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment()))
            for _ in range(2)
        ]
        for number in range(2):
            for each in asking:
                assert each.stdout and each.stdin
                assert each.stdout.readline() == f"[{{'n': {number + 1}}}]\n"
            for each in asking:
                assert each.stdin
                each.stdin.write("\n")
                each.stdin.flush()
        assert [each.communicate()[0] for each in asking] == ["ended\n", "ended\n"]
        assert [each.returncode for each in asking] == [0, 0]


@pytest.mark.spark
@pytest.mark.parametrize(("given", "arenas"), [({}, "2"), ({"MALLOC_ARENA_MAX": "3"}, "3")])
def test_executors_get_small_batches_and_two_arenas(given: dict[str, str], arenas: str) -> None:
    if reason := missing("spark"):
        pytest.skip(reason)
    without = {name: value for name, value in environment().items() if name != "MALLOC_ARENA_MAX"}
    done = subprocess.run([sys.executable, "-c", LOOKS], capture_output=True, text=True, env=without | given)
    assert done.returncode == 0, done.stderr
    assert ast.literal_eval(done.stdout) == [{"rows": rows, "arenas": arenas} for rows in (500, 500, 200)]
