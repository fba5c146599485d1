"""Large inputs through whole runs: seconds and peak memory of all their processes, and what became of the records.

Belongs here: making the inputs, the runs, the table of results. Does not: measuring itself (measuring), speed against
peers.

    python -m benchmarks.large_files [--folder DIR] [--landing] [--write] [CASE …]

Each input is made by code in a folder of its own, read by `newsfold run` with default settings into a fresh warehouse,
and deleted. Up to 20 GB of disk are needed. With --write the table goes to benchmarks/LARGE_FILES.md.

Records of the large files are long (about 100 kB), so that a run takes minutes. Of the bytes of the web archive
nineteen in twenty are pictures, as in a crawl of everything. With --landing a run ends when all records have landed:
what the size of the files decides is over then, and what the number and length of articles decide begins.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.measuring import Measured, machine, measure
from benchmarks.press.languages import language

TABLE = Path(__file__).with_name("LARGE_FILES.md")
NEWSFOLD = Path(sys.executable).with_name("newsfold")

GB = 1_000_000_000
MB = 1_000_000
LIMIT_BYTES = 1.5 * GB
"""What the whole run may take at its peak (issue 3)."""


class Writer:
    """Endless prose of English words by their frequency: no two texts share a passage."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.language = language("en")

    def text(self, size: int) -> str:
        """About `size` characters in paragraphs of 60 words."""
        drawn = self.language.prose(self.random, size // 6)
        return "\n\n".join(self.language.paragraph(drawn[at : at + 60], self.random) for at in range(0, len(drawn), 60))

    def row(self, number: int, size: int) -> bytes:
        """A line of JSON Lines."""
        day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
        row = {"id": number, "url": f"https://made.example/{number}", "title": self.text(60), "published_at": day}
        return json.dumps({**row, "text": self.text(size)}).encode() + b"\n"

    def page(self, number: int, size: int) -> bytes:
        """A page with an article."""
        paragraphs = "".join(f"<p>{each}</p>\n" for each in self.text(size).split("\n\n"))
        head = f'<title>{self.text(60)}</title><meta property="article:published_time" content="2024-03-01T10:00:00Z">'
        return f"<!doctype html><html><head>{head}</head><body><article>{paragraphs}</article></body></html>".encode()


def rows(folder: Path, writer: Writer, size: int = 2 * GB, row: int = 100_000) -> int:
    """One JSON Lines file; returns its records."""
    number = written = 0
    with (folder / "rows.jsonl").open("wb") as file:
        while written < size:
            written += file.write(writer.row(number, row))
            number += 1
    return number


def web_archive(folder: Path, writer: Writer, size: int = 5 * GB) -> int:
    """One uncompressed WARC, one page of 100 kB to two megabytes of pictures; returns the pages."""
    number = written = 0
    with (folder / "crawl.warc").open("wb") as file:
        while written < size:
            written += file.write(_capture(number, "text/html; charset=utf-8", writer.page(number, 100_000)))
            for picture in range(8):
                image = b"\x89PNG\r\n\x1a\n" + writer.random.bytes(250_000)
                written += file.write(_capture(f"{number}-{picture}", "image/png", image))
            number += 1
    return number


def _capture(number: int | str, media: str, payload: bytes) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {len(payload)}\r\n\r\n".encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://made.example/{number}\r\n"
        f"WARC-Date: 2024-03-02T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def members(folder: Path, writer: Writer, count: int = 100_000) -> int:
    """One zip with many small texts; returns their number."""
    with zipfile.ZipFile(folder / "texts.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(count):
            archive.writestr(f"{number // 1000:03}/{number:06}.txt", f"{writer.text(50)}\n\n{writer.text(400)}")
    return count


def large_row(folder: Path, writer: Writer, size: int = 200 * MB) -> int:
    """A row of 200 MB between two good ones; returns 3."""
    body = writer.text(1 * MB)
    with (folder / "large.jsonl").open("wb") as file:
        file.write(writer.row(0, 1000))
        file.write(b'{"id": 1, "title": "Large", "text": "')
        for _ in range(size // MB):
            file.write(body.replace("\n", " ").encode())
        file.write(b'"}\n')
        file.write(writer.row(2, 1000))
    return 3


def large_cell(folder: Path, writer: Writer, size: int = 200 * MB) -> int:
    """A Parquet file with one cell of 200 MB between two good ones; returns 3."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [writer.text(1000), writer.text(MB) * (size // MB), writer.text(1000)]
    pq.write_table(pa.table({"title": ["One", "Large", "Two"], "text": texts}), folder / "large.parquet")
    return 3


CASES: dict[str, tuple[str, Callable[[Path, Writer], int]]] = {
    "rows": ("2 GB of JSON Lines, rows of 100 kB", rows),
    "short-rows": ("2 GB of JSON Lines, rows of 10 kB", partial(rows, row=10_000)),
    "web-archive": ("5 GB WARC, pages of 100 kB among pictures", web_archive),
    "members": ("zip with 100,000 texts of 450 characters", members),
    "large-row": ("JSON Lines with one row of 200 MB", large_row),
    "large-cell": ("Parquet with one cell of 200 MB", large_cell),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A measured run: bytes read, records made, what the warehouse says became of them."""

    name: str
    is_landing: bool
    bytes: int
    made: int
    measured: Measured
    landed: int
    refused: str

    @property
    def row(self) -> str:
        """The row of the table."""
        run, part = self.measured, "landing" if self.is_landing else "whole"
        return (
            f"| {CASES[self.name][0]} | {part} | {self.bytes / GB:.2f} | {self.made:,} | {self.landed:,} "
            f"| {self.refused or '-'} | {run.wall_seconds:.0f} | {run.cpu_seconds:.0f} | {run.peak_bytes / GB:.2f} |"
        )


def run(name: str, folder: Path, is_landing: bool) -> Outcome:
    """Make the input, run, ask what became of it, delete all of it."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=f"large-{name}-") as held:
        raw = Path(held, "raw")
        raw.mkdir()
        made = CASES[name][1](raw, Writer(seed=20_240_301))
        size = sum(path.stat().st_size for path in raw.iterdir())
        warehouse = Path(held, "warehouse", "news.duckdb")
        command = [str(NEWSFOLD), "run"] if not is_landing else [sys.executable, "-m", "benchmarks.landing"]
        measured = measure([*command, "--raw", str(raw), "--warehouse", str(warehouse)])
        if measured.exit_code:
            print(measured.output, file=sys.stderr)
            return Outcome(name, is_landing, size, made, measured, 0, "the run failed")
        landed, refused = _landed(measured.output) if is_landing else _published(warehouse)
        return Outcome(name, is_landing, size, made, measured, landed, refused)


def _landed(output: str) -> tuple[int, str]:
    """What benchmarks.landing says: records that landed, and those refused by reason."""
    counts: dict[str, int] = json.loads(output.splitlines()[-1])
    refused = {name.removeprefix("rejected: "): n for name, n in counts.items() if name.startswith("rejected: ")}
    return counts["records"] - sum(refused.values()), ", ".join(f"{reason} × {n}" for reason, n in refused.items())


def _published(warehouse: Path) -> tuple[int, str]:
    """The same from the published file."""
    sql = "select reason || ' × ' || count(*) from rejections group by reason order by reason"
    landed = _asked(warehouse, "select count(*) from article_records")
    return int(landed[0]), ", ".join(_asked(warehouse, sql))


def _asked(warehouse: Path, sql: str) -> list[str]:
    command = [str(NEWSFOLD), "query", "--warehouse", str(warehouse), "--format", "csv", sql]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[1:]


HEAD = """# Large files

Written by `python -m benchmarks.large_files [--landing] --write [CASE …]`. Machine: {machine}, with other work on it.

Peak memory is the sum over all processes of a run, shared pages counted proportionally, sampled five times a second;
the limit is 1.5 GB. The inputs are described in the script; most have long records, so that a run takes minutes.

| input | run | GB | records | landed | rejected | seconds | CPU s | peak GB |
|---|---|---|---|---|---|---|---|---|
"""


def main() -> int:
    """Run the cases named; exit code 1 if one takes more memory than it may, or loses a record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)}; all when none is named")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()), help="where inputs are made")
    parser.add_argument("--landing", action="store_true", help="end each run when all records have landed")
    parser.add_argument("--write", action="store_true", help=f"add the rows to {TABLE.name}")
    given = parser.parse_args()
    outcomes = []
    for name in given.cases or CASES:
        outcomes.append(run(name, given.folder, given.landing))
        print(outcomes[-1].row, flush=True)
    if given.write:
        before = TABLE.read_text() if TABLE.exists() else HEAD.format(machine=machine())
        TABLE.write_text(before + "".join(f"{each.row}\n" for each in outcomes))
    return int(any(each.measured.peak_bytes > LIMIT_BYTES for each in outcomes))


if __name__ == "__main__":
    sys.exit(main())
