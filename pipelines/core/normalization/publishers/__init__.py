"""Publishers: which outlet carries an article, by domain and by name.

Belongs here: registrable domains of outlets, their names, and the candidates and choice of `publisher`. Does not: the
agencies that wrote a text (pipelines.core.normalization.agencies).
"""

from pipelines.core.normalization.publishers.candidates import page_candidates, row_candidates, text_candidates
from pipelines.core.normalization.publishers.choose import PublisherChoice, choose
from pipelines.core.normalization.publishers.domains import normal_name, registrable_domain

__all__ = [
    "PublisherChoice",
    "choose",
    "normal_name",
    "page_candidates",
    "registrable_domain",
    "row_candidates",
    "text_candidates",
]
