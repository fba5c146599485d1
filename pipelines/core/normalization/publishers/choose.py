"""The choice of an article's publisher: its domain, and the best spelling of its name on this record.

Belongs here: weighing mentions against each other. Does not: the most frequent spelling over all records (SQL).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.publishers import outlets
from pipelines.core.normalization.publishers.domains import is_aggregator, normal_name, outlet_host, registrable_domain
from pipelines.core.normalization.publishers.from_urls import AGGREGATED, REFERENCE, WORTH, is_domain
from pipelines.core.normalization.publishers.names import abbreviates, key

MIN_NAME = 0.45
"""Worth below which a name alone is a guess."""

AGREED = 0.95
MAX_ABBREVIATION = 5
FEW = 3
"""Candidates up to which a name is kept: those of a row, for an outlet's next row has the same."""

Group = Sequence[tuple[int, Candidate]]
"""Mentions of one name, with their indexes."""

FAMILY = {"meta.og:site_name": "og", "meta.application-name": "app", "meta.apple-mobile-web-app-title": "app"}
"""Sources that one template fills in count once: a page's JSON-LD nodes, its app names, its other meta tags."""

DOMAIN_ORDER = (
    "url.host",
    "link.canonical_host",
    "residue.source_host",
    "row.source_domain",
    "residue.appeared_on",
    "row.publisher_domain",
)


@dataclass(frozen=True, slots=True)
class PublisherChoice:
    """Who published. publisher_id: the domain, else the name's normal form; method and confidence of what the id rests
    on; name_method of the name; chosen: indexes of the candidates taken, the domain's first."""

    publisher_id: str | None = None
    publisher_domain: str | None = None
    publisher_name: str | None = None
    name_method: str | None = None
    method: str | None = None
    confidence: float | None = None
    chosen: tuple[int, ...] = ()


def choose(candidates: Sequence[Candidate], canonical_url: str | None, url: str | None) -> PublisherChoice:
    """The publisher that these candidates and the article's URLs speak for; all None if nothing does.

    >>> named = Candidate("publisher", "The Veldt Courier", "row.publisher", 0.8)
    >>> choice = choose([named], "https://www.veldt.example/a", None)
    >>> choice.publisher_id, choice.publisher_name, choice.name_method, choice.method
    ('veldt.example', 'The Veldt Courier', 'row.publisher', 'url.host')
    >>> choose([named], None, None).publisher_id
    'the veldt courier'
    """
    if len(candidates) <= FEW and not (canonical_url or url):
        return _chosen_again(tuple(candidates))
    return _chosen(candidates, canonical_url, url)


@lru_cache(maxsize=2048)
def _chosen_again(candidates: tuple[Candidate, ...]) -> PublisherChoice:
    return _chosen(candidates, None, None)


def _chosen(candidates: Sequence[Candidate], canonical_url: str | None, url: str | None) -> PublisherChoice:
    domain, method, sure, at = _domain(candidates, canonical_url, url)
    host = _host(canonical_url, url, domain) if method == "url.host" else domain
    few = len(candidates) <= FEW
    name, name_method, worth, name_at = _name_again(tuple(candidates), host) if few else _name(candidates, host)
    chosen = tuple(dict.fromkeys(i for i in (at, name_at) if i is not None))
    if domain:
        return PublisherChoice(domain, domain, name, name_method, method, sure, chosen)
    if name is None:
        return PublisherChoice()
    return PublisherChoice(normal_name(name), None, name, name_method, name_method, worth, chosen)


Name = tuple[str | None, str | None, float | None, int | None]
"""(name, method, confidence, index of the candidate)."""

Domain = tuple[str | None, str | None, float | None, int | None]
"""(domain, method, confidence, index of the candidate)."""


def _domain(candidates: Sequence[Candidate], canonical_url: str | None, url: str | None) -> Domain:
    """The article's own URLs first, then what is said of it; an aggregator only if nothing says more."""
    own = _own_domain(candidates, canonical_url, url)
    if own[0] and own[2] != AGGREGATED:
        return own
    stated = [(i, c) for i, c in enumerate(candidates) if is_domain(c) and c.value != own[0]]
    if not stated:
        return own
    index, best = min(stated, key=lambda pair: (-pair[1].confidence, _order(pair[1].method), pair[1].value, pair[0]))
    return best.value, best.method, best.confidence, index


def _own_domain(candidates: Sequence[Candidate], canonical_url: str | None, url: str | None) -> Domain:
    for address in (canonical_url, url):
        host = outlet_host(address) if address else None
        domain = registrable_domain(host) if host else None
        if host and domain:
            at = next((i for i, c in enumerate(candidates) if is_domain(c) and c.value == domain), None)
            return domain, "url.host", AGGREGATED if is_aggregator(host) else WORTH["url.host"], at
    return None, None, None, None


def _host(canonical_url: str | None, url: str | None, domain: str | None) -> str | None:
    """The outlet's own host, which may be an outlet below its domain; else the domain."""
    for address in (canonical_url, url):
        host = outlet_host(address) if address else None
        if host:
            return host
    return domain


def _order(method: str) -> int:
    return DOMAIN_ORDER.index(method) if method in DOMAIN_ORDER else len(DOMAIN_ORDER)


@lru_cache(maxsize=2048)
def _name_again(candidates: tuple[Candidate, ...], host: str | None) -> Name:
    return _name(candidates, host)


def _name(candidates: Sequence[Candidate], host: str | None) -> Name:
    """(name, method, confidence, index): the outlet list's spelling, else the name most sources agree on."""
    known = outlets.name_of(host) if host else None
    if known:
        at = next((i for i, c in enumerate(candidates) if c.method == REFERENCE and c.value == known), None)
        return known, REFERENCE, WORTH[REFERENCE], at
    groups: dict[str, list[tuple[int, Candidate]]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        if not is_domain(candidate) and candidate.method != REFERENCE:
            groups[key(candidate.value)].append((i, candidate))
    ranked = sorted(groups.values(), key=lambda group: (-_support(group), group[0][1].value))
    ranked = [group for group in ranked if _support(group) >= MIN_NAME]
    return _spelled(_spelt_out(ranked)) if ranked else (None, None, None, None)


def _spelled(group: Group) -> tuple[str, str, float, int]:
    """The best spelling in a group of mentions of one name."""
    index, chosen = min(group, key=_preference)
    return chosen.value, chosen.method, AGREED if len(_families(group)) > 1 else chosen.confidence, index


def _spelt_out(ranked: Sequence[Group]) -> Group:
    """The group that most sources support; where that is an abbreviation, the next that it abbreviates."""
    short = ranked[0][0][1].value
    if len(short) > MAX_ABBREVIATION or short != short.upper():
        return ranked[0]
    return next((group for group in ranked[1:] if abbreviates(short, group[0][1].value)), ranked[0])


def _support(group: Group) -> float:
    """The sum over families of sources of the best worth each gives."""
    return round(sum(_families(group).values()), 6)


def _families(group: Group) -> dict[str, float]:
    worth: dict[str, float] = {}
    for _, candidate in group:
        family = FAMILY.get(candidate.method, candidate.method.partition(".")[0])
        worth[family] = max(worth.get(family, 0.0), candidate.confidence)
    return worth


def _preference(mention: tuple[int, Candidate]) -> tuple[bool, bool, bool, float, str, int]:
    """Sorts first a spelling with blanks, with capitals, not in capitals alone: the one a person wrote."""
    index, candidate = mention
    name = candidate.value
    return " " not in name, name == name.lower(), name == name.upper(), -candidate.confidence, name, index
