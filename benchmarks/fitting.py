"""Fitting a table of confidences: a ridge logistic regression over features, judged out of fold by outlet.

Belongs here: fitting, folds, figures, the file of a table. Does not: claims of a field (calibrate_dates,
calibrate_claims), evaluating a table (core.normalization.fitted_table).
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from pipelines.core.normalization.fitted_table import CAUTION

FOLDS = 10
RIDGE = 1.0
"""L2 penalty of each weight: errors are few, features many."""

SURE = 0.9
"""Confidence from which a claim counts as sure."""


class Claim(Protocol):
    """What is claimed on a page: its outlet, the features of the claim, whether it is right."""

    @property
    def outlet(self) -> str: ...
    @property
    def features(self) -> frozenset[str]: ...
    @property
    def is_right(self) -> bool: ...


def fit(found: Sequence[Claim], names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
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


def design(found: Sequence[Claim], names: Sequence[str]) -> np.ndarray:
    """The design matrix: a row per claim, of a one for the intercept and a one for each feature it has."""
    return np.array([[1.0, *(float(name in e.features) for name in names)] for e in found])


def fold_of(outlet: str) -> int:
    """The fold of an outlet: all of its pages are in the same one."""
    return int(hashlib.sha256(outlet.encode()).hexdigest(), 16) % FOLDS


def out_of_fold(found: Sequence[Claim], names: Sequence[str]) -> np.ndarray:
    """The confidence of each claim by a table fitted on the other folds."""
    folds = np.array([fold_of(e.outlet) for e in found])
    confidence = np.zeros(len(found))
    for fold in range(FOLDS):
        held_out = np.flatnonzero(folds == fold)
        weights, covariance = fit([e for e, f in zip(found, folds, strict=True) if f != fold], names)
        if len(held_out):
            confidence[held_out] = cautious(design([found[i] for i in held_out], names), weights, covariance)
    return confidence


def fitted(found: Sequence[Claim], names: Sequence[str]) -> np.ndarray:
    """The confidence of each claim by a table fitted on all, itself included."""
    return cautious(design(found, names), *fit(found, names))


def cautious(x: np.ndarray, weights: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """The confidence that core computes for each row of the design matrix."""
    error = np.sqrt(np.einsum("ij,jk,ik->i", x, covariance, x))
    return np.asarray(1 / (1 + np.exp(CAUTION * error - x @ weights)))


def report(confidence: np.ndarray, right: np.ndarray, pages: int) -> dict[str, float]:
    """Scores: share and precision of sure claims, and the Brier score relative to a constant confidence's."""
    sure = confidence >= SURE
    base = right.mean()
    brier = float(((confidence - right) ** 2).mean())
    return {
        "pages": pages,
        "claims": len(right),
        "right": round(float(base), 4),
        "sure_share": round(float(sure.sum() / pages), 4),
        "sure_right": round(float(right[sure].mean()) if sure.any() else 0.0, 4),
        "brier": round(brier, 4),
        "brier_to_constant": round(brier / float(base * (1 - base)), 4),
    }


def both_reports(found: Sequence[Claim], names: Sequence[str], pages: int) -> dict[str, dict[str, float]]:
    """The scores of a table fitted on these claims, and out of fold: by tables fitted on other outlets."""
    right = np.array([e.is_right for e in found], dtype=float)
    by_table = {"fitted": fitted(found, names), "out_of_fold": out_of_fold(found, names)}
    return {name: report(confidence, right, pages) for name, confidence in by_table.items()}


def table(found: Sequence[Claim], names: Sequence[str], **more: Any) -> dict[str, Any]:
    """The content of calibration.json."""
    weights, covariance = fit(found, names)
    rounded = {name: round(float(w), 3) for name, w in zip(names, weights[1:], strict=True)}
    return {
        "version": 2,
        "pages": len(found),
        "intercept": round(float(weights[0]), 3),
        "weights": rounded,
        **more,
        "covariance": [[round(float(cell), 4) for cell in row] for row in covariance],
    }


def as_text(content: dict[str, Any]) -> str:
    """The table as JSON, each row of the matrix on a line of its own."""
    rows = ",\n  ".join(json.dumps(row) for row in content["covariance"])
    rest = json.dumps({key: value for key, value in content.items() if key != "covariance"}, indent=1)
    return rest.removesuffix("\n}") + f',\n "covariance": [\n  {rows}\n ]\n}}\n'
