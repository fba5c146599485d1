"""Fits the confidence of dates of publication on labelled pages: calibration.json of core.normalization.dates.

    python -m benchmarks.calibrate_dates [PAGES_DIR] [--write]

PAGES_DIR holds sets: folders with gold.jsonl and html/. A choice is right if its calendar day is the labelled one.
Prints out-of-fold scores: the table that scores a page is fitted on pages of other outlets. --write stores the table
fitted on all pages. CAUTION was chosen so that .98 of the dates with a confidence of .9 and more are right out of fold;
the first day of a month stated without a day is right one time in thirty (MONTH_FACTOR).

Belongs here: reading labelled pages, fitting, reporting. Does not: features and evaluation (core.normalization.dates).
"""

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.core.normalization.dates import page_candidates
from pipelines.core.normalization.dates.calibration import CAUTION, group_of
from pipelines.core.normalization.dates.choose import select
from pipelines.core.normalization.html_page import Page

ROOT = Path(__file__).parent.parent
TABLE = ROOT / "pipelines/core/normalization/dates/calibration.json"
SETS = ("htmldate", "wcxb", "postlight", "fundus")

FOLDS = 10
RIDGE = 1.0
"""L2 penalty of each weight: errors are few, features many."""

SURE = 0.9
"""Confidence from which a date counts as sure."""


@dataclass(frozen=True, slots=True)
class Example:
    """A page with a chosen date: its outlet, the features of the choice, whether its day is right.

    candidates: of each candidate on the page the group of its method, and whether its day is right
    """

    outlet: str
    features: frozenset[str]
    is_right: bool
    candidates: tuple[tuple[str, bool], ...] = ()


def examples(folder: Path) -> Iterator[Example | None]:
    """One example per dated page, None if no date was chosen."""
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").split("\n"):
        gold = json.loads(line) if line.strip() else {}
        if not gold.get("date") or gold.get("suspect"):
            continue
        html = gzip.decompress((folder / gold["file"]).read_bytes()).decode("utf-8", "replace")
        yield _example(gold, html)


def _example(gold: dict[str, Any], html: str) -> Example | None:
    fetched = _instant(gold.get("crawl_date"))
    candidates = page_candidates(Page(html, gold.get("url")), fetched_at=fetched)
    choice = select(candidates, fetched_at=fetched)
    if choice is None or "no_day" in choice.features:  # a month alone is not fitted
        return None
    day = gold["date"][:10]
    accepted = [c for c in candidates if c.field == "published_at" and c.confidence > 0]
    groups = {(group_of(c.method), c.value[:10] == day) for c in accepted}
    return Example(gold["publisher_domain"], choice.features, choice.day.isoformat() == day, tuple(sorted(groups)))


def _instant(text: str | None) -> datetime | None:
    moment = datetime.fromisoformat(text) if text else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def fit(found: list[Example], names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Weights of a ridge logistic regression by Newton's method, and their covariance.

    The first weight is the intercept, which has no penalty.
    """
    x = design(found, names)
    y = np.array([e.is_right for e in found], dtype=float)
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - penalty * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return weights, np.linalg.inv(hessian)


def design(found: list[Example], names: list[str]) -> np.ndarray:
    """The design matrix: a row per example, of a one for the intercept and a one for each feature it has."""
    return np.array([[1.0, *(float(name in e.features) for name in names)] for e in found])


def fold_of(outlet: str) -> int:
    """The fold of an outlet: all of its pages are in the same one."""
    return int(hashlib.sha256(outlet.encode()).hexdigest(), 16) % FOLDS


def out_of_fold(found: list[Example], names: list[str]) -> np.ndarray:
    """The confidence of each example by a table fitted on the other folds."""
    folds = np.array([fold_of(e.outlet) for e in found])
    confidence = np.zeros(len(found))
    for fold in range(FOLDS):
        held_out = np.flatnonzero(folds == fold)
        weights, covariance = fit([e for e, f in zip(found, folds, strict=True) if f != fold], names)
        if len(held_out):
            confidence[held_out] = cautious(design([found[i] for i in held_out], names), weights, covariance)
    return confidence


def cautious(x: np.ndarray, weights: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """The confidence that core computes for each row of the design matrix."""
    error = np.sqrt(np.einsum("ij,jk,ik->i", x, covariance, x))
    return np.asarray(1 / (1 + np.exp(CAUTION * error - x @ weights)))


def report(confidence: np.ndarray, right: np.ndarray, dated: int) -> dict[str, float]:
    """Scores: share and precision of sure dates, and the Brier score relative to a constant confidence's."""
    sure = confidence >= SURE
    base = right.mean()
    brier = float(((confidence - right) ** 2).mean())
    return {
        "dated": dated,
        "claims": len(right),
        "right": round(float(base), 4),
        "sure_share": round(float(sure.sum() / dated), 4),
        "sure_right": round(float(right[sure].mean()) if sure.any() else 0.0, 4),
        "brier": round(brier, 4),
        "brier_to_constant": round(brier / float(base * (1 - base)), 4),
    }


def priors(found: list[Example]) -> dict[str, float]:
    """The share of right candidates by group of methods, with add-one smoothing."""
    right, total = Counter[str](), Counter[str]()
    for group, is_right in (candidate for e in found for candidate in e.candidates):
        total[group] += 1
        right[group] += is_right
    return {group: round((right[group] + 1) / (total[group] + 2), 3) for group in sorted(total)}


def table(found: list[Example], names: list[str]) -> dict[str, Any]:
    """The content of calibration.json."""
    weights, covariance = fit(found, names)
    rounded = {name: round(float(w), 3) for name, w in zip(names, weights[1:], strict=True)}
    return {
        "version": 2,
        "pages": len(found),
        "intercept": round(float(weights[0]), 3),
        "weights": rounded,
        "priors": priors(found),
        "covariance": [[round(float(cell), 4) for cell in row] for row in covariance],
    }


def as_text(fitted: dict[str, Any]) -> str:
    """The table as JSON, each row of the matrix on a line of its own."""
    rows = ",\n  ".join(json.dumps(row) for row in fitted["covariance"])
    rest = json.dumps({key: value for key, value in fitted.items() if key != "covariance"}, indent=1)
    return rest.removesuffix("\n}") + f',\n "covariance": [\n  {rows}\n ]\n}}\n'


def main() -> None:
    """Fit, report, and write when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=Path, default=ROOT.parent / "shared/data/pages")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    everything = [e for name in SETS for e in examples(arguments.pages / name)]
    found = [e for e in everything if e]
    names = sorted({name for e in found for name in e.features})
    right = np.array([e.is_right for e in found], dtype=float)
    fitted = table(found, names)
    print(json.dumps({"out_of_fold": report(out_of_fold(found, names), right, len(everything))}))
    if arguments.write:
        TABLE.write_text(as_text(fitted), encoding="utf-8")


if __name__ == "__main__":
    main()
