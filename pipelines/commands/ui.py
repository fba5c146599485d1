"""`newsfold ui`: Dagster's web UI and daemon, reachable from this machine unless a host is named.

Belongs here: starting both processes and stopping them together. Does not: what they show (defs), stopping them when
this process is killed (ui_guard).
"""

import argparse
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from pipelines import settings as setting
from pipelines.commands import UserError
from pipelines.defs.instance import opened
from pipelines.defs.run_state import tidy

GRACE_SECONDS = 10


def main(options: argparse.Namespace) -> int:
    """Serve until interrupted and return 0, or 1 if either process dies."""
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse})
    _check_port(options.host, options.port)
    with opened(settings.dagster_home) as instance:
        tidy(instance, settings)
    environment = os.environ | {
        "DAGSTER_HOME": str(settings.dagster_home),
        "NEWSFOLD_RAW": str(settings.raw),
        "NEWSFOLD_WAREHOUSE": str(settings.warehouse),
    }
    print(f"Dagster's UI is at http://{options.host}:{options.port} (press Ctrl-C to stop)", flush=True)
    location = ["-m", "pipelines.definitions"]
    commands = (
        ["dagster-webserver", "--host", options.host, "--port", str(options.port), *location],
        ["dagster-daemon", "run", *location],
    )
    return _serve([[str(Path(sys.executable).with_name(c[0])), *c[1:]] for c in commands], environment)


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise UserError(f"port {port} of {host} {reason}: choose another with --port or --host") from None


def _serve(commands: list[list[str]], environment: dict[str, str]) -> int:
    """Run the commands in their own process groups; when one ends, or on a signal, stop them and their children."""
    running = [subprocess.Popen(command, env=environment, start_new_session=True) for command in commands]
    guard = _start_guard([process.pid for process in running])
    signal.signal(signal.SIGTERM, _raise_interrupt)
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in [*running, guard]:
            _stop(process)


def _start_guard(groups: list[int]) -> "subprocess.Popen[bytes]":
    """Start the process that ends these process groups when this one is killed, and so cannot."""
    read, _open = os.pipe()  # the end to write stays open for as long as this process lives
    command = [sys.executable, "-m", "pipelines.commands.ui_guard", str(read), *map(str, groups)]
    guard = subprocess.Popen(command, pass_fds=[read], start_new_session=True)
    os.close(read)
    return guard


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
