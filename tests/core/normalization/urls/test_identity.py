"""Which addresses are one article, and which are two."""

import pytest

from pipelines.core.normalization.urls.identity import canonicalize, identity_key

STORY = "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two"

TWINS = [
    "http://veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two/",
    "https://m.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two",
    "https://amp.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two",
    "https://www2.veldt.example:443/news/2024/03/04/comet-over-veldt-splits-in-two#comments",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two/amp/",
    "https://www.veldt.example/amp/news/2024/03/04/comet-over-veldt-splits-in-two",
    "https://www.veldt.example/google-amp/news/2024/03/04/comet-over-veldt-splits-in-two",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two.amp",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two.amp.html",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?outputType=amp",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?_amp=true",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?amp",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two.html",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two/index.html",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two/print/",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?print=1",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?page=2",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two/page/2",
    "https://www.veldt.example//news//2024/03/./04/comet-over-veldt-splits-in-two",
    "https://www.veldt.example/news/2024/03/04/comet%2Dover-veldt-splits-in-two",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two;jsessionid=A1B2.node1",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?sid=0123456789abcdef0123456789abcdef",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?utm_source=a&fbclid=b&gclid=c",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?ref=rss",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?unlocked_article_code=x&smid=y",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?feature=youtu.be",
    "https://www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two?way=en-rss-all-1",
    "https://www.google.com/amp/s/www.veldt.example/amp/news/2024/03/04/comet-over-veldt-splits-in-two",
    "https://www-veldt-example.cdn.ampproject.org/c/s/www.veldt.example/news/2024/03/04/comet-over-veldt-splits-in-two",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fveldt.example%2Fnews%2F2024%2F03%2F04%2Fcomet-over-veldt-splits-in-two",
]

DIFFERENT = [
    ("https://veldt.example/?p=12", "https://veldt.example/?p=13"),
    ("https://veldt.example/show.php?id=6&sid=6", "https://veldt.example/show.php?id=6&sid=57"),
    ("https://veldt.example/watch?v=aB1", "https://veldt.example/watch?v=ab1"),
    ("https://veldt.example/p/KqVeldTx7", "https://veldt.example/p/kqveldtx7"),
    ("https://veldt.example/index.php?newsletter=12", "https://veldt.example/index.php?newsletter=13"),
    ("https://veldt.example/list.php?page=2", "https://veldt.example/list.php?page=3"),
    (
        "https://veldt.example/forum/thread/1-tube-amp-talk/?postID=1",
        "https://veldt.example/forum/thread/1-tube-amp-talk/",
    ),
    ("https://veldt.example/news/tube-amp", "https://veldt.example/news/tube"),
    ("https://veldt.example/storm-1234567-hits-north-coast", "https://veldt.example/storm-1234568-hits-north-coast"),
    ("https://veldt.example/oslo/storm-hits-the-coast", "https://veldt.example/bergen/storm-hits-the-coast"),
    ("https://veldt.example/oslo/the-weather-for-20240115", "https://veldt.example/bergen/the-weather-for-20240115"),
    ("https://veldt.example/a", "https://ellery.example/a"),
    ("https://veldt.example/a", "https://sport.veldt.example/a"),
    ("https://veldt.example/a", "https://veldt.example:8443/a"),
    ("https://m.example/a", "https://example/a"),
    ("https://veldt.example/#!/news/1", "https://veldt.example/#!/news/2"),
    ("https://web.archive.org/web/20200101000000/https://veldt.example/a", "https://veldt.example/a"),
    ("https://veldt.example/a?view=gallery", "https://veldt.example/a?view=map"),
]


@pytest.mark.parametrize("twin", TWINS)
def test_twins_share_a_key(twin: str) -> None:
    assert identity_key(twin) == identity_key(STORY)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_articles_have_other_keys(one: str, other: str) -> None:
    assert identity_key(one) != identity_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "https://veldt.example/x/golf/storm-ends-last-round-1234567",
            "https://veldt.example/storm-ends-last-round-1234567",
        ),
        (
            "https://veldt.example/oslo/7654321/storm-hits-the-coast",
            "https://veldt.example/7654321/storm-hits-the-coast",
        ),
        ("https://veldt.example/article/storm-hits-the-coast", "https://veldt.example/amp/storm-hits-the-coast"),
        ("https://veldt.example/x/storm-hits-the-coast", "https://veldt.example/x/storm-hits-the-coast/vtamp/"),
        ("https://veldt.example/a?b=2&a=1", "https://veldt.example/a?a=1&b=2"),
    ],
)
def test_sections_fillers_and_order_do_not_matter(one: str, other: str) -> None:
    assert identity_key(one) == identity_key(other)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "news", "//", "http://", "http://[::1", "\ud800"),
        *(
            "javascript:void(0)",
            "data:text/html,<p>",
            "mailto:a@veldt.example",
            "ftp://veldt.example/a",
            "file:///etc/passwd",
        ),
        *("http://localhost/a", "http://.veldt.example/a", "http://a..b.example/"),
        *("https://veldt.example/" + "a" * 3000, "x" * 100_000),
    ],
)
def test_what_is_no_address_of_an_article(text: str) -> None:
    assert canonicalize(text) is None
    assert identity_key(text) is None


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("HTTP://User:pw@WWW.Veldt.example:80/a/../b%7e?x=%c3%a4#top", "http://www.veldt.example/b~?x=%C3%A4"),
        ("https://straße.example/ä", "https://xn--strae-oqa.example/%C3%A4"),
        ("https://www.veldt.example/a?utm_source=feed&utm_medium=rss#top", "https://www.veldt.example/a"),
        ("//veldt.example/a", "https://veldt.example/a"),
        ("veldt.example/a", "https://veldt.example/a"),
        ("https://veldt.example/a?b=2&a=1", "https://veldt.example/a?b=2&a=1"),
        (" https://veldt.example/a\n", "https://veldt.example/a"),
        ("https://veldt.example./a", "https://veldt.example/a"),
    ],
)
def test_what_is_shown(given: str, shown: str) -> None:
    assert canonicalize(given) == shown
