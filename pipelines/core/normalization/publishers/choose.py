"""The choice of an article's publisher: its domain, and the best spelling of its name in this record.

Belongs here: weighing candidates against each other. Does not: the most frequent spelling over all records (SQL).
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.publishers.domains import is_aggregator, normal_name, outlet_host, registrable_domain
from pipelines.core.normalization.publishers.from_urls import (
    AGGREGATOR_CONFIDENCE,
    PRIORS,
    REFERENCE,
    is_domain,
    listed_name,
)
from pipelines.core.normalization.publishers.names import abbreviates, key, resembles
from pipelines.core.normalization.publishers.types import PublisherChoice

MIN_NAME_WEIGHT = 0.45
"""Weight below which a name is not chosen."""

AGREEMENT_CONFIDENCE = 0.95
"""Confidence of a name that two families of sources state."""

MAX_ABBREVIATION_CHARS = 5

Known = Callable[[str], str | None]
"""Gives the name of the outlet at a host."""

Group = Sequence[tuple[int, Candidate]]
"""Candidates with the same name, with their indexes."""

FAMILY = {"meta.og:site_name": "og", "meta.application-name": "app", "meta.apple-mobile-web-app-title": "app"}
"""Method → its family, by default its first part. A family counts once, because one template fills it in."""

DOMAIN_ORDER = (
    "url.host", "link.canonical_host", "residue.source_host", "row.source_domain", "residue.appeared_on",
    "row.publisher_domain",
)  # fmt: skip
"""Methods of domains, the most trusted first."""


class Part(NamedTuple):
    """The chosen domain or name; at: index of its candidate, None if none states it."""

    value: str | None = None
    method: str | None = None
    confidence: float | None = None
    at: int | None = None


def choose(
    candidates: Sequence[Candidate], canonical_url: str | None, url: str | None, known: Known = listed_name
) -> PublisherChoice:
    """The publisher that the candidates and the article's URLs support best; all None if there is none.

    known: the name of the outlet at a host, if there is a table of such names

    >>> named = Candidate("publisher", "The Veldt Courier", "row.publisher", 0.8)
    >>> choice = choose([named], "https://www.veldt.example/a", None)
    >>> choice.publisher_id, choice.publisher_name, choice.name_method, choice.method
    ('veldt.example', 'The Veldt Courier', 'row.publisher', 'url.host')
    >>> choose([named], None, None).publisher_id
    'the veldt courier'
    """
    domain = _choose_domain(candidates, canonical_url, url)
    host = _host(canonical_url, url, domain.value) if domain.method == "url.host" else domain.value
    name = _choose_name(tuple(candidates), host, known)
    chosen = tuple(dict.fromkeys(index for index in (domain.at, name.at) if index is not None))
    publisher_id = domain.value or (normal_name(name.value) if name.value else None)
    source = domain if domain.value else name
    return PublisherChoice(
        publisher_id, domain.value, name.value, name.method, source.method, source.confidence, chosen
    )


def _choose_domain(candidates: Sequence[Candidate], canonical_url: str | None, url: str | None) -> Part:
    """The domain of the article's own URLs, otherwise the best stated one; an aggregator's if there is no other."""
    own = _own_domain(candidates, canonical_url, url)
    if own.value and own.confidence != AGGREGATOR_CONFIDENCE:
        return own
    stated = [(i, c) for i, c in enumerate(candidates) if is_domain(c) and c.value != own.value]
    if not stated:
        return Part() if any(_names_another(c, own.value) for c in candidates) else own
    index, best = min(stated, key=lambda pair: (-pair[1].confidence, _order(pair[1].method), pair[1].value, pair[0]))
    return Part(best.value, best.method, best.confidence, index)


def _names_another(candidate: Candidate, domain: str | None) -> bool:
    """Whether a record names its publisher, and not by the name of the aggregator at this domain."""
    is_stated = candidate.method.endswith(".publisher") and not is_domain(candidate)
    return is_stated and domain is not None and not resembles(candidate.value, domain)


def _own_domain(candidates: Sequence[Candidate], canonical_url: str | None, url: str | None) -> Part:
    for address in (canonical_url, url):
        host = outlet_host(address) if address else None
        domain = registrable_domain(host) if host else None
        if host and domain:
            index = next((i for i, c in enumerate(candidates) if is_domain(c) and c.value == domain), None)
            return Part(domain, "url.host", AGGREGATOR_CONFIDENCE if is_aggregator(host) else PRIORS["url.host"], index)
    return Part()


def _host(canonical_url: str | None, url: str | None, domain: str | None) -> str | None:
    """The outlet's host, which may be an outlet below its domain; otherwise the domain."""
    hosts = (outlet_host(address) for address in (canonical_url, url) if address)
    return next((host for host in hosts if host), domain)


def _order(method: str) -> int:
    return DOMAIN_ORDER.index(method) if method in DOMAIN_ORDER else len(DOMAIN_ORDER)


@lru_cache(maxsize=2048)
def _choose_name(candidates: tuple[Candidate, ...], host: str | None, known: Known) -> Part:
    """The name in the reference list, otherwise the one that most sources state; cached, because rows of one outlet
    state the same."""
    listed = known(host) if host else None
    if listed:
        index = next((i for i, c in enumerate(candidates) if c.method == REFERENCE and c.value == listed), None)
        return Part(listed, REFERENCE, PRIORS[REFERENCE], index)
    groups: dict[str, list[tuple[int, Candidate]]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        if not is_domain(candidate) and candidate.method != REFERENCE:
            groups[key(candidate.value)].append((i, candidate))
    ranked = sorted(groups.values(), key=lambda group: (-_weight(group), group[0][1].value))
    ranked = [group for group in ranked if _weight(group) >= MIN_NAME_WEIGHT]
    return _best_spelling(_unabbreviated(ranked)) if ranked else Part()


def _best_spelling(group: Group) -> Part:
    index, best = min(group, key=_spelling_rank)
    confidence = AGREEMENT_CONFIDENCE if len(_family_confidences(group)) > 1 else best.confidence
    return Part(best.value, best.method, confidence, index)


def _unabbreviated(ranked: Sequence[Group]) -> Group:
    """The first group; if its name is an abbreviation, the next one that it abbreviates."""
    short = ranked[0][0][1].value
    if len(short) > MAX_ABBREVIATION_CHARS or short != short.upper():
        return ranked[0]
    return next((group for group in ranked[1:] if abbreviates(short, group[0][1].value)), ranked[0])


def _weight(group: Group) -> float:
    """The sum of the best confidence of each family of sources."""
    return round(sum(_family_confidences(group).values()), 6)


def _family_confidences(group: Group) -> dict[str, float]:
    best: dict[str, float] = {}
    for _, candidate in group:
        family = FAMILY.get(candidate.method, candidate.method.partition(".")[0])
        best[family] = max(best.get(family, 0.0), candidate.confidence)
    return best


def _spelling_rank(member: tuple[int, Candidate]) -> tuple[bool, bool, bool, float, str, int]:
    """Sorts spellings with blanks first, then those in mixed case: a person wrote them."""
    index, candidate = member
    name = candidate.value
    return " " not in name, name == name.lower(), name == name.upper(), -candidate.confidence, name, index
