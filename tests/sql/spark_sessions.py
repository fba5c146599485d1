"""Spark sessions for tests: Sail, which needs no Java, and PySpark on two threads of this machine.

Belongs here: starting and stopping them, or the reason why one can't be had. Does not: what is tested on them
(test_engines).
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MIN_JAVA = 17
SHUFFLE_PARTITIONS = "2"
"""Each partition is a task, and tables of tests have a few rows."""


def missing(engine: str) -> str | None:
    """Why an engine can't be tested here; None if it can."""
    needed = {"sail": ("pysail", "pyspark", "grpc"), "spark": ("pyspark", "grpc")}[engine]
    absent = [name for name in needed if importlib.util.find_spec(name) is None]
    if absent:
        return f"{', '.join(absent)} not installed: make test-sql installs it"
    if engine == "spark":
        return _missing_java()
    return None


def _missing_java() -> str | None:
    if shutil.which("java") is None:
        return f"no java: install Java {MIN_JAVA}, such as openjdk-17-jre-headless"
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    version = said.partition('"')[2].partition('"')[0]
    major = version.split(".")[0]
    return None if major.isdigit() and int(major) >= MIN_JAVA else f"Java {version} is older than {MIN_JAVA}"


@contextmanager
def session(engine: str) -> Iterator[Any]:
    """A Spark Connect session in UTC."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    with (_sail if engine == "sail" else _spark)() as opened:
        opened.conf.set("spark.sql.session.timeZone", "UTC")
        yield opened


@contextmanager
def _sail() -> Iterator[Any]:
    from pysail.spark import SparkConnectServer
    from pyspark.sql import SparkSession

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    opened = SparkSession.builder.remote(f"sc://{host}:{port}").getOrCreate()
    try:
        yield opened
    finally:
        opened.stop()
        server.stop()


@contextmanager
def _spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": SHUFFLE_PARTITIONS,
        "spark.ui.enabled": "false",
        "spark.sql.ansi.enabled": "true",
    }
    builder = SparkSession.builder.remote("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    opened = builder.getOrCreate()
    try:
        yield opened
    finally:
        opened.stop()
