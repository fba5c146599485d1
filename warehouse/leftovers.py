"""What a run that died leaves beside the warehouse.

Belongs here: its names, removing it. Does not: what the files are for (builds, connections).
"""

import shutil
from pathlib import Path

from warehouse import manifests, versions
from warehouse.history import History, Known

SPILL = ".spill"
"""Folder beside the warehouse for what does not fit in memory."""


def remove_scratch(warehouse: Path) -> None:
    """Delete scratch files and builds left behind by a run that died; the caller holds the lock."""
    manifests.tidy(warehouse)
    for pattern in (f".build-*{warehouse.suffix}*", ".work-*", ".previous-*", ".read-*", SPILL):
        for path in warehouse.parent.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in (warehouse.parent / versions.FOLDER).glob(f"*/{versions.part_of(Path(versions.REPORT))}"):
        path.unlink()
    versions.drop_empty_folders(warehouse)


def clean_up(warehouse: Path, history: History) -> Known:
    """Remove leftovers, and the file of a run that died just before it switched the link; returns what is known of the
    versions. The caller holds the lock.
    """
    known, shown = history.read(), versions.shown_label(warehouse)
    for path in versions.all_versions(warehouse):
        if versions.label_of(path, warehouse) in known.running - {shown}:
            versions.delete(path, warehouse)
    remove_scratch(warehouse)
    return known
