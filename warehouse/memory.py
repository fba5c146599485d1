"""The default memory limit of the engine, and releasing unused memory.

Belongs here: memory available to the process, allocators. Does not: applying a limit (connections), memory of steps.
"""

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

AUTO = "auto"
"""The setting that lets this module choose the limit."""

MIB = 1 << 20

MIN_LIMIT = 640 * MIB
"""Below this DuckDB fails on ordinary corpora instead of spilling."""

MAX_LIMIT = 4096 * MIB
"""A run is no faster with more."""

SHARES = 20
"""The engine gets one share of what the process may use. Most of a run's memory is its own, and that of its workers;
some of DuckDB's allocations are beyond any limit; and others use the machine too."""

WORD_BYTES = 7
"""Bytes per word of a stored text, on average over languages written in Latin letters."""

RELEASE_SECONDS = 2.0
"""Least time between two releases, each of which takes about 20 ms."""

CGROUPS = Path("/sys/fs/cgroup")
MEMBERSHIP = Path("/proc/self/cgroup")

_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
"""glibc keeps freed memory below the topmost block in use until malloc_trim is called."""


def release_unused() -> None:
    """Return freed memory to the operating system."""
    pa.default_memory_pool().release_unused()
    if _trim:
        _trim(0)


def memory_limit(setting: str, usable: int | None = None) -> str:
    """The limit as DuckDB spells it: the setting itself, or if it is `auto` or a percentage, a share of the bytes that
    are usable (by default, those this process may use).

    >>> memory_limit("2GB"), memory_limit("50%", usable=8_000_000_000)
    ('2GB', '4000000000B')
    """
    if setting.endswith("%"):
        return f"{int((usable_memory() if usable is None else usable) * float(setting[:-1]) / 100)}B"
    share = (usable_memory() if usable is None else usable) // SHARES
    return f"{min(MAX_LIMIT, max(MIN_LIMIT, share))}B" if setting == AUTO else setting


def usable_memory(cgroups: Path = CGROUPS, membership: Path = MEMBERSHIP) -> int:
    """Bytes this process may use: physical memory, or the lowest limit of its control groups and their parents."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([physical, *_cgroup_limits(cgroups, membership)])


def _cgroup_limits(cgroups: Path, membership: Path) -> Iterator[int]:
    """Limits in bytes, of version 2 (`0::/path`) and of the memory controller of version 1 (`4:memory:/path`)."""
    try:
        lines = membership.read_text(encoding="utf-8").splitlines()
    except OSError:  # no control groups on this system
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers and "memory" not in controllers.split(","):
            continue
        root, name = (cgroups / "memory", "memory.limit_in_bytes") if controllers else (cgroups, "memory.max")
        own = root / path.lstrip("/")
        for group in [own, *own.parents]:
            if group.is_relative_to(root) and (limit := _read_limit(group / name)) is not None:
                yield limit


def _read_limit(file: Path) -> int | None:
    """The limit in a control file; None where there is no such file, or it says `max`."""
    try:
        text = file.read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(text) if text.isdecimal() else None
