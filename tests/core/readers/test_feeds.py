"""Feeds and sitemaps: whose element is whose, what is kept beside the fields, which entries are articles."""

import io
from typing import Any

import pytest

from pipelines.core.readers import Limits, read
from pipelines.core.records import RawRecord, Rejection

TEXT = "The lock at Senn stays shut until its gates are rehung, the canal office says. "
PROSE = "".join(f"<p>{TEXT * 2}Part {n}.</p>" for n in range(3))
RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:pod="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:b="https://b.example/search?q=lock">'
    "<channel><title>Senn Courier</title><link>https://senn.example/</link>{}</channel></rss>"
)
LINK = "<link>https://senn.example/lock</link>"


def read_all(text: str, name: str = "a.xml") -> list[RawRecord | Rejection]:
    return list(read(io.BytesIO(text.encode()), name, Limits()).records)


def read_one(text: str) -> RawRecord:
    (one,) = read_all(text)
    assert isinstance(one, RawRecord)
    return one


@pytest.mark.parametrize(
    "picture",
    [
        "<media:title>A crane</media:title><media:description>A crane, red.</media:description>",
        "<media:group><media:title>A crane</media:title><pod:summary>A crane, red.</pod:summary></media:group>",
        "<image><title>A crane</title><description>A crane, red.</description></image>",
        "<pod:title>A crane</pod:title><pod:summary>A crane, red.</pod:summary>",
    ],
)
@pytest.mark.parametrize("own", [f"<title>Lock shut</title><description>{TEXT}</description>", ""])
@pytest.mark.parametrize("is_first", [True, False])
def test_title_and_description_of_a_picture_are_its_own(picture: str, own: str, is_first: bool) -> None:
    one = read_one(RSS.format(f"<item>{LINK}{picture + own if is_first else own + picture}</item>"))
    stated = {name: one.fields[name].strip() for name in ("title", "teaser", "text", "html") if name in one.fields}
    assert stated == ({"title": "Lock shut", "teaser": TEXT.strip()} if own else {})
    assert str(one.extra).count("A crane") == 2


def test_a_news_search_names_the_outlet_of_each_item() -> None:
    first, second = read_all(
        RSS.format(
            f'<item><title>A - Weir Post</title>{LINK}<source url="https://weir.example">Weir Post</source></item>'
            f"<item><title>B</title>{LINK}<b:Source>Weir Post</b:Source></item>"
        )
    )
    assert isinstance(first, RawRecord) and isinstance(second, RawRecord)
    assert first.fields["publisher"] == second.fields["publisher"] == "Weir Post"
    assert first.fields["source_domain"] == "https://weir.example"


def test_the_text_is_the_content_or_a_description_in_paragraphs() -> None:
    whole = f"<description><![CDATA[{PROSE}]]></description>"
    assert read_one(RSS.format(f"<item>{LINK}{whole}</item>")).fields["html"] == PROSE
    both = f"<content:encoded><![CDATA[{PROSE}]]></content:encoded><description>{TEXT}</description>"
    fields = read_one(RSS.format(f"<item>{LINK}{both}</item>")).fields
    assert (fields["html"], fields["teaser"]) == (PROSE, TEXT.strip())


def test_all_other_elements_are_kept_as_written() -> None:
    rest = (
        '<category>Ports</category><category domain="d">Locks</category><enclosure url="a.mp3" length="3" type="x"/>'
        '<media:content url="a.jpg"><media:credit>K. Holm</media:credit></media:content>'
        "<b:note><b:line>One</b:line></b:note>"
    )
    extra = read_one(RSS.format(f"<item><title>A</title>{LINK}{rest}</item>")).extra
    assert extra["category"] == ["Ports", {"domain": "d", "#text": "Locks"}]
    assert extra["enclosure"] == {"url": "a.mp3", "length": "3", "type": "x"}
    assert extra["media:content"] == {"url": "a.jpg", "media:credit": "K. Holm"}
    assert extra["b:note"] == {"b:line": "One"}
    assert extra["feed_title"] == "Senn Courier" and "title" not in extra


def test_the_one_date_of_rdf_is_that_of_publication() -> None:
    one = read_one(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>C</title></channel><item><title>A</title>'
        "<dc:date>2024-04-01T08:00:00Z</dc:date><dc:creator>Ida Thorne</dc:creator></item></rdf:RDF>"
    )
    assert (one.fields["published_at"], one.fields["authors"]) == ("2024-04-01T08:00:00Z", ["Ida Thorne"])


