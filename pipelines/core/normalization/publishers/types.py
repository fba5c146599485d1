"""The shape of a chosen publisher.

Belongs here: shapes only. Does not: finding or choosing (candidates, choose).
"""

from typing import NamedTuple


class PublisherChoice(NamedTuple):
    """The chosen publisher. publisher_id: the domain, otherwise the normal form of the name; method, confidence: of the
    id's source; name_method: that of the name; chosen: indexes of the candidates, the domain's first."""

    publisher_id: str | None = None
    publisher_domain: str | None = None
    publisher_name: str | None = None
    name_method: str | None = None
    method: str | None = None
    confidence: float | None = None
    chosen: tuple[int, ...] = ()
