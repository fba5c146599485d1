"""How reliable dates are: weights and priors of methods, and the confidence of a choice, from calibration.json.

Belongs here: weights, priors and groups of methods. Does not: evaluating a fitted table (fitted_table), fitting it
(benchmarks/calibrate_dates.py).
"""

from collections.abc import Iterable
from functools import lru_cache

from pipelines.core.normalization.fitted_table import FittedTable, read_table

TABLE = read_table(__package__)
"""intercept, weights: a logistic regression over the features of a choice (confidence_features) · covariance: of the
intercept and the weights, in that order · priors: share of right dates by group of methods."""

_FITTED = FittedTable(TABLE)
_METHODS = read_table(__package__, "methods.json")

METHOD_WEIGHTS: dict[str, float] = _METHODS["weights"]
"""Log odds by prefix of the method."""

DEFAULT_WEIGHT = 0.5

RARE_VISIBLE = frozenset({"visible.later", "visible.text", "visible.title"})
"""Groups too rare to be features of their own."""

METHOD_GROUPS: list[str] = _METHODS["groups"]
"""Groups of methods in the table; of nested prefixes the longest comes first."""

MONTH_FACTOR = 0.1
"""Factor on the confidence of a month without a day: its first day is seldom the day of publication."""


def confidence_of(features: Iterable[str]) -> float:
    """The probability (0 to 1) that the calendar day of a choice with these features is right, cautiously estimated.

    >>> confidence_of({"method.jsonld.article", "agree.shown"}) > confidence_of({"method.visible", "dissent"})
    True
    """
    names = frozenset(features)
    return round(_FITTED.probability(names) * (MONTH_FACTOR if "no_day" in names else 1.0), 3)


def family_of(method: str) -> str:
    """The family of a method: sources of one family tend to share their errors.

    The JSON-LD of a plain WebPage is written by the plug-in that writes the meta tags; a time element and its text
    state one date.

    >>> family_of("meta.article:published_time"), family_of("visible.element")
    ('meta', 'shown')
    """
    family = method.split(".", 1)[0]
    if family in ("time", "visible"):
        return "shown"
    return "meta" if method.startswith("jsonld.page") else family


@lru_cache(maxsize=1024)
def weight_of(method: str) -> float:
    """The weight (log odds) of the longest known prefix of a method.

    >>> weight_of("jsonld.article.datePublished") > weight_of("url.month")
    True
    """
    parts = method.split(".")
    prefixes = (".".join(parts[:size]) for size in range(len(parts), 0, -1))
    return next((METHOD_WEIGHTS[prefix] for prefix in prefixes if prefix in METHOD_WEIGHTS), DEFAULT_WEIGHT)


@lru_cache(maxsize=1024)
def group_of(method: str) -> str:
    """The group of a method in the table.

    >>> group_of("meta.article:published_time"), group_of("meta.pubdate"), group_of("visible.later")
    ('meta.article:published_time', 'meta', 'visible.later')
    """
    return next((group for group in METHOD_GROUPS if method == group or method.startswith(group + ".")), "other")


@lru_cache(maxsize=1024)
def prior_of(method: str) -> float | None:
    """The share of a method's dates of publication that are right, whatever else the page states; None if unmeasured.

    >>> prior_of("jsonld.article.datePublished") > prior_of("visible.later"), prior_of("row.published_at")
    (True, None)
    """
    share: float | None = TABLE["priors"].get(group_of(method))
    return share


def source_of(method: str) -> str:
    """The group of a method as a feature of a choice: rare kinds of visible text, and of URLs, count as one.

    >>> source_of("visible.later"), source_of("visible.headline"), source_of("url.month")
    ('visible', 'visible.headline', 'url')
    """
    group = group_of(method)
    return "url" if group == "url.month" else "visible" if group in RARE_VISIBLE else group
