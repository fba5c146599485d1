"""Publishers: the outlet that published an article, by domain and by name.

Belongs here: registrable domains of outlets, their names, the candidates and choice of `publisher`. Does not: the news
agency that wrote the text (pipelines.core.normalization.agencies).
"""

from pipelines.core.normalization.publishers.candidates import page_candidates, row_candidates, text_candidates
from pipelines.core.normalization.publishers.choose import choose
from pipelines.core.normalization.publishers.domains import normal_name, registrable_domain
from pipelines.core.normalization.publishers.from_urls import is_domain
from pipelines.core.normalization.publishers.names import key
from pipelines.core.normalization.publishers.types import PublisherChoice

__all__ = [
    "PublisherChoice",
    "choose",
    "is_domain",
    "key",
    "normal_name",
    "page_candidates",
    "registrable_domain",
    "row_candidates",
    "text_candidates",
]
