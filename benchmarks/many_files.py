"""A raw folder of a million small files: the run that reads them, one with nothing new, one with one more file.

Belongs here: making the folder, the runs, the table of results. Does not: measuring itself (measuring).

    python -m benchmarks.many_files [--count 1000000] [--folder DIR] [--write]

The files are made by code and deleted. A thousand texts are distinct, the others repeat their bytes under other names:
so each file is opened, hashed and noted in the ledger, while the articles are few and the first run takes minutes.
With --write the table goes to benchmarks/MANY_FILES.md.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.large_files import NEWSFOLD, Writer
from benchmarks.measuring import Measured, machine, measure

TABLE = Path(__file__).with_name("MANY_FILES.md")
DISTINCT = 1_000
A_FOLDER = 1_000
LIMIT_SECONDS = 30
"""What a run may take to say that nothing is new (issue 3)."""

HEAD = """# Many files

Written by `python -m benchmarks.many_files --write`. Machine: {machine}, with other work on it.

{count:,} small text files: {distinct:,} are distinct, the others repeat their bytes. Peak memory is the sum over all
processes of `newsfold run`. A run with nothing new should take less than 30 seconds.

| run | output | seconds | CPU s | peak GB |
|---|---|---|---|---|
"""


def make(raw: Path, count: int) -> None:
    """Fill the folder, a thousand files in each of its own."""
    writer = Writer(seed=1)
    texts = [f"{writer.text(50)}\n\n{writer.text(400)}\n".encode() for _ in range(DISTINCT)]
    for number in range(count):
        folder = raw / f"{number // A_FOLDER:04}"
        if number % A_FOLDER == 0:
            folder.mkdir(parents=True)
        (folder / f"{number:07}.txt").write_bytes(texts[number % DISTINCT])


def run(name: str, raw: Path, warehouse: Path) -> tuple[str, Measured]:
    """A run, and its row of the table."""
    measured = measure([str(NEWSFOLD), "run", "--raw", str(raw), "--warehouse", str(warehouse)])
    if measured.exit_code:
        raise SystemExit(f"{name}: the run ended with {measured.exit_code}\n{measured.output}")
    lines = [line for line in measured.output.splitlines() if line.startswith(("files ", "nothing"))]
    said = " ".join(" ".join(lines or measured.output.splitlines()[-1:]).split())
    row = f"| {name} | {said} | {measured.wall_seconds:.0f} | {measured.cpu_seconds:.0f} "
    return f"{row}| {measured.peak_bytes / 1e9:.2f} |", measured


def main() -> int:
    """Exit code 1 if a run with nothing new takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="where files are made")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.name}")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder, prefix="many-files-") as held:
        raw, warehouse = Path(held, "raw"), Path(held, "warehouse", "news.duckdb")
        make(raw, given.count)
        rows = []
        for name in ("all files new", "nothing new", "one file more"):
            if name == "one file more":
                (raw / "0000" / "new.txt").write_text("A lamp was lit on the mole tonight, the keeper said.\n")
            row, measured = run(name, raw, warehouse)
            print(row, flush=True)
            rows.append(row)
            if name == "nothing new":
                seconds = measured.wall_seconds
    if given.write:
        head = HEAD.format(machine=machine(), count=given.count, distinct=DISTINCT)
        TABLE.write_text(head + "".join(f"{row}\n" for row in rows))
    return int(seconds > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