def test_xhtml_and_relative_addresses_of_atom() -> None:
    one = read_one(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://senn.example/"><title>C</title><entry><title>A</title>'
        '<link rel="enclosure" href="a.mp3"/><link href="news/lock"/><updated>2024-04-02T08:00:00Z</updated>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{PROSE}</div></content></entry></feed>'
    )
    assert one.fields["url"] == "https://senn.example/news/lock" and one.fields["html"].count("<p>") == 3
    assert one.fields["modified_at"] == "2024-04-02T08:00:00Z" and "content" not in one.extra


WORDPRESS = RSS.replace(" xmlns:b=", ' xmlns:wp="http://wordpress.org/export/1.2/" xmlns:b=')
AUTHOR = (
    "<wp:author><wp:author_login>desk</wp:author_login><wp:author_display_name>Ida Thorne</wp:author_display_name>"
    "</wp:author>"
)


def post(kind: str = "post", status: str = "publish", creator: str = "desk", more: str = "") -> str:
    return (
        f"<item><title>A</title>{LINK}<dc:creator>{creator}</dc:creator>"
        f"<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><content:encoded>One.\n\nTwo.</content:encoded>"
        f"<wp:post_date_gmt>2024-04-01 08:00:00</wp:post_date_gmt>{more}"
        f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type></item>"
    )


def test_a_post_is_signed_with_a_name_and_dated_in_utc() -> None:
    comment = "<wp:comment><wp:comment_content>Boo</wp:comment_content></wp:comment>"
    first, second = read_all(WORDPRESS.format(AUTHOR + post(more=comment) + post(creator="intern")))
    assert isinstance(first, RawRecord) and isinstance(second, RawRecord)
    assert (first.fields["authors"], first.fields["published_at"]) == ("Ida Thorne", "2024-04-01 08:00:00Z")
    assert first.fields["html"].count("<p>") == 1 and "Boo" in str(first.extra["wp:comment"])
    assert "authors" not in second.fields, "a login is no name"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("attachment", "inherit"),
        ("page", "publish"),
        ("nav_menu_item", "publish"),
        ("post", "draft"),
        ("post", "private"),
    ],
)
def test_what_a_blog_did_not_publish_as_a_post_is_no_article(kind: str, status: str) -> None:
    (one,) = read_all(WORDPRESS.format(AUTHOR + post(kind, status)))
    assert isinstance(one, Rejection) and one.reason == "not_an_article" and one.raw_excerpt


@pytest.mark.parametrize(("kind", "draft", "count"), [("post", "no", 1), ("post", "yes", 0), ("comment", "no", 0)])
def test_entries_of_a_blogger_export(kind: str, draft: str, count: int) -> None:
    entry = (
        f'<entry><title>A</title><category term="http://schemas.google.com/blogger/2008/kind#{kind}"/>'
        f'<app:control xmlns:app="http://purl.org/atom/app#"><app:draft>{draft}</app:draft></app:control></entry>'
    )
    found = read_all(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title>{entry}</feed>')
    assert sum(isinstance(each, RawRecord) for each in found) == count


SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:v="http://www.google.com/schemas/sitemap-video/1.1">'
    "<url><loc>https://senn.example/lock</loc>{}</url></urlset>"
)
NEWS = (
    "<n:news><n:publication><n:name>Senn Courier</n:name><n:language>en</n:language></n:publication>"
    "<n:publication_date>2024-04-01</n:publication_date><n:title>Lock shut</n:title></n:news>"
)
VIDEO = "<v:video><v:title>A crane</v:title><v:publication_date>1999-01-01</v:publication_date></v:video>"


@pytest.mark.parametrize("parts", [VIDEO + NEWS, NEWS + VIDEO])
def test_a_news_sitemap_beside_films(parts: str) -> None:
    one = read_one(SITEMAP.format(parts))
    expected: dict[str, Any] = {"title": "Lock shut", "published_at": "2024-04-01", "publisher": "Senn Courier"}
    assert {name: one.fields[name] for name in expected} == expected
    assert one.extra["video:video"] == {"video:title": "A crane", "video:publication_date": "1999-01-01"}


def test_a_list_of_sitemaps_says_what_it_is() -> None:
    (one,) = read_all("<sitemapindex><sitemap><loc>https://senn.example/1.xml</loc></sitemap></sitemapindex>")
    assert isinstance(one, Rejection) and (one.reason, one.detail) == ("no_entries", "a list of other sitemaps")
