"""The shape of the chosen authors.

Belongs here: shapes only. Does not: finding or choosing (candidates, choose).
"""

from typing import NamedTuple


class AuthorsChoice(NamedTuple):
    """The chosen authors, in order; confidence: of the whole list; chosen: indexes of the candidates that name them."""

    authors: tuple[str, ...] = ()
    method: str | None = None
    confidence: float | None = None
    chosen: tuple[int, ...] = ()
