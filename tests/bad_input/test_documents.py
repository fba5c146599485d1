"""Bad texts, pages, feeds, sitemaps, web archives and Parquet; files that are none of these."""

import gzip
import io
import re
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

WORDS = "The harbour authority said on Thursday that the bridge would stay closed. "
FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>{}</channel></rss>'
ITEM = "<item><title>T</title><link>https://a.example/{}</link></item>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 10
    + '"><!ENTITY c "'
    + "&b;" * 10
    + '">]><rss><channel><item><title>&c;</title></item></channel></rss>'
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + (
    "<rss><channel><item><title>&x;</title></item></channel></rss>"
)
SITEMAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
ENTRY = "<url><loc>https://a.example/{}</loc></url>"


def parquet(table: pa.Table) -> bytes:
    held = io.BytesIO()
    pq.write_table(table, held)
    return held.getvalue()


ROWS = pa.table({"title": ["A", "B"], "text": ["One.", "Two."]})

MAIL = b"From: A <a@b.example>\nTo: c@d.example\nMIME-Version: 1.0\n\n"
MIXED = b"Content-Type: multipart/mixed; boundary=b\n\n"

CASES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "file:empty"),
    "white-space": ("a.txt", b" \r\n\t\n" * 50, "file:empty"),
    "only-a-mark": ("a.txt", b"\xef\xbb\xbf", "file:empty"),
    "only-zeros": ("a.txt", b"\0" * 5000, "file:empty"),
    "pdf": ("a.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file:unknown_format"),
    "picture": ("a.html", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "file:unknown_format"),
    "random": ("a.txt", bytes(range(256)) * 40, "file:unknown_format"),
    "other-xml": ("a.xml", b"<?xml version='1.0'?><invoice><total>3</total></invoice>", "file:unknown_format"),
    "text-koi8": ("a.txt", ("Мэр города заявил во вторник, что школы закрыты. " * 5).encode("koi8-r"), "ok"),
    "text-shift-jis": ("a.txt", ("市長は火曜日、嵐のため学校は休校になると発表した。" * 5).encode("shift-jis"), "ok"),
    "text-gb18030": ("a.txt", ("市长星期二表示，由于暴风雨，学校将停课至星期一。" * 5).encode("gb18030"), "ok"),
    "text-utf16": ("a.txt", (WORDS * 3).encode("utf-16"), "ok"),
    "text-utf16-without-mark": ("a.txt", (WORDS * 3).encode("utf-16-le"), "ok"),
    "text-utf32": ("a.txt", (WORDS * 3).encode("utf-32"), "ok"),
    "text-three-words": ("a.txt", b"Only three words", "ok"),
    "text-begins-with-bracket": ("a.txt", b"[Updated at 5 pm] The bridge is open.", "ok"),
    "text-begins-with-brace": ("a.txt", b"{Photo: Ida Thorne} The bridge is open.", "ok"),
    "text-begins-with-less-than": ("a.txt", b"< 100 people came to the meeting.", "ok"),
    "export-numbered": (
        "a.txt",
        "".join(f"Document {n} of 3\n\nHeadline {n}\n\n{WORDS * 4}\n\n" for n in (1, 2, 3)).encode(),
        "ok ok ok",
    ),
    "export-numbers-missing": (
        "a.txt",
        "".join(f"Document {n} of 9\n\nHeadline {n}\n\n{WORDS * 4}\n\n" for n in (1, 2, 5)).encode(),
        "bundle",
    ),
    "export-end-marks": (
        "a.txt",
        "".join(f"Headline {n}\n\n{WORDS * 4}\n\nEnd of Document\n\n" for n in (1, 2, 3)).encode(),
        "ok ok ok",
    ),
    "export-separators-and-labels": (
        "a.txt",
        ("_" * 60 + "\n").join(f"Title: {n}\nDate: 2024-03-0{n}\n\n{WORDS * 4}\n" for n in (1, 2, 3)).encode(),
        "ok ok ok",
    ),
    "export-separators-alone": (
        "a.txt",
        ("=" * 40 + "\n").join(f"Headline {n}\nBy Ida Thorne\n\n{WORDS * 4}\n" for n in (1, 2, 3)).encode(),
        "bundle",
    ),
    "export-of-one": ("a.txt", f"1 of 1 DOCUMENT\n\nTitle: A\nDate: 2024-03-01\n\n{WORDS * 4}".encode(), "ok"),
    "export-page": (
        "a.html",
        "".join(f"<p>{n} of 2 DOCUMENTS<p>Title: {n}<p>Author: B<p>{WORDS * 4}" for n in (1, 2)).encode(),
        "ok ok",
    ),
    "export-page-numbers-missing": (
        "a.html",
        "".join(f"<p>{n} of 9 DOCUMENTS<p>Title: {n}<p>Author: B<p>{WORDS * 4}" for n in (1, 3, 5)).encode(),
        "bundle",
    ),
    "articles-in-a-page": (
        "a.html",
        "".join(f"<article><h2>{n}</h2><p>{WORDS * 4}</article>" for n in (1, 2)).encode(),
        "ok ok",
    ),
    "corpus-of-alceste": ("a.txt", "".join(f"**** *n_{n}\n{WORDS * 4}\n" for n in (1, 2)).encode(), "ok ok"),
    "sgml-collection": ("a.sgm", b"<DOC><TEXT>One.</TEXT></DOC>\n<DOC><TEXT>Two.</DOC>\n<DOC>", "ok ok no_content"),
    "mailbox": (
        "a.mbox",
        "".join(
            f"From a@b.example Fri Feb 23 07:00:0{n} 2024\nSubject: {n}\nTo: c\n\nIt did.\n\n" for n in (1, 2)
        ).encode(),
        "ok ok",
    ),
    "citations": ("a.ris", b"TY  - NEWS\nTI  - A\nER  -\nTY  - NEWS\nER  -\nTY  - NEWS\nTI  - C\n", "ok no_content ok"),
    "text-with-ornaments": (
        "a.txt",
        f"A title\n\n{WORDS * 4}\n\n* * *\n\n{WORDS * 4}\n\n---\n\n{WORDS}".encode(),
        "ok",
    ),
    "page-declared-wrongly": ("a.html", '<meta charset="iso-8859-1"><p>Łódź'.encode(), "ok"),
    "page-declared-utf8-is-not": ("a.html", '<meta charset="utf-8"><p>déjà vu à Genève'.encode("cp1252"), "ok"),
    "page-script-only": ("a.html", b"<html><script>location='/'</script></html>", "ok"),
    "page-inline-image": ("a.html", b'<p><img src="data:image/png;base64,' + b"A" * 2_000_000 + b'"></p>', "ok"),
    "page-100000-deep": ("a.html", b"<div>" * 100_000 + b"words", "ok"),
    "page-nul": ("a.html", b"<p>a\0b</p>", "ok"),
    "feed": ("a.xml", FEED.format(ITEM.format(1) + ITEM.format(2)).encode(), "ok ok"),
    "feed-utf16": ("a.xml", FEED.format(ITEM.format(1)).encode("utf-16"), "ok"),
    "feed-no-entry": ("a.xml", FEED.format("").encode(), "file:no_entries"),
    "feed-entry-without-content": ("a.xml", FEED.format("<item><author>x</author></item>").encode(), "no_content"),
    "feed-laughs": ("a.xml", LAUGHS.encode(), "file:unsafe_xml"),
    "feed-external-entity": ("a.xml", EXTERNAL.encode(), "file:unsafe_xml"),
    "feed-entities-utf16": ("a.xml", EXTERNAL.encode("utf-16"), "file:unsafe_xml"),
    "feed-foreign-doctype": (
        "a.xml",
        b'<!DOCTYPE rss PUBLIC "-//N//RSS//EN" "http://n.example/rss.dtd">' + FEED.format(ITEM).encode()[21:],
        "ok",
    ),
    "feed-100000-deep": ("a.xml", FEED.format("<a>" * 100_000).encode(), "file:too_deep"),
    "feed-truncated": ("a.xml", FEED.format(ITEM.format(1) * 2).encode()[:-40], "ok truncated"),
    "feed-bad-entry": (
        "a.xml",
        FEED.format(ITEM.format(1) + "<item><title>T & <b</title></item>" + ITEM).encode(),
        "ok ok ok",
    ),
    "feed-entry-not-closed": ("a.xml", FEED.format("<item><title>A</title>" + ITEM.format(2)).encode(), "ok ok"),
    "feed-cdata-with-entry": (
        "a.xml",
        FEED.format("<item><title>A</title><description><![CDATA[</item><item>]]></description></item>").encode(),
        "ok",
    ),
    "xml-with-paragraphs": ("a.xml", b"<?xml version='1.0'?><invoice><p>3</p></invoice>", "file:unknown_format"),
    "style-sheet": ("a.css", b"body { color: red }", "file:unknown_format"),
    "calendar": ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "file:unknown_format"),
    "mail": ("a.eml", MAIL + WORDS.encode(), "ok"),
    "mail-without-text": ("a.eml", MAIL, "no_content"),
    "mail-boundary-missing": ("a.eml", MAIL[:-2] + b"Content-Type: multipart/mixed\n\n" + WORDS.encode(), "ok"),
    "mail-400-deep": (
        "a.eml",
        MAIL[:-1] + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 400,
        "file:too_deep",
    ),
    "mail-of-30000-parts": ("a.eml", MAIL[:-1] + MIXED + b"--b\n\nx\n" * 30_000, "file:too_deep"),
    "page-saved-as-mail": ("a.mhtml", MAIL.replace(b"To", b"X") + b"<html>", "ok"),
    "front-matter-broken": ("a.md", b"---\ntitle: A: b\nc: [\n---\nWords.", "ok"),
    "front-matter-aliases": ("a.md", b"---\na: &a [x]\nb: [*a, *a]\n---\nWords.", "ok"),
    "front-matter-draft": ("a.md", b"---\ntitle: A\ndraft: true\n---\nWords.", "not_an_article"),
    "nitf": ("a.xml", b"<nitf><body><body.content><p>Words.</p></body.content></body></nitf>", "ok"),
    "nitf-laughs": ("a.xml", LAUGHS.replace("rss", "nitf").encode(), "file:unsafe_xml"),
    "nitf-1000-deep": ("a.xml", b"<nitf>" + b"<p>" * 1000, "file:too_deep"),
    "news-message-without-items": ("a.xml", b"<newsMessage><itemSet/></newsMessage>", "file:no_entries"),
    "news-item-picture": (
        "a.xml",
        b"<newsItem><itemMeta><itemClass qcode='ninat:picture'/></itemMeta></newsItem>",
        "not_an_article",
    ),
    "sitemap": ("a.xml", SITEMAP.format(ENTRY.format(1) * 3).encode(), "ok ok ok"),
    "sitemap-index": (
        "a.xml",
        b"<sitemapindex><sitemap><loc>https://a.example/</loc></sitemap></sitemapindex>",
        "file:no_entries",
    ),
    "sitemap-truncated": ("a.xml", SITEMAP.format(ENTRY.format(1) * 3).encode()[:-30], "ok ok truncated"),
    "sitemap-entities": ("a.xml", LAUGHS.replace("rss", "urlset").encode(), "file:unsafe_xml"),
    "sitemap-1000-deep": ("a.xml", SITEMAP.format("<a>" * 1000).encode(), "file:damaged"),
    "sitemap-entry-without-loc": ("a.xml", SITEMAP.format("<url/>" + ENTRY.format(1)).encode(), "no_content ok"),
    "parquet": ("a.parquet", parquet(ROWS), "ok ok"),
    "parquet-no-footer": ("a.parquet", parquet(ROWS)[:-9], "file:truncated"),
    "parquet-damaged-footer": ("a.parquet", parquet(ROWS)[:-40] + b"\xff" * 32 + parquet(ROWS)[-8:], "file:damaged"),
    "parquet-other-schema": ("a.parquet", parquet(pa.table({"n": [1]})), "file:no_known_fields"),
    "parquet-structs-for-text": (
        "a.parquet",
        parquet(pa.table({"title": ["A"], "text": [{"blocks": 3}]})),
        "wrong_type",
    ),
    "parquet-invalid-utf8": (
        "a.parquet",
        parquet(pa.table({"title": pa.array([b"d\xe9j\xe0 vu"], pa.binary()).view(pa.string())})),
        "ok",
    ),
    "parquet-nulls": ("a.parquet", parquet(pa.table({"title": ["A", None], "text": [None, None]})), "ok no_content"),
    "parquet-year-50000": (
        "a.parquet",
        parquet(pa.table({"title": ["A"], "date": pa.array([1_515_000_000_000], pa.timestamp("s"))})),
        "ok",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, wrapped: Callable[..., tuple[bytes, str]], outcomes: Callable[..., list[str]]) -> None:
    name, data, expected = CASES[case]
    assert outcomes(*wrapped(data, name)) == expected.split()


