"""The contestants: which command each runs on which input, and what comes out.

Belongs here: corpora on disk and commands. Does not: writing figures down (results), the peers' own code (peers).
"""

import gzip
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measuring import Measured, measure
from benchmarks.pair_quality import FlagQuality, PairQuality, flag_quality, pair_quality
from benchmarks.press import Plan, Printed, printed

ROOT = Path(__file__).resolve().parents[1]
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
OURS = Path(sys.executable).with_name("newsfold")
LABELLED_PAGES = ROOT.parent / "shared" / "data" / "pages"

WHOLE_RUN = "newsfold, whole run"
STEP = "newsfold, duplicate step"
CLUSTERS = "newsfold, its clusters"
DUPLICATE_PEERS = ("rensa", "rensa-flags", "rensa-rho", "gaoya", "datasketch", "text-dedup", "datatrove")
PAGE_PEERS = ("trafilatura", "htmldate")


@dataclass(frozen=True, slots=True)
class Corpus:
    """A made corpus in the two forms contestants read, a row an article, in one order."""

    rows: Path
    table: Path


@dataclass(frozen=True, slots=True)
class Result:
    """One contestant in one round; quality where it gives pairs, flags where it says which rows have a copy."""

    name: str
    measured: Measured
    quality: PairQuality | None = None
    flags: FlagQuality | None = None


def made_corpus(folder: Path, count: int, seed: int) -> Corpus:
    """The corpus of this size and seed below the folder, made when it is not there yet; without stubs, which only their
    titles tell apart.
    """
    rows, table = folder / f"{count}-{seed}" / "rows.jsonl", folder / f"{count}-{seed}.parquet"
    if not table.exists():
        rows.parent.mkdir(parents=True, exist_ok=True)
        made = [row for row in printed(Plan(articles=count, seed=seed)) if row.truth["kind"] != "stub"]
        with open(rows, "w", encoding="utf-8") as out:
            out.writelines(json.dumps(row.raw) + "\n" for row in made)
        pq.write_table(pa.Table.from_pylist([_table_row(row) for row in made]), table)
    return Corpus(rows, table)


def _table_row(row: Printed) -> dict[str, str]:
    given = {name: row.raw[name] for name in ("id", "text", "publisher")}
    known = {name: row.truth[name] for name in ("cluster", "kind", "language")}
    return given | known | {"published_date": row.truth["day"]}


def duplicates_by_peer(peer: str, corpus: Corpus, work: Path) -> Iterator[Result]:
    """A peer's duplicates of the corpus; one that tells what its own part takes is a second contestant with that."""
    found = work / "found.parquet"
    script = ROOT / "benchmarks" / "peers" / "duplicates.py"
    measured = measure([str(PEERS_PYTHON), str(script), peer, str(corpus.table), str(found)])
    result = Result(peer, measured) if measured.exit_code else _judged(peer, measured, corpus, found)
    yield result
    if result.flags and not result.quality:
        own = json.loads(measured.output.splitlines()[-1])
        yield replace(result, name=f"{peer}, hashes given", measured=replace(measured, **own))


def duplicates_by_us(corpus: Corpus, work: Path) -> Iterator[Result]:
    """Our duplicate step alone, from texts in DuckDB to scored pairs and clusters: its own seconds, not those of
    putting the texts there. First its pairs, then the pairs within its clusters.
    """
    pairs = work / "pairs.parquet"
    command = [sys.executable, "-m", "benchmarks.duplicate_step", str(corpus.table), "--pairs", str(pairs)]
    measured = measure(command, folder=ROOT)
    if measured.exit_code:
        yield Result(STEP, measured)
        return
    told = json.loads(measured.output.splitlines()[-1])
    wall, cpu = (sum(told[name].values()) for name in ("wall_seconds", "cpu_seconds"))
    found = _judged(STEP, replace(measured, wall_seconds=wall, cpu_seconds=cpu), corpus, pairs)
    yield from (found, replace(found, name=CLUSTERS, quality=PairQuality(**told["clustered"]), flags=None))


def whole_run(name: str, raw: Path, work: Path) -> Result:
    """`newsfold run` on a folder, into a new warehouse."""
    return Result(name, measure([str(OURS), "run", "--raw", str(raw), "--warehouse", str(work / "w" / "news.duckdb")]))


def pages_by_peer(peer: str, pages: Path) -> Result:
    """A peer on all pages of a folder, on two processes."""
    script = ROOT / "benchmarks" / "peers" / "extraction.py"
    return Result(peer, measure([str(PEERS_PYTHON), str(script), peer, str(pages)]))


def laid_pages(folder: Path) -> int:
    """Put HTML pages with their sidecars into the folder: the labelled ones where they are, else our samples'.

    Returns how many there are.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    count = 0
    for count, (page, meta) in enumerate(_pages(), 1):
        file = folder / f"{count:05}.html"
        file.write_bytes(page)
        if meta:
            file.with_name(file.name + ".meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return count


def _pages() -> Iterator[tuple[bytes, dict[str, str]]]:
    if not LABELLED_PAGES.exists():
        yield from ((path.read_bytes(), {}) for path in sorted((ROOT / "samples").rglob("*.html")))
        return
    for gold in sorted(LABELLED_PAGES.glob("*/gold.jsonl")):
        for line in gold.read_bytes().split(b"\n"):
            if not line.strip():
                continue
            row = json.loads(line)
            meta = {"url": row.get("url"), "fetched_at": row.get("crawl_date")}
            with gzip.open(gold.parent / row["file"]) as page:
                yield page.read(), {name: value for name, value in meta.items() if value}


def _judged(name: str, measured: Measured, corpus: Corpus, output: Path) -> Result:
    """What pairs of row numbers are worth, or flagged rows."""
    truth, found = pq.read_table(corpus.table, columns=["cluster", "kind"]), pq.read_table(output)
    clusters, kinds = truth["cluster"].to_numpy(), truth["kind"].to_numpy()
    if "flagged" in found.column_names:
        return Result(name, measured, None, flag_quality(clusters, found["flagged"].to_numpy()))
    left, right = found["left"].to_numpy(), found["right"].to_numpy()
    flags = flag_quality(clusters, np.concatenate([left, right]))
    return Result(name, measured, pair_quality(clusters, kinds, left, right), flags)
