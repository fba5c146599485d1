"""The shape of a chosen URL.

Belongs here: shapes only. Does not: finding or choosing (candidates, choose).
"""

from typing import NamedTuple


class UrlChoice(NamedTuple):
    """The chosen URL. canonical_url: the one to show; identity_key: what ids hash and twins share; method: that of the
    chosen candidate; confidence: 0 to 1; chosen: its index; own: where the chosen URL is only declared, the choice
    without declarations (claims decides between both), None where it is the address the record came from."""

    canonical_url: str | None = None
    identity_key: str | None = None
    method: str | None = None
    confidence: float | None = None
    chosen: tuple[int, ...] = ()
    own: "UrlChoice | None" = None
