"""The same articles on DuckDB, on Sail and on Spark: seconds by step, peak memory, bytes of tables and of shuffles.

Belongs here: the runs on each engine and their table. Does not: measuring (measuring), the articles (press), whether
the rows are the same (tests.test_engines_agree).

    python -m benchmarks.spark [--articles 5000,20000] [--engines duckdb,sail,local[2]] [--folder DIR]

A run is `newsfold run` with default settings into a fresh warehouse. Sail's server runs within the measured command.
What executors of a master did, and what they shuffled, is read from Spark's event log.
"""

import argparse
import json
import os
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.growth import LAST_RUN
from benchmarks.large_files import NEWSFOLD
from benchmarks.measuring import Measured, machine, measure
from benchmarks.press import Plan
from benchmarks.press.__main__ import write
from warehouse import connections, manifests

ARTICLES_PER_DAY = 3_000
SHOWN_SHARE = 0.03
"""Of the seconds of a run on one of the engines: steps that take less everywhere are summed."""

SHOWN_TABLES = 25

READ = "(rows that are read)"
"""In place of a table: nothing was written."""

WRITTEN = re.compile(r"\) Execute InsertIntoHadoopFs\w+\nInput.*\nArguments: \S*/([a-z_.]+)/[0-9a-f]{32}\b")
"""In the plan of a statement: the table whose files it writes; for a flow, the first of its tables."""

ON_SAIL = """
import os, subprocess, sys
from pysail.spark import SparkConnectServer
server = SparkConnectServer("127.0.0.1", 0)
server.start(background=True)
os.environ["NEWSFOLD_SPARK_ADDRESS"] = "sc://%s:%d" % server.listening_address
code = subprocess.run(sys.argv[1:]).returncode
server.stop()
sys.exit(code)
"""

EVENT_LOG = """
spark.eventLog.enabled true
spark.eventLog.compress false
spark.eventLog.dir file://{logs}
"""

HEAD = (
    "| articles | engine | seconds | CPU s | peak GB, all · Java | tables MB | shuffled MB · tasks |\n"
    "|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True, slots=True)
class Work:
    """Tasks, their seconds, and the bytes that they wrote for other tasks."""

    tasks: int = 0
    seconds: float = 0.0
    shuffled: int = 0

    def __add__(self, other: "Work") -> "Work":
        return Work(self.tasks + other.tasks, self.seconds + other.seconds, self.shuffled + other.shuffled)


@dataclass(frozen=True, slots=True)
class Figures:
    """A run on an engine. work: what executors did for each table, empty where nothing says so"""

    articles: int
    engine: str
    measured: Measured
    steps: Mapping[str, float]
    table_bytes: int
    work: Mapping[str, Work]

    def row(self) -> str:
        java = self.measured.peak_by_program.get("java", 0)
        work = sum(self.work.values(), Work())
        shuffled = f"{work.shuffled / 1e6:,.0f} · {work.tasks:,}" if work.tasks else ""
        return (
            f"| {self.articles:,} | {self.engine} | {self.measured.wall_seconds:.0f} | {self.measured.cpu_seconds:.0f}"
            f" | {self.measured.peak_bytes / 1e9:.2f} · {java / 1e9:.2f} | {self.table_bytes / 1e6:,.0f} | {shuffled} |"
        )


def run(folder: Path, raw: Path, articles: int, engine: str) -> Figures:
    """A first run on an engine, in a folder of its own. Raises SystemExit if it fails."""
    warehouse, logs = folder / "news.duckdb", folder / "events"
    logs.mkdir(parents=True)
    defaults = folder / "spark-defaults.conf"
    defaults.write_text(EVENT_LOG.format(logs=logs), encoding="utf-8")
    command = [str(NEWSFOLD), "run", "--raw", str(raw), "--warehouse", str(warehouse)]
    if engine != "duckdb":
        command += ["--engine", "spark"]
    if engine == "sail":
        command = [sys.executable, "-c", ON_SAIL, *command]
    address = {} if engine in ("duckdb", "sail") else {"NEWSFOLD_SPARK_ADDRESS": engine}
    measured = measure(command, os.environ | {"SPARK_CONF_DIR": str(folder)} | address)
    if measured.exit_code:
        raise SystemExit(f"the run on {engine} ended with {measured.exit_code}\n{measured.output}")
    return Figures(articles, engine, measured, step_seconds(warehouse), table_bytes(warehouse), work_by_table(logs))


def step_seconds(warehouse: Path) -> dict[str, float]:
    """Seconds of the last run by step; all audits as one."""
    with connections.open_to_read(warehouse.with_name("history.duckdb")) as connection:
        steps: dict[str, float] = json.loads(connection.execute(LAST_RUN).fetchall()[0][0])
    summed = Counter[str]()
    for step, seconds in steps.items():
        summed["audits" if step.startswith("audit ") else step] += seconds  # type: ignore[assignment]
    return dict(summed)


def table_bytes(warehouse: Path) -> int:
    """Bytes of the published version: of its file, and of the Parquet files that it names."""
    manifest = manifests.read(warehouse.resolve())
    files = [file for files in manifest.tables.values() for file in files] if manifest else []
    return warehouse.resolve().stat().st_size + sum(file.bytes for file in files)


def work_by_table(logs: Path) -> dict[str, Work]:
    """What executors did for each table that they wrote, of the event logs in a folder; READ where they wrote none."""
    written = {
        start["executionId"]: found[1]
        for start in _events(logs, "SparkListenerSQLExecutionStart")
        if (found := WRITTEN.search(start["physicalPlanDescription"]))
    }
    table_of = {
        stage: written.get(int(job["Properties"].get("spark.sql.execution.id", -1)), READ)
        for job in _events(logs, "SparkListenerJobStart")
        for stage in job["Stage IDs"]
    }
    summed: dict[str, Work] = defaultdict(Work)
    for task in _events(logs, "SparkListenerTaskEnd"):
        if metrics := task.get("Task Metrics"):
            shuffled = metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
            summed[table_of[task["Stage ID"]]] += Work(1, metrics["Executor Run Time"] / 1e3, shuffled)
    return dict(summed)


def _events(logs: Path, name: str) -> Iterator[dict[str, Any]]:
    for path in (path for path in logs.rglob("*") if path.is_file() and not path.name.startswith((".", "appstatus"))):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if f'{name}"' in line[:100])


