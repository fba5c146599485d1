"""`python -m benchmarks.outlet_names`: names of publishers on labelled pages, with the table of outlets and without it.

Belongs here: judging the table on outlets that it does not know. Does not: the official score (benchmarks.score).
The table (publishers/outlets.csv) was written by people who could see the labelled pages. With --leave-out it is judged
as on pages of other outlets: the names of all outlets of any labelled set are left out.
"""

import argparse
import json
import sys
from collections.abc import Callable, Collection
from pathlib import Path

from benchmarks.labelled_pages import PAGES, LabelledPage, labelled_pages, squash
from pipelines.core.normalization import fields, publishers
from pipelines.core.normalization.parsed_record import ParsedRecord
from pipelines.core.normalization.publishers.from_urls import REFERENCE, listed_name
from pipelines.core.records import RawRecord

OUTPUT = Path(__file__).with_name("OUTLETS.md")

Known = Callable[[str], str | None]


def labelled_domains(folder: Path) -> frozenset[str]:
    """The registrable domains of all labelled pages, and of the outlets whose names were collected beside them."""
    stated = [page.url for page in labelled_pages(folder)]
    collected = folder.parent / "publishers" / "observed_names.jsonl"
    lines = collected.read_text(encoding="utf-8").split("\n") if collected.exists() else []
    stated += [json.loads(line)["domain"] for line in lines if line.strip()]
    return frozenset(filter(None, (publishers.registrable_domain(url) for url in stated if url)))


def without(domains: Collection[str]) -> Known:
    """The table without the outlets at these domains."""
    return lambda host: None if publishers.registrable_domain(host) in domains else listed_name(host)


def name_of(page: LabelledPage, known: Known) -> str | None:
    """The publisher's name that is chosen if the table knows `known` alone."""
    parsed = ParsedRecord(RawRecord("a", 0, "row", {"url": page.url, "html": page.html}))
    url, _ = fields.choose_url(parsed)
    found = publishers.row_candidates(parsed.fields, "row")
    found += publishers.page_candidates(parsed.page, parsed.url) if parsed.page else []
    found = [candidate for candidate in found if candidate.method != REFERENCE or known(parsed.url or "")]
    return publishers.choose(found, url.canonical_url, parsed.url, known).publisher_name


def right_share(pages: list[LabelledPage], known: Known) -> float:
    """The share of pages whose publisher's name is the labelled one."""
    right = (squash(name_of(page, known)) == squash(page.labels["publisher"]) for page in pages)
    return sum(right) / len(pages)


def main() -> int:
    """Print the shares, and write them with --write; 1 without the labelled pages."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--leave-out", action="store_true", help="judge also without the outlets of labelled sets")
    asked.add_argument("--data", type=Path, default=PAGES, help="the folder of labelled pages")
    asked.add_argument("--write", action="store_true", help=f"write {OUTPUT.name}")
    args = asked.parse_args()
    if not args.data.exists():
        print(f"the labelled pages are not there: {args.data} is missing", file=sys.stderr)
        return 1
    pages = [page for page in labelled_pages(args.data) if page.labels.get("publisher")]
    rows = [("whole", right_share(pages, listed_name))]
    if args.leave_out:
        left_out = labelled_domains(args.data)
        rows.append((f"without the {len(left_out)} domains of labelled sets", right_share(pages, without(left_out))))
    lines = ["| table of outlets | names right |", "|---|---|", *(f"| {name} | {share:.3f} |" for name, share in rows)]
    print("\n".join(lines))
    if args.write:
        head = ["# Names of publishers, with and without the table", "", f"On {len(pages)} labelled pages. Written by"]
        command = ["`python -m benchmarks.outlet_names --leave-out --write`.", ""]
        OUTPUT.write_text("\n".join([*head, *command, *lines, ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
