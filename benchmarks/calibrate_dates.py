"""Fits the confidence of dates of publication on labelled pages: calibration.json of core.normalization.dates.

    python -m benchmarks.calibrate_dates [PAGES_DIR] [--write] [--weight METHOD ...]

PAGES_DIR holds sets: folders with gold.jsonl and html/. A choice is right if its calendar day is the labelled one.
Prints the scores of the table fitted on all pages and, beside them, those out of fold: the table that scores a page is
fitted on pages of other outlets. --write stores the table fitted on all pages. --weight shows how many days are right
with other weights of a method, and with the weight that is best at other outlets. CAUTION was chosen so that .98 of the
dates with a confidence of .9 and more are right out of fold; the first day of a month stated without a day is right one
time in thirty (MONTH_FACTOR).

Belongs here: reading labelled pages, the claims of dates. Does not: fitting (fitting), features and evaluation
(core.normalization.dates).
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.fitting import FOLDS, as_text, both_reports, fold_of, table
from pipelines.core.normalization.dates import page_candidates
from pipelines.core.normalization.dates.calibration import METHOD_WEIGHTS, group_of, weight_of
from pipelines.core.normalization.dates.choose import select
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "pipelines/core/normalization/dates/calibration.json"
SETS = ("htmldate", "wcxb", "postlight", "fundus")
WEIGHTS = tuple(round(0.2 * step, 1) for step in range(1, 17))
"""Weights of a method that --weight tries."""


@dataclass(frozen=True, slots=True)
class Example:
    """A page with a chosen date: its outlet, the features of the choice, whether its day is right.

    candidates: of each candidate on the page the group of its method, and whether its day is right
    """

    outlet: str
    features: frozenset[str]
    is_right: bool
    candidates: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class DatedPage:
    """The candidates of a labelled page, and the day of the label (ISO 8601)."""

    outlet: str
    candidates: Sequence[Candidate]
    fetched_at: datetime | None
    day: str

    def example(self) -> Example | None:
        """None if no date was chosen, or one without a day, which is not fitted."""
        choice = select(self.candidates, fetched_at=self.fetched_at)
        if choice is None or "no_day" in choice.features:
            return None
        accepted = [c for c in self.candidates if c.field == "published_at" and c.confidence > 0]
        groups = {(group_of(c.method), c.value[:10] == self.day) for c in accepted}
        return Example(self.outlet, choice.features, choice.day.isoformat() == self.day, tuple(sorted(groups)))


def dated_pages(folder: Path) -> Iterator[DatedPage]:
    """The pages of a set with a label that is not suspect."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").split("\n"):
        gold = json.loads(line) if line.strip() else {}
        if not gold.get("date") or gold.get("suspect"):
            continue
        html = gzip.decompress((folder / gold["file"]).read_bytes()).decode("utf-8", "replace")
        fetched = _instant(gold.get("crawl_date"))
        candidates = page_candidates(Page(html, gold.get("url")), fetched_at=fetched)
        yield DatedPage(gold["publisher_domain"], candidates, fetched, gold["date"][:10])


def _instant(text: str | None) -> datetime | None:
    moment = datetime.fromisoformat(text) if text else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def priors(found: list[Example]) -> dict[str, float]:
    """The share of right candidates by group of methods, with add-one smoothing."""
    right, total = Counter[str](), Counter[str]()
    for group, is_right in (candidate for e in found for candidate in e.candidates):
        total[group] += 1
        right[group] += is_right
    return {group: round((right[group] + 1) / (total[group] + 2), 3) for group in sorted(total)}


def weight_report(pages: Sequence[DatedPage], method: str) -> dict[str, Any]:
    """Right days by weight of a method; out_of_fold: at each outlet with the weight that is best at the others."""
    stated = METHOD_WEIGHTS.get(method)
    right = np.array([_right_days(pages, method, weight) for weight in WEIGHTS])
    if stated is None:
        METHOD_WEIGHTS.pop(method, None)
    else:
        METHOD_WEIGHTS[method] = stated
    weight_of.cache_clear()
    folds = np.array([fold_of(page.outlet) for page in pages])
    held_out = sum(right[right[:, folds != fold].sum(axis=1).argmax()][folds == fold].sum() for fold in range(FOLDS))
    pages_with = sum(any(c.method.startswith(method) for c in page.candidates) for page in pages)
    by_weight = dict(zip(WEIGHTS, right.sum(axis=1).tolist(), strict=True))
    return {"method": method, "pages": pages_with, "weight": stated, "right": by_weight, "out_of_fold": int(held_out)}


def _right_days(pages: Sequence[DatedPage], method: str, weight: float) -> list[int]:
    METHOD_WEIGHTS[method] = weight
    weight_of.cache_clear()
    chosen = (select(page.candidates, fetched_at=page.fetched_at) for page in pages)
    return [int(c is not None and c.day.isoformat() == page.day) for c, page in zip(chosen, pages, strict=True)]


def main() -> None:
    """Fit, report, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=Path, default=ROOT.parent / "shared/data/pages")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--weight", nargs="+", default=[], metavar="METHOD")
    arguments = parser.parse_args()
    pages = [page for name in SETS for page in dated_pages(arguments.pages / name)]
    found = [example for page in pages if (example := page.example())]
    names = sorted({name for e in found for name in e.features})
    for report, scores in both_reports(found, names, len(pages)).items():
        print(json.dumps({report: scores}))
    for method in arguments.weight:
        print(json.dumps(weight_report(pages, method)))
    if arguments.write:
        TABLE.write_text(as_text(table(found, names, priors=priors(found))), encoding="utf-8")


if __name__ == "__main__":
    main()
