"""Nothing is lost: words planted in every slot of every format are found again in the warehouse.

A case is one file whose text marks its slots with `@`: each becomes a word of its own. After one run over all cases
each word must be in an article, in a rejection that quotes it, in `extra`, or in the evidence for a field. A new format
is a line in CASES.
"""

import gzip
import io
import itertools
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.settings import Settings
from pipelines.steps.ingest import ingest
from tests.marks import slow
from warehouse.duckdb_engine import DuckDBEngine

PROSE = "The canal office at Senn said on Monday that the lock near @ would stay shut until its gates are rehung."
LONG = " ".join(f"On day {n} the keeper of the lock wrote that the water stood at mark {n * 7}." for n in range(150))
PAGE = f"""<html lang="en"><head><meta charset="utf-8"><title>Lock at @ stays shut | Senn Courier @</title>
<meta name="description" content="A lock near @."><meta name="author" content="Ida @"></head><body><nav>Home</nav>
<article><h1>Lock at @ stays shut</h1><p>{PROSE}</p><p>{PROSE}</p><h2>What @ means</h2><ul><li>{PROSE}</li></ul>
<blockquote><p>{PROSE}</p></blockquote><table><tr><td>{PROSE}</td></tr></table><p>{PROSE} {LONG} And @.</p></article>
</body></html>"""
ROW = {
    "id": "@", "url": "https://senn.example/@", "title": "Lock at @", "text": f"{PROSE}\n\n{LONG}\n\n{PROSE}",
    "publisher": "Courier @", "authors": "Ida @", "summary": f"A lock near @. {PROSE}", "language": "en",
    "section": "Ports @", "published_at": "@", "fetched_at": "2024-04-01T08:00:00Z", "date": "@",
    "body": f"Another @ {PROSE}",
}  # fmt: skip
NESTED = ROW | {"tags": ["@", {"a": ["@", {"b": "@"}]}], "source": {"name": "Courier @", "note": "@"}}
TABLE = {key: value for key, value in ROW.items() if key != "body"}
ITEM = f"""<item><title>Lock at @</title><link>https://senn.example/@</link><guid isPermaLink="false">@</guid>
<description>A lock near @.</description><content:encoded><![CDATA[<p>{PROSE}</p><p>{LONG}</p><p>{PROSE}</p>]]>
</content:encoded>
<author>Ida @</author><category>@</category><category domain="@">@</category><comments>@</comments><pubDate>@</pubDate>
<enclosure url="@" type="@" length="1"/><source url="https://@.example/">Courier @</source><image><title>@</title>
</image>
<media:group x="@"><media:title>@</media:title><media:content url="@"><media:credit>@</media:credit></media:content>
</media:group><x:note a="@">@<x:line>@</x:line></x:note></item>"""
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:x="https://x.example/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Courier @</title><description>About @</description>
<copyright>(c) @</copyright><link>https://senn.example/@</link>{}</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier @</title><entry><title type="html">Lock at @</title>
<id>@</id><link rel="enclosure" href="@"/><link href="https://senn.example/@"/><summary>A lock near @.</summary>
<rights>@</rights>
<author><name>Ida @</name><email>@</email></author><contributor><name>Bo @</name></contributor><category term="@"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{PROSE}</p><ul><li>{PROSE}</li></ul></div></content>
</entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Courier @</title></channel><item rdf:about="@">
<title>Lock @</title>
<link>https://senn.example/@</link><description>{PROSE}</description><dc:creator>Ida @</dc:creator>
<dc:subject>@</dc:subject>
<dc:date>@</dc:date><dc:publisher>@</dc:publisher></item></rdf:RDF>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc>https://senn.example/@</loc><news:news>
<news:publication>
<news:name>Courier @</news:name><news:language>@</news:language></news:publication><news:title>Lock at @</news:title>
<news:keywords>@</news:keywords></news:news><image:image><image:loc>@</image:loc><image:title>@</image:title>
</image:image>
<priority>@</priority></url></urlset>"""
NITF = f"""<nitf><head><title>Lock at @</title><meta name="slug" content="@"/><pubdata name="Courier @" ex-ref="@"/>
</head><body>
<body.head><hedline><hl1>Lock at @</hl1><hl2>@</hl2></hedline><byline>By Ida @</byline><dateline>@</dateline>
<abstract><p>@</p></abstract></body.head><body.content><block class="lead_paragraph"><p>{PROSE}</p></block>
<block class="full_text"><p>{PROSE}</p><media><media-caption>@</media-caption></media><hl2>@</hl2><p>{PROSE}</p>
</block></body.content>
<body.end><tagline>@</tagline></body.end></body></nitf>"""
NEWSML = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="@"><itemMeta>
<provider literal="@"/>
</itemMeta><contentMeta><headline>Lock at @</headline><by>Ida @</by><slugline>@</slugline><description>@</description>
</contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>@</title></head><body><p>{PROSE}</p>
</body></html>
</inlineXML><remoteContent href="@"/></contentSet></newsItem><newsItem guid="@"><itemMeta>
<itemClass qcode="ninat:picture"/></itemMeta>
<contentMeta><headline>Picture of @</headline></contentMeta></newsItem></itemSet></newsMessage>"""
MAIL = f"""From: Courier @ <@@senn.example>
To: @@a.example
Subject: Lock at @
Message-ID: <@@senn.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=cut

--cut
Content-Type: multipart/alternative; boundary=alt

--alt
Content-Type: text/plain

{PROSE}

{PROSE}
--alt
Content-Type: text/html

<html><body><h1>Lock</h1><p>{PROSE}</p></body></html>
--alt--
--cut
Content-Type: application/pdf; name="@.pdf"

x
--cut
Content-Type: message/rfc822

From: B @ <b@b.example>
Subject: Inner @

{PROSE}
--cut--
"""
MHTML = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://senn.example/@
Subject: Saved @
MIME-Version: 1.0
Content-Type: multipart/related; boundary=cut

