"""A raw folder, its warehouse, and whole runs on it, for steps that files of people steer.

Belongs here: running and asking. Does not: what stands in the folder (the tests), taking out (removal_ground).
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import Settings
from pipelines.steps import raw_folder
from pipelines.steps.pending import is_up_to_date
from tests.crash.sequence import whole_run


class RawGround:
    """A raw folder and its warehouse."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.runs = 0
        (root / "raw").mkdir(parents=True)
        self.settings = Settings(raw=root / "raw", warehouse=root / "news.duckdb", workers=1, threads=1)

    def write(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        path = self.root / "raw" / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    def run(self, is_audited: bool = True) -> None:
        """Audited as a whole but for the first, which is like any run, and where that is not asked for."""
        self.runs += 1
        assert whole_run(self.settings, f"run{self.runs}", full_audit=is_audited and self.runs > 1) is not None

    def is_up_to_date(self) -> bool:
        return is_up_to_date(self.settings, raw_folder.list_inputs(self.settings.raw, self.settings.limits))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.root / "news.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()
