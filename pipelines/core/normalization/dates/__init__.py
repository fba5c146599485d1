"""Dates: parsing them, finding them in rows, pages, URLs and texts, and choosing the date of publication.

Belongs here: when an article was published or changed, as pure functions. Does not: other fields, the current time
(the date of the fetch is the upper bound).
"""

from pipelines.core.normalization.dates.candidates import hints_for, page_candidates, row_candidates, text_candidates
from pipelines.core.normalization.dates.choose import choose
from pipelines.core.normalization.dates.types import Hints, PublishedDate
from pipelines.core.normalization.dates.url_dates import url_candidates

__all__ = [
    "Hints",
    "PublishedDate",
    "choose",
    "hints_for",
    "page_candidates",
    "row_candidates",
    "text_candidates",
    "url_candidates",
]
