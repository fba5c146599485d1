"""`newsfold ui`: Dagster's web UI with its daemon, on this machine only, its state under the project folder.

Belongs here: starting both processes and ending them together. Does not: what they show (defs).
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
    """Serve until interrupted; 0 after that, 1 if either process dies by itself."""
    settings = setting.load({"raw": options.raw, "warehouse": options.warehouse})
    _refuse_taken_port(options.port)
    environment = os.environ | {
        "DAGSTER_HOME": str(prepare(Path.cwd() / STATE_FOLDER)),
        "NEWSFOLD_RAW": str(settings.raw),
        "NEWSFOLD_WAREHOUSE": str(settings.warehouse),
    }
    print(f"Dagster's UI is at http://{HOST}:{options.port} (Ctrl-C ends it)", flush=True)
    location = ["-m", "pipelines.definitions"]
    commands = (
        ["dagster-webserver", "--host", HOST, "--port", str(options.port), *location],
        ["dagster-daemon", "run", *location],
    )
    return _serve([[str(Path(sys.executable).with_name(c[0])), *c[1:]] for c in commands], environment)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise UserError(f"port {port} is taken: name another with --port") from None


def _serve(commands: list[list[str]], environment: dict[str, str]) -> int:
    """Run the commands in process groups of their own; when one ends, or we are told to, all end, children too."""
    running = [subprocess.Popen(command, env=environment, start_new_session=True) for command in commands]
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running:
            _end(process)


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(process: "subprocess.Popen[bytes]") -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(GRACE_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
