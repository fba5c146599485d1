"""Servers that tests start in processes of their own, on ports of this machine.

Belongs here: a port, and waiting until somebody listens there. Does not: the servers (buckets, sql.spark_sessions,
cluster.standalone).
"""

import socket
import subprocess
import time

HOST = "127.0.0.1"
STARTED_WITHIN = 90.0


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers; raises TimeoutError if it does not within STARTED_WITHIN, or has ended."""
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"no server answers on port {port}")
