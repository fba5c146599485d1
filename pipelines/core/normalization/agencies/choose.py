"""The choice of the credited agency.

Belongs here: weighing candidates. Does not: finding them (candidates).
"""

from collections.abc import Sequence

from pipelines.core.normalization.agencies.types import AgencyChoice
from pipelines.core.normalization.evidence import Candidate


def choose(candidates: Sequence[Candidate]) -> AgencyChoice:
    """The agency of the candidate with the highest confidence.

    >>> choose([Candidate("agency", "AFP", "credit.byline", 0.9), Candidate("agency", "dpa", "text.dateline", 0.97)])
    AgencyChoice(agency='dpa', chosen=(1,))
    """
    if not candidates:
        return AgencyChoice()
    index, best = max(enumerate(candidates), key=lambda pair: (pair[1].confidence, pair[1].value))
    return AgencyChoice(best.value, (index,))
