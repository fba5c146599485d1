"""Disk space: estimating what a run needs, and refusing to start one that would run out.

Belongs here: estimates and the refusal. Does not: using the space (builds, steps).
"""

import shutil
from pathlib import Path

from warehouse.refusals import Refusal

FREE_PER_STORED_BYTE = 2.0
"""Free bytes a build needs per byte of the current version: for its copy and for work."""

FREE_PER_INPUT_BYTE = 5.0
"""Free bytes needed per byte of new input: about 2.2 in the file, 2.5 for uncompressed texts in scratch, and whatever
is spilled beyond the memory limit. The maximum measured is 4.6."""

FIXED_BYTES = 32 << 20
"""What even the smallest run takes: its build, the history, the state of Dagster."""

COMPRESSED = (".gz", ".zst", ".bz2", ".xz", ".zip")
EXPANSION = 4.0
"""Approximate ratio of the size of news text to its compressed size."""


class NoSpace(Refusal):
    """The disk is too full for the run."""


def for_build(current: Path | None) -> int:
    """Bytes that must be free to work beside the current version."""
    return int((current.stat().st_size if current else 0) * FREE_PER_STORED_BYTE)


def for_input(name: str, size: int) -> int:
    """Bytes that must be free to ingest a raw file.

    >>> for_input("a.jsonl", 1000), for_input("a.jsonl.gz", 1000)
    (5000, 20000)
    """
    return int(size * FREE_PER_INPUT_BYTE * (EXPANSION if name.lower().endswith(COMPRESSED) else 1.0))


def refuse_small_disk(folder: Path, needed: int) -> None:
    """Raise NoSpace if less than `needed` bytes are free where `folder` is."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoSpace(
            f"{folder} has {free >> 20:,} MB free, and this run may need {needed >> 20:,} MB:"
            " free some space, or give it fewer files"
        )
