"""How far a date may be trusted: weights of methods and the confidence of a choice, from a small table of numbers.

Belongs here: evaluating the table (calibration.json). Does not: fitting it (benchmarks/calibrate_dates.py).
"""

import json
import math
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

TABLE: dict[str, Any] = json.loads(files(__package__).joinpath("calibration.json").read_text(encoding="utf-8"))
"""intercept and weights of a logistic regression over the features of a choice (doubts.features_of); `spread`: the
covariance of the intercept and the weights, in that order; `alone`: the measured share of right claims by group of
methods."""

CAUTION = 0.5
"""Standard errors by which the log odds are lowered, so that what few labelled pages show is trusted less: chosen out
of fold, for .98 of the claims at .9 and more to be right at outlets never seen (benchmarks/calibrate_dates.py)."""

METHOD_WEIGHTS = {
    "jsonld.article.datePublished": 3.0, "jsonld.article.dateCreated": 1.4, "jsonld.article": 2.0,
    "jsonld.broken": 2.6, "jsonld.page": 2.4, "jsonld.other": 0.8,
    "meta.article:published_time": 2.8, "meta": 2.3, "meta.date": 1.4, "meta.dc.date": 1.4, "meta.created": 1.4,
    "meta.datecreated": 1.2, "meta.dcterms.date": 1.4, "meta.dcterms.created": 1.4, "meta.timestamp": 1.0,
    "microdata.datepublished": 2.3, "microdata.uploaddate": 0.8, "microdata": 1.2, "rdfa": 1.8,
    "time": 1.6, "visible.labelled": 1.6, "visible.headline": 1.3, "visible.element": 1.0, "visible.text": 0.8,
    "visible.later": 0.3, "script": 1.0, "url.day": 2.0, "url": 0.2,
    "feed": 2.5, "sitemap": 2.3, "sidecar": 2.3, "row": 2.5, "row.date": 0.3, "feed.date": 1.0, "sidecar.date": 0.3,
    "residue": 2.0, "text": 2.0,
}  # fmt: skip


def family_of(method: str) -> str:
    """The family of a method: sources of one family tend to share their errors. The JSON-LD of a mere WebPage is
    written by the extension that writes the meta tags; a time element and its text are one statement.

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
    for size in range(len(parts), 0, -1):
        found = METHOD_WEIGHTS.get(".".join(parts[:size]))
        if found is not None:
            return found
    return 0.5


def confidence_of(features: Iterable[str]) -> float:
    """The share of choices with these features whose calendar day is right (0 to 1), by the fitted table, cautiously.

    >>> confidence_of({"method.jsonld.article", "agree.shown"}) > confidence_of({"method.visible", "dissent"})
    True
    """
    names = frozenset(features)
    held = [0, *(PLACES[name] for name in names if name in PLACES)]
    score = sum(WEIGHTS[i] for i in held)
    error = math.sqrt(max(0.0, sum(TABLE["spread"][i][j] for i in held for j in held)))
    confidence = 1 / (1 + math.exp(CAUTION * error - score))
    return round(confidence * (FIRST_OF_MONTH if "no_day" in names else 1.0), 3)


WEIGHTS: tuple[float, ...] = (TABLE["intercept"], *TABLE["weights"].values())
PLACES: dict[str, int] = {name: place for place, name in enumerate(TABLE["weights"], 1)}
"""The weights with the intercept first, and where each feature's stands."""

FIRST_OF_MONTH = 0.1
"""The first day of a month, where that is all that is stated, is the day of publication one time in thirty, a little
more often on pages that come out monthly."""


@lru_cache(maxsize=1024)
def alone_of(method: str) -> float | None:
    """The share of claims of publication by this method, whatever else the page says, whose day is right, as measured;
    None where it was not measured.

    >>> alone_of("jsonld.article.datePublished") > alone_of("visible.later"), alone_of("row.published_at")
    (True, None)
    """
    share: float | None = TABLE["alone"].get(group_of(method))
    return share


GROUPS = (
    "jsonld.article", "jsonld.page", "jsonld", "meta.article:published_time", "meta.date", "meta", "microdata", "rdfa",
    "time", "visible.labelled", "visible.headline", "visible.later", "visible.text", "visible", "script", "url.day",
    "url.month", "row.date", "row", "feed", "sitemap", "sidecar", "residue",
)  # fmt: skip
"""The methods that are told apart, the more special first."""


@lru_cache(maxsize=1024)
def group_of(method: str) -> str:
    """The group of a method in the table.

    >>> group_of("meta.article:published_time"), group_of("meta.pubdate"), group_of("visible.later")
    ('meta.article:published_time', 'meta', 'visible.later')
    """
    return next((group for group in GROUPS if method == group or method.startswith(group + ".")), "other")


def source_of(method: str) -> str:
    """The group of a method among the features of a choice: the rarer kinds of visible text, and of addresses, are one.

    >>> source_of("visible.later"), source_of("visible.headline"), source_of("url.month")
    ('visible', 'visible.headline', 'url')
    """
    group = group_of(method)
    return {"visible.later": "visible", "visible.text": "visible", "url.month": "url"}.get(group, group)
