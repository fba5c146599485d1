"""The shape of a chosen title.

Belongs here: shapes only. Does not: finding or choosing (candidates, choose).
"""

from typing import NamedTuple

from pipelines.core.normalization.evidence import Candidate


class TitleChoice(NamedTuple):
    """The chosen title; confidence: 0 to 1; chosen: index of the candidate; None and empty if there is none.

    candidates: all of them, without the outlet's name; features: what the confidence follows from, empty if only one
    candidate is left
    """

    title: str | None = None
    method: str | None = None
    confidence: float | None = None
    chosen: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    features: frozenset[str] = frozenset()
