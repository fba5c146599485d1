"""Examples for the codebook: values of the warehouse of `samples/`, kept in `examples.json`.

Belongs here: reading them from a warehouse, and from the file. Does not: pages. The file is between the two so that
pages can be compared with the code in milliseconds; tests/test_whole_run.py compares it with a warehouse.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb

from pipelines.core.readers import Limits
from pipelines.core.readers import read as read_file
from pipelines.core.records import Rejection
from tests.bad_input.test_whole_catalogue import cases
from tests.golden.macros import macros
from tests.golden.markdown import MAX_CODE_CHARS
from tests.synthetic_pages import pages
from tests.synthetic_pages.judge import read as read_page
from warehouse import catalog

FILE = Path(__file__).parent / "examples.json"
RUN_ID = "5f0c6b1e-3d52-4f0a-9c1b-2a7d4e8f9b60"
MAX_CASE_BYTES = 10_000

PAGES = 150
"""Synthetic pages that are read for methods."""

STEADY = {"seconds": 0.5, "step_seconds": '{"main.stories": 0.5}', "stat_signature": "4811-1772528400000000000-1311"}
"""What stands for the values of columns that differ between runs on one input."""

Examples = Mapping[str, Mapping[str, str]]
"""columns: `schema.table.column` → value · methods: `field pattern` → value, method · reasons: → record path and
detail ·
checks: `table expectation` → what was observed · formats: → record path · macros: → the columns of their rows."""

OTHERS = {
    "methods": """
        select field || ' ' || method, min_by(value, (length(value) > 70, not is_chosen, value)) from field_evidence
        where confidence > 0 group by all order by all""",
    "reasons": """
        select reason, min_by(record_path || coalesce(': ' || detail, ''), record_path) from rejections
        group by all order by all""",
    "checks": """
        select table_name || ' ' || expectation, observed from quality_results where observed <> '' order by all""",
    "formats": "select format, min(record_path) from source_files group by all order by all",
}


def stored() -> Examples:
    """The examples of the file."""
    found: Examples = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def read(warehouse: Path) -> Examples:
    """The examples of a published warehouse. What differs between runs on one input, ids and times of the run, is the
    same in all: a constant, and the beginning of 2026."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        columns = dict(_columns(connection))
        others = {name: dict(connection.execute(sql).fetchall()) for name, sql in OTHERS.items()}
        calls = {each.name: connection.execute(f"describe {each.call}").fetchall() for each in macros()}
    listed = {
        name: ", ".join(f"`{column}` {kind.lower()}" for column, kind, *_ in rows) for name, rows in calls.items()
    }
    methods = {**_page_methods(), **others["methods"]}
    reasons = {**_reasons_of_bad_input(), **others["reasons"]}
    return {"columns": columns, "macros": listed, **others, "methods": methods, "reasons": reasons}


def _page_methods() -> Mapping[str, str]:
    """`field method` → value, of synthetic pages: most methods are about oddities that no sample has."""
    found: dict[str, str] = {}
    for record in filter(None, map(read_page, pages(PAGES, seed=3))):
        for each in record.evidence:
            if each.confidence and len(each.value) <= MAX_CODE_CHARS:
                found.setdefault(f"{each.field} {each.method}", each.value)
    return found


def _reasons_of_bad_input() -> Mapping[str, str]:
    """Reason → file name and detail, of the small cases of the tests' bad input."""
    found: dict[str, str] = {}
    for case in cases().values():
        if len(case.data) <= MAX_CASE_BYTES:
            for each in read_file(BytesIO(case.data), case.file, Limits()).records:
                if isinstance(each, Rejection):
                    found.setdefault(each.reason, f"{each.record_path}: {each.detail}")
    return found


def _columns(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    (run_id, start), *_ = connection.execute("select run_id, started_at from main.runs").fetchall()
    for table in catalog.lasting_tables().values():
        if table.is_view and catalog.models()[table.name].is_of_run:
            continue
        fetched = connection.execute(f"select * from {table.name}").fetchall()
        rows = [_without_run(table.column_names, row, run_id, start) for row in fetched]
        for column, value in zip(table.column_names, _fullest(rows), strict=False):
            if value is not None:
                yield f"{table.name}.{column}", _as_text(value)[: MAX_CODE_CHARS + 1]


def _fullest(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """A value for each column: of the row that has most, else of the next that has one."""
    ranked = sorted(rows, key=lambda row: (sum(value in (None, [], "") for value in row), repr(row)))
    return [next((v for v in column if v is not None and v != []), None) for column in zip(*ranked, strict=True)]


def _without_run(columns: Sequence[str], row: Sequence[Any], run_id: str, start: datetime) -> tuple[Any, ...]:
    return tuple(_steady(column, value, run_id, start) for column, value in zip(columns, row, strict=True))


def _steady(column: str, value: Any, run_id: str, start: datetime) -> Any:
    if column in STEADY and value is not None:
        return STEADY[column]
    if isinstance(value, datetime) and value.tzinfo and value >= start:
        return datetime(2026, 1, 1, 5, tzinfo=UTC)
    return value.replace(run_id, RUN_ID) if isinstance(value, str) else value


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime) and value.tzinfo:
        return value.astimezone(UTC).isoformat(sep=" ").replace("+00:00", "+00")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
