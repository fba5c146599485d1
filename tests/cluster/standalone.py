"""A Spark cluster in small: a standalone master and workers, each a process of its own on this machine.

Belongs here: starting, killing and ending them. Does not: what runs on them (test_worker_killed), sessions
(tests.sql.spark_sessions).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import HOST, free_port
from tests.sql import spark_sessions

DEPLOY = "org.apache.spark.deploy"
WORKER_MEMORY = "1g"
STARTED_WITHIN = 60.0


@dataclass
class Cluster:
    """A master and its workers; folder: for their logs and scratch."""

    folder: Path
    port: int
    master: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """What a session is opened with."""
        return f"spark://{HOST}:{self.port}"

    def add_worker(self) -> None:
        """Start a worker of one core, at an address of its own, and wait until the master knows it."""
        name, host = f"worker-{len(self.workers)}", f"127.0.0.{len(self.workers) + 2}"
        options = ["--host", host, "--cores", "1", "--memory", WORKER_MEMORY, "--webui-port", "0"]
        scratch = ["-d", str(self.folder / name)]
        worker = _start(self.folder, name, f"{DEPLOY}.worker.Worker", *options, *scratch, self.address, host=host)
        self.workers.append(worker)
        _wait_for(self.folder / f"{name}.log", "Successfully registered with master")

    def kill_worker(self) -> None:
        """Kill the worker that was started last, with its executors, as a machine that goes dark."""
        worker = self.workers.pop()
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A running cluster; all its processes have ended afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    options = ["--host", HOST, "--port", str(port), "--webui-port", "0"]
    made = Cluster(folder, port, _start(folder, "master", f"{DEPLOY}.master.Master", *options))
    try:
        _wait_for(folder / "master.log", "I have been elected leader")
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        for process in (*made.workers, made.master):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start(folder: Path, name: str, main_class: str, *options: str, host: str = HOST) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = spark_sessions.environment() | {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": host,
        "PYSPARK_PYTHON": sys.executable,
    }
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [str(home / "bin" / "spark-class"), main_class, *options],
            env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip


def _wait_for(log: Path, words: str) -> None:
    """Wait until a process has written these words; raises TimeoutError with the end of its log."""
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until:
        if words in log.read_text(errors="replace"):
            return
        time.sleep(0.2)
    raise TimeoutError(log.read_text(errors="replace")[-2000:])
