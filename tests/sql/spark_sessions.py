"""Spark sessions for tests: Sail, which needs no Java, and PySpark on two threads of this machine.

Belongs here: starting and stopping them, or the reason why one can't be had. Does not: what is tested on them
(test_engines).
"""

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import servers
from warehouse.spark_session import find_obstacle

SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"

SHUFFLE_PARTITIONS = "2"
"""Each partition is a task, and tables of tests have a few rows."""


def environment() -> dict[str, str]:
    """The environment without what PySpark sets when it starts a server: its token would not do for another server.
    A third of what Java does in a short run is to compile, so it is told to do that quickly.
    """
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}
    return plain | {"SPARK_SUBMIT_OPTS": "-XX:TieredStopAtLevel=1"}


def missing(engine: str) -> str | None:
    """Why an engine can't be tested here; None if it can."""
    needed = {"sail": ("pysail", "pyspark", "grpc"), "spark": ("pyspark", "grpc")}[engine]
    absent = [name for name in needed if importlib.util.find_spec(name) is None]
    if absent:
        return f"{', '.join(absent)} not installed: make test-sql installs it"
    return find_obstacle("local[2]") if engine == "spark" else None


@contextmanager
def same_environment() -> Iterator[None]:
    """When the block ends the environment is as before: see `environment`."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def session(engine: str) -> Iterator[Any]:
    """A Spark Connect session in UTC."""
    with same_environment():
        os.environ["PYSPARK_PYTHON"] = sys.executable
        with (_sail if engine == "sail" else _spark)() as opened:
            opened.conf.set("spark.sql.session.timeZone", "UTC")
            yield opened


@contextmanager
def address(engine: str) -> Iterator[str]:
    """Where an engine is found, for the setting `spark_address`: Sail's server, or a master."""
    if engine == "spark":
        yield "local[2]"
        return
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    try:
        yield f"sc://{host}:{port}"
    finally:
        server.stop()


@contextmanager
def _sail() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with address("sail") as server:
        opened = SparkSession.builder.remote(server).getOrCreate()
        try:
            yield opened
        finally:
            opened.stop()


@contextmanager
def _spark() -> Iterator[Any]:
    """A session on a server in a process of its own: one that PySpark starts in this process would be its only one."""
    from pyspark.sql import SparkSession

    with _server_process() as server:
        opened = SparkSession.builder.remote(server).getOrCreate()
        opened.conf.set("spark.sql.shuffle.partitions", SHUFFLE_PARTITIONS)
        try:
            yield opened
        finally:
            opened.stop()


@contextmanager
def _server_process() -> Iterator[str]:
    """The address of PySpark's own Connect server on two threads of this machine."""
    import pyspark

    home, port = Path(pyspark.__file__).parent, servers.free_port()
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
        "spark.sql.ansi.enabled": "true",
    }
    options = (word for name, value in settings.items() for word in ("--conf", f"{name}={value}"))
    (jar,) = (home / "jars").glob("spark-connect_*.jar")
    command = [str(home / "bin" / "spark-submit"), "--master", "local[2]", "--class", SERVER, *options, str(jar)]
    own = {"SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(Path(__file__).parents[2])}
    given = environment() | own
    with subprocess.Popen(command, env=given, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            servers.wait_for(port, process)
            yield f"sc://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGKILL)
