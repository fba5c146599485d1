"""The raw files in which a day is delivered: a format for each outlet, broken rows, files that come twice.

Belongs here: writing them, and what each record of them must become. Does not: what is in the news (newsroom).
"""

import csv
import gzip
import io
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from tests.year.newsroom import OUTLETS, Article, Day, Outlet

BROKEN_ROWS = 0.01
"""Share of rows that are cut off."""

AGAIN, RESENT, TOUCHED = 0.06, 0.05, 0.04
"""How often a day brings the bytes of the day before under another name, its articles in another file, or a file of the
same name and bytes written anew."""

RUBBISH_ROWS = 40


@dataclass(frozen=True)
class File:
    """A raw file: its path, its bytes, and for each record the article it holds, None if it must be rejected."""

    path: str
    data: bytes
    contents: tuple[Article | None, ...]
    is_repeated: bool = False
    """Whether the same bytes were dropped before, under another name."""


class Desk:
    """Writes the files of one day after the other."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.before: list[File] = []
        self.articles_before: tuple[Article, ...] = ()

    def files(self, day: Day) -> list[File]:
        made = [file for outlet in OUTLETS for file in self._of_outlet(outlet, day)]
        made += self._extra("late", day, day.late)
        made += self._extra("updates", day, day.updates)
        again = [*self._again(day)] if self.before else []
        self.before, self.articles_before = made, day.articles
        return made + again

    def _of_outlet(self, outlet: Outlet, day: Day) -> Iterator[File]:
        articles = [each for each in day.articles if each.outlet == outlet]
        path = f"{outlet.name}/{day.date}"
        if outlet in day.broken:
            yield self._rubbish(path, day)
        elif articles and outlet.layout == "html":
            yield from self._pages(path, articles)
        elif articles and outlet.layout == "rss":
            yield File(f"{path}.xml", feed(outlet, articles), tuple(articles))
        elif articles and outlet.layout == "csv":
            yield File(f"{path}.csv", table(articles), tuple(articles))
        elif articles and outlet.layout == "json":
            rows = {"status": "ok", "articles": [row(each) for each in articles]}
            yield File(f"{path}.json", json.dumps(rows, ensure_ascii=False).encode(), tuple(articles))
        elif articles:
            yield self._lines(path, articles, is_packed=outlet.layout == "jsonl.gz")

    def _lines(self, path: str, articles: Sequence[Article], is_packed: bool = False) -> File:
        """JSON lines, some of them cut off."""
        lines: list[str] = []
        contents: list[Article | None] = []
        for article in articles:
            line = json.dumps(row(article), ensure_ascii=False)
            if self.draw.random() < BROKEN_ROWS:
                lines.append(line[: len(line) // 2])
                contents.append(None)
            lines.append(line)
            contents.append(article)
        data = "".join(f"{line}\n" for line in lines).encode()
        packed = gzip.compress(data, mtime=0) if is_packed else data
        return File(f"{path}.jsonl{'.gz' * is_packed}", packed, tuple(contents))

    def _rubbish(self, path: str, day: Day) -> File:
        """What a broken feed gives: rows of an error, cut rows, or an error page of the server."""
        kind = day.number % 3
        if kind == 2:
            return File(f"{path}.jsonl", b"<html><head><title>502 Bad Gateway</title></head></html>\n", (None,))
        error = json.dumps({"error": "upstream timed out", "code": 504, "day": str(day.date)})
        lines = [error if kind else error[: 10 + each % 20] for each in range(RUBBISH_ROWS)]
        return File(f"{path}.jsonl", "".join(f"{line}\n" for line in lines).encode(), (None,) * RUBBISH_ROWS)

    def _pages(self, path: str, articles: Sequence[Article]) -> Iterator[File]:
        """Pages, each with its sidecar, which is no input of its own."""
        for article in articles:
            name = f"{path}-{article.number}.html"
            yield File(name, page(article), (article,))
            yield File(f"{name}.meta.json", json.dumps({"url": article.url}).encode(), ())

    def _extra(self, folder: str, day: Day, articles: Sequence[Article]) -> list[File]:
        return [self._lines(f"{folder}/{day.date}", articles)] if articles else []

    def _again(self, day: Day) -> Iterator[File]:
        """Files that come twice, some under another name, some with the same articles in other bytes."""
        plain = [file for file in self.before if not file.path.startswith("islandradio/")]
        if self.draw.random() < AGAIN:
            file = self.draw.choice(plain)
            name = f"x-again/{day.date}.{file.path.partition('.')[2]}"
            yield File(name, file.data, file.contents, is_repeated=True)
        if self.draw.random() < TOUCHED:
            yield self.draw.choice(plain)
        if self.draw.random() < RESENT and self.articles_before:
            outlet = self.draw.choice(self.articles_before).outlet
            yield self._lines(f"resent/{day.date}", [a for a in self.articles_before if a.outlet == outlet])


def row(article: Article) -> Mapping[str, Any]:
    """An article as a row; what is unknown is left out."""
    given = {
        "id": str(article.number), "url": article.url, "title": article.title, "text": article.body,
        "publisher": article.outlet.domain, "language": article.outlet.language,
        "published_at": article.published and article.published.isoformat(),
        "modified_at": article.modified and article.modified.isoformat(),
    }  # fmt: skip
    return {name: value for name, value in given.items() if value is not None}


def table(articles: Sequence[Article]) -> bytes:
    """CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, ["id", "url", "title", "text", "publisher", "language", "published_at"])
    writer.writeheader()
    writer.writerows(row(each) for each in articles)
    return text.getvalue().encode()


def feed(outlet: Outlet, articles: Sequence[Article]) -> bytes:
    """RSS with whole texts."""
    items = "".join(
        f"<item><title>{escape(a.title)}</title><link>{a.url}</link><guid>{a.url}</guid>"
        f"<pubDate>{a.published:%a, %d %b %Y %H:%M:%S +0000}</pubDate>"
        f"<content:encoded><![CDATA[<p>{'</p><p>'.join(a.sentences)}</p>]]></content:encoded></item>"
        for a in articles
    )
    head = f"<title>{outlet.name}</title><link>https://{outlet.domain}/</link><language>{outlet.language}</language>"
    names = 'version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0" encoding="utf-8"?><rss {names}><channel>{head}{items}</channel></rss>'.encode()


def page(article: Article) -> bytes:
    """An HTML page of an article."""
    language, title = article.outlet.language, escape(article.title)
    date = article.published and article.published.isoformat()
    lines = "".join(f"<p>{escape(each)}</p>" for each in article.sentences)
    head = (
        f'<meta charset="utf-8"><title>{title}</title><link rel="canonical" href="{article.url}">'
        f'<meta property="og:type" content="article"><meta property="article:published_time" content="{date}">'
    )
    return (
        f'<!doctype html><html lang="{language}"><head>{head}</head>'
        f"<body><main><article><h1>{title}</h1>{lines}</article></main></body></html>"
    ).encode()
