"""A session of Spark: on a Connect server, or on one that PySpark starts on this machine for a master.

Belongs here: what must be installed, where Spark is, its settings. Does not: what runs on it (spark_engine).
Nothing of Spark is imported before a session is opened.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import uuid
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from warehouse.data_folder import DataFolder
from warehouse.refusals import Refusal
from warehouse.spark_flows import ROWS_PER_BATCH

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CONNECT = "sc://"
"""How the address of a Connect server begins; all others are masters."""

DEFAULT_PORT = 15002
ANSWER_SECONDS = 10.0
"""How long a server may take to accept a connection."""

MIN_JAVA = 17

PACKAGES = ("pyspark", "grpc", "grpc_status", "google.rpc")
"""Modules of `newsfold[spark]` without which a session can't be opened."""

RUNTIME: Mapping[str, str] = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.execution.arrow.maxBytesPerBatch": "16m",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS_PER_BATCH),
}
"""What our SQL, our files and the memory of executors take for granted; any server lets a session set it."""

OWN_SERVER: Mapping[str, str] = {
    "spark.api.mode": "classic",
    "spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
    "spark.sql.artifact.isolation.enabled": "true",
    "spark.sql.artifact.isolation.alwaysApplyClassloader": "true",
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.connect.grpc.binding.port": "0",
    "spark.connect.execute.reattachable.senderMaxStreamDuration": "0",
    "spark.driver.defaultJavaOptions": "-XX:MaxDirectMemorySize=384m",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
"""For a server that is started on this machine, at a free port: this process alone asks it.

PySpark would start one as well, but always at port 15002, so two runs could not be on one machine. Plugin and isolation
are what it gives its own. Else statements of two minutes would be cut into streams, with an error in the log for each;
and Java may take as much memory for buffers as for objects unless something is said.
"""

ERRORS = "org.apache.spark.sql.connect.utils.ErrorUtils"
"""Logs, with a stack trace, that newsfold has left a stream after reading it to its end; and errors of statements, that
newsfold is told as well."""

ARENAS = "MALLOC_ARENA_MAX"
"""Two, unless the environment says otherwise, for Java and the Python processes that it starts: else glibc keeps what
each thread has freed, hundreds of megabytes beside Java's heap."""

LOCAL = "local"
"""How a master begins whose executors are threads of the server."""

LOOPBACK: Mapping[str, str] = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""For a local master: nobody else reaches it. The executors of other masters must reach the driver."""


class NoSpark(Refusal):
    """Spark can't be had: what is missing, and how to install it."""


class NoStorage(Refusal):
    """newsfold or Spark can't use the object store: what it says."""


class MovedStorage(Refusal):
    """The setting names another folder than the one that has the files of the version before."""


@dataclass(frozen=True, slots=True)
class SparkPlace:
    """Where Spark is and how it is used: see the settings of these names.

    address: a master such as `local[2]` or `spark://host:7077`, or a Connect server, `sc://host:port`
    storage: folder of the Parquet files, or an address of an object store
    audit_limit: bytes of these files beyond which Spark counts what breaks an expectation, not DuckDB
    """

    address: str
    storage: str
    shuffle_partitions: int
    driver_memory: str
    audit_limit: int = 50 << 30


def find_obstacle(address: str, storage: str = "") -> str | None:
    """What keeps Spark from being used at an address, in words: something to be installed, a server that is silent, a
    storage that can't be reached; None if nothing does.
    """
    absent = [name for name in PACKAGES if not _is_installed(name)]
    if absent:
        return f"the engine spark needs {absent[0]}, which is not installed: pip install 'newsfold[spark]'"
    found = _find_silence(address) if address.startswith(CONNECT) else _find_missing_java(address)
    if found or not (unreached := DataFolder(storage).find_obstacle()):
        return found
    return f"spark_storage: {unreached}"


def open_session(place: SparkPlace) -> "SparkSession":
    """Open a session. Raises NoSpark if something is not installed, or there is no answer."""
    if obstacle := find_obstacle(place.address):
        raise NoSpark(obstacle)
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # it is not used
    warnings.filterwarnings("ignore", "Failed to set spark", UserWarning)  # of the server, which has them already
    try:
        return _open(place)
    except session_errors() as error:
        said = " ".join(str(error).split())[:300]
        raise NoSpark(f"spark_address: {place.address} gives no session: {type(error).__name__}: {said}") from None


def session_errors() -> tuple[type[Exception], ...]:
    """What a session raises: errors of PySpark, of its connections, and of a server in Java."""
    from grpc import RpcError
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    errors: tuple[type[Exception], ...] = (PySparkException, RpcError, Py4JError, OSError)
    return errors


def _open(place: SparkPlace) -> "SparkSession":
    from pyspark.sql.connect.session import SparkSession as Remote

    address = place.address if place.address.startswith(CONNECT) else _start_server(place)
    os.environ["SPARK_CONNECT_MODE_ENABLED"] = "1"  # by which the functions of PySpark know what they are for
    builder: Any = Remote.builder
    session: SparkSession = builder.remote(address).getOrCreate()
    for name, value in {**RUNTIME, "spark.sql.shuffle.partitions": str(place.shuffle_partitions)}.items():
        session.conf.set(name, value)
    session.sql("select 1").toArrow()
    return session


def _start_server(place: SparkPlace) -> str:
    """Start Spark for a master, with a Connect server; returns its address. It ends with the session on it."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # which the server hands to its executors
    os.environ.setdefault("SPARK_CONNECT_AUTHENTICATE_TOKEN", str(uuid.uuid4()))
    os.environ.setdefault(ARENAS, "2")
    builder: Any = SparkSession.builder.master(place.address)
    for name, value in _server_settings(place).items():
        builder = builder.config(name, value)
    served = builder.getOrCreate()
    os.environ["SPARK_LOCAL_REMOTE"] = "1"  # let the end of a session on the server be the end of the server
    log4j = served._jvm.org.apache.logging.log4j
    log4j.core.config.Configurator.setLevel(ERRORS, log4j.Level.OFF)
    service = getattr(served._jvm, "org.apache.spark.sql.connect.service.SparkConnectService$")
    return f"{CONNECT}localhost:{getattr(service, 'MODULE$').localPort()}"


def _server_settings(place: SparkPlace) -> dict[str, str]:
    """For the server of a master; what they leave open is as `spark-defaults.conf` says."""
    reach = LOOPBACK if place.address.startswith(LOCAL) else {}
    sized = {f"spark.executorEnv.{ARENAS}": os.environ[ARENAS], "spark.driver.memory": place.driver_memory}
    return {**OWN_SERVER, **reach, **sized}


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # of the package it is in
        return False


def _find_silence(address: str) -> str | None:
    """PySpark itself would try for ten minutes."""
    server = urlsplit(address)
    try:
        socket.create_connection((server.hostname or "", server.port or DEFAULT_PORT), ANSWER_SECONDS).close()
    except (OSError, ValueError) as error:
        return f"spark_address: no server answers at {address}: {error}"
    return None


def _find_missing_java(address: str) -> str | None:
    hint = f"install Java {MIN_JAVA} or newer, such as openjdk-{MIN_JAVA}-jre-headless, or name a server by sc://"
    java = shutil.which("java")
    if java is None:
        return f"the engine spark needs Java for {address}, and there is none: {hint}"
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = said.partition('"')[2].partition('"')[0]
    major = version.partition(".")[0]
    if major.isdecimal() and int(major) >= MIN_JAVA:
        return None
    return f"the engine spark needs Java {MIN_JAVA} for {address}, and this is {version or 'none'}: {hint}"
