"""The choice of an article's URL among its candidates.

Belongs here: weighing candidates against each other. Does not: the confidence of one alone (candidates).
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.urls.identity import identity_key
from pipelines.core.normalization.urls.refusals import REDIRECT
from pipelines.core.normalization.urls.types import UrlChoice

MIN_CONFIDENCE = 0.5
"""Confidence below which a candidate is not chosen."""

AGREEMENT_CONFIDENCE = 0.99
"""Confidence if sources of two kinds declare the same article."""

PAGE_CONFLICT_FACTOR = 0.85
"""Factor of the confidence if the page's own declarations differ."""

REQUEST_CONFLICT_FACTOR = 0.95
"""Factor if only the URL that was requested differs."""

ADDRESS = re.compile(r"(?:row|sidecar|feed|sitemap|warc)\.url")
"""Methods of the address a record came from. All others declare a URL, which may be a template's mistake."""

PAGE_KINDS = frozenset({"link", "meta", "jsonld", "microdata"})
"""Kinds of source within a page."""

Group = Sequence[tuple[int, Candidate]]
"""Candidates with the same identity key, with their indexes."""

KIND_ORDER = ("link", "meta", "jsonld", "microdata", "row", "sidecar", "feed", "sitemap", "warc", "residue")
"""Kinds of source by trust: the page before sources outside it."""


def choose(candidates: Sequence[Candidate]) -> UrlChoice:
    """The identity on which most kinds of source agree, as its most trusted source writes it.

    Ties go to the first candidate, because sources list an article before related ones.

    >>> page = Candidate("canonical_url", "https://www.veldt.example/a", "link.canonical", 0.97)
    >>> row = Candidate("canonical_url", "http://m.veldt.example/a?amp=1", "row.url", 0.9)
    >>> choice = choose([row, page])
    >>> choice.canonical_url, choice.identity_key, choice.method, choice.confidence, choice.chosen
    ('https://www.veldt.example/a', 'https://veldt.example/a', 'link.canonical', 0.99, (1,))
    >>> choose([]).canonical_url is None
    True
    >>> declared = page._replace(value="https://veldt.example/b")
    >>> choose([row, declared]).own.canonical_url, choose([row, page]).own, choose([declared]).own == UrlChoice()
    ('http://m.veldt.example/a?amp=1', None, True)
    """
    choice = _choose(candidates)
    addresses = [index for index, c in enumerate(candidates) if ADDRESS.fullmatch(c.method)]
    own = _choose([candidates[index] for index in addresses])
    if choice.identity_key == own.identity_key:
        return choice
    return choice._replace(own=own._replace(chosen=tuple(addresses[index] for index in own.chosen)))


def _choose(candidates: Sequence[Candidate]) -> UrlChoice:
    groups: dict[str, list[tuple[int, Candidate]]] = defaultdict(list)
    for index, candidate in enumerate(candidates):
        if candidate.confidence >= MIN_CONFIDENCE and (key := identity_key(candidate.value)):
            groups[key].append((index, candidate))
    if not groups:
        return UrlChoice()
    best = max(groups, key=lambda key: (_weight(groups[key]), -groups[key][0][0]))
    others = [group for key, group in groups.items() if key != best]
    index, chosen = min(groups[best], key=lambda pair: (_rank(pair[1]), pair[1].value, pair[0]))
    confidence = _confidence(groups[best], others)
    return UrlChoice(chosen.value, best, chosen.method, confidence, (index,))


def _kind(candidate: Candidate) -> str:
    return candidate.method.partition(".")[0]


def _rank(candidate: Candidate) -> tuple[int, float]:
    kind = _kind(candidate)
    return (KIND_ORDER.index(kind) if kind in KIND_ORDER else len(KIND_ORDER), -candidate.confidence)


def _weight(group: Group) -> tuple[bool, float]:
    """Groups that the page itself declares come first; then the sum of the best confidence of each kind of source."""
    best: dict[str, float] = {}
    for _, candidate in group:
        kind = _kind(candidate)
        best[kind] = max(best.get(kind, 0.0), candidate.confidence)
    return bool(PAGE_KINDS & best.keys()), round(sum(best.values()), 6)


def _confidence(group: Group, others: Sequence[Group]) -> float:
    kinds = {_kind(candidate) for _, candidate in group}
    best = max(candidate.confidence for _, candidate in group)
    agreed = max(best, AGREEMENT_CONFIDENCE) if len(kinds) > 1 else best
    return round(agreed * min(map(_conflict_factor, others), default=1.0), 4)


def _conflict_factor(other: Group) -> float:
    kinds = {_kind(candidate) for _, candidate in other if candidate.note != REDIRECT}
    if not kinds:
        return 1.0
    return PAGE_CONFLICT_FACTOR if kinds & PAGE_KINDS else REQUEST_CONFLICT_FACTOR
