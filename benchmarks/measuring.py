"""How long a command takes and how much memory it needs, with all the processes it starts.

Belongs here: running a command and reading what the system counted. Does not: which commands (the benchmarks), what a
figure means.
"""

import os
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

SAMPLING_SECONDS = 0.2
"""Between two looks at the memory of all processes: a peak that is shorter is missed."""

KIB = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """A finished command: its exit code and output, seconds of clock and of processors, peak memory in bytes.

    peak_bytes: the largest sum over the command and all its descendants at one moment, shared pages counted by share
    peak_by_program: the same for the processes of each program, such as `java`, each at a moment of its own
    """

    exit_code: int
    output: str
    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    peak_by_program: Mapping[str, int] = field(default_factory=dict)


def measure(command: Sequence[str], env: Mapping[str, str] | None = None, folder: Path | None = None) -> Measured:
    """Run a command to its end; its standard error goes where ours goes.

    Raises OSError when it can't be started.
    """
    started = time.monotonic()
    before = os.times()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=folder) as running:
        watch = _Watch(running.pid)
        output = running.stdout.read() if running.stdout else ""
        exit_code = running.wait()
    after = os.times()
    wall = time.monotonic() - started
    waited_for = after.children_user + after.children_system - before.children_user - before.children_system
    peak, seen = watch.stop()
    return Measured(exit_code, output, wall, max(waited_for, seen), peak, watch.by_program)


class _Watch:
    """Looks at a process and its descendants from a thread of its own until stopped.

    Processes that nobody waits for (a fork server's) are in no parent's account, so their seconds are read here too.
    """

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._done = pid, 0, threading.Event()
        self.by_program: dict[str, int] = {}
        self._seconds: dict[int, float] = {}
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(SAMPLING_SECONDS):
            there = descendants(self._pid)
            sums = Counter[str]()
            for process in there:
                sums[program(process)] += proportional_bytes(process)
            self._most = max(self._most, sums.total())
            self.by_program |= {name: max(size, self.by_program.get(name, 0)) for name, size in sums.items()}
            self._seconds |= {pid: seconds for pid in there if (seconds := cpu_seconds(pid))}

    def stop(self) -> tuple[int, float]:
        """(most memory at one moment in bytes, seconds of processors of all that was seen)"""
        self._done.set()
        self._thread.join()
        return self._most, sum(self._seconds.values())


def descendants(pid: int) -> list[int]:
    """The process and all below it, as far as they are there now.

    >>> os.getpid() in descendants(os.getpid())
    True
    """
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        with suppress(FileNotFoundError, ProcessLookupError):  # gone while we looked
            for task in Path(f"/proc/{found[-1]}/task").iterdir():
                waiting.extend(map(int, (task / "children").read_text().split()))
    return found


def proportional_bytes(pid: int) -> int:
    """Memory of one process in bytes, shared pages divided by those who share them; 0 when it is gone.

    >>> proportional_bytes(os.getpid()) > 0
    True
    """
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return sum(int(line.split()[1]) * KIB for line in lines if line.startswith("Pss:"))


def program(pid: int) -> str:
    """The name of the program that a process runs; empty when it is gone.

    >>> program(os.getpid()) != ""
    True
    """
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def cpu_seconds(pid: int) -> float:
    """Seconds of processors that one process has used, its children's not; 0 when it is gone.

    >>> cpu_seconds(os.getpid()) > 0
    True
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def machine() -> str:
    """One line about this machine: absolute figures mean nothing without it."""
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?")
    memory = int(_lines("/proc/meminfo")[0].split()[1]) // 2**20
    return f"{cpu}, {len(os.sched_getaffinity(0))} cores, {memory} GiB, {os.uname().sysname} {os.uname().machine}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines()
