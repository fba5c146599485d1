"""The choice of a title: sources that agree speak louder than one that is trusted.

Belongs here: weighing cleaned candidates against each other. Does not: finding or cleaning them.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.core.evidence import Candidate
from pipelines.core.titles.cleaning import splits, squash, without_site

FAMILY = {
    "html.h1": "heading", "html.heading": "heading", "microdata.headline": "microdata", "meta.og:title": "social",
    "meta.twitter:title": "twitter", "html.title": "head", "meta.title": "meta", "jsonld.headline": "jsonld",
    "jsonld.name": "jsonld",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TitleChoice:
    """The title taken and why: `chosen` indexes the candidates given; all None when there is none."""

    title: str | None
    chosen: int | None
    method: str | None
    confidence: float | None


NONE = TitleChoice(None, None, None, None)


def choose(candidates: Sequence[Candidate], publisher_names: Sequence[str] = ()) -> TitleChoice:
    """The title on which the sources agree most, without the outlet's name.

    Candidates of one family count once; a longer candidate that is another one plus a separator
    and a tail ("Pier reopens - Local") counts for the shorter one.

    >>> choose([Candidate("title", "Pier reopens", "html.h1", .8), Candidate("title", "Pier reopens - Local", "html.title", .5)]).title
    'Pier reopens'
    """
    if not candidates:
        return NONE
    sites = {name for n in publisher_names for name in (squash(n), squash(n).removeprefix("the "))}
    titles = [without_site(c.value, sites) for c in candidates]
    keys = [squash(title) for title in titles]
    known = set(keys)
    merged = [_shorter(title, known) or key for title, key in zip(titles, keys, strict=True)]
    scores = _scores(candidates, merged)
    best = max(
        range(len(candidates)), key=lambda i: (scores[merged[i]], merged[i] == keys[i], candidates[i].confidence, -i)
    )
    return TitleChoice(titles[best], best, candidates[best].method, _confidence(scores, merged[best]))


def _shorter(title: str, known: set[str]) -> str | None:
    """The form of another candidate that this one is, plus a separator and a tail."""
    return next((squash(part) for part, _ in splits(title) if squash(part) in known), None)


def _scores(candidates: Sequence[Candidate], keys: Sequence[str]) -> dict[str, float]:
    """Sum over families of the best confidence that each gives a form of the title."""
    by_family: dict[tuple[str, str], float] = defaultdict(float)
    for candidate, key in zip(candidates, keys, strict=True):
        slot = key, FAMILY.get(candidate.method, candidate.method)
        by_family[slot] = max(by_family[slot], candidate.confidence)
    scores: dict[str, float] = defaultdict(float)
    for (key, _), confidence in sorted(by_family.items()):
        scores[key] += confidence
    return scores


def _confidence(scores: dict[str, float], key: str) -> float:
    """Share of the stated weight that agrees, shrunk while few sources speak."""
    total = sum(scores.values())
    return round(min(0.97, (scores[key] + 0.6) / (total + 0.9)), 3)
