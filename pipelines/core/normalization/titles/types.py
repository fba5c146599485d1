"""The shape of a chosen title.

Belongs here: shapes only. Does not: finding or choosing (candidates, choose).
"""

from typing import NamedTuple

from pipelines.core.normalization.evidence import Candidate


class TitleChoice(NamedTuple):
    """The chosen title; confidence: 0 to 1; chosen: index of the candidate; None and empty if there is none.

    candidates: all of them, without the outlet's name
    """

    title: str | None = None
    method: str | None = None
    confidence: float | None = None
    chosen: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()
