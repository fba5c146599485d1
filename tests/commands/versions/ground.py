"""Published versions without articles, for what is tested of versions, rollbacks and snapshots.

Belongs here: making, changing and looking at them. Does not: what must hold.
"""

from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines.core.identity import RULES_VERSION
from pipelines.settings import load
from warehouse import builds
from warehouse.builds import Stamps
from warehouse.engine import RunStamp
from warehouse.history import History, insert_rows

LEDGER = "insert into main.source_files values (?, 1, ?, ?, 'text', 'repeated', 0, 0, ?, ?, null, 0)"


def publish(warehouse: Path, run_id: str, file: str | None = None, sql: str | None = None) -> Path:
    """A version whose only content is its run, and the files in its ledger."""
    settings = load({"raw": warehouse.parent})
    run = RunStamp(run_id, datetime.now(UTC))
    stamps = Stamps("0.1.0", RULES_VERSION, settings.shaping_hash)
    build = builds.begin(warehouse, run, stamps, memory_limit="500MB", threads=1)
    if file:
        build.engine.connection.execute(LEDGER, [file, file, file, run_id, run.started_at])
    if sql:
        build.engine.connection.execute(sql)
    insert_rows(build.engine.connection, "main.runs", [build.run_row("published")])
    return build.publish()


def make_writable(file: Path) -> Path:
    file.chmod(0o644)
    return file


def write(file: Path) -> None:
    with duckdb.connect(str(make_writable(file))) as connection:
        connection.execute("update main.warehouse_version set product_version = 'intruder'")


def shown(warehouse: Path) -> str:
    return warehouse.resolve().parent.name


def history(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(History(warehouse).link), read_only=True) as connection:
        return connection.execute(sql).fetchall()
