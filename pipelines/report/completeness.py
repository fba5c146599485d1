"""How complete the metadata is, of all articles and of each large publisher.

Belongs here: the fields that are shown, and in which words. Does not: counts over time (volume).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from pipelines.report.rows import Row, fetch

FIELDS = (
    ("date_share", "Date", "a day of publication, or at least a year"),
    ("instant_share", "Instant", "time and time zone are known"),
    ("url_share", "URL", "a canonical URL"),
    ("author_share", "Author", "at least one credited author"),
    ("title_share", "Title", "a headline"),
    ("full_text_share", "Full text", "the whole body, not only its beginning, a teaser or a headline"),
)
"""Column of publisher_scorecard, its head, and what it means."""

MAX_LANGUAGES = 8


@dataclass(frozen=True, slots=True)
class Completeness:
    """overall: a row as of publisher_scorecard over all articles; languages: the most frequent; others: how many more
    languages there are, and their articles.
    """

    overall: Row
    languages: Sequence[Row]
    others: tuple[int, int]


def read(connection: duckdb.DuckDBPyConnection) -> Completeness:
    """The shares over all articles, and their languages."""
    languages = fetch(connection, "languages")
    rest = languages[MAX_LANGUAGES:]
    others = (len(rest), sum(row["articles"] for row in rest))
    return Completeness(fetch(connection, "completeness")[0], languages[:MAX_LANGUAGES], others)
