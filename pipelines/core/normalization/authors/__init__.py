"""The authors of an article: the people credited by its page, row or text, in the order of the byline.

Belongs here: finding and parsing bylines, recognizing names of people, the choice. Does not: news agencies (agencies),
outlets (publishers).
"""

from pipelines.core.normalization.authors.candidates import (
    credit_texts,
    page_candidates,
    residue_candidates,
    row_candidates,
)
from pipelines.core.normalization.authors.choose import choose
from pipelines.core.normalization.authors.types import AuthorsChoice

__all__ = ["AuthorsChoice", "choose", "credit_texts", "page_candidates", "residue_candidates", "row_candidates"]
