"""The choice of the authors: the list of the most trusted source, or a longer one that contains it.

Belongs here: weighing lists against each other. Does not: recognizing names (names), finding them (candidates).
"""

from collections.abc import Mapping, Sequence

from pipelines.core.normalization.authors.types import AuthorsChoice
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.titles.cleaning import squash

KIND_ORDER = ("row", "feed", "sidecar", "jsonld", "meta", "microdata", "rel", "byline", "label", "link", "residue")
"""Kinds of source, the most reliable on labelled pages first."""

MAX_COMPLETING_RANK = KIND_ORDER.index("microdata")
"""Rank up to which a list may complete a better one: visible bylines also name authors of other articles."""

MIN_MAJORITY = 2
"""Sources that must agree to overrule a better one without support (the site's owner, an editor's login)."""


def choose(candidates: Sequence[Candidate]) -> AuthorsChoice:
    """The authors, empty if there are none. Candidates with confidence 0 are refused ones.

    >>> one = [Candidate("authors", "Nadia Orsk", "jsonld.author", .93)]
    >>> two = [Candidate("authors", name, "meta.author", .88) for name in ("Nadia Orsk", "Tomas Wrede")]
    >>> choose(one + two).authors
    ('Nadia Orsk', 'Tomas Wrede')
    """
    lists: dict[str, list[int]] = {}
    for place, candidate in enumerate(candidates):
        if candidate.confidence > 0:
            lists.setdefault(candidate.method, []).append(place)
    if not lists:
        return AuthorsChoice()
    ranked = sorted(lists, key=lambda method: (_rank(method), lists[method][0]))
    best = _supported(candidates, lists, ranked)
    for method in ranked:
        if _rank(method) <= MAX_COMPLETING_RANK and _keys(candidates, lists[method]) > _keys(candidates, lists[best]):
            best = method
    return _choice(candidates, lists, best)


def _supported(candidates: Sequence[Candidate], lists: Mapping[str, list[int]], ranked: Sequence[str]) -> str:
    """The first source, unless no other names one of its people while MIN_MAJORITY others share one of theirs."""
    keys = {method: _keys(candidates, places) for method, places in lists.items()}
    support = {m: sum(not keys[m].isdisjoint(keys[other]) for other in ranked if other != m) for m in ranked}
    first = ranked[0]
    if support[first] == 0:
        return next((method for method in ranked if support[method] >= MIN_MAJORITY - 1), first)
    return first


def _rank(method: str) -> int:
    kind = method.split(".")[0]
    return KIND_ORDER.index(kind) if kind in KIND_ORDER else 0


def _keys(candidates: Sequence[Candidate], places: Sequence[int]) -> set[str]:
    return {squash(candidates[place].value) for place in places}


def _choice(candidates: Sequence[Candidate], lists: Mapping[str, list[int]], best: str) -> AuthorsChoice:
    people = _keys(candidates, lists[best])
    agreeing = sum(_keys(candidates, places) == people for places in lists.values())
    base = min(candidates[place].confidence for place in lists[best])
    by_key = {squash(candidates[place].value): place for place in reversed(lists[best])}
    places = sorted(by_key.values())
    return AuthorsChoice(
        authors=tuple(candidates[place].value for place in places),
        method=best,
        confidence=round(1 - (1 - base) / agreeing, 3),
        chosen=tuple(places),
    )
