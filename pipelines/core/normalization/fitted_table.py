"""A fitted table: how likely a claim with certain features is right, by a logistic regression, cautiously estimated.

Belongs here: reading such a table and evaluating it. Does not: the features of a field (its package), fitting
(benchmarks.fitting).
"""

import json
import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

CAUTION = 0.5
"""Standard errors by which log odds are lowered, so that a weight fitted on few pages counts less."""


class FittedTable:
    """intercept, weights: of the features · covariance: of the intercept and the weights, in that order."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._weights: tuple[float, ...] = (table["intercept"], *table["weights"].values())
        self._positions = {name: position for position, name in enumerate(table["weights"], 1)}
        self._covariance: list[list[float]] = table["covariance"]
        self.probability = lru_cache(maxsize=4096)(self._probability)

    def _probability(self, features: frozenset[str]) -> float:
        """The probability (0 to 1) that a claim with these features is right; unknown features are left out.

        >>> table = {"intercept": 2.0, "weights": {"x": -2.0}, "covariance": [[0, 0], [0, 0]]}
        >>> FittedTable(table).probability(frozenset({"x"}))
        0.5
        """
        active = [0, *sorted(self._positions[name] for name in features if name in self._positions)]
        score = sum(self._weights[i] for i in active)
        error = math.sqrt(max(0.0, sum(self._covariance[i][j] for i in active for j in active)))
        return 1 / (1 + math.exp(CAUTION * error - score))


def read_table(package: str, name: str = "calibration.json") -> dict[str, Any]:
    """The content of a table beside a package's modules."""
    table: dict[str, Any] = json.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    return table


def features(**named: bool) -> frozenset[str]:
    """The names of what is true.

    >>> sorted(features(short=True, agreed=False))
    ['short']
    """
    return frozenset(name for name, is_true in named.items() if is_true)


def step_features(name: str, value: float, steps: Iterable[float]) -> frozenset[str]:
    """A feature for each step that a value reaches.

    >>> sorted(step_features("share", 0.8, (0.5, 0.75, 0.9)))
    ['share.0.5', 'share.0.75']
    """
    return frozenset(f"{name}.{step}" for step in steps if value >= step)
