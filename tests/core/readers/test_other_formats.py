"""Mail, saved pages, Markdown, wire documents, packages: one clean record for each article, and nothing else."""

import base64
import io
import zipfile
from typing import Any

import pytest
import zstandard

from pipelines.core.readers import Limits, read
from pipelines.core.readers.foreign_formats import SIGNATURES
from pipelines.core.records import RawRecord, Rejection

TEXT = "The lock at Senn stays shut until its gates are rehung, the canal office says. "
PROSE = "".join(f"<p>{TEXT * 2}Part {n}.</p>\n" for n in range(3))
PAGE = f"<html><head><title>Lock shut</title></head><body><h1>Lock shut</h1>{PROSE}</body></html>"
BASE64 = base64.encodebytes(PAGE.encode()).decode()


def read_all(data: bytes | str, name: str) -> list[RawRecord | Rejection]:
    return list(read(io.BytesIO(data.encode() if isinstance(data, str) else data), name, Limits()).records)


def mail(*parts: str, kind: str = "mixed", headers: str = "") -> str:
    head = f"From: Senn Courier <news@senn.example>\r\nTo: desk@a.example\r\n{headers}MIME-Version: 1.0\r\n"
    body = "".join(f"--cut\r\n{part}\r\n" for part in parts)
    return f"{head}Content-Type: multipart/{kind}; boundary=cut\r\n\r\n{body}--cut--\r\n"


PLAIN = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXT * 6}"
HTML = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{BASE64}"
SUBJECT = "Subject: =?iso-8859-1?q?Lock_at_S=E9nn?= shut\r\nDate: Mon, 1 Apr 2024 08:00:00 +0200\r\n"
PDF = "Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF-"


def test_a_mail_with_alternatives_is_one_record() -> None:
    (one,) = read_all(mail(PLAIN, HTML, kind="alternative", headers=SUBJECT), "a.eml")
    assert isinstance(one, RawRecord)
    assert one.fields["title"] == "Lock at Sénn shut"
    assert one.fields["publisher"] == "Senn Courier"
    assert one.fields["text"].startswith(TEXT) and one.extra["html"] == PAGE


def test_a_plain_part_that_only_points_to_the_html_is_not_the_text() -> None:
    stub = "Content-Type: text/plain\r\n\r\nOpen in a browser."
    (one,) = read_all(mail(stub, HTML, kind="alternative", headers=SUBJECT), "a")
    assert isinstance(one, RawRecord)
    assert "text" not in one.fields and one.fields["html"] == PAGE
    assert one.extra["plain"] == "Open in a browser."


def test_attached_messages_and_texts_are_records_and_other_attachments_are_named() -> None:
    inner = f"Content-Type: message/rfc822\r\n\r\nFrom: B <b@b.example>\r\nSubject: Inner\r\n\r\n{TEXT}"
    page = "Content-Disposition: attachment; filename=b.html\r\n" + HTML
    first, second, third = read_all(mail(PLAIN, inner, page, PDF, headers=SUBJECT), "a.eml")
    assert isinstance(first, RawRecord) and isinstance(second, RawRecord) and isinstance(third, RawRecord)
    assert second.fields["title"] == "Inner"
    assert third.form == "page" and third.extra == {"attachment": "b.html"}
    assert first.extra["attachments"] == [{"type": "application/pdf", "name": "a.pdf"}]


def test_headers_in_eight_bits_are_decoded() -> None:
    (one,) = read_all(b"From: S <a@b.example>\nSubject: Sch\xfctze\nMIME-Version: 1.0\n\nText.\n", "a.eml")
    assert isinstance(one, RawRecord) and one.fields["title"] == "Schütze"


def test_a_text_that_begins_with_labels_is_no_mail() -> None:
    (one,) = read_all(f"Subject: Lock\nDate: 1 April 2024\nFrom: Ida Thorne\n\n{TEXT}", "a.txt")
    assert isinstance(one, RawRecord) and one.form == "text"


@pytest.mark.parametrize("saver", ["<Saved by Blink>", '"Saved by Internet Explorer 11"', "<Saved by WebKit>"])
def test_a_page_saved_as_mhtml_is_the_page(saver: str) -> None:
    frame = "Content-Type: text/html\r\nContent-Location: https://ads.example/\r\n\r\n<p>Buy a boat</p>"
    style = "Content-Type: text/css\r\nContent-Location: cid:c\r\n\r\np { margin: 0 }"
    page = f"Content-Location: https://senn.example/lock\r\n{HTML}"
    saved = mail(page, frame, style, kind="related", headers=SUBJECT).replace("To: desk@a.example\r\n", "")
    (one,) = read_all(saved.replace("Senn Courier <news@senn.example>", saver), "a.mht")
    assert isinstance(one, RawRecord)
    assert (one.form, one.fields["url"], one.fields["html"]) == ("page", "https://senn.example/lock", PAGE)
    assert one.fetched_at and "published_at" not in one.fields, "the date is that of saving"
    assert one.extra["frames"] == [{"url": "https://ads.example/", "html": "<p>Buy a boat</p>"}]


