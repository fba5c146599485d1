"""An object store for tests: a server of S3 in a process of its own, and the environment in which all find it.

Belongs here: starting it, a bucket, what is in it. Does not: what is tested on it (test_engines_agree, test_manifests).
"""

import importlib.util
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pyarrow.fs import FileSelector, FileSystem

from tests import servers
from tests.sql.spark_sessions import same_environment
from warehouse.data_folder import DataFolder


@contextmanager
def bucket() -> Iterator[str]:
    """The address of an empty bucket; pyarrow, Sail, and commands that are started, find it by the environment."""
    if absent := [name for name in ("moto", "flask", "flask_cors") if importlib.util.find_spec(name) is None]:
        pytest.skip(f"{', '.join(absent)} not installed: make test-spark installs it")
    with _server() as port, same_environment():
        os.environ |= {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "tests",
        }  # fmt: skip
        name = f"news-{port}"  # a name for each server: clients are kept by it
        FileSystem.from_uri(f"s3://{name}?allow_bucket_creation=true")[0].create_dir(name)
        yield f"s3a://{name}"


def objects(address: str) -> dict[str, int]:
    """Address → bytes of all objects below an address; of folders pyarrow may leave empty ones, which are no rows."""
    files, path = FileSystem.from_uri(address.replace("s3a://", "s3://"))
    found = files.get_file_info(FileSelector(path, recursive=True, allow_not_found=True))
    return {f"s3a://{each.path}": each.size for each in found if each.is_file}


def rows_of(path: str) -> str:
    """All that a Parquet file holds, as text; path: of a file, or the address of an object."""
    folder, _, name = path.rpartition("/")
    with DataFolder(folder).open(name) as opened:
        return str(opened.read().to_pylist())


def delete(path: str) -> None:
    """Delete a file or an object."""
    files, inner = FileSystem.from_uri(path.replace("s3a://", "s3://"))
    files.delete_file(inner)


@contextmanager
def refusing() -> Iterator[None]:
    """Meanwhile the server refuses the keys that it is given."""
    _demand_keys_after("0")
    try:
        yield
    finally:
        _demand_keys_after("inf")


def _demand_keys_after(requests: str) -> None:
    address = f"{os.environ['AWS_ENDPOINT_URL']}/moto-api/reset-auth"
    urllib.request.urlopen(urllib.request.Request(address, requests.encode(), {"Content-Type": "text/plain"})).close()


@contextmanager
def _server() -> Iterator[int]:
    port = servers.free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            servers.wait_for(port, process)
            yield port
        finally:
            process.send_signal(signal.SIGKILL)
