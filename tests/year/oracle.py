"""What must be in the warehouse: each record once, none lost, none of what was taken out.

Belongs here: keeping account of what was dropped, comparing it with what is published. Does not: accidents, alarms.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from tests.year.files import File
from tests.year.newsroom import Article

Place = tuple[str, int]
"""The hash of a file's bytes, whatever it is called, and the index of a record."""


@dataclass
class Oracle:
    """The account. `dropped` keeps the order of arrival, so that a state of the past is its beginning."""

    dropped: dict[str, tuple[Article | None, ...]] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    forgotten_urls: set[str] = field(default_factory=set)
    forgotten_files: set[str] = field(default_factory=set)

    def drop(self, file: File) -> None:
        """Take note of a file."""
        content = hashlib.sha256(file.data).hexdigest()
        if not file.path.endswith(".meta.json"):
            self.paths[file.path] = content
            self.dropped.setdefault(content, file.contents)

    @property
    def state(self) -> int:
        """How many contents were dropped so far."""
        return len(self.dropped)

    def places(self, state: int) -> dict[Place, Article | None]:
        """The records of the first contents, without what was taken out; None for those that must be rejected."""
        return {
            (content, index): article
            for content, contents in list(self.dropped.items())[:state]
            if content not in self.forgotten_files
            for index, article in enumerate(contents)
            if article is None or article.url not in self.forgotten_urls
        }

    def forget_article(self, article: Article) -> None:
        """Take out an article."""
        self.forgotten_urls.add(article.url)

    def forget_file(self, path: str) -> list[Article]:
        """Take out a file; returns the articles that no other file has."""
        self.forgotten_files.add(self.paths[path])
        left = {article.url for article in self.places(self.state).values() if article}
        return [each for each in self.dropped[self.paths[path]] if each and each.url not in left]

    def differences(self, warehouse: Path, state: int) -> list[str]:
        """How the published file differs from what must be there; nothing if all is well."""
        expected = self.places(state)
        records, rejected, articles = _published(warehouse)
        placed = Counter((self.paths[path], index) for path, index, _, _ in records)
        refused = Counter((self.paths[path], index) for path, index in rejected)
        found = [*_lost_or_doubled("records", placed, {p for p, article in expected.items() if article})]
        found += _lost_or_doubled("rejections", refused, {p for p, article in expected.items() if not article})
        urls = {article.url for article in expected.values() if article}
        ids = {(article_id, url) for _, _, article_id, url in records}
        if not len(ids) == len(urls) == len(articles) == len(set(articles)):
            found.append(
                f"{len(urls)} articles were dropped, {len(articles)} are there, with {len(ids)} pairs of id and URL"
            )
        if {url for _, url in ids} != urls or {each for each, _ in ids} != set(articles):
            found.append("the articles are not those that were dropped")
        return found


def _lost_or_doubled(what: str, found: Counter[Place], expected: set[Place]) -> list[str]:
    lost, alien = expected - found.keys(), found.keys() - expected
    doubled = [place for place, count in found.items() if count > 1]
    kinds: dict[str, Any] = {"lost": lost, "not expected": alien, "doubled": doubled}
    return [f"{len(places)} {what} {kind}: {sorted(places)[:3]}" for kind, places in kinds.items() if places]


def _published(warehouse: Path) -> tuple[list[Any], list[Any], list[str]]:
    """Records with their URLs, rejections of records, ids of articles."""
    if not warehouse.exists():
        return [], [], []
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        records = connection.execute(
            "select record_path, record_index, article_id, url from article_records"
        ).fetchall()
        refused = "select record_path, record_index from rejections where record_index is not null"
        rejected = connection.execute(refused).fetchall()
        articles = [row[0] for row in connection.execute("select article_id from articles").fetchall()]
    return records, rejected, articles
