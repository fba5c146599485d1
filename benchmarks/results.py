"""Figures of a comparison as tables: medians over the rounds, ratios against one contestant.

Belongs here: RESULTS.json and RESULTS.md. Does not: measuring, drawing (peers.plots).
"""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

from benchmarks.contests import Result

Row = dict[str, Any]


def medians(results: Iterable[Result]) -> list[Row]:
    """One row a contestant, in order of first appearance; figures are medians over the rounds it finished."""
    rounds: dict[str, list[Result]] = {}
    for result in (result for result in results if not result.measured.exit_code):
        rounds.setdefault(result.name, []).append(result)
    return [_row(name, found) for name, found in rounds.items()]


def _row(name: str, found: Sequence[Result]) -> Row:
    row: Row = {
        "name": name,
        "rounds": len(found),
        "wall_seconds": round(median(r.measured.wall_seconds for r in found), 2),
        "cpu_seconds": round(median(r.measured.cpu_seconds for r in found), 2),
        "peak_megabytes": round(median(r.measured.peak_bytes for r in found) / 1e6),
    }
    quality = found[-1].quality
    if quality:
        row |= {"recall": round(quality.recall, 4), "precision": round(quality.precision, 4)}
        row |= {"revisions": round(quality.recall_by_kind.get("revision", 1.0), 4)}
    return row


def table(rows: Sequence[Row], against: str) -> list[str]:
    """A Markdown table; the ratios say how many times longer the contestant `against` takes."""
    base = next((row for row in rows if row["name"] == against), None)
    lines = [
        f"| | rounds | wall s | CPU s | × {against} by wall | by CPU | peak MB | recall | precision | revisions |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    return [*lines, *(_line(row, base) for row in rows)]


def _line(row: Row, base: Row | None) -> str:
    ratios = [f"{base[key] / row[key]:.2f}" if base else "" for key in ("wall_seconds", "cpu_seconds")]
    quality = [f"{row[key]:.3f}" if key in row else "" for key in ("recall", "precision", "revisions")]
    cells = [row["name"], row["rounds"], row["wall_seconds"], row["cpu_seconds"], *ratios, row["peak_megabytes"]]
    return "| " + " | ".join(map(str, [*cells, *quality])) + " |"


def report(figures: Row) -> list[str]:
    """The lines of RESULTS.md from the figures of RESULTS.json."""
    return [
        "# Newsfold beside its peers",
        "",
        "Written by `make bench`. One busy machine: trust the ratios, which were measured alternately in one run.",
        "",
        f"Machine: {figures['machine']}. Quality on labelled data: [SCORES.md](SCORES.md).",
        "",
        f"## Duplicates of {figures['articles']:,} synthetic articles (benchmarks/corpora.py, seed {figures['seed']})",
        "",
        "From texts to pairs; for newsfold to scored pairs and clusters. The whole run goes from JSON Lines to a",
        "published, audited warehouse. A ratio above 1 is faster than rensa. `revisions`: recall of copies at one",
        "publisher.",
        "",
        *table(figures["texts"], "rensa"),
        "",
        "![seconds](seconds.svg)",
        "![recall](recall.svg)",
        "",
        f"## {figures['page_count']:,} HTML pages, two processes each",
        "",
        "For newsfold the whole run, audit included. trafilatura extracts text and metadata, htmldate the date.",
        "",
        *table(figures["pages"], "trafilatura"),
        "",
        "![pages](pages.svg)",
    ]
