"""`newsfold ui`: Dagster's web UI and daemon, reachable from this machine only, with state in the project folder.

Belongs here: starting both processes and stopping them together. Does not: what they show (defs).
"""

import argparse
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
from pipelines.defs.instance import prepare

HOST = "127.0.0.1"
GRACE_SECONDS = 10
STATE_FOLDER = ".dagster"


def main(options: argparse.Namespace) -> int:
    """Serve until interrupted and return 0, or 1 if either process dies."""
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse})
    _check_port(options.port)
    environment = os.environ | {
        "DAGSTER_HOME": str(prepare(Path.cwd() / STATE_FOLDER)),
        "NEWSFOLD_RAW": str(settings.raw),
        "NEWSFOLD_WAREHOUSE": str(settings.warehouse),
    }
    print(f"Dagster's UI is at http://{HOST}:{options.port} (press Ctrl-C to stop)", flush=True)
    location = ["-m", "pipelines.definitions"]
    commands = (
        ["dagster-webserver", "--host", HOST, "--port", str(options.port), *location],
        ["dagster-daemon", "run", *location],
    )
    return _serve([[str(Path(sys.executable).with_name(c[0])), *c[1:]] for c in commands], environment)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise UserError(f"port {port} is in use: choose another with --port") from None


def _serve(commands: list[list[str]], environment: dict[str, str]) -> int:
    """Run the commands in their own process groups; when one ends, or on a signal, stop them and their children."""
    running = [subprocess.Popen(command, env=environment, start_new_session=True) for command in commands]
    signal.signal(signal.SIGTERM, _raise_interrupt)
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running:
            _stop(process)


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
