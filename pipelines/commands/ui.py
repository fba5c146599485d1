"""`newsfold ui`: Dagster's web UI and daemon, reachable from this machine unless a host is named.

Belongs here: starting the processes and stopping them together. Does not: what they show (defs), running a program of
Dagster's (ui_process), stopping them when this process is killed (ui_guard).

Web server and daemon share one code server, which loads the definitions once. Left to themselves each starts its own,
and the daemon a new one every minute.
"""

import argparse
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from pipelines import settings as setting
from pipelines.commands import UserError
from pipelines.defs.instance import opened
from pipelines.defs.retention import tidy

GRACE_SECONDS = 10
LOOK_SECONDS = 0.2
CODE = "code server"

LOCATION = "newsfold"
"""Dagster's name for these definitions, under which it keeps what is switched on; `pyproject.toml` states it too."""


def main(options: argparse.Namespace) -> int:
    """Serve until interrupted and return 0, or 1 if a process dies."""
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse})
    _check_port(options.host, options.port)
    with opened(settings.dagster_home) as instance:
        tidy(instance, settings)
    environment = os.environ | {
        "DAGSTER_HOME": str(settings.dagster_home),
        "NEWSFOLD_RAW": str(settings.raw),
        "NEWSFOLD_WAREHOUSE": str(settings.warehouse),
    }
    with tempfile.TemporaryDirectory(prefix="newsfold-ui-") as folder:
        at = Path(folder) / "code"
        return _serve(_commands(options, at), environment, at, f"http://{options.host}:{options.port}")


def _commands(options: argparse.Namespace, socket_path: Path) -> dict[str, list[str]]:
    """The code server, which listens at a socket, and the two that ask it, by what they are."""
    workspace = socket_path.with_name("workspace.yaml")
    server = {"socket": str(socket_path), "location_name": LOCATION}
    workspace.write_text(json.dumps({"load_from": [{"grpc_server": server}]}), encoding="utf-8")
    asking = ["--workspace", str(workspace)]
    code = ["api", "grpc", "--socket", str(socket_path), "--module-name", "pipelines.definitions"]
    code.append("--empty-working-directory")  # else modules are first looked for there
    web = ["--host", options.host, "--port", str(options.port), "--dagster-log-level", "warning"]
    commands = {
        CODE: ["dagster", *code, "--log-level", "warning"],
        "web server": ["dagster-webserver", *web, *asking],
        "daemon": ["dagster-daemon", "run", "--log-level", "warning", *asking],
    }
    started_by = [sys.executable, "-P", "-m", "pipelines.commands.ui_process"]
    return {name: [*started_by, *command] for name, command in commands.items()}


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise UserError(f"port {port} of {host} {reason}: choose another with --port or --host") from None


def _serve(commands: Mapping[str, list[str]], environment: dict[str, str], socket_path: Path, address: str) -> int:
    """Run the commands in their own process groups, the others once the code server listens; when one ends, or on a
    signal, stop them and their children.
    """
    signal.signal(signal.SIGTERM, _raise_interrupt)
    running: dict[str, subprocess.Popen[bytes]] = {}
    with _guard() as tell_guard:
        try:
            for name, command in commands.items():
                running[name] = subprocess.Popen(command, env=environment, start_new_session=True)
                tell_guard(running[name].pid)
                while running[CODE].poll() is None and not _listens(socket_path):
                    time.sleep(LOOK_SECONDS)
            print(f"Dagster's UI is at {address} (press Ctrl-C to stop)", flush=True)
            while all(process.poll() is None for process in running.values()):
                time.sleep(LOOK_SECONDS)
            ended = [name for name, process in running.items() if process.returncode is not None]
            print(f"stopping, because the {ended[0]} has ended", file=sys.stderr, flush=True)
            return 1
        except KeyboardInterrupt:
            return 0
        finally:
            for process in reversed(running.values()):
                _stop(process)


@contextmanager
def _guard() -> Iterator[Callable[[int], int]]:
    """Start the process that ends process groups when this one is killed, and so cannot; yields how to name one."""
    read, write = os.pipe()  # the end to write stays open for as long as this process lives
    command = [sys.executable, "-P", "-m", "pipelines.commands.ui_guard", str(read)]
    subprocess.Popen(command, pass_fds=[read], start_new_session=True)
    os.close(read)
    yield lambda group: os.write(write, f"{group}\n".encode())
    os.close(write)  # it also ends what outlived its group's first process


def _listens(socket_path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(socket_path)) == 0


def _raise_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stop(process: "subprocess.Popen[bytes]") -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(GRACE_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
