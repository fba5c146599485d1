"""`python -m pipelines.steps.kernels`: compile the kernels ahead of the first run, as part of setting up.

Belongs here: a run on a few texts whose result is thrown away. Does not: what is compiled (core), when (Makefile).
"""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from pipelines.core.identity import RULES_VERSION
from pipelines.settings import Settings
from pipelines.steps.sequence import make, order
from warehouse import builds
from warehouse.builds import Stamps
from warehouse.engine import RunStamp

TEXT = (
    "The ferry to Orrin Head stayed in harbour on Tuesday after a gale tore eleven planks from the north pier, "
    "the harbour office of Port Ellery said. Two crews are working in shifts, and Ines Kaldor, who runs the office, "
    "hopes to reopen the walkway on Friday at noon. Fish was sold from vans. "
)
TEXTS = (
    TEXT * 2,
    TEXT * 2 + "Nobody was hurt.",
    TEXT,
    f"{TEXT[:200]} The council met and said little more.",
)
"""A copy, an abridged one and a retelling of an invented text: enough to pass every kernel."""


def main() -> None:
    """Run ingest, copies and stories in a folder that goes again."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        rows = [{"text": text, "title": text[:40], "published_at": "2024-03-12"} for text in TEXTS]
        (raw / "texts.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        settings = Settings(raw=raw, warehouse=Path(folder) / "warehouse" / "news.duckdb")
        run, stamps = RunStamp("kernels", datetime.now(UTC)), Stamps("", RULES_VERSION, settings.shaping_hash)
        build = builds.begin(settings.warehouse, run, stamps, memory_limit=settings.memory_limit, threads=1)
        try:
            for maker in order():
                make(build.engine, settings, maker)
        finally:
            build.failed()


if __name__ == "__main__":
    main()
