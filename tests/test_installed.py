"""Installed, it works wherever it is started: nothing is imported from the working directory, and the wheel has what
the product needs and nothing else.
"""

import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PRODUCT = ("pipelines", "warehouse", "expectations", "sql", "samples")

FORKED = """
import os
from concurrent.futures import ProcessPoolExecutor
from pipelines.steps import fork_server
if __name__ == "__main__":
    fork_server.PRELOAD.clear()
    with ProcessPoolExecutor(1, mp_context=fork_server.context()) as pool:
        print(pool.submit(abs, -3).result(), os.environ.get("PYTHONSAFEPATH"))
"""


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder of a person's own whose names are those of our packages and of Python's modules."""
    here = tmp_path / "mine, süß"
    for name in ("pipelines", "sql", "warehouse", "expectations", "tests", "samples"):
        (here / name).mkdir(parents=True)
        for module in ("__init__", "definitions"):
            (here / name / f"{module}.py").write_text(f"raise SystemExit('foreign {name}')")
    for name in ("json", "typing", "types", "signal", "threading", "duckdb", "dagster", "numpy"):
        (here / f"{name}.py").write_text(f"raise SystemExit('foreign {name}')")
    return here


def run(where: Path, *arguments: str) -> str:
    done = subprocess.run(arguments, cwd=where, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def test_workers_import_nothing_from_the_working_directory(foreign: Path, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(FORKED)
    assert run(foreign, sys.executable, str(tmp_path / "program.py")) == "3 None", "a person's own programs may do so"


def test_programs_of_dagster_import_nothing_from_the_working_directory(foreign: Path) -> None:
    command = [sys.executable, "-P", "-m", "pipelines.commands.ui_process", "dagster", "--version"]
    assert ", version " in run(foreign, *command)


JOBS = "{repositoriesOrError {__typename ...on RepositoryConnection {nodes {location {name} pipelines {name}}}}}"


@pytest.mark.slow
def test_the_ui_shows_the_job_wherever_it_is_started(foreign: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (foreign / "raw").mkdir()
    command = [sys.executable, "-P", "-m", "pipelines.cli", "ui", "--raw", "raw", "--port", str(port)]
    with subprocess.Popen(command, cwd=foreign, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout and server.stdout.readline().startswith("Dagster's UI is at")
            found = ask(f"http://127.0.0.1:{port}/graphql", {"query": JOBS})
            (node,) = found["data"]["repositoriesOrError"]["nodes"]
            assert node["location"]["name"] == "newsfold" and {"name": "newsfold_run"} in node["pipelines"]
        finally:
            server.terminate()


def ask(url: str, question: dict[str, str]) -> Any:
    """The answer to a question, once the server gives one."""
    request = urllib.request.Request(url, json.dumps(question).encode(), {"Content-Type": "application/json"})
    for _ in range(300):
        with contextlib.suppress(OSError), urllib.request.urlopen(request) as answer:
            return json.load(answer)
        time.sleep(0.2)
    raise AssertionError("no answer")


@pytest.mark.slow
def test_the_wheel_has_every_file_of_the_product_and_nothing_else(tmp_path: Path) -> None:
    for name in subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")[:-1]:
        copy = tmp_path / "clone" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_symlink():
            copy.symlink_to((ROOT / name).readlink())
        else:
            copy.write_bytes((ROOT / name).read_bytes())
    run(tmp_path, sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", "dist", "./clone")
    (wheel,) = (tmp_path / "dist").iterdir()
    names = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    tracked = [path for part in PRODUCT for path in (tmp_path / "clone" / part).rglob("*") if path.is_file()]
    expected = {path.relative_to(tmp_path / "clone").as_posix() for path in tracked}
    assert sorted(names) == sorted(name.replace("samples/", "pipelines/samples/", 1) for name in expected)