MARKDOWN: dict[str, tuple[str, dict[str, Any]]] = {
    "clipping": (
        "---\nsource: '[Senn](https://senn.example/lock)'\nauthor:\n  - '[[people/Ida Thorne]]'\npublished: 2024-04-01"
        "\ncreated: 2024-07-02\n---\n# Lock shut\n\nIt *is* ==shut==.\n",
        {
            "url": "https://senn.example/lock",
            "authors": "Ida Thorne",
            "published_at": "2024-04-01",
            "title": "Lock shut",
        },
    ),
    "generator in TOML": (
        "+++\ntitle = 'Lock: shut'\ndate = 2024-04-01T08:00:00Z\nauthors = ['Ida Thorne']\n+++\nIt *is* shut.\n",
        {"title": "Lock: shut", "authors": "Ida Thorne", "published_at": "2024-04-01 08:00:00+00:00"},
    ),
    "YAML with an unquoted colon": (
        "---\ntitle: Lock: shut\nauthors:\n- Ida Thorne\n- Bo Lund\n---\nIt *is* shut.\n",
        {"title": "Lock: shut", "authors": ["Ida Thorne", "Bo Lund"]},
    ),
    "a date that may be of clipping": (
        "---\nurl: https://senn.example/lock\ndate: 2024-07-02\n---\nIt *is* shut.\n",
        {"url": "https://senn.example/lock", "date": "2024-07-02"},
    ),
    "lines without delimiters": (
        "Title: Lock shut\nDate: 2024-04-01\n\nIt *is* shut.\n",
        {"title": "Lock shut", "published_at": "2024-04-01"},
    ),
    "no metadata": ("Lock shut\n=========\n\nIt *is* shut.\n", {"title": "Lock shut"}),
}


@pytest.mark.parametrize("case", MARKDOWN)
def test_front_matter_gives_fields_and_the_text_is_without_it(case: str) -> None:
    text, expected = MARKDOWN[case]
    (one,) = read_all(text, "a.md")
    assert isinstance(one, RawRecord)
    fields = dict(one.fields)
    assert fields.pop("html").strip() == "<p>It <em>is</em> shut.</p>"
    if isinstance(fields.get("authors"), list) and len(fields["authors"]) == 1:
        fields["authors"] = fields["authors"][0]
    assert fields == expected


@pytest.mark.parametrize("hidden", ["draft: true", "published: false"])
def test_a_draft_is_no_article(hidden: str) -> None:
    (one,) = read_all(f"---\ntitle: A\n{hidden}\n---\n{TEXT}", "a.md")
    assert isinstance(one, Rejection) and one.reason == "not_an_article"


def test_aliases_in_front_matter_do_not_expand() -> None:
    bomb = "\n".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(20))
    (one,) = read_all(f"---\na: &a [x, x]\n{bomb}\n---\n{TEXT}", "a.md")
    assert isinstance(one, RawRecord) and len(str(one.extra)) < 9000


ITEM = (
    '<newsItem guid="{0}"><itemMeta><itemClass qcode="ninat:{1}"/><provider><name>Wire</name></provider>'
    '<pubStatus qcode="stat:{2}"/></itemMeta><contentMeta><contentCreated>2024-04-01T08:00:00Z</contentCreated>'
    "<headline>Lock {0}</headline><by>Ida Thorne</by></contentMeta><contentSet>{3}</contentSet></newsItem>"
)
XHTML = f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{PROSE}</body></html></inlineXML>'
MESSAGE = (
    '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{}</itemSet></newsMessage>'
)


