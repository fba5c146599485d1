"""The choice of a title: several independent sources that agree outweigh a single trusted one.

Belongs here: weighing candidates against each other. Does not: finding them (candidates), cleaning them (cleaning).
"""

from collections.abc import Collection, Mapping, Sequence
from math import fsum

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.titles.cleaning import splits, squash
from pipelines.core.normalization.titles.confidence import CALIBRATION, features_of
from pipelines.core.normalization.titles.site_names import name_keys
from pipelines.core.normalization.titles.statements import PLACES, without_sites
from pipelines.core.normalization.titles.types import TitleChoice

FAMILY: Mapping[str, str] = {
    "html.h1": "heading", "html.heading": "heading", "microdata.headline": "heading", "meta.og:title": "social",
    "meta.twitter:title": "twitter", "html.title": "head", "meta.title": "meta", "jsonld.headline": "jsonld",
    "jsonld.name": "jsonld",
}  # fmt: skip
"""Methods that repeat one statement; any other method is a family of its own."""

WEIGHTS: Mapping[str, float] = {
    "html.h1": 0.8, "html.heading": 0.4, "microdata.headline": 0.7, "meta.og:title": 0.7, "meta.twitter:title": 0.1,
    "html.title": 0.1, "meta.title": 0.2, "jsonld.headline": 0.85, "jsonld.name": 0.4,
}  # fmt: skip
"""Weight of a source against others, fitted by a coarse grid search on labelled pages."""

DEFAULT_WEIGHT = 1.0
"""Weight of the title of a row, feed or text, which is stated independently of the page."""

LONE_SOCIAL_WEIGHT = 1.1
"""Weight of an og:title that neither the title element nor twitter:title repeats: editors wrote it by hand, while the
others were generated for search engines."""

REPEAT_FACTOR = 0.1
"""Factor of the weight of further sources for a form that the title element has too: content management systems fill
the title element, h1 and JSON-LD from one field, so that their agreement is a single statement."""

LOW_CONFIDENCE = 0.05
"""A candidate with at most this confidence has at most this weight."""


def choose(candidates: Sequence[Candidate], publisher_names: Sequence[str] = ()) -> TitleChoice:
    """The title with the greatest weight of independent sources, without the outlet's name.

    A family counts once. A candidate that is another one plus a separator and a tail ("Pier reopens - Local") counts
    for the shorter one. Candidates with confidence 0 are refused ones.

    >>> heading = Candidate("title", "Pier opens", "html.h1", 0.8)
    >>> choice = choose([heading, Candidate("title", "Pier opens - Local", "html.title", 0.5)])
    >>> choice.title, choice.chosen
    ('Pier opens', (0,))
    """
    cut = _without_publisher(candidates, name_keys(tuple(publisher_names)))
    places = [i for i, candidate in enumerate(cut) if candidate.confidence > 0]
    if not places:
        return TitleChoice(candidates=tuple(cut))
    keys = {i: squash(cut[i].value) for i in places}
    known = set(keys.values())
    forms = {i: _shorter(cut[i].value, known) or keys[i] for i in places}
    scores = _scores([cut[i] for i in places], list(forms.values()))
    best = max(places, key=lambda i: (scores[forms[i]], forms[i], forms[i] == keys[i], cut[i].confidence, -i))
    if len(places) == 1:
        return TitleChoice(cut[best].value, cut[best].method, cut[best].confidence, (best,), tuple(cut))
    agreeing = {FAMILY.get(cut[i].method, cut[i].method) for i in places if forms[i] == forms[best]}
    found = features_of(cut[best], scores[forms[best]] / fsum(scores.values()), agreeing, has_rest=len(scores) > 1)
    confidence = round(CALIBRATION.probability(found), 3)
    return TitleChoice(cut[best].value, cut[best].method, confidence, (best,), tuple(cut), found)


def _without_publisher(candidates: Sequence[Candidate], names: Collection[str]) -> list[Candidate]:
    """The candidates without the outlet's name; what is cut is kept in the note. Those of a page come without it."""
    titles = without_sites([(c.method, c.value) for c in candidates], names)
    return [
        c if c.method in PLACES or title == c.value else c._replace(value=title, note=f"stated as: {c.value}")
        for c, title in zip(candidates, titles, strict=True)
    ]


def _shorter(title: str, known: set[str]) -> str | None:
    """The form of another candidate that this title extends by a separator and a tail."""
    return next((squash(part) for part, _ in splits(title) if squash(part) in known), None)


def _scores(candidates: Sequence[Candidate], forms: Sequence[str]) -> dict[str, float]:
    """Form → combined weight of the families that state it."""
    weights: dict[str, dict[str, float]] = {}
    for candidate, form in zip(candidates, forms, strict=True):
        family = FAMILY.get(candidate.method, candidate.method)
        is_low = candidate.confidence <= LOW_CONFIDENCE
        weight = LOW_CONFIDENCE if is_low else WEIGHTS.get(candidate.method, DEFAULT_WEIGHT)
        by_family = weights.setdefault(form, {})
        by_family[family] = max(weight, by_family.get(family, 0.0))
    return {form: _combined_weight(by_family) for form, by_family in weights.items()}


def _combined_weight(by_family: Mapping[str, float]) -> float:
    if by_family.get("social", 0.0) > LOW_CONFIDENCE and "head" not in by_family and "twitter" not in by_family:
        by_family = {**by_family, "social": LONE_SOCIAL_WEIGHT}
    greatest, *others = sorted(by_family.values(), reverse=True)
    return greatest + (REPEAT_FACTOR if "head" in by_family else 1.0) * fsum(others)
