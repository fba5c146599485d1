"""The choice of an article's URL among what was declared.

Belongs here: weighing candidates against each other, and the identity that follows. Does not: judging one alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.urls.identity import identity_key
from pipelines.core.normalization.urls.refusals import OTHER_SITE, REDIRECT

MIN_CONFIDENCE = 0.5
"""Below this a claim would be a guess."""

AGREED = 0.99
"""Confidence where two declarations of different kinds name the same article."""

DISSENT = 0.85
ASKED_ELSEWHERE = 0.95
"""Factors where the page's declarations differ among themselves, and where only the URL it was asked for differs."""

OWN = frozenset({"link", "meta", "jsonld", "microdata"})
"""Kinds of source by which a page speaks of itself."""

Group = Sequence[tuple[int, Candidate]]
"""Candidates of one identity, with their indexes."""

ORDER = ("link", "meta", "jsonld", "microdata", "row", "sidecar", "feed", "sitemap", "warc", "residue")
"""Who is followed when worth is equal: the page before those who tell of it."""


@dataclass(frozen=True, slots=True)
class UrlChoice:
    """The chosen URL. canonical_url: to show; identity_key: what ids hash and twins share; method: of the chosen
    candidate; confidence: 0 to 1; chosen: its index; syndicated_with: URLs on other sites that it calls its own."""

    canonical_url: str | None = None
    identity_key: str | None = None
    method: str | None = None
    confidence: float | None = None
    chosen: int | None = None
    syndicated_with: tuple[str, ...] = ()


NONE = UrlChoice()


def choose(candidates: Sequence[Candidate]) -> UrlChoice:
    """The best accepted candidate: the identity most kinds of source agree on, shown as its most trusted source does.

    Equal support: the candidate that comes first, as sources state the article before what is related to it.

    >>> page = Candidate("canonical_url", "https://www.veldt.example/a", "link.canonical", 0.97)
    >>> row = Candidate("canonical_url", "http://m.veldt.example/a?amp=1", "row.url", 0.9)
    >>> choice = choose([row, page])
    >>> choice.canonical_url, choice.identity_key, choice.method, choice.confidence, choice.chosen
    ('https://www.veldt.example/a', 'https://veldt.example/a', 'link.canonical', 0.99, 1)
    >>> choose([]).canonical_url is None
    True
    """
    if not candidates:
        return NONE
    keyed = [(i, c, identity_key(c.value)) for i, c in enumerate(candidates) if c.confidence >= MIN_CONFIDENCE]
    groups: dict[str, list[tuple[int, Candidate]]] = defaultdict(list)
    for i, candidate, key in keyed:
        if key:
            groups[key].append((i, candidate))
    if not groups:
        return NONE
    best = max(groups, key=lambda key: (_support(groups[key]), -groups[key][0][0]))
    others = [group for key, group in groups.items() if key != best]
    index, chosen = min(groups[best], key=lambda pair: (_rank(pair[1]), pair[1].value, pair[0]))
    confidence = _confidence(groups[best], others)
    away = sorted({c.value for c in candidates if c.note == OTHER_SITE})
    return UrlChoice(chosen.value, best, chosen.method, confidence, index, tuple(away))


def _kind(candidate: Candidate) -> str:
    return candidate.method.partition(".")[0]


def _rank(candidate: Candidate) -> tuple[int, float]:
    kind = _kind(candidate)
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), -candidate.confidence)


def _support(group: Group) -> tuple[bool, float]:
    """What the page says of itself goes before what is said of it; then the sum over kinds of source."""
    worth: dict[str, float] = {}
    for _, candidate in group:
        kind = _kind(candidate)
        worth[kind] = max(worth.get(kind, 0.0), candidate.confidence)
    return bool(OWN & worth.keys()), round(sum(worth.values()), 6)


def _confidence(group: Group, others: Sequence[Group]) -> float:
    kinds = {_kind(candidate) for _, candidate in group}
    alone = max(candidate.confidence for _, candidate in group)
    agreed = max(alone, AGREED) if len(kinds) > 1 else alone
    return round(agreed * min((_dissent(other) for other in others), default=1.0), 4)


def _dissent(group: Group) -> float:
    stated = [candidate for _, candidate in group if candidate.note != REDIRECT]
    if not stated:
        return 1.0
    return DISSENT if any(_kind(candidate) in OWN for candidate in stated) else ASKED_ELSEWHERE
