"""The choice of an article's publisher: its domain, and the best spelling of its name on this record.

Belongs here: weighing mentions against each other. Does not: the most frequent spelling over all records (SQL).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.core.evidence import Candidate
from pipelines.core.publishers import outlets
from pipelines.core.publishers.domains import normal_name, registrable_domain
from pipelines.core.publishers.mentions import DOMAIN_METHODS
from pipelines.core.publishers.names import key

MIN_NAME = 0.45
"""Worth below which a name alone is a guess."""

AGREED = 0.95
DOMAIN_ORDER = ("url.host", "row.source_domain", "residue.appeared_on", "row.publisher_domain")


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
    domain, method, sure, at = _domain(candidates, canonical_url, url)
    name, name_method, worth, name_at = _name(candidates, domain)
    chosen = tuple(dict.fromkeys(i for i in (at, name_at) if i is not None))
    if domain:
        return PublisherChoice(domain, domain, name, name_method, method, sure, chosen)
    if name is None:
        return PublisherChoice()
    return PublisherChoice(normal_name(name), None, name, name_method, name_method, worth, chosen)


def _domain(
    candidates: Sequence[Candidate], canonical_url: str | None, url: str | None
) -> tuple[str | None, str | None, float | None, int | None]:
    """(domain, method, confidence, index): the article's own URLs first, then what is said of it."""
    for address in (canonical_url, url):
        domain = registrable_domain(address) if address else None
        if domain:
            at = next((i for i, c in enumerate(candidates) if c.method == "url.host" and c.value == domain), None)
            return domain, "url.host", 0.99, at
    stated = [(i, c) for i, c in enumerate(candidates) if _is_domain(c)]
    if not stated:
        return None, None, None, None
    index, best = min(stated, key=lambda pair: (-pair[1].confidence, _order(pair[1].method), pair[1].value, pair[0]))
    return best.value, best.method, best.confidence, index


def _is_domain(candidate: Candidate) -> bool:
    return candidate.method in DOMAIN_METHODS or candidate.method.endswith(".source_domain")


def _order(method: str) -> int:
    return DOMAIN_ORDER.index(method) if method in DOMAIN_ORDER else len(DOMAIN_ORDER)


def _name(
    candidates: Sequence[Candidate], domain: str | None
) -> tuple[str | None, str | None, float | None, int | None]:
    """(name, method, confidence, index): the outlet list's spelling, else the name most sources agree on."""
    known = outlets.name_of(domain) if domain else None
    if known:
        at = next((i for i, c in enumerate(candidates) if not _is_domain(c) and c.value == known), None)
        return known, "reference.outlets", AGREED, at
    groups: dict[str, list[tuple[int, Candidate]]] = defaultdict(list)
    for i, candidate in enumerate(candidates):
        if not _is_domain(candidate):
            groups[key(candidate.value)].append((i, candidate))
    if not groups:
        return None, None, None, None
    best = max(groups, key=lambda k: (_support(groups[k]), k))
    index, chosen = max(groups[best], key=lambda pair: (_spelling(pair[1].value), pair[1].confidence, -pair[0]))
    worth = AGREED if len({c.method for _, c in groups[best]}) > 1 else chosen.confidence
    if _support(groups[best]) < MIN_NAME:
        return None, None, None, None
    return chosen.value, chosen.method, worth, index


def _support(group: Sequence[tuple[int, Candidate]]) -> float:
    """The sum over methods of the best worth each gives."""
    worth: dict[str, float] = {}
    for _, candidate in group:
        worth[candidate.method] = max(worth.get(candidate.method, 0.0), candidate.confidence)
    return round(sum(worth.values()), 6)


def _spelling(name: str) -> tuple[bool, bool, bool]:
    """A spelling with blanks, with capitals, and not in capitals alone is the one a person wrote."""
    return " " in name, name != name.lower(), name != name.upper()
