"""A small graph to run, one step that fills tables and one check, in a place of its own.

Belongs here: the step, checks, a watcher. Does not: what must hold of a run (test_runs, test_refused_runs).
"""

import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dagster as dg
import duckdb

from expectations import Suite
from expectations.suites import parse_expectation
from pipelines.definitions import build_defs
from pipelines.defs.outcome import Outcome
from pipelines.defs.runner import run_in_process
from pipelines.settings import Settings
from warehouse.engine import Engine

RUN_ID = "11111111-2222-3333-4444-555555555555"


@dataclass(frozen=True)
class Filling:
    """A step that fills the tables a run ends with, and publishers with what is wanted."""

    tables: tuple[str, ...] = ("main.publishers", "main.source_files", "work.run")
    reads: tuple[str, ...] = ()
    ids: tuple[str, ...] = ("a.example", "b.example")
    error: Exception | None = None
    interrupts: bool = False

    @property
    def name(self) -> str:
        return self.tables[0]

    def run(self, engine: Engine, settings: Settings) -> Mapping[str, int]:
        if self.error:
            raise self.error
        if self.interrupts:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(1)
        rows = ", ".join(f"('{each}', 1)" for each in self.ids)
        engine.connection.execute(f"insert into main.publishers (publisher_id, article_count) values {rows}")
        file = "'a.txt', 1, 'x', 'y', 'text', 'loaded', 2, 0"
        ledger = f"insert into main.source_files select {file}, run_id, started_at, null, 0 from work.run"
        engine.connection.execute(ledger)
        return {"publishers": len(self.ids)}


def check(
    name: str, query: str, severity: str = "critical", table: str = "main.publishers", key: str | None = None
) -> Suite:
    stated = {
        "type": "expect_no_rows",
        "severity": severity,
        "description": name,
        "meta": {"name": name, **({"incremental_key": key} if key else {})},
        "kwargs": {"unexpected_rows_query": query},
    }
    return Suite(table, (parse_expectation(stated),))


UNIQUE = check("ids_are_unique", "select 1 from main.publishers group by publisher_id having count(*) > 1")
EMPTY = check("there_is_nothing", "select 1 from main.publishers", severity="warning")


@dataclass
class Recorder:
    """Notes what a watcher is told."""

    planned: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    ended: list[tuple[str, float]] = field(default_factory=list)

    def plan(self, steps: Sequence[str]) -> None:
        self.planned += steps

    def begin(self, step: str) -> None:
        self.begun.append(step)

    def end(self, step: str, seconds: float) -> None:
        self.ended.append((step, seconds))


@dataclass
class Place:
    """A raw folder and a warehouse of their own, and runs of a small graph on them."""

    settings: Settings
    watcher: Recorder = field(default_factory=Recorder)

    def defs(self, step: Filling, suite: Suite) -> Callable[..., dg.Definitions]:
        return lambda load, loggers=None: build_defs(
            load, loggers, steps=[step], models={}, audits={suite.table: suite}
        )  # type: ignore[list-item]

    def run(self, step: Filling = Filling(), suite: Suite = UNIQUE, run_id: str = RUN_ID) -> Outcome:
        build = self.defs(step, suite)
        return run_in_process(self.settings, run_id, self.watcher, home=None, build=build)

    def rows(self, sql: str, file: str = "news.duckdb") -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.settings.warehouse.with_name(file)), read_only=True) as connection:
            return connection.execute(sql).fetchall()
