"""Commands that tests run: in this process, or in one whose memory is measured.

Belongs here: the type of a command, its peak. Does not: warehouses (conftest).
"""

import subprocess
import sys
from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]
"""Arguments → (exit code, output, errors)."""

PEAKS = """
import resource, sys
from pipelines.cli import main
command, *words = sys.argv[1:]
for count in (1_000, 75_000):
    main([command, f"select range as n, repeat('x', 2000) || range as text from range({count})", *words])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def peaks(command: str, *words: str) -> list[int]:
    """The peak memory (kB) of a process that gives a command few long rows, then that of many: 150 MB."""
    done = subprocess.run(
        [sys.executable, "-c", PEAKS, command, *words],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return [int(line) for line in done.stderr.splitlines()]
