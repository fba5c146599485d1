"""What must hold after a run was killed, or could not write: the published file, the sums, and the next run.

Belongs here: looking at a warehouse from outside. Does not: breaking it (points).
"""

import hashlib
from pathlib import Path

import duckdb

from warehouse import catalog

OF_A_RUN = {"run_id", "changed_run_id", "ingested_at", "first_ingested_at", "changed_at", "rejected_at", "checked_at"}
"""Columns that say which run wrote a row, or when: no part of what two runs must agree on."""

SET_ASIDE = {"main.runs", "main.quality_results", "main.id_aliases"}
"""Tables about runs, not about articles."""


def digest(warehouse: Path) -> str:
    """Hash of all that the published tables say of articles, whatever run wrote it, in whatever order."""
    total = hashlib.sha256()
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for name, table in catalog.tables().items():
            if table.schema != "main" or table.is_view or name in SET_ASIDE:
                continue
            columns = ", ".join(c for c in table.column_names if c not in OF_A_RUN)
            rows = connection.execute(f"select {columns} from {name} order by all").fetchall()
            total.update(f"{name}{rows}".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def assert_readable(warehouse: Path) -> None:
    """What the link shows, if it shows anything, opens, is audited, and adds up."""
    if not warehouse.is_symlink():
        assert not warehouse.exists()
        return
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        runs = connection.execute("select count(*) from runs where status = 'published'").fetchone()
        assert runs is not None and runs[0] >= 1
        counted = "select coalesce(sum(record_count - removed_count), 0) from source_files"
        landed = "select count(*) from article_records"
        refused = "select count(*) from rejections where record_index is not null"
        sums = [connection.execute(sql).fetchone() for sql in (counted, landed, refused)]
        total, records, rejections = (row[0] if row else None for row in sums)
        assert total == records + rejections
        doubled = "select count(*) - count(distinct record_key) from article_records"
        assert connection.execute(doubled).fetchone() == (0,)


def leftovers(warehouse: Path) -> list[str]:
    """Scratch files beside the warehouse."""
    return sorted(p.name for p in warehouse.parent.iterdir() if p.name.startswith((".build", ".work", ".previous")))
