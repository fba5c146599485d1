"""Files written by other software, compared with independent readers; skipped if the files are not available."""

import io
from pathlib import Path

import feedparser
import pytest

from pipelines.core.readers import Limits, read
from pipelines.core.records import RawRecord

FORMATS = Path(__file__).parents[4] / "shared" / "data" / "formats"
FEEDS = sorted((FORMATS / "feeds").glob("*.xml"))
ARCHIVES = sorted((FORMATS / "warc").glob("*arc*"))

pytestmark = pytest.mark.skipif(not FORMATS.exists(), reason="the sample files are not available")


def test_every_entry_of_every_feed_is_counted() -> None:
    for path in FEEDS:
        data = path.read_bytes()
        file = read(io.BytesIO(data), path.name, Limits())
        if file.format == "sitemap":
            continue
        expected = len(feedparser.parse(io.BytesIO(data)).entries)
        found = [each for each in file.records if each.record_index is not None]
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
                pass  # it stops at the first damage; we must find at least the pages before
        with path.open("rb") as source:
            records = read(source, path.name, Limits()).records
            found = [each.fields["url"] for each in records if isinstance(each, RawRecord)]
        assert set(map(_normalize, urls)) <= set(map(_normalize, found)), path.name


def _normalize(url: str) -> str:
    return url.strip("<>").replace("%20", " ").rstrip("/")