def record(
    number: int,
    body: bytes = b"<html><p>Words.</p></html>",
    kind: str = "response",
    length: int | None = None,
    http: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
) -> bytes:
    block = http + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://a.example/{number}\r\n"
        f"WARC-Date: 2024-03-14T10:00:00Z\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def headers(status: str, *more: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *more, "", ""]).encode()


BODY = b"<html><p>Words.</p></html>"
ARC = b"filedesc://a.arc 0.0.0.0 20240314100000 text/plain 18\n1 0 Maker\nURL IP-a\n\n"


def arc_record(number: int, length: int | None = None) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY
    size = len(block) if length is None else length
    return f"https://a.example/{number} 10.0.0.1 20240314100000 text/html {size}\n".encode() + block + b"\n"


WARCS: dict[str, tuple[bytes, str]] = {
    "warc": (record(1) + record(2), "ok ok"),
    "warc-length-too-short": (record(1) + record(2, length=20) + record(3), "ok bad_archive_record ok"),
    "warc-length-too-long": (record(1) + record(2, length=100) + record(3) + record(4), "ok bad_archive_record ok ok"),
    "warc-length-to-the-end": (record(1) + record(2, length=10**9) + record(3), "ok bad_archive_record ok"),
    "warc-length-negative": (record(1) + record(2, length=-1) + record(3), "ok bad_archive_record ok"),
    "warc-length-missing": (re.sub(rb"Content-Length: \d+", b"X: 1", record(1)) + record(2), "bad_archive_record ok"),
    "warc-cut-in-body": ((record(1) + record(2))[:-25], "ok truncated"),
    "warc-cut-in-header": ((record(1) + record(2))[:-200], "ok bad_archive_record"),
    "warc-garbage-between": (record(1) + b"some garbage\r\n" + record(2), "bad_archive_record ok"),
    "warc-garbage-first": (b"WARC/x" + record(1), "file:damaged"),
    "warc-length-wrong-but-page-whole": (
        record(1, http=headers("200 OK", f"Content-Length: {len(BODY)}"), length=900) + record(2),
        "ok ok",
    ),
    "warc-revisit": (record(1, kind="revisit") + record(2), "ok"),
    "warc-request": (record(1, kind="request", http=b"GET / HTTP/1.1\r\n\r\n") + record(2), "ok"),
    "warc-404": (record(1, http=headers("404 Not Found")) + record(2), "http_error ok"),
    "warc-redirect": (record(1, http=headers("301 Moved")) + record(2), "ok"),
    "warc-picture": (record(1, http=b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n") + record(2), "ok"),
    "warc-empty-page": (record(1, body=b"") + record(2), "no_content ok"),
    "warc-no-http": (record(1, http=b"") + record(2), "ok"),
    "warc-gzip-page": (record(1, gzip.compress(BODY), http=headers("200 OK", "Content-Encoding: gzip")), "ok"),
    "warc-gzip-page-damaged": (
        record(1, b"no gzip", http=headers("200 OK", "Content-Encoding: gzip")) + record(2),
        "bad_archive_record ok",
    ),
    "warc-chunks-damaged": (
        record(1, b"zz\r\nno chunk", http=headers("200 OK", "Transfer-Encoding: chunked")) + record(2),
        "bad_archive_record ok",
    ),
    "warc-gzip-bomb-page": (
        record(1, gzip.compress(bytes(60_000_000), 9), http=headers("200 OK", "Content-Encoding: gzip")) + record(2),
        "record_too_large ok",
    ),
    "warc-each-record-gzipped": (gzip.compress(record(1)) + gzip.compress(record(2)), "ok ok"),
    "warc-gzip-cut": ((gzip.compress(record(1)) + gzip.compress(record(2)))[:-20], "ok truncated"),
    "wet": (record(1, b"Words.", kind="conversion", http=b""), "ok"),
    "wet-empty": (record(1, b" ", kind="conversion", http=b""), "no_content"),
    "arc": (ARC + arc_record(1) + arc_record(2), "ok ok"),
    "arc-length-too-short": (ARC + arc_record(1, 30) + arc_record(2), "bad_archive_record ok"),
    "arc-length-too-long": (ARC + arc_record(1) + arc_record(2, 5000), "ok truncated"),
    "arc-length-no-number": (
        ARC + re.sub(rb" \d+\n", b" abc\n", arc_record(1), count=1) + arc_record(2),
        "bad_archive_record ok",
    ),
    "arc-cut": ((ARC + arc_record(1) + arc_record(2))[:-15], "ok truncated"),
}


@pytest.mark.parametrize("case", WARCS)
def test_web_archive(case: str, wrapped: Callable[..., tuple[bytes, str]], outcomes: Callable[..., list[str]]) -> None:
    data, expected = WARCS[case]
    result = outcomes(*wrapped(data, "a.warc"))
    if case == "warc-gzip-cut":  # zlib decides where the decompressed bytes end
        assert result[0] == "ok" and result[-1] in ("truncated", "bad_archive_record")
    else:
        assert result == expected.split()


def test_texts_are_decoded_correctly(found: Callable[..., list]) -> None:
    for case, text in (
        ("text-koi8", "Мэр города"),
        ("text-shift-jis", "市長は"),
        ("text-gb18030", "市长"),
        ("text-utf16-without-mark", "The harbour"),
    ):
        name, data, _ = CASES[case]
        (one,) = found(data, name)
        assert one.fields["text"].startswith(text)
    for case, text in (("page-declared-wrongly", "Łódź"), ("page-declared-utf8-is-not", "déjà vu à Genève")):
        name, data, _ = CASES[case]
        (one,) = found(data, name)
        assert text in one.fields["html"]


def test_parquet_text_is_decoded_per_value(found: Callable[..., list]) -> None:
    name, data, _ = CASES["parquet-invalid-utf8"]
    (one,) = found(data, name)
    assert one.fields["title"] == "déjà vu"


def test_flipped_bytes_of_parquet_never_crash(outcomes: Callable[..., list[str]]) -> None:
    data = bytearray(parquet(ROWS))
    for at in range(0, len(data), 7):
        data[at] ^= 0x55
        assert outcomes(bytes(data), "a.parquet")
        data[at] ^= 0x55