def steps_table(runs: list[Figures]) -> str:
    """Seconds by step of runs over the same articles, an engine a column."""
    shares = [{step: seconds / sum(each.steps.values()) for step, seconds in each.steps.items()} for each in runs]
    shown = [step for step in runs[0].steps if any(share.get(step, 0) >= SHOWN_SHARE for share in shares)]
    lines = [f"| step, {runs[0].articles:,} articles: s | {' | '.join(each.engine for each in runs)} |"]
    lines.append("|---" * (len(runs) + 1) + "|")
    lines += [f"| {step} | {' | '.join(f'{each.steps.get(step, 0):.1f}' for each in runs)} |" for step in shown]
    rest = [sum(seconds for step, seconds in each.steps.items() if step not in shown) for each in runs]
    return "\n".join([*lines, f"| all others | {' | '.join(f'{seconds:.1f}' for seconds in rest)} |"])


def work_table(runs: Sequence[Figures]) -> str:
    """What executors of one engine did for each table, a size of the input a column; and by how much the largest grew
    beyond the input from the first size to the last.
    """
    first, last = runs[0], runs[-1]
    shown = [t for t, _ in sorted(last.work.items(), key=lambda item: -item[1].seconds)][:SHOWN_TABLES]
    head = " | ".join(f"{each.articles:,}: s · MB" for each in runs)
    lines = [f"| rows of, on {last.engine} | {head} | growth ÷ input: s · bytes |", "|---" * (len(runs) + 2) + "|"]
    for table in shown:
        cells = [each.work.get(table, Work()) for each in runs]
        measured = " | ".join(f"{cell.seconds:,.1f} · {cell.shuffled / 1e6:,.1f}" for cell in cells)
        growth = [
            f"{getattr(cells[-1], name) / getattr(cells[0], name) / (last.articles / first.articles):.2f}"
            if getattr(cells[0], name)
            else ""
            for name in ("seconds", "shuffled")
        ]
        lines.append(f"| {table} | {measured} | {' · '.join(growth)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spark", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", default="5000,20000")
    parser.add_argument("--engines", default="duckdb,sail,local[2]")
    parser.add_argument("--folder", type=Path, help="where the runs work")
    options = parser.parse_args()
    print(machine())
    by_engine: dict[str, list[Figures]] = defaultdict(list)
    for articles in map(int, options.articles.split(",")):
        with tempfile.TemporaryDirectory(dir=options.folder) as name:
            folder, runs = Path(name), list[Figures]()
            write(folder / "press", Plan(articles, max(1, articles // ARTICLES_PER_DAY)))
            print(HEAD)
            for number, engine in enumerate(options.engines.split(",")):
                runs.append(run(folder / str(number), folder / "press" / "raw", articles, engine))
                print(runs[-1].row(), flush=True)
                by_engine[engine].append(runs[-1])
            print(f"\n{steps_table(runs)}\n", flush=True)
    for runs in (runs for runs in by_engine.values() if runs[0].work):
        print(f"{work_table(runs)}\n")


if __name__ == "__main__":
    main()
