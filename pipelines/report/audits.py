"""What the audits found: of this version, and of the last runs.

Belongs here: checks, runs and alarms. Does not: rejections (inputs), the checks themselves (expectations).

The values that earlier runs observed are not shown: they may quote an article that was taken out since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.report.rows import Row, fetch
from warehouse.connections import open_to_read

MAX_RUNS, MAX_CHECKS, MAX_ALARMS = 20, 15, 10
"""Limit the runs, the checks that failed in them, and the alarms that are shown."""

STATES = {None: ("not run", "·"), True: ("held", "✓"), False: ("did not hold", "✗")}


@dataclass(frozen=True, slots=True)
class Audits:
    """tables: checks of this version by table; runs: the last ones, oldest first; failed: (table, expectation,
    severity, held in each of the runs or None) of checks that failed in one of them; hidden: how many more of these
    there are; is_whole: whether the history was there, which alone knows runs that did not publish.
    """

    tables: Sequence[Row]
    runs: Sequence[Row]
    failed: Sequence[tuple[str, str, str, Sequence[bool | None]]]
    hidden: int
    alarms: Sequence[Row]
    is_whole: bool

    @property
    def checks(self) -> int:
        return sum(row["checks"] for row in self.tables)

    @property
    def passed(self) -> int:
        return sum(row["passed"] for row in self.tables)


def read(connection: duckdb.DuckDBPyConnection, run_id: str, history: Path) -> Audits:
    """The audit of the version that this run published, and those of the runs in the history if there is one."""
    tables, alarms = fetch(connection, "audit", run_id=run_id), fetch(connection, "alarms", most=MAX_ALARMS)
    is_whole = history.exists()
    if is_whole:
        with open_to_read(history) as known:
            runs, failed = _last_runs(known)
    else:
        runs, failed = _last_runs(connection)
    return Audits(tables, runs, failed[:MAX_CHECKS], max(0, len(failed) - MAX_CHECKS), alarms, is_whole)


def _last_runs(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[list[Row], list[tuple[str, str, str, list[bool | None]]]]:
    runs = fetch(connection, "runs", most=MAX_RUNS)[::-1]
    ids = [run["run_id"] for run in runs]
    states: dict[tuple[str, str, str], dict[str, bool]] = {}
    for row in fetch(connection, "failed_checks", runs=ids):
        check = (row["table_name"], row["expectation"], row["severity"])
        states.setdefault(check, {})[row["run_id"]] = row["passed"]
    return runs, [(*check, _in_order(found, ids)) for check, found in states.items()]


def _in_order(found: Mapping[str, bool], ids: Sequence[str]) -> list[bool | None]:
    return [found.get(run_id) for run_id in ids]
