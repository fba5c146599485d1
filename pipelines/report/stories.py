"""The stories that most publishers carried: who carried them when, and two of their copies side by side.

Belongs here: choosing stories, their articles and the copies to compare. Does not: marking what two texts share
(side_by_side), the drawing (charts).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb

from pipelines.report import wording
from pipelines.report.rows import Row, fetch
from pipelines.report.side_by_side import MAX_CHARS, MIN_WORDS, Side, compare

MAX_STORIES, MAX_ARTICLES, MAX_LINES, MAX_MEMBERS = 8, 400, 10, 100
"""Limit the stories, the articles of each that are drawn and listed, and those among which copies are looked for."""

DRAWN_YEARS = range(1000, 9000)
"""A chart has margins, and calendars end."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles and the beginnings of their texts; measures: of queries/story_copies.sql."""

    left: Row
    right: Row
    texts: tuple[str, str]
    measures: Row

    @property
    def sides(self) -> tuple[Side, Side]:
        """The texts with what they share marked."""
        return compare(*self.texts)


@dataclass(frozen=True, slots=True)
class Story:
    """row: of main.stories; articles: the first in the order of story_timeline; comparison: None if no two copies
    share a passage.
    """

    row: Row
    articles: Sequence[Row]
    comparison: Comparison | None

    @property
    def lines(self) -> Sequence[tuple[Row, str]]:
        """The articles that are listed, and when each was published."""
        return [(article, published(article)) for article in self.articles[:MAX_LINES]]

    @property
    def more(self) -> int:
        return int(self.row["article_count"]) - len(self.lines)

    @property
    def times(self) -> list[datetime]:
        """When the articles can have been published at the earliest, hour by hour, in years that can be drawn."""
        found = (article["published_earliest"] for article in self.articles)
        return sorted(
            {time.replace(minute=0, second=0, microsecond=0) for time in found if time and time.year in DRAWN_YEARS}
        )


def read(connection: duckdb.DuckDBPyConnection) -> list[Story]:
    """The stories, the largest first."""
    rows = fetch(connection, "stories", most=MAX_STORIES)
    ids = [row["story_id"] for row in rows]
    articles: dict[str, list[Row]] = {story_id: [] for story_id in ids}
    for article in fetch(connection, "story_articles", stories=ids, most=MAX_ARTICLES) if ids else []:
        articles[article["story_id"]].append(article)
    comparisons = _comparisons(connection, articles) if ids else {}
    return [Story(row, articles[row["story_id"]], comparisons.get(row["story_id"])) for row in rows]


def _comparisons(connection: duckdb.DuckDBPyConnection, articles: Mapping[str, Sequence[Row]]) -> dict[str, Comparison]:
    """Two copies of each story that has some."""
    members = [(story_id, each) for story_id, found in articles.items() for each in found[:MAX_MEMBERS]]
    by_id = {each["article_id"]: each for _, each in members}
    ids = {"stories": [story_id for story_id, _ in members], "articles": list(by_id)}
    pairs = fetch(connection, "story_copies", words=MIN_WORDS, **ids)
    found = {}
    for pair in pairs:
        left, right = sorted((by_id[pair["left_article_id"]], by_id[pair["right_article_id"]]), key=_order)
        texts = (_body(connection, left["article_id"]), _body(connection, right["article_id"]))
        found[pair["story_id"]] = Comparison(left, right, texts, pair)
    return found


def _body(connection: duckdb.DuckDBPyConnection, article_id: str) -> str:
    return fetch(connection, "body", article=article_id, characters=MAX_CHARS)[0]["body"] or ""


def _order(article: Row) -> tuple[bool, Any, str]:
    earliest = article["published_earliest"]
    return earliest is None, earliest or 0, article["article_id"]


def published(article: Row) -> str:
    """When an article was published, as precisely as is known."""
    if article["published_at"]:
        return f"{wording.instant(article['published_at'])} UTC"
    if article["published_local"]:
        return f"{wording.instant(article['published_local'])} local time"
    return _period(article["published_date"], article["published_precision"])


def _period(first: date | None, precision: str | None) -> str:
    """
    >>> _period(date(2031, 5, 1), "month"), _period(date(2031, 5, 1), "day"), _period(None, None)
    ('May 2031', '1 May 2031', 'no date')
    """
    if first is None:
        return "no date"
    return " ".join(wording.day(first).split()[{"year": 2, "month": 1}.get(precision or "", 0) :])
