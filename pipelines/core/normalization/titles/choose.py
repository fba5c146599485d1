"""The choice of a title: independent sources that agree speak louder than one that is trusted.

Belongs here: weighing cleaned candidates against each other. Does not: finding or cleaning them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.titles.cleaning import splits, squash, without_site

FAMILY: Mapping[str, str] = {
    "html.h1": "heading", "html.heading": "heading", "microdata.headline": "heading", "meta.og:title": "social",
    "meta.twitter:title": "twitter", "html.title": "head", "meta.title": "meta", "jsonld.headline": "jsonld",
    "jsonld.name": "jsonld",
}  # fmt: skip
"""Methods whose claims are one statement; a method that isn't here is a family of its own."""

VOICE: Mapping[str, float] = {
    "html.h1": 0.8, "html.heading": 0.4, "microdata.headline": 0.7, "meta.og:title": 0.7, "meta.twitter:title": 0.1,
    "html.title": 0.1, "meta.title": 0.2, "jsonld.headline": 0.85, "jsonld.name": 0.4,
}  # fmt: skip
"""What a source adds when it is weighed against others; chosen by a coarse grid over three labelled page sets."""

OTHER_VOICE = 1.0
"""A row's, feed's or text's own title: stated apart from the page."""

LONE_SOCIAL = 1.1
"""og:title where neither the title element nor twitter:title repeats it: then editors wrote it by hand, while the
others were filled from the headline for search engines (right in 9 of 12 cases on labelled news pages)."""

REPEATED = 0.1
"""Share of their voice that further sources add to a form that the title element has too: content systems fill the
title element, h1 and JSON-LD from one field, so that their agreement is one statement."""

FAINT = 0.05
"""Voice of a candidate whose own confidence is this low or lower."""

UNANIMOUS = 0.96
"""Share of titles that are right, word for word, where all sources of a labelled page agree."""


@dataclass(frozen=True, slots=True)
class TitleChoice:
    """The title taken and why: `chosen` indexes the candidates given; all None when there is none."""

    title: str | None
    chosen: int | None
    method: str | None
    confidence: float | None


NONE = TitleChoice(None, None, None, None)


def choose(candidates: Sequence[Candidate], publisher_names: Sequence[str] = ()) -> TitleChoice:
    """The title on which independent sources agree most, without the outlet's name.

    Candidates of one family count once; a longer candidate that is another one plus a separator
    and a tail ("Pier reopens - Local") counts for the shorter one.

    >>> heading = Candidate("title", "Pier opens", "html.h1", 0.8)
    >>> choose([heading, Candidate("title", "Pier opens - Local", "html.title", 0.5)]).title
    'Pier opens'
    """
    if not candidates:
        return NONE
    sites = _site_keys(tuple(publisher_names))
    titles = [without_site(c.value, sites) for c in candidates]
    if len(candidates) == 1:
        return TitleChoice(titles[0], 0, candidates[0].method, candidates[0].confidence)
    keys = [squash(title) for title in titles]
    forms = [_shorter(title, set(keys)) or key for title, key in zip(titles, keys, strict=True)]
    scores = _scores(candidates, forms)
    best = max(
        range(len(forms)), key=lambda i: (scores[forms[i]], forms[i], forms[i] == keys[i], candidates[i].confidence, -i)
    )
    return TitleChoice(titles[best], best, candidates[best].method, _confidence(scores, forms[best]))


@lru_cache(maxsize=4096)
def _site_keys(names: tuple[str, ...]) -> frozenset[str]:
    """The outlet's names as compared, with and without an article before them."""
    return frozenset(key for name in names for key in (squash(name), squash(name).removeprefix("the ")) if key)


def _shorter(title: str, known: set[str]) -> str | None:
    """The form of another candidate that this one is, plus a separator and a tail."""
    return next((squash(part) for part, _ in splits(title) if squash(part) in known), None)


def _scores(candidates: Sequence[Candidate], forms: Sequence[str]) -> dict[str, float]:
    """Form → how loudly the families speak for it together."""
    voices: dict[str, dict[str, float]] = {}
    for candidate, form in zip(candidates, forms, strict=True):
        family = FAMILY.get(candidate.method, candidate.method)
        loud = FAINT if candidate.confidence <= FAINT else VOICE.get(candidate.method, OTHER_VOICE)
        voices.setdefault(form, {})[family] = max(loud, voices.get(form, {}).get(family, 0.0))
    return {form: _together(by_family) for form, by_family in voices.items()}


def _together(voices: Mapping[str, float]) -> float:
    """One score of the families that state one form."""
    stated = dict(voices)
    if "social" in stated and "head" not in stated and "twitter" not in stated:
        stated["social"] = LONE_SOCIAL
    loudest, *others = sorted(stated.values(), reverse=True)
    return loudest + (REPEATED if "head" in stated else 1.0) * fsum(others)


def _confidence(scores: Mapping[str, float], form: str) -> float:
    """UNANIMOUS where all agree, else the share of voices, shrunk while few speak."""
    # fsum: a sum in order of arrival would differ in its last digit, and so now and then the rounded one
    return UNANIMOUS if len(scores) == 1 else round((scores[form] + 0.6) / (fsum(scores.values()) + 0.9), 3)
