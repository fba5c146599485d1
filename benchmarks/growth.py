"""Growth: runs on top of each other, then a run with nothing new, one with a thousand more, one audit of everything.

Belongs here: dealing out the corpus, the runs, the table. Does not: measuring (measuring), the corpus itself (corpora).

    python -m benchmarks.growth [--articles 100000] [--runs 10] [--seed 1] [--write]

The corpus is dealt out like cards, so that copies of one text come in different runs. With --write the table goes to
benchmarks/GROWTH.md.
"""

import argparse
import itertools
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.corpora import articles
from benchmarks.large_files import NEWSFOLD
from benchmarks.measuring import Measured, machine, measure
from expectations import suites, validate
from warehouse import catalog, connections

TABLE = Path(__file__).with_name("GROWTH.md")
LAST_RUN = "select step_seconds from runs order by started_at desc limit 1"
PUBLISHED = "select table_schema, table_name from information_schema.tables"
MORE = 1_000
"""New articles of the last run: what a day brings to an archive."""

HEAD = """# Growth of a warehouse

Written by `python -m benchmarks.growth --articles {articles} --runs {runs} --seed {seed} --write`. Machine: {machine}.

Other work was on the machine: CPU seconds are more reliable than wall time. {articles:,} synthetic articles per run;
copies of one text are spread over the runs. Peak memory is the sum over all processes of `newsfold run`. `copy` is the
copy of the previous version; `start` is what is left: imports, and Dagster between the steps.

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

    def run(self) -> Measured:
        """One run over all that is in the raw folder now; whoever fails ends the benchmark."""
        command = [str(NEWSFOLD), "run", "--raw", str(self.raw), "--warehouse", str(self.warehouse)]
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


def deal(place: Place, count: int, runs: int, seed: int) -> list[Path]:
    """Files to be read one a run: the corpus dealt out, the rest to a last small one."""
    waiting = place.folder / "waiting"
    waiting.mkdir()
    place.raw.mkdir()
    paths = [waiting / f"{number:03}.jsonl" for number in range(runs + 1)]
    files = [path.open("w", encoding="utf-8") for path in paths]
    every = max(1, count * runs // MORE)
    dealt = itertools.cycle(files[:-1])
    for number, row in enumerate(articles(count * runs + MORE, seed)):
        file = files[-1] if number % (every + 1) == every else next(dealt)
        file.write(json.dumps(row) + "\n")
    for file in files:
        file.close()
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
    return f"All suites validated again, imports included: {seconds}; {held}."


def audit(warehouse: Path) -> int:
    """Validate all tables of a published file; 1 if a critical expectation does not hold."""
    with duckdb.connect(str(warehouse), read_only=True, config=connections.CLOSED) as connection:
        connection.execute("set timezone = 'UTC'; set memory_limit = '2GB'")
        there = {f"{schema}.{name}" for schema, name in connection.execute(PUBLISHED).fetchall()}
        audited = (suite for table, suite in suites(catalog.lasting_tables()).items() if table in there)
        results = [result for suite in audited for result in validate(connection, suite)]
    return int(any(result.blocks for result in results))


def main() -> int:
    """Exit code 1 if an audit of what is published fails."""
    options = _options()
    if options.audit:
        return audit(options.audit)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        place = Place(Path(folder))
        *parts, last = deal(place, options.articles, options.runs, options.seed)
        rows = []
        for number, path in enumerate(parts, 1):
            row, _ = take_in(place, path, str(number))
            rows.append(row)
            print(row, flush=True)
        nothing = place.run()
        rows.append(take_in(place, last, f"{MORE:,} more")[0])
        lines = [f"\nA run with nothing new: {nothing.wall_seconds:.2f} s.", audit_again(place)]
    text = "\n".join([HEAD.format(machine=machine(), **vars(options)) + "\n".join(rows), *lines, ""])
    print(text)
    if options.write:
        TABLE.write_text(text, encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--audit", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
