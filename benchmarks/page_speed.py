"""`make page-speed`: all fields and body of a page against trafilatura's text with metadata, one core, in one process.

Belongs here: timing both on the same pages in turn. Does not: what they find (metadata_peers), whole runs (contests).

    python -m benchmarks.page_speed [--rounds N]

Prints one line of JSON: pages, and for each round processor milliseconds a page of ours, of trafilatura, their ratio.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence

from trafilatura import bare_extraction

from benchmarks.labelled_pages import PAGES, LabelledPage, labelled_pages
from pipelines.core.normalization.normalize import normalize
from pipelines.core.records import RawRecord

WARM_UP = 20
"""Pages read before the clock runs: imports, compiled kernels and models are no part of a page."""


def ours(page: LabelledPage) -> None:
    """A row that holds the page, normalised as in a run."""
    normalize(RawRecord("pages.jsonl", 0, "row", {"url": page.url, "html": page.html}), "")


def theirs(page: LabelledPage) -> None:
    """trafilatura's text and metadata."""
    bare_extraction(page.html, url=page.url, with_metadata=True)


def milliseconds(read: Callable[[LabelledPage], None], pages: Sequence[LabelledPage]) -> float:
    """Processor milliseconds a page."""
    began = time.process_time()
    for page in pages:
        read(page)
    return 1000 * (time.process_time() - began) / len(pages)


def main() -> int:
    """Time both; 1 where the labelled pages are not there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    if not PAGES.exists():
        print(f"the labelled pages are not there: {PAGES.name} is missing", file=sys.stderr)
        return 1
    pages = list(labelled_pages())
    for read in (ours, theirs):
        milliseconds(read, pages[:WARM_UP])
    timed = [(milliseconds(ours, pages), milliseconds(theirs, pages)) for _ in range(rounds)]
    found = [{"ours": round(a, 1), "trafilatura": round(b, 1), "ratio": round(a / b, 3)} for a, b in timed]
    print(json.dumps({"pages": len(pages), "rounds": found}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
