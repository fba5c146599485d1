"""Dates: reading them, finding them in pages, rows and texts, and choosing the date of publication.

Belongs here: everything about when an article was published or changed, as pure functions.
Does not: any clock (what may not be in the future is judged by the fetch date), other fields.
"""

from pipelines.core.normalization.dates.choose import choose
from pipelines.core.normalization.dates.page_candidates import hints_for, page_candidates
from pipelines.core.normalization.dates.parsing import parse, scan
from pipelines.core.normalization.dates.row_candidates import row_candidates
from pipelines.core.normalization.dates.text_candidates import text_dates
from pipelines.core.normalization.dates.types import FoundDate, Hints, PublishedDate, StatedDate
from pipelines.core.normalization.dates.url_dates import url_candidates

__all__ = [
    "FoundDate",
    "Hints",
    "PublishedDate",
    "StatedDate",
    "choose",
    "hints_for",
    "page_candidates",
    "parse",
    "row_candidates",
    "scan",
    "text_dates",
    "url_candidates",
]
