"""How far a date may be trusted: weights of methods and the confidence of a choice, from a small table of numbers.

Belongs here: evaluating the table (calibration.json). Does not: fitting it (benchmarks/calibrate_dates.py).
"""

import math
from dataclasses import dataclass

METHOD_WEIGHTS = {
    "jsonld.article.datePublished": 3.0, "jsonld.article": 2.0, "jsonld.broken": 2.6, "jsonld.page": 2.2, "jsonld.other": 0.8,
    "meta.article:published_time": 2.8, "meta": 2.3, "microdata.datepublished": 2.2, "microdata": 1.5, "rdfa": 1.8,
    "time": 1.5, "visible.labelled": 1.8, "visible": 1.2, "script": 1.2, "url.day": 2.0, "url": 0.3,
    "feed": 2.5, "sitemap": 2.3, "sidecar": 2.3, "row": 2.5, "warc": 0.2, "residue": 2.0, "text": 2.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """method: of the chosen claim; agreeing, dissenting: other families; precision: of the chosen claim"""

    method: str
    agreeing: frozenset[str]
    dissenting: frozenset[str]
    precision: str


def family_of(method: str) -> str:
    """The family of a method: sources of one family tend to share their errors.

    >>> family_of("meta.article:published_time"), family_of("visible.element")
    ('meta', 'visible')
    """
    return method.split(".", 1)[0]


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


def confidence_of(features: Features) -> float:
    """The share of such choices that are right (0 to 1)."""
    score = 0.6 + 0.4 * weight_of(features.method) + 0.9 * len(features.agreeing) - 1.0 * len(features.dissenting)
    return round(1 / (1 + math.exp(-score)), 3)
