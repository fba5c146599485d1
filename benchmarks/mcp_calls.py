"""Seconds and memory of each tool of `newsfold mcp` on a warehouse: `python -m benchmarks.mcp_calls FILE`.

Belongs here: the calls, and printing what they took. Does not: the tools (pipelines.mcp_server).
"""

import resource
import sys
import time
from pathlib import Path
from typing import Any

import anyio

from pipelines.mcp_server.isolation import Calls, call_tool

LARGEST = "select story_id from stories order by article_count desc, story_id limit 1"
COPIES = "select left_article_id, right_article_id from duplicate_pairs limit 1"
THREADS = 2


async def measure(calls: Calls, tool: str, **arguments: Any) -> dict[str, Any]:
    """Make a call, and print what it took; returns its answer."""
    began, used = time.monotonic(), cpu_seconds()
    answer = await call_tool(calls, tool, arguments)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    given = ", ".join(f"{name}={value!r}" for name, value in arguments.items() if value is not None)
    took = f"{time.monotonic() - began:6.2f} s wall {cpu_seconds() - used:6.2f} s CPU"
    print(f"{took}  {peak:5d} MB at most so far  {tool}({given})", flush=True)
    return answer


def cpu_seconds() -> float:
    """CPU time of all calls so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def main(warehouse: Path) -> None:
    """Make one call after another, the dear ones last: memory is the largest of all calls up to then."""
    calls = Calls(warehouse, THREADS, seconds=300.0)
    two_days, ever = {"since": "2024-03-14", "until": "2024-03-15"}, {"since": None, "until": None}
    await measure(calls, "schema", name=None)
    await measure(calls, "schema", name="articles")
    found = await measure(calls, "query", sql=LARGEST, limit=1)
    story_id = found["quoted"]["rows"][0][0]
    await measure(calls, "query", sql="select publisher_id, count(*) from articles group by all", limit=100)
    story = await measure(calls, "story", name=story_id, limit=50, offset=0)
    article_id = story["quoted"]["timeline"][0]["article_id"]
    await measure(calls, "article", name=article_id, start=0, characters=8_000)
    await measure(calls, "search", pattern="harbour", limit=20, offset=0, **two_days)
    await measure(calls, "search", pattern="harbour", limit=20, offset=0, **ever)
    await measure(calls, "explain", ids=[article_id], start=0)
    await measure(calls, "explain", ids=[story_id], start=0)
    pair = await measure(calls, "query", sql=COPIES, limit=1)
    await measure(calls, "explain", ids=pair["quoted"]["rows"][0], start=0)


if __name__ == "__main__":
    anyio.run(main, Path(sys.argv[1]))