def test_a_news_message_holds_as_many_articles_as_usable_texts() -> None:
    items = [
        ITEM.format("a", "text", "usable", XHTML),
        ITEM.format("b", "text", "usable", "<inlineData>One.\n\nTwo.</inlineData>"),
        ITEM.format("c", "picture", "usable", '<remoteContent href="c.jpg"/>'),
        ITEM.format("d", "text", "canceled", XHTML),
        '<packageItem guid="e"/>',
    ]
    first, second, *others = read_all(MESSAGE.format("".join(items)), "a.xml")
    assert isinstance(first, RawRecord) and isinstance(second, RawRecord)
    assert (first.fields["title"], first.fields["authors"], first.fields["publisher"]) == (
        "Lock a",
        "Ida Thorne",
        "Wire",
    )
    assert first.fields["html"].count("<p>") == 3 and second.fields["html"] == "<p>One.</p><p>Two.</p>"
    assert [each.reason for each in others if isinstance(each, Rejection)] == ["not_an_article"] * 3


def test_a_full_text_supersedes_its_lead_and_a_caption_is_no_prose() -> None:
    lead, more = f"<p>{TEXT}</p>", "<p>More of it.</p><media><media-caption>A crane.</media-caption></media>"
    blocks = f'<block class="lead_paragraph">{lead}</block><block class="full_text">{lead}{more}</block>'
    (one,) = read_all(
        '<nitf><head><pubdata date.publication="20240401T000000" name="Senn Courier"/></head><body><body.head><hedline>'
        f"<hl1>Lock shut</hl1></hedline></body.head><body.content>{blocks}</body.content></body></nitf>",
        "a.xml",
    )
    assert isinstance(one, RawRecord)
    assert one.fields["html"].count(TEXT) == 1 and "crane" not in one.fields["html"] and "crane" in str(one.extra)
    assert (one.fields["title"], one.fields["published_at"]) == ("Lock shut", "2024-04-01")


