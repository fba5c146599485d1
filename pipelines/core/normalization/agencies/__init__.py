"""The news agency that a text is credited to.

Belongs here: agencies, how they sign, where a text credits them. Does not: the outlet that published it (publishers).
"""

from pipelines.core.normalization.agencies.candidates import credit_candidates, text_candidates
from pipelines.core.normalization.agencies.choose import choose
from pipelines.core.normalization.agencies.signs import agencies_in
from pipelines.core.normalization.agencies.types import AgencyChoice

__all__ = ["AgencyChoice", "agencies_in", "choose", "credit_candidates", "text_candidates"]
