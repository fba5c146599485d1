"""What a build needs of the engine it runs on, and nothing else of a build does.

Belongs here: the protocol, what a store is opened with. Does not: its implementations (duckdb_store, spark_store), the
lock, the seal, the link and the history, which are the same for all (builds).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from warehouse.engine import Engine, RunStamp


@dataclass(frozen=True, slots=True)
class Stamps:
    """Versions and settings in a run's row of `runs`."""

    product_version: str
    rules_version: str
    settings_hash: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A build about to be opened. file: the file that it will be; current: the version to build on, None for none."""

    warehouse: Path
    file: Path
    run: RunStamp
    stamps: Stamps
    current: Path | None
    memory_limit: str
    threads: int


class Store(Protocol):
    """Where the tables of a build are, from the copy of the version before to a finished file."""

    copied_by: str
    """How the version before was copied; `new` if there was none."""

    copy_seconds: float
    """How long that took."""

    @property
    def engine(self) -> Engine:
        """What steps and models work with."""

    def auditor(self) -> Engine:
        """What expectations read, with all that was written so far: DuckDB, unless that is too much for one machine."""

    def track_changes(self) -> None:
        """From now on note what is written, if an audit can be limited to that."""

    def finish(self, *, has_removed: bool) -> None:
        """Complete the file, have everything it needs on the disk, and close.

        has_removed: rows were taken out, of which no byte may stay
        """

    def close(self) -> None:
        """Let go of everything; harmless if it is closed."""


OpenStore = Callable[[Opening], Store]
"""Opens a store on the version to build on; on an error nothing is left of it."""
