"""Who wrote an article: the people whom its page, row or text credits, in the order of the byline.

Belongs here: finding, splitting and judging names of authors. Does not: agencies and outlets (agencies, publishers).
"""

from pipelines.core.normalization.authors.bylines import from_byline
from pipelines.core.normalization.authors.candidates import (
    credit_texts,
    page_candidates,
    residue_candidates,
    row_candidates,
)
from pipelines.core.normalization.authors.choose import AuthorsChoice, choose

__all__ = [
    "AuthorsChoice",
    "choose",
    "credit_texts",
    "from_byline",
    "page_candidates",
    "residue_candidates",
    "row_candidates",
]
