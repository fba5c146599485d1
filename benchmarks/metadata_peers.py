"""`make metadata-peers`: what newsfold and its peers find in the labelled pages, field by field, into METADATA.md.

Belongs here: letting each read the same pages and writing the table. Does not: the peers' own code (peers.metadata),
scoring (labelled_pages), speed (benchmarks.__main__). The labelled pages stand beside the project, not in it.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.contests import ROOT
from benchmarks.labelled_pages import PAGES, SETS, Answer, LabelledPage, labelled_pages, summary, verdicts
from benchmarks.measuring import measure
from pipelines.core.normalization.normal_record import NormalRecord
from pipelines.core.normalization.normalize import normalize
from pipelines.core.records import RawRecord

PEERS = ("trafilatura", "htmldate", "newspaper4k", "goose3", "news-please")
PEERS_PYTHON = ROOT / ".venv-page-peers" / "bin" / "python"
PROGRAM = ROOT / "benchmarks" / "peers" / "metadata.py"
OUTPUT = Path(__file__).with_name("METADATA.md")
OURS = "newsfold"
COLUMNS = (
    ("date", "htmldate"), ("date", "wcxb"), ("date", "postlight"), ("date", "fundus"), ("instant", "fundus"),
    ("title", "fundus"), ("title_lenient", "fundus"), ("title", "wcxb"), ("title", "postlight"), ("authors", "fundus"),
    ("authors", "wcxb"), ("authors", "postlight"), ("publisher", "fundus"), ("language", "fundus"), ("body", "fundus"),
    ("body", "wcxb"), ("body", "aeb"),
)  # fmt: skip
"""Measure and set of each row of the table."""

HEAD = """# Metadata beside the peers

Every contestant reads the same labelled pages with its default settings and without network. Written by
`make metadata-peers`. Scores: share of publication days right, share of instants right within a minute, share of
titles right word for word (lenient: one contains the other), F1 of authors, share of publisher names and of languages
right, F1 of four-word shingles of the body. An empty cell means that the tool has no such field. The rules of newsfold
were written while these pages could be seen; how many of them the peers were tuned on is not known.
"""


def main() -> int:
    """Read, score, write; 1 if the pages or the peers are not there."""
    if not PAGES.exists() or not PEERS_PYTHON.exists():
        print(f"needed: {PAGES} and {PEERS_PYTHON} (make metadata-peers installs the second)", file=sys.stderr)
        return 1
    pages = list(labelled_pages())
    found = {OURS: [_ours(page) for page in pages], **dict(_theirs(pages))}
    scores = {name: _scores(pages, answers) for name, answers in found.items()}
    OUTPUT.write_text(HEAD + "\n" + "\n".join(_table(scores)) + "\n", encoding="utf-8")
    return 0


def _ours(page: LabelledPage) -> Answer:
    """What one record of the page becomes, as a run makes it; a page refused as no article says nothing."""
    fetched = page.labels.get("crawl_date")
    fields = {"url": page.url, "html": page.html}
    record = RawRecord("pages.jsonl", 0, "row", fields, fetched_at=datetime.fromisoformat(fetched) if fetched else None)
    done = normalize(record, "0")
    if not isinstance(done, NormalRecord):
        return {}
    return {
        "date": done.published_date.isoformat() if done.published_date else None,
        "instant": done.published_at.isoformat() if done.published_at else None, "title": done.title,
        "authors": done.authors, "publisher": done.publisher_name, "language": done.language, "body": done.body,
    }  # fmt: skip


def _theirs(pages: list[LabelledPage]) -> Iterator[tuple[str, list[Answer]]]:
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "pages.jsonl"
        rows = (json.dumps({"html": page.html, "url": page.url}) + "\n" for page in pages)
        given.write_text("".join(rows), encoding="utf-8")
        for peer in PEERS:
            out = Path(folder) / f"{peer}.jsonl"
            done = measure([str(PEERS_PYTHON), str(PROGRAM), peer, str(given), str(out)])
            print(f"{peer}: exit {done.exit_code}, {done.cpu_seconds:.0f} s of processors", flush=True)
            yield peer, [json.loads(row) for row in out.read_text(encoding="utf-8").splitlines()]


def _scores(pages: list[LabelledPage], answers: list[Answer]) -> dict[tuple[str, str], float]:
    """(measure, set) → score; measures of which the contestant says nothing anywhere are left out."""
    scores: dict[tuple[str, str], float] = {}
    for name in SETS:
        mine = [pair for pair in zip(pages, answers, strict=True) if pair[0].set_name == name]
        found = summary(verdict for page, answer in mine for verdict in verdicts(page, answer))
        scores |= {(measure_, name): value for measure_, value in found.items() if value}
    return scores


def _table(scores: dict[str, dict[tuple[str, str], float]]) -> Iterator[str]:
    yield "| | pages | " + " | ".join(scores) + " |"
    yield "|---|---|" + "---|" * len(scores)
    for measure_, name in COLUMNS:
        cells = [scores[each].get((measure_, name)) for each in scores]
        best = max((cell for cell in cells if cell is not None), default=None)
        shown = ("" if cell is None else f"**{cell:.3f}**" if cell == best else f"{cell:.3f}" for cell in cells)
        yield f"| {measure_.replace('_', ', ')} | {name} | " + " | ".join(shown) + " |"


if __name__ == "__main__":
    sys.exit(main())