--cut
Content-Type: text/html
Content-Location: https://senn.example/a

{PAGE}
--cut
Content-Type: text/html
Content-Location: https://ads.example/@

<p>{PROSE}</p>
--cut
Content-Type: image/png
Content-Location: https://senn.example/@.png

x
--cut--
"""
MARKDOWN = f"""---
title: Lock at @
author: ["[[Ida @]]"]
source: https://senn.example/@
tags: ["@", {{a: "@"}}]
description: A lock near @.
---
![[@.png]]

# Lock near @

{PROSE} See [@](https://a.example) and [[x|@]].

- {PROSE}

> {PROSE}

{{{{< figure caption="@" >}}}}
"""
HTTP = "HTTP/1.1 {} OK\r\nContent-Type: text/html\r\n\r\n{}"


def warc(kind: str, body: str) -> str:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://senn.example/@\r\nWARC-Record-ID: <@>\r\n"
    return f"{head}Content-Length: {{length}}\r\n\r\n{body}\r\n\r\n"


POST = f"""<item><title>Lock at @</title><dc:creator>@</dc:creator><content:encoded>{PROSE}</content:encoded>
<wp:post_type>{{}}
</wp:post_type><wp:status>publish</wp:status><wp:comment><wp:comment_author>@</wp:comment_author></wp:comment>
<wp:comment><wp:comment_content>@</wp:comment_content></wp:comment></item>"""

CASES: Mapping[str, tuple[str, str]] = {
    "text": ("a.txt", f"Lock at @ stays shut\n\nBy Ida @\n\n{PROSE}\n\n{LONG}\n\n{PROSE}"),
    "text export": ("a.txt", "".join(f"Document {n} of 2\n\nTitle: @\nSource: @\n\n{PROSE}\n\n" for n in (1, 2))),
    "bundle": ("a.txt", f"Document 1 of 9\n\n{PROSE}\n\nDocument 2 of 9\n\nb\n\nDocument 7 of 9"),
    "page": ("a.html", PAGE),
    "row in lines": ("a.jsonl", json.dumps(NESTED)),
    "row in an array": ("a.json", json.dumps([NESTED, ROW])),
    "row as CSV": ("a.csv", f"{','.join(TABLE)}\n" + ",".join(f'"{value}"' for value in TABLE.values()) + "\n"),
    "row as TSV": ("a.tsv", "id\ttitle\ttext\tnote\n@\t@\t@\t@\n"),
    "ragged row": ("a.csv", "id,title,text\n1,@,@,@\n"),
    "bad line": ("a.jsonl", '{"text": "@\n{"text": "@"}\n'),
    "no text": ("a.jsonl", '{"text": {"no": "@"}, "x": "@"}\n"@"\n'),
    "RSS": ("a.xml", RSS.format(ITEM)),
    "RSS, text in description": (
        "a.xml",
        RSS.format(f"<item><title>@</title><description>{PROSE}</description></item>"),
    ),
    "Atom": ("a.xml", ATOM),
    "RDF": ("a.xml", RDF),
    "news sitemap": ("a.xml", SITEMAP),
    "sitemap index": ("a.xml", "<sitemapindex><sitemap><loc>https://senn.example/@</loc></sitemap></sitemapindex>"),
    "feed without entries": ("a.xml", RSS.format("")),
    "WordPress": ("a.xml", RSS.format(POST.format("post") + POST.format("page"))),
    "NITF": ("a.xml", NITF),
    "NewsML-G2": ("a.xml", NEWSML),
    "other XML": ("a.xml", "<?xml version='1.0'?><invoice><p>@</p></invoice>"),
    "mail": ("a.eml", MAIL),
    "MHTML": ("a.mhtml", MHTML),
    "Markdown": ("a.md", MARKDOWN),
    "Markdown in TOML": ("a.md", f"+++\ntitle = '@'\n[x]\ny = ['@']\n+++\n{PROSE}\n"),
    "Markdown, a draft": ("a.md", "---\ntitle: '@'\ndraft: true\n---\n@\n"),
    "WET": ("a.wet", warc("conversion", f"Lock @\n\n{PROSE}\n\n{LONG}\n\n{PROSE}")),
    "WARC": ("a.warc", warc("response", HTTP.format(200, PAGE))),
    "WARC, an error": ("a.warc", warc("response", HTTP.format(500, "<html><body>@</body></html>"))),
}
"""Format → (file name, text with its slots); {length} stands for the length of a record's block."""


@dataclass
class Planted:
    """A file as it is written, and its words by slot: the characters around each."""

    data: bytes
    words: Mapping[str, str]


def plant(case: str, text: str) -> Planted:
    """Fill the slots of a case; `@@` is one slot and an at sign."""
    serial = itertools.count()
    number = list(CASES).index(case)
    words: dict[str, str] = {}
    parts = text.replace("@@", "@\0").split("@")
    filled = parts[0]
    for before, part in itertools.pairwise(parts):
        code = "".join(chr(ord("a") + int(digit)) for digit in f"{number:02}{next(serial):02}")
        word = f"Wexcombe{code}"
        words[word] = f"{before[-30:]}@{part[:30]}"
        filled += word + part
    filled = filled.replace("\0", "@")
    if "{length}" in filled:
        block = filled.partition("\r\n\r\n")[2].removesuffix("\r\n\r\n")
        filled = filled.replace("{length}", str(len(block)))
    return Planted(filled.encode(), words)


def as_it_is(name: str, data: bytes) -> tuple[str, bytes]:
    return name, data


def in_gzip(name: str, data: bytes) -> tuple[str, bytes]:
    return f"{name}.gz", gzip.compress(data, 1)


def in_zip(name: str, data: bytes) -> tuple[str, bytes]:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, data)
    return "a.zip", held.getvalue()


