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

DAY = "2024-03-12"
TEXT = (
    "The ferry to Orrin Head stayed in harbour on Tuesday after a gale tore eleven planks from the north pier, "
    "the harbour office of Port Ellery said. Two crews are working in shifts, and Ines Kaldor, who runs the office, "
    "hopes to reopen the walkway on Friday at noon. Fish was sold from vans. "
)
OTHER = (
    "Ines Kaldor expects the walkway at Orrin Head open again by Friday, three days after the gale at Port Ellery. "
    "Eleven planks of the north pier were lost, and crews have replaced four so far. The ferry waits in harbour. "
)
FIRST = (
    {"text": TEXT * 2, "publisher": "The Ellery Ledger"},
    {"text": TEXT * 2 + "Nobody was hurt.", "publisher": "Orrin Daily"},
    {"text": TEXT},
    {"text": TEXT, "publisher": "The Head Herald"},
    {"text": f"{TEXT[:200]} The council met and said little more.", "publisher": "Orrin Daily"},
    {"text": OTHER, "publisher": "The Head Herald"},
)
SECOND = (
    {"text": f"{TEXT}{OTHER}", "publisher": "The Head Herald"},
    {"text": f"{OTHER[:180]} Nobody was hurt.", "publisher": "The Ellery Ledger"},
    {"title": "Eleven planks lost at Port Ellery"},
)
"""What two runs read: a text twice, a copy, an abridged one, a retelling and another report of the same day, all
invented; a headline alone, and texts of a later run beside those of an earlier. Enough to pass every kernel with all
kinds of arrays that it is given."""


def main() -> None:
    """Run ingest, copies and stories twice in a folder that goes again."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        raw.mkdir()
        settings = Settings(raw=raw, warehouse=Path(folder) / "warehouse" / "news.duckdb")
        for number, rows in enumerate((FIRST, SECOND)):
            lines = [json.dumps({"title": row.get("text", "")[:40], "published_at": DAY, **row}) for row in rows]
            (raw / f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")
            pass_all(settings, f"kernels-{number}")


def pass_all(settings: Settings, run_id: str) -> None:
    """Run every step and model on what is new in the raw folder; without audit."""
    run, stamps = RunStamp(run_id, datetime.now(UTC)), Stamps("", RULES_VERSION, settings.shaping_hash)
    build = builds.begin(settings.warehouse, run, stamps, memory_limit=settings.memory_limit, threads=1)
    try:
        for maker in order():
            make(build.engine, settings, maker)
    except BaseException:
        build.failed()
        raise
    build.publish()


if __name__ == "__main__":
    main()
