"""Input with structure, hostile in every part, fails no rule: documents, elements, attributes, JSON-LD, headers.

Bytes alone seldom get past the parsers (readers/test_any_bytes). Here every document is one, of parts that real ones
have, in places where they do not belong.
"""

import io
import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.normal_record import NormalRecord, to_arrow
from pipelines.core.normalization.normalize import normalize
from pipelines.core.readers import Limits, read
from pipelines.core.reasons import REASONS
from pipelines.core.records import RawRecord


def words(text: str) -> list[str]:
    return text.split()


DOCTYPES = (
    "", "<!DOCTYPE html>", '<!DOCTYPE html SYSTEM "about:legacy-compat">', "<!doctype>", "<!DOCTYPE html [",
    "<!DOCTYPE",
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    "<!DOCTYPE rss [<!ENTITY % a 'b'>]>", "<!DOCTYPE x SYSTEM 'x'><!DOCTYPE y>", '<?xml version="1.0"?>',
    '<?xml version="1.0" encoding="utf-16"?>', "<?xml-stylesheet href='x'?>", "<!-- a -- b -->", "<!--[if IE]>",
    "\ufeff",
    "<br />\n<b>Warning</b>: x in <b>/a.php</b> on line <b>3</b><br />\n", "<?php echo 1 ?>",
)  # fmt: skip
VALUES = (
    "", " ", "0", "-1", "1e999", "NaN", "null", "undefined", "2024-03-14", "0000-00-00", "2024-02-30T25:61:61+99:99",
    "14/03/2024 5 pm", "14. März 2024", "Thu, 14 Mar 2024 17:04:00 GMT", "99999999999999999999", "١٤/٣/٢٠٢٤",
    "令和6年3月14日",
    "https://senn.example/a?b=c#d", "//senn.example", "http://[::1", "http://a:b@c:99999/", "javascript:x",
    "data:,x", "/a",
    "mailto:a@b", "http://\u0130.example/", "https://xn--a.example/", "https://senn.example/2024/02/31/x", "%", "&",
    "&#0;",
    "&#xD800;", "&#x110000;", "&nbsp", "&amp;amp;", "&undefined;", "<![CDATA[", "]]>", "<", ">", '"', "\u2028",
    "\u202e",
    "\ud7ff\uffff", "é" * 40, "a" * 300, "By Ida Thorne", "By ", "Ida Thorne and",
    "Von Ida Thorne, Bo Lund | Senn Courier",
    "SENN, March 14 (Weir Agency) - The lock is shut.", "Source: https://senn.example/a",
    "The post A appeared first on B.",
    "The lock at Senn stays shut until its gates are rehung, the canal office says. " * 3, "Photo: Ida Thorne",
    "en-GB",
    "zz-ZZ-zz", "utf-7", "text/html; charset=x", "0x1f", "\\", "{}", "[]", "'", "…", "[+200 chars]",
    "© 2024 Senn Courier",
)  # fmt: skip
TAGS = words(
    "p div span a br h1 h2 title meta link script style time article section header footer nav aside ul ol li dl "
    "dt dd table tr td th tbody blockquote q pre code img figure figcaption picture video audio iframe object "
    "embed svg math mi template slot form input button select option textarea noscript frameset frame font center "
    "marquee plaintext xmp base body html head main hgroup address ins del sub sup ruby rt rp details summary "
    "dialog item entry url loc rss channel feed rdf:RDF image media:title media:group content:encoded dc:creator "
    "dc:date news:news news:title wp:author wp:post_type wp:status guid pubDate description author name email "
    "source category enclosure published updated content newsItem nitf hl1 block body.content inlineXML "
    "inlineData headline itemMeta pubStatus hedline pubdata media x:y :a a: -b 1c _d"
)
ATTRIBUTES = words(
    "id class style href src rel property name content itemprop itemscope itemtype datetime title lang xml:lang "
    "xml:base dir type charset http-equiv alt onclick data-x xmlns xmlns:x xmlns:media rdf:about isPermaLink url "
    "qcode guid norm key date.publication contenttype literal role aria-label hidden srcset width"
)
WORDS = words(
    "date author byline published og:title og:url og:type og:site_name article:published_time article:author "
    "canonical amphtml dateModified datePublished headline articleBody NewsArticle http://schema.org/Person "
    "description keywords generator robots application/ld+json xhtml html text/plain alternate enclosure headline "
    "entry-title timestamp"
)

