"""Files that other software wrote, counted against independent readers; skipped where they are not at hand."""

import io
from pathlib import Path

import feedparser
import pytest

from pipelines.core.readers import Limits, detect, read
from pipelines.core.records import RawRecord

FORMATS = Path(__file__).parents[4] / "shared" / "data" / "formats"
FEEDS = sorted((FORMATS / "feeds").glob("*.xml"))
ARCHIVES = sorted((FORMATS / "warc").glob("*arc*"))

pytestmark = pytest.mark.skipif(not FORMATS.exists(), reason="the samples of other software are not here")


def test_every_entry_of_every_feed_is_counted() -> None:
    for path in FEEDS:
        data = path.read_bytes()
        if detect(data, path.name) == "sitemap":
            continue
        expected = len(feedparser.parse(io.BytesIO(data)).entries)
        found = [each for each in read(io.BytesIO(data), path.name, Limits()) if each.record_index is not None]
        assert len(found) == expected, path.name


def test_every_page_of_every_web_archive_is_read() -> None:
    warcio = pytest.importorskip("warcio.archiveiterator")
    exceptions = pytest.importorskip("warcio.exceptions")
    for path in ARCHIVES:
        urls = []
        with path.open("rb") as source:
            try:
                for record in warcio.ArchiveIterator(source, arc2warc=True):
                    media = (record.http_headers or record.rec_headers).get_header("Content-Type") or ""
                    if record.rec_type in ("response", "resource") and media.startswith("text/html"):
                        urls += [record.rec_headers.get_header("WARC-Target-URI")] if record.raw_stream.read(1) else []
            except exceptions.ArchiveLoadFailed:
                pass  # it gives up where we go on: what it had by then is the least that must be in
        with path.open("rb") as source:
            found = [each.fields["url"] for each in read(source, path.name, Limits()) if isinstance(each, RawRecord)]
        assert set(map(_spaced, urls)) <= set(map(_spaced, found)), path.name


def _spaced(url: str) -> str:
    return url.strip("<>").replace("%20", " ").rstrip("/")
