"""Each call of a tool runs in a process of its own, which is ended when its time is over, and whose memory is bounded.

Belongs here: starting that process, its limits, what it says. Does not: what it looks up (tools).

DuckDB can be interrupted between two blocks of rows only, and bounds what it stores, not what a function allocates: one
`repeat` or `lpad` runs for a minute and takes 6 GB, whatever its memory limit. A process can be killed.
"""

import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import anyio

from pipelines.commands import UserError

MAX_SECONDS = 30.0
"""Wall time of a call; its CPU time is bounded too, should the server die before it."""

DATABASE_MEMORY = "1GB"
"""What DuckDB stores at once; more goes to disk."""

MAX_SPILL = "4GB"
"""What DuckDB writes to disk for a query."""

MAX_ADDRESSES = 4 * 2**30
"""Bytes of address space of the process, much of which it never uses."""


@dataclass(frozen=True, slots=True)
class Calls:
    """How calls are made: on which published file, by how many threads, for how many seconds at most."""

    warehouse: Path
    threads: int
    seconds: float = MAX_SECONDS


async def call_tool(calls: Calls, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The answer of a tool about the newest published version. Raises UserError in words for whoever asked."""
    request = json.dumps({**asdict(calls), "warehouse": str(calls.warehouse), "tool": tool, "arguments": arguments})
    command = [sys.executable, "-P", "-m", __name__]
    with TemporaryDirectory(prefix="newsfold-mcp-") as folder:  # here, because a killed process leaves its files
        try:
            with anyio.fail_after(calls.seconds):
                done = await anyio.run_process(
                    command, input=request.encode(), check=False, env=os.environ | {"TMPDIR": folder}
                )
        except TimeoutError:
            raise UserError(f"stopped after {calls.seconds:g} seconds: ask for less, such as fewer days") from None
    if done.returncode != 0:
        raise UserError(_why_ended(done))
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise UserError(answer["error"])
    return answer


def _why_ended(done: "subprocess.CompletedProcess[bytes]") -> str:
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    print(f"newsfold: a call ended with {done.returncode}: {last}", file=sys.stderr, flush=True)
    return "the call ended without an answer: it needed too much memory or time, or failed; ask for less"


def main() -> None:
    """Answer the request on standard input."""
    request = json.loads(sys.stdin.buffer.read())
    cpu_seconds = (int(request["seconds"]) + 1) * (request["threads"] + 1)
    for limit, most in ((resource.RLIMIT_AS, MAX_ADDRESSES), (resource.RLIMIT_CPU, cpu_seconds)):
        with suppress(ValueError, OSError):  # the system has a lower limit, or none of this kind
            resource.setrlimit(limit, (most, most))
    try:
        answer = _answer(Path(request["warehouse"]), request["threads"], request["tool"], request["arguments"])
    except MemoryError:
        answer = {"error": "this needs more memory than a call may have: ask for less"}
    sys.stdout.write(json.dumps(answer))


def _answer(warehouse: Path, threads: int, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
    from pipelines.mcp_server.tools import call
    from warehouse import versions
    from warehouse.connections import open_to_read
    from warehouse.refusals import Refusal

    if not warehouse.exists():
        return {"error": f"{warehouse} does not exist yet: run `newsfold run` first"}
    file = versions.target_of(warehouse) if warehouse.is_symlink() else warehouse
    limits = {"max_temp_directory_size": MAX_SPILL, "python_enable_replacements": "false"}
    try:
        with open_to_read(file, DATABASE_MEMORY, threads, **limits) as connection:
            return call(connection, tool, arguments).as_json(versions.label_of(file, warehouse))
    except (UserError, Refusal) as error:
        return {"error": str(error)}


if __name__ == "__main__":
    main()
