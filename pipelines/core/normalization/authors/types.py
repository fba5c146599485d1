"""The shape of the chosen authors.

Belongs here: shapes only. Does not: finding or choosing (candidates, choose).
"""

from dataclasses import dataclass

from pipelines.core.normalization.evidence import Candidate


@dataclass(frozen=True, slots=True)
class AuthorsChoice:
    """The chosen authors, in order; confidence: of the whole list; chosen: indexes of the candidates that name them;
    candidates: all of them as evidence, with the reason why each but the chosen ones lost."""

    authors: tuple[str, ...] = ()
    method: str | None = None
    confidence: float | None = None
    chosen: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()