def in_tar(name: str, data: bytes) -> tuple[str, bytes]:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return "a.tar", held.getvalue()


def texts(engine: DuckDBEngine) -> Iterator[tuple[str, str]]:
    """(case, everything the warehouse keeps of one of its records or rejections)."""
    bodies = dict(engine.rows("select text_hash, body from work.texts"))
    paths = dict(engine.rows("select record_key, record_path from main.article_records"))
    for table in ("main.article_records", "staging.articles", "staging.field_evidence", "main.rejections"):
        for row in engine.arrow(f"select * from {table}").to_pylist():
            path = row.get("record_path") or paths[row["record_key"]]
            kept = row | {"body": bodies.get(row.get("text_hash"))}
            yield path.partition("/")[0], json.dumps(kept, default=str, ensure_ascii=False)


def lost(engine: DuckDBEngine, planted: Mapping[str, Planted]) -> dict[str, list[str]]:
    """Case → the slots whose words are nowhere."""
    found = dict.fromkeys(planted, "")
    for case, text in texts(engine):
        found[case] += text.lower()
    gone = {
        case: [around for word, around in each.words.items() if word.lower() not in found[case]]
        for case, each in planted.items()
    }
    return {case: slots for case, slots in gone.items() if slots}


@pytest.mark.parametrize("wrap", [as_it_is, *slow([in_gzip, in_zip, in_tar])])
def test_every_word_of_every_format_is_kept(
    wrap: Callable[[str, bytes], tuple[str, bytes]], engine: DuckDBEngine, settings: Settings, raw: Path
) -> None:
    planted = {case: plant(case, text) for case, (_, text) in CASES.items()}
    for case, each in planted.items():
        name, data = wrap(CASES[case][0], each.data)
        (raw / case).mkdir()
        (raw / case / name).write_bytes(data)
    ingest(engine, settings)
    assert lost(engine, planted) == {}
    assert engine.rows("select record_path from main.rejections where reason = 'failed'") == []


def test_every_word_of_a_parquet_file_and_of_a_sidecar_is_kept(
    engine: DuckDBEngine, settings: Settings, raw: Path
) -> None:
    table = ROW | {"tags": ["@", "@"], "source": {"name": "Courier @", "note": "@"}}
    row, sidecar = plant("text", json.dumps(table)), plant("page", '{"url": "https://senn.example/@", "note": ["@"]}')
    page = plant("bundle", PAGE)
    for case in ("text", "page"):
        (raw / case).mkdir()
    pq.write_table(pa.Table.from_pylist([json.loads(row.data)]), raw / "text" / "a.parquet")
    (raw / "page" / "a.html").write_bytes(page.data)
    (raw / "page" / "a.html.meta.json").write_bytes(sidecar.data)
    ingest(engine, settings)
    words = Planted(b"", {**page.words, **sidecar.words})
    assert lost(engine, {"text": row, "page": words}) == {}
