"""The shape of a chosen publisher.

Belongs here: shapes only. Does not: finding or choosing (candidates, choose).
"""

from typing import NamedTuple

from pipelines.core.normalization.evidence import Candidate


class PublisherChoice(NamedTuple):
    """The chosen publisher. publisher_id: the domain, otherwise the normal form of the name; method, confidence: of the
    id's source; name_method: that of the name; chosen: indexes of the candidates, the domain's first; candidates: all
    of them as evidence, with the reason why each but the chosen ones lost."""

    publisher_id: str | None = None
    publisher_domain: str | None = None
    publisher_name: str | None = None
    name_method: str | None = None
    method: str | None = None
    confidence: float | None = None
    chosen: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()
