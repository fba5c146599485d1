"""The choice of the authors: the list of the source trusted most, completed by one that names all of these and more.

Belongs here: weighing lists against each other. Does not: what a name is (names), where it stands (sources).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.titles.cleaning import squash

ORDER = ("row", "feed", "sidecar", "jsonld", "meta", "microdata", "rel", "byline", "label", "link", "residue")
"""Kinds of source, the most reliable first, as labelled pages show."""

STATED = ORDER.index("microdata")
"""Up to this rank a list may complete a better one: visible bylines also name people of other articles."""

OUTVOTED = 2
"""Sources that must agree against a better one that stands alone (the owner in meta author, an editor's login)."""


@dataclass(frozen=True, slots=True)
class AuthorsChoice:
    """The people taken, in order; `chosen` indexes the candidates that named them; confidence of the whole list."""

    authors: tuple[str, ...]
    chosen: tuple[int, ...]
    method: str | None
    confidence: float | None


NONE = AuthorsChoice((), (), None, None)


def choose(candidates: Sequence[Candidate]) -> AuthorsChoice:
    """The authors on which to settle; none is an empty tuple. Candidates with confidence 0 are refused ones.

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
        return NONE
    ranked = sorted(lists, key=lambda method: (_rank(method), lists[method][0]))
    best = _backed(candidates, lists, ranked)
    for method in ranked:
        if _rank(method) <= STATED and _keys(candidates, lists[method]) > _keys(candidates, lists[best]):
            best = method
    return _chosen(candidates, lists, best)


def _backed(candidates: Sequence[Candidate], lists: Mapping[str, list[int]], ranked: Sequence[str]) -> str:
    """The first source, unless none backs it while OUTVOTED others name one and the same person instead."""
    keys = {method: _keys(candidates, places) for method, places in lists.items()}
    support = {m: sum(not keys[m].isdisjoint(keys[other]) for other in ranked if other != m) for m in ranked}
    first = ranked[0]
    if support[first] == 0:
        return next((method for method in ranked if support[method] >= OUTVOTED - 1), first)
    return first


def _rank(method: str) -> int:
    kind = method.split(".")[0]
    return ORDER.index(kind) if kind in ORDER else 0


def _keys(candidates: Sequence[Candidate], places: Sequence[int]) -> set[str]:
    return {squash(candidates[place].value) for place in places}


def _chosen(candidates: Sequence[Candidate], lists: Mapping[str, list[int]], best: str) -> AuthorsChoice:
    taken = _keys(candidates, lists[best])
    agreeing = sum(_keys(candidates, places) == taken for places in lists.values())
    base = min(candidates[place].confidence for place in lists[best])
    once = {squash(candidates[place].value): place for place in reversed(lists[best])}
    places = sorted(once.values())
    return AuthorsChoice(
        authors=tuple(candidates[place].value for place in places),
        chosen=tuple(places),
        method=best,
        confidence=round(1 - (1 - base) / agreeing, 3),
    )
