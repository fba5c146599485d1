"""Room on the disk: what a run will need, and refusing to begin one that would run out of it.

Belongs here: estimates and the refusal. Does not: what takes the room (builds, steps).
"""

import shutil
from pathlib import Path

from warehouse.refusals import Refusal

PER_STORED_BYTE = 2.0
"""Free disk a build wants for each byte of the current version: its copy, and room to work."""

PER_READ_BYTE = 5.0
"""For each byte of new input: 2.2 in the file (a million articles of 3.3 GB make 7.1), 2.5 of texts in scratch, where
they stand as they are, and what is spilled beyond the memory limit. Measured on 100,000: 4.6 at the most."""

COMPRESSED = (".gz", ".zst", ".bz2", ".xz", ".zip")
EXPANSION = 4.0
"""How much longer news text is than its compressed form, about."""


class NoSpace(Refusal):
    """The disk is too full for the run."""


def for_build(current: Path | None) -> int:
    """Bytes that must be free to work beside the current version."""
    return int((current.stat().st_size if current else 0) * PER_STORED_BYTE)


def for_input(name: str, size: int) -> int:
    """Bytes that must be free to take in a raw file.

    >>> for_input("a.jsonl", 1000), for_input("a.jsonl.gz", 1000)
    (5000, 20000)
    """
    return int(size * PER_READ_BYTE * (EXPANSION if name.lower().endswith(COMPRESSED) else 1.0))


def refuse_small_disk(folder: Path, needed: int) -> None:
    """Raise NoSpace if less than `needed` bytes are free where `folder` is."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoSpace(
            f"{folder} has {free >> 20:,} MB free; this run may take {needed >> 20:,} MB: make room, or give it less"
        )