def packed(members: dict[str, bytes | str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


BLOCK = f"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n{PAGE}"
WARC = (
    "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://senn.example/lock\r\nContent-Type: application/http"
    f"\r\nContent-Length: {len(BLOCK)}\r\n\r\n{BLOCK}\r\n\r\n"
).encode()


def test_a_wacz_is_the_pages_of_its_archives() -> None:
    found = read_all(
        packed(
            {
                "datapackage.json": "{}",
                "pages/pages.jsonl": '{"title": "All pages"}\n',
                "archive/a.warc": WARC,
                "indexes/index.cdx": "example,senn)/lock 2024",
                "fuzzy.json": "{}",
            }
        ),
        "a.wacz",
    )
    assert [each.record_path for each in found] == ["a.wacz!archive/a.warc"]


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_dictionary_in_the_file_decompresses_it(is_packed: bool) -> None:
    words = zstandard.ZstdCompressionDict((TEXT * 40).encode(), dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    stored = zstandard.compress(words.as_bytes()) if is_packed else words.as_bytes()
    frame = b"\x5d\x2a\x4d\x18" + len(stored).to_bytes(4, "little") + stored
    pages = zstandard.ZstdCompressor(dict_data=words).compress(WARC) * 2
    assert len(read_all(frame + pages, "a.warc.zst")) == 2
    (cut,) = read_all(frame[:-20], "a.warc.zst")
    assert isinstance(cut, Rejection) and cut.reason == "truncated"


def test_a_dictionary_that_is_elsewhere_is_asked_for() -> None:
    words = zstandard.train_dictionary(2000, [f"{TEXT} {n} {n * n}".encode() for n in range(2000)])
    (one,) = read_all(zstandard.ZstdCompressor(dict_data=words).compress(WARC), "a.warc.zst")
    assert isinstance(one, Rejection) and one.reason == "unsupported_compression"


@pytest.mark.parametrize(
    "line",
    ["HTTP/2 200", "HTTP/1.1 200", "http/1.1 200 ok", "HTTP/3  200  Fine", "ICY 200 OK", "HTTP/1.0 200 D\xe9j\xe0 vu"],
)
def test_a_status_line_as_servers_write_it(line: str) -> None:
    block = BLOCK.replace("HTTP/2 200", line).encode("latin-1")
    head = WARC.partition(b"\r\n\r\n")[0].replace(str(len(BLOCK)).encode(), str(len(block)).encode())
    (one,) = read_all(head + b"\r\n\r\n" + block + b"\r\n\r\n", "a.warc")
    assert isinstance(one, RawRecord) and one.fields["html"] == PAGE


SAVED = {
    "SingleFile": "<!--\n Page saved with SingleFile \n url: {} \n saved date: Tue Jul 02 2024 12:03:04 GMT+0200\n-->",
    "browser": "<!-- saved from url=(0027){} -->",
    "monolith": "<!-- Saved from {} at 2024-07-02T10:03:04Z using monolith v2.8.1 -->",
    "SavePage": '<meta name="savepage-url" content="{}">',
}


@pytest.mark.parametrize("saver", SAVED)
def test_a_saved_page_states_its_address(saver: str) -> None:
    (one,) = read_all(f"<!DOCTYPE html>{SAVED[saver].format('https://senn.example/lock')}{PAGE}", "a.html")
    assert isinstance(one, RawRecord) and one.fields["url"] == "https://senn.example/lock"


PACKAGES = {
    "docx": packed({"docProps/app.xml": "<a/>", "word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}),
    "epub": packed({"mimetype": "application/epub+zip", "OEBPS/a.xhtml": PAGE}),
    "odt": packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<c/>"}),
}


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_document_in_a_zip_is_one_rejection(kind: str) -> None:
    (one,) = read_all(PACKAGES[kind], f"a.{kind}")
    assert isinstance(one, Rejection) and one.reason == "unknown_format" and one.detail


@pytest.mark.parametrize(("at", "signature", "name"), SIGNATURES)
def test_a_foreign_format_is_refused_by_name(at: int, signature: bytes, name: str) -> None:
    for suffix in ("txt", "html", "md", "bin"):
        (one,) = read_all(b"\x01" * at + signature + b"\0" * 40, f"a.{suffix}")
        assert isinstance(one, Rejection) and one.reason in ("unknown_format", "empty")
        assert one.reason == "empty" or one.detail


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<?xml version='1.0'?><invoice><p>3</p></invoice>", "a.xml"),
        ("<invoice xmlns='urn:x'><p>3</p></invoice>", "a"),
        ("<?xml version='1.0'?><article><body><p>Words</p></body></article>", "a.xml"),
        ("<ITEM>\n<P>Words</P>\n</ITEM>\n<ITEM>\n</ITEM>", "a.txt"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><text>Words</text></svg>", "a.svg"),
    ],
)
def test_other_xml_is_no_page_because_it_has_paragraphs(text: str, name: str) -> None:
    (one,) = read_all(text, name)
    assert isinstance(one, Rejection) and one.reason == "unknown_format"


@pytest.mark.parametrize(
    "text", ["ORC is short for orchestra.", "MZ said so.", "FORM 10-K is due.", "<Applause> Thanks."]
)
def test_first_words_of_a_text_are_no_signature(text: str) -> None:
    (one,) = read_all(text, "a.txt")
    assert isinstance(one, RawRecord)


def test_a_prefix_that_nobody_declares_costs_nothing() -> None:
    (one,) = read_all(f"<nitf><body><body.content><x:p>{TEXT}</x:p></body.content></body></nitf>", "a.xml")
    assert isinstance(one, RawRecord) and one.fields["html"] == f"<p>{TEXT}</p>"


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#0;", "&#x110000;", "&#xFFFE;"])
def test_a_reference_to_no_character_is_replaced(reference: str) -> None:
    (one,) = read_all(f"<nitf><body><body.content><p>{TEXT}{reference}</p></body.content></body></nitf>", "a.xml")
    assert isinstance(one, RawRecord) and one.fields["html"] == f"<p>{TEXT}\ufffd</p>"


def test_escaped_html_bylines_in_parts_and_headers_of_wire_documents() -> None:
    escaped = TEXT.join(("&lt;p&gt;", "&lt;/p&gt;"))
    head = "<header><ul><li>Canals</li></ul></header>"
    page = f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{head}<p>{TEXT}</p></body></html>"
    found = read_all(
        MESSAGE.format(
            ITEM.format("a", "text", "usable", f"<inlineData>{escaped}</inlineData>")
            + ITEM.format("b", "text", "usable", f"<inlineXML>{page}</inlineXML>")
        ),
        "a.xml",
    )
    assert [each.fields["html"] for each in found if isinstance(each, RawRecord)] == [f"<p>{TEXT}</p>"] * 2
    assert isinstance(found[1], RawRecord) and "Canals" in str(found[1].extra)
    byline = "<byline>By<person>Ida Thorne</person><byttl>Senn Desk</byttl></byline>"
    head = f"<body.head>{byline}</body.head>"
    (one,) = read_all(f"<nitf><body>{head}<body.content><p>A</p></body.content></body></nitf>", "a")
    assert isinstance(one, RawRecord) and one.fields["authors"] == ["Ida Thorne"]


def test_prose_between_rules_is_no_front_matter() -> None:
    (one,) = read_all(f"---\nUpdate: the lock is shut.\n{TEXT}\n{TEXT}\nMore: soon.\n---\n{TEXT}\n", "a.txt")
    assert isinstance(one, RawRecord) and one.fields["html"].count(TEXT.strip()) == 3
