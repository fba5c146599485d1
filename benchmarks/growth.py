"""Growth: runs on top of each other as an archive grows, day after day, then a run with nothing new, one with a
thousand more, one audit of everything.

Belongs here: dealing out the press, the runs, the table. Does not: measuring (measuring), the articles (press).

    python -m benchmarks.growth [--stock 0] [--articles 100000] [--runs 10] [--per-day 3000] [--topics 300] [--write]

Each run finds the days that have come since the run before; copies and reports that come late are in later runs. Ten
nights on an archive: `--stock 100000 --articles 1000 --per-day 1000`. Exit code 1 if the last run takes more than
MAX_RATIO times the CPU seconds of the second. With --write the table goes to benchmarks/GROWTH.md.
"""

import argparse
import itertools
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.judge import judged
from benchmarks.large_files import NEWSFOLD
from benchmarks.measuring import Measured, machine, measure
from benchmarks.press import Plan, printed
from expectations import suites, validate
from warehouse import catalog, connections

TABLE = Path(__file__).with_name("GROWTH.md")
LAST_RUN = "select step_seconds from runs order by started_at desc limit 1"
PUBLISHED = "select table_schema, table_name from information_schema.tables"
MORE = 1_000
"""New articles of the last run: what a day brings to an archive."""

MAX_RATIO = 1.3

HEAD = """# Growth of a warehouse

Written by this command. Machine: {machine}.

    python -m benchmarks.growth --stock {stock} --articles {articles} --runs {runs} --per-day {per_day} \\
        --topics {topics} --seed {seed} --write

Other work was on the machine: CPU seconds are more reliable than wall time. The press of {topics} topics is dealt by
day, {per_day:,} articles a day. Each row is `newsfold run --raw RAW --warehouse WAREHOUSE` with one more file in RAW.
Peak memory is the sum over all processes of the run. `copy` is the copy of the previous version; `start` is what is
left: imports, and Dagster between the steps.

| run | stored | seconds | CPU s | peak GB | copy s | audits s | steps s | start s | file MB |
|---|---|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the runs work."""

    folder: Path

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse" / "news.duckdb"

    @property
    def truth(self) -> Path:
        return self.folder / "truth.jsonl"

    def run(self) -> Measured:
        """One run over all that is in the raw folder now, with its command shown; a failure ends the benchmark."""
        command = [str(NEWSFOLD), "run", "--raw", str(self.raw), "--warehouse", str(self.warehouse)]
        print("$", *command, flush=True)
        measured = measure(command, folder=self.folder)
        if measured.exit_code:
            raise SystemExit(f"the run ended with {measured.exit_code}\n{measured.output}")
        return measured

    def step_seconds(self) -> Mapping[str, float]:
        """Seconds of the last run by step, publication included."""
        with connections.open_to_read(self.warehouse.with_name("history.duckdb")) as connection:
            found = connection.execute(LAST_RUN).fetchall()
        steps: Mapping[str, float] = json.loads(found[0][0])
        return steps


def deal(place: Place, counts: Sequence[int], plan: Plan) -> list[Path]:
    """A file a run with as many rows of the press, in its order: by day and by the clock."""
    waiting = place.folder / "waiting"
    waiting.mkdir()
    place.raw.mkdir()
    rows, paths = printed(plan), [waiting / f"{number:03}.jsonl" for number in range(len(counts))]
    with place.truth.open("w", encoding="utf-8") as truth:
        for path, count in zip(paths, counts, strict=True):
            with path.open("w", encoding="utf-8") as file:
                for row in itertools.islice(rows, count):
                    file.write(json.dumps(row.raw) + "\n")
                    truth.write(json.dumps(row.truth) + "\n")
    return paths


