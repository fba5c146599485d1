"""URLs: the canonical URL of an article, and when two URLs are the same article.

Belongs here: parsing URLs, identity rules, the candidates and choice of `canonical_url`. Does not: publishers.
"""

from pipelines.core.normalization.urls.candidates import page_candidates, row_candidates, text_candidates
from pipelines.core.normalization.urls.choose import choose
from pipelines.core.normalization.urls.identity import identity_key
from pipelines.core.normalization.urls.types import UrlChoice

__all__ = ["UrlChoice", "choose", "identity_key", "page_candidates", "row_candidates", "text_candidates"]
