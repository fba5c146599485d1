"""The same articles on DuckDB, on Sail and on Spark: seconds by step, peak memory, bytes of the tables and of shuffles.

Belongs here: the runs on each engine and their table. Does not: measuring (measuring), the articles (press), whether
the rows are the same (tests.test_engines_agree).

    python -m benchmarks.spark [--articles 5000,20000] [--engines duckdb,sail,local[2]] [--folder DIR]

A run is `newsfold run` with default settings into a fresh warehouse. Sail's server runs within the measured command.
What a master shuffles is read from Spark's event log.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.growth import LAST_RUN
from benchmarks.large_files import NEWSFOLD
from benchmarks.measuring import Measured, machine, measure
from benchmarks.press import Plan
from benchmarks.press.__main__ import write
from warehouse import connections, manifests

ARTICLES_PER_DAY = 3_000
SHOWN_SHARE = 0.03
"""Of the seconds of a run on one of the engines: steps that take less everywhere are summed."""

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

HEAD = (
    "| articles | engine | seconds | CPU s | peak GB, all · Java | tables MB | shuffled MB · tasks |\n"
    "|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """A run on an engine. shuffled: bytes that tasks wrote for others, and tasks; None where nothing says so"""

    articles: int
    engine: str
    measured: Measured
    steps: Mapping[str, float]
    table_bytes: int
    shuffled: tuple[int, int] | None

    def row(self) -> str:
        java = self.measured.peak_by_program.get("java", 0)
        shuffled = "" if self.shuffled is None else f"{self.shuffled[0] / 1e6:,.0f} · {self.shuffled[1]:,}"
        return (
            f"| {self.articles:,} | {self.engine} | {self.measured.wall_seconds:.0f} | {self.measured.cpu_seconds:.0f}"
            f" | {self.measured.peak_bytes / 1e9:.2f} · {java / 1e9:.2f} | {self.table_bytes / 1e6:,.0f} | {shuffled} |"
        )


def run(folder: Path, raw: Path, articles: int, engine: str) -> Figures:
    """A first run on an engine, in a folder of its own. Raises SystemExit if it fails."""
    warehouse, logs = folder / "news.duckdb", folder / "events"
    logs.mkdir(parents=True)
    defaults = folder / "spark-defaults.conf"
    defaults.write_text(f"spark.eventLog.enabled true\nspark.eventLog.dir file://{logs}\n", encoding="utf-8")
    command = [str(NEWSFOLD), "run", "--raw", str(raw), "--warehouse", str(warehouse)]
    if engine != "duckdb":
        command += ["--engine", "spark"]
    if engine == "sail":
        command = [sys.executable, "-c", ON_SAIL, *command]
    address = {} if engine in ("duckdb", "sail") else {"NEWSFOLD_SPARK_ADDRESS": engine}
    measured = measure(command, os.environ | {"SPARK_CONF_DIR": str(folder)} | address)
    if measured.exit_code:
        raise SystemExit(f"the run on {engine} ended with {measured.exit_code}\n{measured.output}")
    is_logged = any(logs.iterdir())
    shuffled = shuffles(logs) if is_logged else None
    return Figures(articles, engine, measured, step_seconds(warehouse), table_bytes(warehouse), shuffled)


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


def shuffles(logs: Path) -> tuple[int, int]:
    """(bytes that tasks wrote for other tasks, tasks) of all event logs in a folder."""
    ended = [task["Task Metrics"] for task in _events(logs, "SparkListenerTaskEnd") if task.get("Task Metrics")]
    return sum(task["Shuffle Write Metrics"]["Shuffle Bytes Written"] for task in ended), len(ended)


def _events(logs: Path, name: str) -> Iterator[dict[str, object]]:
    for path in (path for path in logs.rglob("*") if path.is_file() and not path.name.startswith((".", "appstatus"))):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if f'"{name}"' in line[:80])


def steps_table(runs: list[Figures]) -> str:
    """Seconds by step of runs over the same articles, an engine a column."""
    shares = [{step: seconds / sum(each.steps.values()) for step, seconds in each.steps.items()} for each in runs]
    shown = [step for step in runs[0].steps if any(share.get(step, 0) >= SHOWN_SHARE for share in shares)]
    lines = [f"| step, {runs[0].articles:,} articles: s | {' | '.join(each.engine for each in runs)} |"]
    lines.append("|---" * (len(runs) + 1) + "|")
    lines += [f"| {step} | {' | '.join(f'{each.steps.get(step, 0):.1f}' for each in runs)} |" for step in shown]
    rest = [sum(seconds for step, seconds in each.steps.items() if step not in shown) for each in runs]
    return "\n".join([*lines, f"| all others | {' | '.join(f'{seconds:.1f}' for seconds in rest)} |"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spark", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", default="5000,20000")
    parser.add_argument("--engines", default="duckdb,sail,local[2]")
    parser.add_argument("--folder", type=Path, help="where the runs work")
    options = parser.parse_args()
    print(machine())
    for articles in map(int, options.articles.split(",")):
        with tempfile.TemporaryDirectory(dir=options.folder) as name:
            folder, runs = Path(name), list[Figures]()
            write(folder / "press", Plan(articles, max(1, articles // ARTICLES_PER_DAY)))
            print(HEAD)
            for number, engine in enumerate(options.engines.split(",")):
                runs.append(run(folder / str(number), folder / "press" / "raw", articles, engine))
                print(runs[-1].row(), flush=True)
            print(f"\n{steps_table(runs)}\n", flush=True)


if __name__ == "__main__":
    main()
