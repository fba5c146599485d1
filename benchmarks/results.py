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
        "wall_seconds": max(0.01, round(median(r.measured.wall_seconds for r in found), 2)),
        "cpu_seconds": max(0.01, round(median(r.measured.cpu_seconds for r in found), 2)),
        "peak_megabytes": round(median(r.measured.peak_bytes for r in found) / 1e6),
    }
    if quality := found[-1].quality:
        row |= {"recall": round(quality.recall, 4), "precision": round(quality.precision, 4)}
        row |= {"revisions": round(quality.recall_by_kind.get("revision", 1.0), 4)}
    if flags := found[-1].flags:
        row |= {"flags_recall": round(flags.recall, 4), "flags_precision": round(flags.precision, 4)}
    return row


QUALITY = {
    "recall": "recall of pairs", "precision": "precision", "revisions": "revisions",
    "flags_recall": "copies flagged", "flags_precision": "flags right",
}  # fmt: skip


def table(rows: Sequence[Row], against: str, quality: Iterable[str] = ()) -> list[str]:
    """A Markdown table, quality first; the ratios say how many times longer the contestant `against` takes."""
    base = next((row for row in rows if row["name"] == against), None)
    times = ["wall s", "CPU s", f"× {against} by wall", "by CPU", "peak MB", "rounds"]
    shown = [*(QUALITY[name] for name in quality), *times]
    lines = ["| | " + " | ".join(shown) + " |", "|---" * (len(shown) + 1) + "|"]
    return [*lines, *(_line(row, base, quality) for row in rows)]


def _line(row: Row, base: Row | None, quality: Iterable[str]) -> str:
    ratios = [f"{base[key] / row[key]:.2f}" if base else "" for key in ("wall_seconds", "cpu_seconds")]
    figures = [f"{row[name]:.3f}" if name in row else "" for name in quality]
    times = [row["wall_seconds"], row["cpu_seconds"], *ratios, row["peak_megabytes"], row["rounds"]]
    return "| " + " | ".join(map(str, [row["name"], *figures, *times])) + " |"


def report(figures: Row) -> list[str]:
    """The lines of RESULTS.md from the figures of RESULTS.json."""
    return [
        "# Newsfold beside its peers",
        "",
        "Written by `make bench`. One busy machine: trust the ratios, which were measured alternately in one run.",
        "",
        f"Machine: {figures['machine']}. Quality on labelled data: [SCORES.md](SCORES.md).",
        "",
        f"## Duplicates of {figures['articles']:,} synthetic articles (benchmarks/press, seed {figures['seed']})",
        "",
        "`recall of pairs`: of all pairs of copies those that are found, each with a score; `revisions`: the same",
        "for copies at one publisher. `copies flagged`: of the rows that have a copy those that are in a pair, or",
        "flagged by a tool that gives no pairs. `flags right`: of those rows the ones that have a copy.",
        "",
        "From texts to pairs; for newsfold to scored pairs and clusters. The whole run goes from JSON Lines to a",
        "published, audited warehouse. A ratio above 1 is faster than rensa used for pairs. `rensa-flags` is its",
        "fastest interface, a matrix of digests over hashes: it says which rows have a copy, but not of what.",
        "`rensa-rho` is the same over a sample of the hashes, which its own figures are about. `hashes given`: the",
        "seconds of that interface alone, without reading, splitting and hashing the texts.",
        "",
        *table(figures["texts"], "rensa", QUALITY),
        "",
        "![recall](recall.svg)",
        "![seconds](seconds.svg)",
        "",
        f"## {figures['page_count']:,} HTML pages, two processes each",
        "",
        "For newsfold the whole run, audit included. trafilatura extracts text and metadata, htmldate the date.",
        "",
        *table(figures["pages"], "trafilatura"),
        "",
        "![pages](pages.svg)",
    ]
