"""A peer reads labelled pages, one process: `python metadata.py PEER PAGES.jsonl OUT.jsonl`.

Belongs here: each peer's own way from a page to its metadata. Does not: judging it (benchmarks.metadata_peers).
A row of PAGES.jsonl holds `html` and `url`; a row of OUT.jsonl what the peer found in it, in the same order. A page
that a peer fails on gives an empty row. Prints the processor seconds.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Found = dict[str, Any]


def trafilatura() -> Callable[[str, str], Found]:
    """Body and all metadata in one call."""
    from trafilatura import bare_extraction

    def read(html: str, url: str) -> Found:
        done = bare_extraction(html, url=url, with_metadata=True)
        if done is None:
            return {}
        authors = [name.strip() for name in (done.author or "").split(";") if name.strip()]
        return {
            "date": done.date, "title": done.title, "authors": authors, "publisher": done.sitename,
            "language": done.language, "body": done.text,
        }  # fmt: skip

    return read


def htmldate() -> Callable[[str, str], Found]:
    """The date alone, by its extensive search."""
    from htmldate import find_date

    return lambda html, url: {"date": find_date(html, url=url, extensive_search=True, original_date=True)}


def newspaper4k() -> Callable[[str, str], Found]:
    """The page given, nothing fetched."""
    import newspaper

    def read(html: str, url: str) -> Found:
        article = newspaper.Article(url or "https://page.example/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return {
            **_moment(article.publish_date), "title": article.title, "authors": article.authors,
            "publisher": article.meta_site_name, "language": article.meta_lang, "body": article.text,
        }  # fmt: skip

    return read


def goose3() -> Callable[[str, str], Found]:
    """The page given, nothing fetched."""
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})

    def read(html: str, url: str) -> Found:
        article = goose.extract(raw_html=html)
        return {
            **_moment(article.publish_datetime_utc or article.publish_date), "title": article.title,
            "authors": article.authors, "language": article.meta_lang, "body": article.cleaned_text,
        }  # fmt: skip

    return read


def news_please() -> Callable[[str, str], Found]:
    """The page given, nothing fetched."""
    from newsplease import NewsPlease

    def read(html: str, url: str) -> Found:
        article = NewsPlease.from_html(html, url=url, fetch_images=False)
        return {
            **_moment(article.date_publish), "title": article.title, "authors": article.authors or [],
            "language": article.language, "body": article.maintext,
        }  # fmt: skip

    return read


def _moment(stated: Any) -> Found:
    """A date, and the instant where its zone is stated."""
    text = stated.isoformat() if hasattr(stated, "isoformat") else stated
    aware = getattr(stated, "tzinfo", None) is not None
    return {"date": text[:10] if text else None, "instant": text if aware else None}


PEERS = {
    "trafilatura": trafilatura, "htmldate": htmldate, "newspaper4k": newspaper4k, "goose3": goose3,
    "news-please": news_please,
}  # fmt: skip


FAILURES = (
    ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RuntimeError, OSError, ImportError,
)  # fmt: skip
"""What peers raise on pages they cannot read, some of it for want of a language's own tokeniser."""


def _safely(read: Callable[[str, str], Found], html: str, url: str) -> Found:
    """What the peer finds; nothing where it fails."""
    try:
        return read(html, url)
    except FAILURES as error:
        print(f"{url}: {error!r}", file=sys.stderr)
        return {}


def main() -> None:
    """Read every page with one peer."""
    peer, pages, out = sys.argv[1:4]
    read = PEERS[peer]()
    start = time.process_time()
    with open(pages, encoding="utf-8") as rows, open(out, "w", encoding="utf-8") as found:
        for row in rows:
            page = json.loads(row)
            found.write(json.dumps(_safely(read, page["html"], page["url"] or ""), ensure_ascii=False) + "\n")
    print(round(time.process_time() - start, 1))


if __name__ == "__main__":
    main()
