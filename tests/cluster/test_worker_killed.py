"""A run on a Spark cluster of two workers, one of which is killed in mid-run: the rows of DuckDB.

Belongs here: runs on a cluster. Does not: the cluster itself (standalone), kills of newsfold (test_driver_killed).
"""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cluster import standalone
from tests.sql import spark_sessions
from tests.sql.spark_sessions import missing
from tests.test_engines_agree import differences, run, some_files

pytestmark = [pytest.mark.spark, pytest.mark.slow]

FILES_BEFORE_THE_KILL = 60
"""A run writes some hundreds of Parquet files."""

MAX_SECONDS = 900.0


def start(raw: Path, warehouse: Path, address: str, log: Path) -> "subprocess.Popen[bytes]":
    """A run in a process of its own, whose executors have a core each."""
    words = ("--engine", "spark", "--spark-address", address, "--raw", str(raw), "--warehouse", str(warehouse))
    environment = spark_sessions.environment() | {
        "SPARK_LOCAL_IP": standalone.HOST,
        "NEWSFOLD_SPARK_SHUFFLE_PARTITIONS": "2",
    }
    with log.open("wb") as opened:
        command = [sys.executable, "-m", "pipelines.cli", "run", *words]
        return subprocess.Popen(command, env=environment, stdout=opened, stderr=subprocess.STDOUT)


def wait_for_files(running: "subprocess.Popen[bytes]", storage: Path, count: int) -> None:
    """Wait until a run has written so many Parquet files."""
    until = time.monotonic() + MAX_SECONDS
    while sum(1 for _ in storage.rglob("*.parquet")) < count:
        assert running.poll() is None, "the run has ended"
        assert time.monotonic() < until, "the run writes nothing"
        time.sleep(0.2)


def test_a_worker_is_killed_in_mid_run(tmp_path: Path) -> None:
    if reason := missing("spark"):
        pytest.skip(reason)
    raw, ours, theirs = tmp_path / "raw", tmp_path / "duckdb" / "news.duckdb", tmp_path / "spark" / "news.duckdb"
    some_files(raw)
    run(raw, ours)
    with standalone.cluster(tmp_path / "cluster") as cluster:
        running = start(raw, theirs, cluster.address, tmp_path / "log")
        wait_for_files(running, theirs.parent, FILES_BEFORE_THE_KILL)
        cluster.kill_worker()
        code = running.wait(MAX_SECONDS)
    assert code == 0, (tmp_path / "log").read_text(errors="replace")
    assert differences(ours, theirs) == {}