def take_in(place: Place, path: Path, name: str) -> tuple[str, Measured]:
    """A run that finds one more file, and its row of the table."""
    path.rename(place.raw / path.name)
    measured = place.run()
    steps = place.step_seconds()
    copy = sum(seconds for step, seconds in steps.items() if step.startswith("copy of"))
    audits = sum(seconds for step, seconds in steps.items() if step.startswith("audit "))
    with connections.open_to_read(place.warehouse) as connection:
        stored = connection.execute("select count(*) from articles").fetchall()[0][0]
    rest = measured.wall_seconds - sum(steps.values())
    others = sum(steps.values()) - copy - audits
    size = place.warehouse.resolve().stat().st_size / 1e6
    row = (
        f"| {name} | {stored:,} | {measured.wall_seconds:.1f} | {measured.cpu_seconds:.1f} "
        f"| {measured.peak_bytes / 1e9:.2f} | {copy:.1f} | {audits:.1f} | {others:.1f} | {rest:.1f} | {size:,.0f} |"
    )
    return row, measured


def audit_again(place: Place) -> str:
    """The line about validating every published table once more, as a run does but for the tables of the run itself."""
    measured = measure([sys.executable, "-m", "benchmarks.growth", "--audit", str(place.warehouse)])
    held = "all hold" if measured.exit_code == 0 else "not all hold"
    seconds = f"{measured.wall_seconds:.1f} s, {measured.cpu_seconds:.1f} CPU s"
    command = "`python -m benchmarks.growth --audit WAREHOUSE`"
    return f"All suites validated again ({command}, imports included): {seconds}; {held}."


def audit(warehouse: Path) -> int:
    """Validate all tables of a published file; 1 if a critical expectation does not hold."""
    with duckdb.connect(str(warehouse), read_only=True, config=connections.CLOSED) as connection:
        connection.execute("set timezone = 'UTC'; set memory_limit = '2GB'")
        there = {f"{schema}.{name}" for schema, name in connection.execute(PUBLISHED).fetchall()}
        audited = (suite for table, suite in suites(catalog.lasting_tables()).items() if table in there)
        results = [result for suite in audited for result in validate(connection, suite)]
    return int(any(result.blocks for result in results))


def main() -> int:
    """Exit code 1 if the last run costs too much beside the second, or an audit of what is published fails."""
    options = _options()
    if options.audit:
        return audit(options.audit)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        text, ratio = grown(Place(Path(folder)), options)
    print(text)
    if options.write:
        TABLE.write_text(text, encoding="utf-8")
    return int(ratio > MAX_RATIO)


def grown(place: Place, options: argparse.Namespace) -> tuple[str, float]:
    """All runs; returns the page, and the CPU seconds of the last run by those of the second."""
    counts = [*([options.stock] if options.stock else []), *([options.articles] * options.runs), MORE]
    plan = Plan(sum(counts), -(-sum(counts) // options.per_day), options.topics, seed=options.seed)
    names = [*(["stock"] if options.stock else []), *map(str, range(1, options.runs + 1)), f"{MORE:,} more"]
    rows, took, lines = [], dict[str, Measured](), []
    for name, path in zip(names, deal(place, counts, plan), strict=True):
        if name == names[-1]:
            lines.append(f"\nA run with nothing new: {place.run().wall_seconds:.2f} s.")
        row, took[name] = take_in(place, path, name)
        rows.append(row)
        print(row, flush=True)
    last, second = took[str(options.runs)], took[str(min(2, options.runs))]
    ratio = last.cpu_seconds / second.cpu_seconds
    lines += [
        f"Run {options.runs} by run 2: wall {last.wall_seconds / second.wall_seconds:.2f}, CPU {ratio:.2f}"
        f" (at most {MAX_RATIO}).",
        audit_again(place),
        f"`python -m benchmarks.judge`: `{json.dumps(judged(place.warehouse, place.truth))}`",
    ]
    head = HEAD.format(machine=machine(), **vars(options))
    return "\n".join([head + "\n".join(rows), *lines, ""]), ratio


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__.splitlines()[0])
    parser.add_argument("--stock", type=int, default=0, help="articles that are there before the runs")
    parser.add_argument("--articles", type=int, default=100_000, help="new articles of a run")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--per-day", type=int, default=3_000)
    parser.add_argument("--topics", type=int, default=Plan().topics)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the runs work")
    parser.add_argument("--audit", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
