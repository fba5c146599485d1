"""How far a date may be trusted: weights of methods and the confidence of a choice, from a small table of numbers.

Belongs here: evaluating the table (calibration.json). Does not: fitting it (benchmarks/calibrate_dates.py).
"""

import math
from dataclasses import dataclass

METHOD_WEIGHTS = {
    "jsonld.article.datePublished": 3.0, "jsonld.article.dateCreated": 1.4, "jsonld.article": 2.0,
    "jsonld.broken": 2.6, "jsonld.page": 2.4, "jsonld.other": 0.8,
    "meta.article:published_time": 2.8, "meta": 2.3, "meta.date": 1.4, "meta.dc.date": 1.4, "meta.created": 1.4,
    "meta.datecreated": 1.2, "meta.dcterms.date": 1.4, "meta.dcterms.created": 1.4, "meta.timestamp": 1.0,
    "microdata.datepublished": 2.3, "microdata.uploaddate": 0.8, "microdata": 1.2, "rdfa": 1.8,
    "time": 1.6, "visible.labelled": 1.8, "visible.headline": 1.3, "visible.element": 1.0, "visible.text": 0.8,
    "visible.later": 0.3, "script": 1.0, "url.day": 2.0, "url": 0.2,
    "feed": 2.5, "sitemap": 2.3, "sidecar": 2.3, "row": 2.5, "row.date": 0.3, "feed.date": 1.0, "sidecar.date": 0.3,
    "residue": 2.0, "text": 2.0,
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
