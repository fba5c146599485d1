"""The shape of the chosen authors.

Belongs here: shapes only. Does not: finding or choosing (candidates, choose).
"""

from typing import NamedTuple

from pipelines.core.normalization.evidence import Candidate


class AuthorsChoice(NamedTuple):
    """The chosen authors, in order; confidence: of the whole list; chosen: indexes of the candidates that name them;
    candidates: all of them as evidence, with the reason why each but the chosen ones lost."""

    authors: tuple[str, ...] = ()
    method: str | None = None
    confidence: float | None = None
    chosen: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()
