"""Kills the command line and the processes of `newsfold ui` at random while files are dropped, and looks at the end.

    python -m tests.crash.kill_rounds [ROUNDS]

Belongs here: these rounds, from outside, with kill -9. Does not: kills at a chosen point of a run (points).
"""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

ROUNDS = 50
SEED = 20
MAX_RUN_SECONDS = 15.0
"""A victim is killed at a random moment of this span."""

MAX_WAIT_SECONDS = 400.0
VICTIMS = ("command line", "ui", "code server", "web server", "daemon", "all but ui")

NEWSFOLD = str(Path(sys.executable).with_name("newsfold"))
SENSOR = {"repositoryLocationName": "newsfold", "repositoryName": "__repository__", "sensorName": "new_files"}
START = "mutation($s: SensorSelector!) { startSensor(sensorSelector: $s) { __typename } }"
UNFINISHED = "{ runsOrError(filter: {statuses: [QUEUED, STARTING, STARTED, CANCELING]}) { ... on Runs { count } } }"


@dataclass
class Place:
    """A folder with raw files, a warehouse, and the UI that watches them."""

    folder: Path
    port: int = 0
    ui: "subprocess.Popen[bytes] | None" = None
    killed: Counter[str] = field(default_factory=Counter)

    @property
    def environment(self) -> dict[str, str]:
        mine = {"RAW": self.folder / "raw", "WAREHOUSE": self.folder / "w" / "news.duckdb", "WORKERS": 1, "THREADS": 1}
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("NEWSFOLD_", "DAGSTER_"))}
        return clean | {f"NEWSFOLD_{name}": str(value) for name, value in mine.items()}

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "log").open("ab") as log:
            command = [NEWSFOLD, *words]
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, cwd=self.folder)

    def ensure_ui(self) -> None:
        """Start the UI unless it runs, and wait until it answers."""
        if self.ui is not None and self.ui.poll() is None:
            return
        self.port = free_port()
        self.ui = self.start("ui", "--port", str(self.port))
        wait_until(self.answers, "the UI answers")

    def answers(self) -> bool:
        try:
            return bool(self.ask("{ version }"))
        except OSError:
            assert self.ui is not None and self.ui.poll() is None, (self.folder / "log").read_text()
            return False

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            given: dict[str, Any] = json.load(answer)["data"]
        return given

    def kill(self, victim: str, after: float) -> None:
        """Kill a victim after some seconds; a process of the UI takes the UI with it, which is started again."""
        self.killed[victim] += 1
        if victim == "command line":
            run = self.start("run")
            time.sleep(after)
            run.kill()
            run.wait()
            return
        time.sleep(after)
        assert self.ui is not None
        servers = children(self.ui.pid)
        targets = [self.ui.pid] if victim == "ui" else [p for p, line in servers.items() if is_victim(victim, line)]
        assert targets, (victim, servers)
        for target in targets:
            os.kill(target, signal.SIGKILL)
        self.ui.wait(60)
        self.ensure_ui()

    def published(self) -> Counter[tuple[str, int]]:
        """How often each record is in the published file."""
        warehouse = self.folder / "w" / "news.duckdb"
        if not warehouse.exists():
            return Counter()
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            return Counter(connection.execute("select record_path, record_index from article_records").fetchall())


def children(parent: int) -> dict[int, str]:
    """The child processes of a process, with their command lines."""
    listed = subprocess.run(["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True)
    return {int(line.split()[0]): line for line in listed.stdout.splitlines()}


def is_victim(victim: str, line: str) -> bool:
    parts = {"code server": " api grpc", "web server": "dagster-webserver", "daemon": "dagster-daemon"}
    return any(part in line for name, part in parts.items() if victim in (name, "all but ui"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Any, what: str) -> None:
    end = time.monotonic() + MAX_WAIT_SECONDS
    while not holds():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(1)


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    (folder / "raw").mkdir(parents=True)
    made = Place(folder)
    try:
        made.ensure_ui()
        made.ask(START, s=SENSOR)
        yield made
    finally:
        if made.ui is not None:
            made.ui.terminate()
            made.ui.wait(60)


def kill_rounds(folder: Path, rounds: int, seed: int = SEED) -> str:
    """Drop a file and kill somebody, so many times; then wait for the sensor to publish what is left. Returns what was
    killed, and how long the rest took.
    """
    draw, dropped = random.Random(seed), Counter[tuple[str, int]]()
    with place(folder) as ground:
        for number in range(rounds):
            name = f"drop-{number}.txt"
            (folder / "raw" / f".{name}").write_text(story(number), encoding="utf-8")
            (folder / "raw" / f".{name}").rename(folder / "raw" / name)
            dropped[(name, 0)] += 1
            ground.kill(draw.choice(VICTIMS), draw.uniform(0, MAX_RUN_SECONDS))
            assert set(ground.published().values()) <= {1}
        began = time.monotonic()
        wait_until(lambda: ground.published() == dropped, f"all {rounds} files are published")
        wait_until(lambda: ground.ask(UNFINISHED)["runsOrError"]["count"] == 0, "no run is left unfinished")
        return f"{rounds} rounds, killed {dict(ground.killed)}; the rest took {time.monotonic() - began:.0f} s"


def story(number: int) -> str:
    """A fictional article of its own."""
    draw = random.Random(number)
    words = [f"{draw.choice('bdfglmnprst')}{draw.choice('aeiou')}{draw.choice('lmnrst')}{number}x" for _ in range(60)]
    return f"Notice {number} of the harbour office\n\n{' '.join(words)}\n"


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="newsfold-rounds-"))
    print(kill_rounds(folder / "ground", int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
