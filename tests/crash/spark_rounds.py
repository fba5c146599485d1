"""Kills runs on Spark, of the process or of the process with its Java, and compares with an undisturbed DuckDB.

    python -m tests.crash.spark_rounds [ROUNDS] [MASTER]

Belongs here: these rounds on one growing warehouse, and what must hold after each. Does not: workers of a cluster
(tests.cluster), kills on DuckDB (test_crashes).
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pipelines.settings import Settings
from tests.crash import invariants, points
from tests.crash.ground import warm_up, write_news
from tests.sql import spark_sessions
from warehouse import manifests, spark_store, versions
from warehouse.history import History
from warehouse.spark_engine import SparkEngine

TARGETS: dict[points.Target, int] = {
    (SparkEngine, "build"): 40,
    (SparkEngine, "flow"): 4,
    (SparkEngine, "append"): 12,
    (manifests, "settle"): 1,
    (manifests, "write"): 3,
    (manifests, "move"): 1,
    (manifests, "drop"): 1,
    (manifests, "sweep"): 1,
    (spark_store.SparkStore, "finish"): 1,
    (versions, "publish"): 1,
    (os, "replace"): 2,
    (History, "end"): 1,
}
"""Where a run is killed, and at up to which passing."""

ARTICLES_PER_ROUND, OVERLAP = 20, 5
MAX_SECONDS = 600.0


@dataclass
class Rounds:
    """Two warehouses over the same growing folder: one is never disturbed, and on DuckDB.

    address: where the runs are that are killed at points · master: of the runs that are killed with their Java, if any
    """

    folder: Path
    address: str
    draw: random.Random
    master: str | None = None
    seconds: float = 12.0
    killed: Counter[str] = field(default_factory=Counter)

    @property
    def plain(self) -> Settings:
        return self._settings("plain", "duckdb")

    @property
    def disturbed(self) -> Settings:
        return self._settings("disturbed", "spark")

    def _settings(self, name: str, engine: str) -> Settings:
        raw, warehouse = self.folder / "raw", self.folder / name / "news.duckdb"
        more = {"spark_address": self.address, "spark_shuffle_partitions": 2}
        return Settings(raw=raw, warehouse=warehouse, workers=1, threads=1, engine=engine, **more)  # type: ignore[arg-type]

    def play(self, rounds: int) -> None:
        """So many rounds: new articles, a run that is killed, one more run."""
        self.plain.raw.mkdir(parents=True)
        for number in range(rounds + 1):
            first = number * (ARTICLES_PER_ROUND - OVERLAP)
            write_news(self.plain.raw / f"{number:03}.jsonl", range(first, first + ARTICLES_PER_ROUND))
            assert points.run_child(self.plain, f"plain-{number}") == 0
            if number:  # there is something to lose
                self.disturb(number)
            self.recover(number)

    def disturb(self, number: int) -> None:
        """Kill a run; what is published is that of before, or whole."""
        allowed = {invariants.digest(each.warehouse) for each in (self.disturbed, self.plain)}
        is_timed = number % 2 == 0
        code = self._kill_at_a_moment() if is_timed else self._kill_at_a_point(number)
        assert code in (0, -signal.SIGKILL), code
        self.killed["at a moment" if is_timed else "at a point"] += code != 0
        invariants.assert_readable(self.disturbed.warehouse)
        assert invariants.digest(self.disturbed.warehouse) in allowed
        done = self._start("doctor", self.address).communicate(timeout=MAX_SECONDS)[0]
        assert "as it was published" in done, done

    def _kill_at_a_point(self, number: int) -> int:
        target = self.draw.choice(list(TARGETS))
        passing, after = self.draw.randint(1, TARGETS[target]), self.draw.random() < 0.5
        return points.run_child(self.disturbed, f"killed-{number}", partial(points.kill_at, target, passing, after))

    def _kill_at_a_moment(self) -> int:
        """The command line, with all processes that it has started."""
        running = self._start("run", self.master or self.address)
        with suppress(subprocess.TimeoutExpired):
            running.wait(self.draw.uniform(0, self.seconds))
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        return running.returncode

    def _start(self, command: str, address: str) -> "subprocess.Popen[str]":
        return launch(self.disturbed.raw, self.disturbed.warehouse, command, address)

    def recover(self, number: int) -> None:
        """One more run: the rows of the warehouse that nobody disturbed, and no file that nothing names."""
        assert points.run_child(self.disturbed, f"run-{number}") == 0
        invariants.assert_readable(self.disturbed.warehouse)
        assert invariants.digest(self.disturbed.warehouse) == invariants.digest(self.plain.warehouse)
        assert invariants.leftovers(self.disturbed.warehouse) == []
        assert list(unnamed_files(self.disturbed.warehouse)) == []


def launch(raw: Path, warehouse: Path, command: str, address: str) -> "subprocess.Popen[str]":
    """Start a command of newsfold on Spark, in a group of processes of its own; its output can be read."""
    environment = spark_sessions.environment() | {"NEWSFOLD_ENGINE": "spark", "NEWSFOLD_SPARK_ADDRESS": address}
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines.cli", command, "--raw", str(raw), "--warehouse", str(warehouse)],
        env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip


def unnamed_files(warehouse: Path) -> Iterator[Path]:
    """The Parquet files below the folder of a warehouse that none of its manifests names."""
    found = (manifests.read(manifests.file_of(path)) for path in manifests.kept(warehouse))
    named = {manifest.folder.path(path) for manifest in found if manifest for path in manifest.named()}
    yield from (path for path in warehouse.parent.rglob("*.parquet") if str(path) not in named)


def spark_rounds(folder: Path, rounds: int, master: str | None = None, seed: int = 20) -> Counter[str]:
    """Kill so many runs; returns how many died how: a run may end before its moment."""
    warm_up(folder)
    with spark_sessions.address("sail") as address:
        played = Rounds(folder, address, random.Random(seed), master)
        played.play(rounds)
    return played.killed


def main() -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="newsfold-spark-rounds-") as folder:
        killed = spark_rounds(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else 20, *sys.argv[2:3])
    print(f"killed {dict(killed)}; {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
