"""Dates: reading them, finding them in pages, rows and texts, and choosing the date of publication.

Belongs here: everything about when an article was published or changed, as pure functions.
Does not: any clock (what may not be in the future is judged by the fetch date), other fields.
"""

from pipelines.core.dates.addresses import url_candidates
from pipelines.core.dates.choosing import choose
from pipelines.core.dates.pagewise import hints_for, page_candidates
from pipelines.core.dates.reading import parse, scan
from pipelines.core.dates.rows import row_candidates
from pipelines.core.dates.shapes import FoundDate, Hints, PublishedDate, StatedDate
from pipelines.core.dates.texts import text_dates

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
