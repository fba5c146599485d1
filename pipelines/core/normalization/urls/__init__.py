"""URLs: what an article's address is, and when two addresses are one article.

Belongs here: parsing, identity rules, and the candidates and choice of `canonical_url`. Does not: publishers.
"""

from pipelines.core.normalization.urls.candidates import (
    TextUrl,
    page_candidates,
    row_candidates,
    text_candidates,
    text_urls,
)
from pipelines.core.normalization.urls.choose import UrlChoice, choose
from pipelines.core.normalization.urls.identity import canonicalize, identity_key

__all__ = [
    "TextUrl",
    "UrlChoice",
    "canonicalize",
    "choose",
    "identity_key",
    "page_candidates",
    "row_candidates",
    "text_candidates",
    "text_urls",
]
