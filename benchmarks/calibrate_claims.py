"""Fits the confidences of titles and bodies of pages on labelled pages: calibration.json of their packages.

    python -m benchmarks.calibrate_claims [PAGES_DIR] [--write]

A title is right word for word, a body with an F1 of .9 or more. Prints the scores of the table fitted on all pages and,
beside them, those out of fold: the table that scores a page is fitted on pages of other outlets. --write stores them.

Belongs here: the claims of titles and bodies. Does not: fitting (fitting), dates (calibrate_dates), features and
evaluation (core.normalization).
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.confidences import GOOD_BODY
from benchmarks.fitting import as_text, both_reports, table
from benchmarks.labelled_pages import PAGES, LabelledPage, body_f1, labelled_pages, squash
from pipelines.core.normalization import fields
from pipelines.core.normalization.bodies.page_body import METHOD as SHOWN
from pipelines.core.normalization.parsed_record import ParsedRecord
from pipelines.core.records import RawRecord

CORE = Path(__file__).parent.parent / "pipelines/core/normalization"
SETS = ("wcxb", "postlight", "fundus", "aeb")


@dataclass(frozen=True, slots=True)
class FittedClaim:
    """A claim of a field (the folder of its package): its outlet, its features, whether it is right."""

    field: str
    outlet: str
    features: frozenset[str]
    is_right: bool


def claims(page: LabelledPage) -> Iterator[FittedClaim]:
    """The title and the body of a page, if they have labels and features."""
    parsed = ParsedRecord(RawRecord("a", 0, "row", {"url": page.url, "html": page.html}))
    labels, outlet = page.labels, page.labels["publisher_domain"]
    publisher, _ = fields.choose_publisher(parsed, fields.choose_url(parsed)[0])
    title, _ = fields.choose_title(parsed, publisher)
    if labels.get("title") and title.features:
        yield FittedClaim("titles", outlet, title.features, squash(title.title) == squash(labels["title"]))
    if labels.get("body") and parsed.body.method == SHOWN:
        is_right = body_f1(labels["body"], parsed.body.body) >= GOOD_BODY
        yield FittedClaim("bodies", outlet, parsed.body.features, is_right)


def main() -> None:
    """Fit, report, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=Path, default=PAGES)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    by_field: dict[str, list[FittedClaim]] = defaultdict(list)
    for page in labelled_pages(arguments.pages, SETS):
        for claim in claims(page):
            by_field[claim.field].append(claim)
    for field, found in by_field.items():
        names = sorted({name for claim in found for name in claim.features})
        print(json.dumps({field: both_reports(found, names, len(found))}))
        if arguments.write:
            (CORE / field / "calibration.json").write_text(as_text(table(found, names)), encoding="utf-8")


if __name__ == "__main__":
    main()
