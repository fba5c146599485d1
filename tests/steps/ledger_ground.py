"""Raw files of lines, and what the ledger and the records say of them after a run.

Belongs here: fictional lines, counting rows. Does not: what must hold (test_ingest, test_waiting_files).
"""

import json
from collections.abc import Callable
from pathlib import Path

from warehouse.duckdb_engine import DuckDBEngine

NextRun = Callable[[], None]


def line(number: int, text: str = "The harbour office keeps a ledger of every crossing, wet or dry.") -> str:
    return json.dumps({"id": f"n{number}", "title": f"Crossing {number}", "text": f"{text} Entry {number}."})


def write_lines(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{each}\n" for each in lines), encoding="utf-8")


def statuses(engine: DuckDBEngine) -> dict[tuple[str, str], int]:
    rows = engine.rows("select record_path, status, count(*) from main.source_files group by all")
    return {(path, status): count for path, status, count in rows}


def records(engine: DuckDBEngine, condition: str = "true") -> int:
    return int(engine.rows(f"select count(*) from main.article_records where {condition}")[0][0])


def assert_conserved(engine: DuckDBEngine) -> None:
    """Every counted record is an article record or a rejection with an index, content by content."""
    sums = "select sha256, sum(record_count), sum(rejected_count) from main.source_files where sha256 <> '' group by 1"
    counted = engine.rows(sums)
    for sha256, count, rejected in counted:
        loaded = records(engine, f"file_sha256 = '{sha256}'")
        refused = engine.rows(
            "select count(*) from main.rejections where file_sha256 = ? and record_index is not null", [sha256]
        )[0][0]
        assert (loaded + refused, refused) == (count, rejected)
    assert engine.rows("select count(*) - count(distinct record_key) from main.article_records") == [(0,)]