values = st.one_of(st.sampled_from(VALUES), st.sampled_from(WORDS), st.text(max_size=12))
attributes = st.lists(
    st.tuples(st.sampled_from(ATTRIBUTES), values, st.sampled_from(['="{}"', "='{}'", "={}", "", '="{}'])), max_size=4
).map(lambda found: "".join(f" {name}{form.format(value)}" for name, value, form in found))


def element(tag: str, given_attributes: str, inner: Sequence[str], form: str) -> str:
    return form.format(tag=tag, attributes=given_attributes, inner="".join(inner).replace("\0", ""))


FORMS = (
    "<{tag}{attributes}>{inner}</{tag}>", "<{tag}{attributes}>{inner}", "<{tag}{attributes}/>{inner}",
    "{inner}</{tag}>",
    "<{tag}{attributes}><![CDATA[{inner}]]></{tag}>", "<{tag}{attributes}><!--{inner}--></{tag}>",
    "<{tag}{attributes}{inner}",
)  # fmt: skip
forms = st.one_of(st.just(FORMS[0]), st.sampled_from(FORMS))
trees = st.recursive(
    values,
    lambda inner: st.builds(element, st.sampled_from(TAGS), attributes, st.lists(inner, max_size=4), forms),
    max_leaves=25,
)

KEYS = words(
    "@type @id @graph @context headline name author publisher datePublished dateModified articleBody url "
    "mainEntityOfPage image creator dateCreated description isPartOf sameAs inLanguage logo articleSection"
)
linked = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), values),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)),
    max_leaves=15,
)
scripts = st.one_of(linked.map(lambda value: json.dumps(value).replace("</", "<\\/")), values).map(
    lambda text: f'<script type="application/ld+json">{text}</script>'
)
nested = st.builds(lambda tag, depth: f"<{tag} a='b'>" * depth, st.sampled_from(TAGS), st.sampled_from([3, 90, 600]))


def page(doctype: str, head: Sequence[str], body: Sequence[str], is_whole: bool) -> str:
    metas, content = "".join(head), "".join(body)
    return f"{doctype}<html><head>{metas}</head><body>{content}" + ("</body></html>" if is_whole else "")


metas = st.builds(
    lambda key, name, value: f"<meta {key}='{name}' content='{value}'>",
    st.sampled_from(["property", "name", "itemprop", "http-equiv"]),
    st.sampled_from(WORDS),
    values,
)
pages = st.builds(
    page,
    st.lists(st.sampled_from(DOCTYPES), max_size=3).map("".join),
    st.lists(st.one_of(metas, scripts, trees), max_size=5),
    st.lists(st.one_of(trees, nested, scripts), max_size=5),
    st.booleans(),
)

ROOTS = (
    "<rss xmlns:media='http://search.yahoo.com/mrss/' xmlns:wp='http://wordpress.org/export/1.2/'><channel>{}</channel></rss>",
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://[' xmlns:x='y'>{}</feed>",
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>{}</rdf:RDF>",
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>{}</urlset>",
    "<nitf><head/><body><body.content>{}</body.content></body></nitf>",
    "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{}</itemSet></newsMessage>",
    "<newsitem><text>{}</text></newsitem>",
)
ENTRIES = ("<item>{}</item>", "<entry>{}</entry>", "<url>{}</url>", "<newsItem guid='a'>{}</newsItem>", "{}")


def document(doctype: str, root: str, entry: str, inner: Sequence[str]) -> str:
    return doctype + root.replace("{}", "".join(entry.replace("{}", each) for each in inner))


documents = st.builds(
    document,
    st.sampled_from(DOCTYPES),
    st.sampled_from(ROOTS),
    st.sampled_from(ENTRIES),
    st.lists(st.lists(st.one_of(trees, nested), max_size=5).map("".join), max_size=4),
)

