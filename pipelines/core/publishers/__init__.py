"""Publishers: which outlet carries an article, by domain and by name.

Belongs here: registrable domains of outlets, their names, and the candidates and choice of `publisher`. Does not: the
agencies that wrote a text (pipelines.core.agencies).
"""

from pipelines.core.publishers.choice import PublisherChoice, choose
from pipelines.core.publishers.domains import normal_name, registrable_domain
from pipelines.core.publishers.mentions import page_candidates, row_candidates, text_candidates

__all__ = [
    "PublisherChoice",
    "choose",
    "normal_name",
    "page_candidates",
    "registrable_domain",
    "row_candidates",
    "text_candidates",
]
