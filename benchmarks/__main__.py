"""`make bench`: newsfold and its peers in turn on the same input, on the same cores, written into RESULTS.md.

Belongs here: the order of the contest. Does not: commands (contests), tables (results), quality on labelled data
(benchmarks.score), growth of a warehouse (benchmarks.growth).

    python -m benchmarks [--articles N] [--rounds N] [--seed N] [--peers NAME,…]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import contests, measuring, results

FOLDER = Path(__file__).parent
CORPORA = contests.ROOT / "data" / "benchmarks"
SLOW = ("datasketch", "text-dedup", "datatrove")
"""Peers that take minutes: they run in the first round only."""


def main() -> int:
    """Run the contest; 1 if a contestant failed or the peers are not installed."""
    options = _options()
    if not contests.PEERS_PYTHON.exists():
        print("the peers are not installed: make peers", file=sys.stderr)
        return 1
    corpus = contests.made_corpus(CORPORA, options.articles, options.seed)
    page_count = contests.laid_pages(CORPORA / "pages")
    peers = options.peers.split(",")
    texts = [
        result
        for number in range(options.rounds)
        for result in _texts(corpus, [peer for peer in peers if number == 0 or peer not in SLOW])
    ]
    pages = [result for _ in range(options.rounds) for result in _pages(CORPORA / "pages")]
    figures = {
        "machine": measuring.machine(), "articles": options.articles, "seed": options.seed, "page_count": page_count,
        "texts": results.medians(texts), "pages": results.medians(pages),
    }  # fmt: skip
    _write(figures)
    return int(any(result.measured.exit_code for result in [*texts, *pages]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="newsfold beside its peers")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--peers", default=",".join(contests.DUPLICATE_PEERS), help="duplicate finders to run beside ours"
    )
    return parser.parse_args()


def _texts(corpus: contests.Corpus, peers: list[str]) -> Iterator[contests.Result]:
    """One round on texts: ours, theirs, ours again as a whole run."""
    yield from _shown(result for work in _work() for result in contests.duplicates_by_us(corpus, work))
    for peer in peers:
        yield from _shown(result for work in _work() for result in contests.duplicates_by_peer(peer, corpus, work))
    yield from _shown(contests.whole_run(contests.WHOLE_RUN, corpus.rows.parent, work) for work in _work())


def _pages(pages: Path) -> Iterator[contests.Result]:
    """One round on pages."""
    yield from _shown(contests.whole_run(contests.WHOLE_RUN, pages, work) for work in _work())
    yield from _shown(contests.pages_by_peer(peer, pages) for peer in contests.PAGE_PEERS)


def _work() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=CORPORA) as folder:
        yield Path(folder)


def _shown(results_: Iterator[contests.Result]) -> Iterator[contests.Result]:
    """Say each figure when it is there: a contest takes the better part of an hour."""
    for result in results_:
        seconds = f"{result.measured.wall_seconds:.1f} s, {result.measured.cpu_seconds:.1f} s of processors"
        print(f"{result.name}: exit {result.measured.exit_code}, {seconds}", flush=True)
        yield result


def _write(figures: dict[str, object]) -> None:
    """RESULTS.json, the tables and plots made from it, and the quality beside them."""
    stored = FOLDER / "RESULTS.json"
    stored.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    plots = [str(contests.PEERS_PYTHON), str(FOLDER / "peers" / "plots.py"), str(stored), str(FOLDER)]
    subprocess.run(plots, check=True)
    (FOLDER / "RESULTS.md").write_text("\n".join(results.report(figures)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