HEADERS = words(
    "From To Subject Date Message-ID MIME-Version Content-Type Content-Transfer-Encoding Content-Location "
    "Content-Disposition Snapshot-Content-Location Received Content-ID title author source published date draft "
    "tags"
)
MAIL_VALUES = (
    "multipart/mixed; boundary=b", "multipart/alternative; boundary=",
    "multipart/related; boundary=b; type=text/html",
    "message/rfc822", "text/html; charset=utf-16", "text/plain; charset=\"", "base64", "quoted-printable",
    "uuencode", "8bit",
    "=?utf-8?b?!!!?=", "=?x?q?=ff?=", "=?utf-8?q?", "attachment; filename*=utf-8''%ff", "<a@b>", "\"A\" <b",
    "A@b <c@d>, ;:",
)  # fmt: skip
header_lines = st.lists(
    st.tuples(st.sampled_from(HEADERS), st.one_of(values, st.sampled_from(MAIL_VALUES)))
    .map(": ".join)
    .map(lambda line: " ".join(line.split("\n"))),
    max_size=7,
)
body_lines = st.lists(
    st.one_of(
        st.sampled_from(
            ["", " folded", "- [[a|b]]", "# A", "===", "> [!note] x", "{{< x >}}", "%%a%%", "```", "![[a]]"]
        ),
        st.sampled_from(VALUES),
        trees,
    ),
    max_size=8,
)
parts = st.tuples(st.sampled_from(["--b", "--b--", "--"]), header_lines, body_lines).map(
    lambda part: [part[0], *part[1], "", *part[2]]
)
mails = st.builds(
    lambda own, inner, end: end.join(
        ["MIME-Version: 1.0", "From: A <a@b.example>", *own, "", *chain.from_iterable(inner)]
    ),
    header_lines,
    st.lists(parts, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
front_matter = st.lists(
    st.one_of(
        header_lines.map("\n".join),
        st.tuples(
            st.sampled_from(HEADERS),
            st.sampled_from([": ", " = ", ":\n  - ", ": &a [*a] ", ": {a: ", ": |\n "]),
            values,
        ).map("".join),
    ),
    max_size=6,
)
markdown = st.builds(
    lambda fence, front, body: "\n".join([fence, "title: A", *front, fence, *body]),
    st.sampled_from(["---", "+++"]),
    front_matter,
    body_lines,
)

SMALL = Limits(record_bytes=1 << 20, document_bytes=1 << 20)


def check(text: str, name: str) -> None:
    """Every record of the text becomes a row or a rejection, and every row can be stored."""
    data = text.encode("utf-8", "replace")
    rows = []
    for each in read(io.BytesIO(data), name, SMALL).records:
        found = normalize(each, "0" * 64) if isinstance(each, RawRecord) else each
        if isinstance(found, NormalRecord):
            rows.append(found)
        else:
            assert found.reason in REASONS
    to_arrow(rows)


slowly = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@slowly
@given(pages, st.sampled_from(["a.html", "a.xhtml", "a.php", "a"]))
def test_pages(text: str, name: str) -> None:
    check(text, name)


@slowly
@given(documents, st.sampled_from(["a.xml", "a.rss", "a"]))
def test_feeds_sitemaps_and_wire_documents(text: str, name: str) -> None:
    check(text, name)


@slowly
@given(mails, st.sampled_from(["a.eml", "a.mhtml"]))
def test_mails(text: str, name: str) -> None:
    check(text, name)


@slowly
@given(markdown)
def test_markdown(text: str) -> None:
    check(text, "a.md")


@slowly
@given(st.dictionaries(st.sampled_from(["title", "text", "html", "url", "authors", "published_at", "publisher",
    "summary",
    "language", "canonical_url", "modified_at", "date", "content", "source_domain"]),
    st.one_of(trees, linked, scripts), max_size=9))  # fmt: skip
def test_rows(row: dict[str, Any]) -> None:
    check(json.dumps(row), "a.jsonl")
