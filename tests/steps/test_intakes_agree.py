"""The intake by workers and that by flows: the same files, run after run, leave the same rows in every table."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.core.identity import path_key
from pipelines.settings import Settings
from pipelines.steps import Counts, flow_intake, raw_folder
from pipelines.steps.ingest import ingest
from tests.bad_input.test_whole_catalogue import cases, write_file
from tests.marks import slow
from tests.steps.conftest import FIRST_RUN
from tests.steps.ledger_ground import assert_conserved, line, statuses, write_lines
from tests.steps.many_machines import ManyMachines
from warehouse import catalog, contracts, tombstones
from warehouse.duckdb_engine import DuckDBEngine
from warehouse.engine import RunStamp

SAMPLES = Path(__file__).parents[2] / "samples"
CHANGING = "changing.jsonl"

FLOWING = {"work.listed_files", "work.looks", "work.chosen_files", "work.retried_files", "work.outcomes"}
"""Scratch that only one of the intakes has."""

BY_FILE = {"work.withdrawn_files", "work.withdrawn_records", "work.reread_files"}
"""Scratch that one of them makes file by file, and the other for all at once."""

IsUnchanged = Callable[[Path, raw_folder.RawInput], bool]


class Changing:
    """Makes a file change between its first look in a run and the second. looks: to be set to 0 for each run"""

    def __init__(self, is_unchanged: IsUnchanged) -> None:
        self.is_unchanged = is_unchanged
        self.looks = 0
        self.is_on = True

    def __call__(self, raw: Path, given: raw_folder.RawInput) -> bool:
        self.looks += self.is_on and given.record_path == CHANGING
        return self.is_unchanged(raw, given) and not (given.record_path == CHANGING and self.looks == 2)


class Twins:
    """One raw folder, and what both intakes make of it."""

    def __init__(self, settings: Settings, changing: Changing, engines: tuple[DuckDBEngine, DuckDBEngine]) -> None:
        self.settings = settings
        self.changing = changing
        self.engines = engines
        self.runs = 0

    def run(self, **settings: Any) -> Counts:
        """A run of both, whose tables and counts must be the same; returns the counts."""
        self.runs += 1
        stamp = RunStamp(f"run-{self.runs}", FIRST_RUN + timedelta(hours=self.runs))
        counts, tables = [], []
        for engine in self.engines:
            engine.run, self.changing.looks = stamp, 0
            for table in catalog.tables().values():
                if table.schema == "work" and not table.is_view:
                    engine.connection.execute(f"delete from {table.name}")
            counts.append(ingest(engine, replace(self.settings, **settings)))
            tables.append({table: rows_of(engine, table) for table in tables_of(engine)})
            if not counts[-1]["removed"]:
                assert_conserved(engine)
        assert counts[0] == counts[1]
        one, two = tables
        assert one.keys() == two.keys()
        for table in one:
            assert one[table] == two[table], table
        return counts[0]


def tables_of(engine: DuckDBEngine) -> list[str]:
    found = engine.rows("select schema_name || '.' || table_name from duckdb_tables() union all"
                        " select 'work.' || table_name from duckdb_tables() where database_name = 'work'")  # fmt: skip
    names = {name for (name,) in found if name in catalog.tables() or name.startswith("work.")}
    return sorted(names - FLOWING - BY_FILE)


def rows_of(engine: DuckDBEngine, table: str) -> list[str]:
    return sorted(map(repr, engine.rows(f"select * from {table}")))


def opened(kind: type[DuckDBEngine], stack: ExitStack) -> DuckDBEngine:
    connection = stack.enter_context(duckdb.connect())
    connection.execute("set timezone = 'UTC'")
    connection.execute("attach ':memory:' as work")
    contracts.create_empty(connection, catalog.PREVIOUS)
    contracts.create_schemas(connection)
    for table in catalog.tables().values():
        if not table.is_view:
            connection.execute(table.bare_ddl)
    return kind(connection, RunStamp("run-0", FIRST_RUN))


@pytest.fixture
def twins(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Twins]:
    changing = Changing(raw_folder.is_unchanged)
    monkeypatch.setattr(raw_folder, "is_unchanged", changing)
    monkeypatch.setattr(flow_intake, "BYTES_PER_READ", 1_000_000)
    monkeypatch.setattr(flow_intake, "BYTES_PER_LOOK", 300_000)
    with ExitStack() as stack:
        yield Twins(settings, changing, (opened(DuckDBEngine, stack), opened(ManyMachines, stack)))


@pytest.mark.parametrize("every", [40, *slow([1])])
def test_both_leave_the_same_rows_run_after_run(twins: Twins, raw: Path, every: int) -> None:
    """every: so many of the bad files are left out for one that is there"""
    shutil.copytree(SAMPLES, raw, dirs_exist_ok=True)
    for name, case in list(cases().items())[::every]:
        (raw / "bad" / name).mkdir(parents=True)
        write_file(case, raw / "bad" / name / case.file)
    for name in ("a.jsonl", CHANGING, "later.jsonl", "latest.jsonl"):
        write_lines(raw / name, line(1 if name == "a.jsonl" else 2), "broken")
    write_lines(raw / "again" / "a.jsonl", line(1), "broken")
    write_lines(raw / "lone.meta.json", "{}")
    write_lines(raw / "long.jsonl", line(3), line(4, "The ferry is late. " * 3_000), line(5))
    limits = twins.settings.limits
    first = twins.run(limits=replace(limits, record_bytes=30_000))
    assert first["waiting"] > 0
    found = statuses(twins.engines[1])
    assert (found[CHANGING, "waiting"], found["later.jsonl", "partial"], found["latest.jsonl", "repeated"]) == (1, 1, 1)
    assert found["again/a.jsonl", "repeated"] == 1
    change(raw)
    assert 0 < twins.run()["files"] < first["files"]
    retried = twins.run(retry=True)
    assert retried["files"] > 5
    assert statuses(twins.engines[1])["long.jsonl", "loaded"] == 1
    take_out(twins, "exports/tribune.jsonl", "long.jsonl")
    assert twins.run()["removed"] > 3


def change(raw: Path) -> None:
    """What comes between two runs: files that grow, go, are renamed, touched, and repeat what was removed."""
    write_lines(raw / "a.jsonl", line(6), line(1), "broken")
    (raw / "again" / "a.jsonl").rename(raw / "again" / "b.jsonl")
    (raw / "feeds" / "courier.rss").unlink()
    os.utime(raw / "later.jsonl", (1, 1))
    shutil.copy2(raw / "exports" / "tribune.jsonl", raw / "copy.jsonl")


def take_out(twins: Twins, *paths: str) -> None:
    found = [tombstones.Tombstone(tombstones.PATH, path_key(path), "r1", FIRST_RUN) for path in paths]
    record = tombstones.Tombstone(tombstones.RECORD, f"{path_key('later.jsonl')}#0", "r2", FIRST_RUN)
    tombstones.append(twins.settings.warehouse, [*found, record])


def test_a_file_that_changes_while_it_is_read_again_keeps_what_was_loaded(twins: Twins, raw: Path) -> None:
    write_lines(raw / CHANGING, line(1), "broken")
    twins.changing.is_on = False
    twins.run()
    twins.changing.is_on = True
    assert twins.run(retry=True)["waiting"] == 1
    assert [engine.count("main.article_records") for engine in twins.engines] == [1, 1]
    assert [engine.count("main.rejections") for engine in twins.engines] == [1, 1]
    assert twins.run()["waiting"] == 0


def test_the_time_of_a_record_is_limited_where_flows_run_in_threads(twins: Twins, raw: Path) -> None:
    write_lines(raw / "a.jsonl", line(1), line(2, "The ferry is late, and the harbour waits. " * 200_000), line(3))
    engine = twins.engines[1]
    counts = ingest(engine, replace(twins.settings, limits=replace(twins.settings.limits, record_seconds=0.3)))
    assert (counts["records"], counts["rejected: too_slow"]) == (3, 1)
    assert engine.rows("select record_index from main.rejections") == [(1,)]
