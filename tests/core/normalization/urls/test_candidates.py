"""What pages, rows and plain text declare, how it is judged, and what is chosen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.urls import choose, page_candidates, row_candidates, text_candidates
from pipelines.core.normalization.urls.candidates import text_urls

ASKED = "https://www.veldt.example/news/comet-over-veldt-splits-in-two"


def declared(head: str, url: str | None = ASKED) -> list[Candidate]:
    rows = row_candidates({"url": url}, "row") if url else []
    return rows + page_candidates(Page(f"<html><head>{head}</head></html>"), url)


@pytest.mark.parametrize(
    ("href", "note"),
    [
        ("/", "home page"),
        ("https://www.veldt.example/en/", "home page"),
        ("https://veldt.example/index.php", "home page"),
        ("https://www.ellery.example/news/comet-over-veldt-splits-in-two", "another site: syndicated from or to there"),
        ("https://www.veldt.example/news/council-passes-budget-after-debate", "names another article"),
        ("https://.veldt.example", "not an http(s) URL of a public host"),
        ("javascript:void(0)", "not an http(s) URL of a public host"),
        ("https://schema.org/WebPage", "a placeholder"),
        ("https://www.veldt.example/https%3A%2F%2Fwww.veldt.example%2Fcomet", "holds another URL"),
    ],
)
def test_a_wrong_canonical_is_refused_and_kept_as_evidence(href: str, note: str) -> None:
    candidates = declared(f'<link rel="canonical" href="{href}">')
    link = next(c for c in candidates if c.method == "link.canonical")
    assert (link.confidence, link.note) == (0.0, note)
    assert choose(candidates).canonical_url == ASKED


SHORT = "https://www.veldt.example/archive/tram-bells.html"
HEADLINE = "<title>Tram bells ring a lower note | Veldt Courier</title>"


@pytest.mark.parametrize(
    ("href", "note"),
    [
        ("/archive/undefined", "what a template left unfilled"),
        ("undefined", "what a template left unfilled"),
        ("/null/", "what a template left unfilled"),
        ("/archive/NaN.html", "what a template left unfilled"),
        ("{{ page.url }}", "what a template left unfilled"),
        ("{{ site.url }}{{ page.url }}", "what a template left unfilled"),
        ("/archive/%7B%7B%20slug%20%7D%7D", "what a template left unfilled"),
        ("/archive/${slug}", "what a template left unfilled"),
        ("/archive/<%= slug %>", "what a template left unfilled"),
        ("/archive/{% url post %}", "what a template left unfilled"),
        ("/archive/:slug", "what a template left unfilled"),
        ("/[object Object]", "what a template left unfilled"),
        ("/archive/[slug]", "what a template left unfilled"),
        ("/[...path]", "what a template left unfilled"),
        ("/archive/{0}", "what a template left unfilled"),
        ("/__PERMALINK__", "what a template left unfilled"),
        ("/$slug.html", "what a template left unfilled"),
        ("/archive/-/", "what a template left unfilled"),
        ("/archive/.html", "what a template left unfilled"),
        ("/archive/1970/01/01/", "what a template left unfilled"),
        ("/?p=", "what a template left unfilled"),
        ("/article?id=undefined&lang=", "what a template left unfilled"),
        ("/archive/tram-bells/feed/", "a feed or a file that is no page"),
        ("/img/tram.jpg", "a feed or a file that is no page"),
        ("https://www.veldt.example:8080/archive/tram-bells.html", "a port of the server, not of the site"),
        ("./", "a folder above the page"),
        (".", "a folder above the page"),
        ("/archive", "a folder above the page"),
        ("https://veldt.example/archive/", "a folder above the page"),
        ("/pond-life/", "names another article"),
        ("/archive/orchard.html", "names another article"),
        ("..https://www.veldt.example/archive/", "holds another URL"),
    ],
)
def test_a_canonical_that_was_not_written_for_this_page_is_refused(href: str, note: str) -> None:
    candidates = declared(f'{HEADLINE}<link rel="canonical" href="{href}">', SHORT)
    link = next(c for c in candidates if c.method == "link.canonical")
    assert (link.confidence, link.note) == (0.0, note)
    assert choose(candidates).canonical_url == SHORT


@pytest.mark.parametrize(
    ("href", "asked"),
    [
        ("/node/48213", SHORT),
        ("/i/dRwWqB", SHORT),
        ("/n/ncna1085406", SHORT),
        ("/undefined", "https://www.veldt.example/undefined?x=1"),
        ("/music/bells-of-the-tram", SHORT),
        ("/tram-bells/", "https://www.veldt.example/tram-bells/photos"),
        ("/glocken-der-strassenbahn", "https://www.veldt.example/print?id=7"),
        ("/archive/null-results-in-the-lab", "https://www.veldt.example/?p=7"),
    ],
)
def test_a_canonical_that_may_be_this_page_s_is_believed(href: str, asked: str) -> None:
    candidates = declared(f'{HEADLINE}<link rel="canonical" href="{href}">', asked)
    assert choose(candidates).canonical_url == f"https://www.veldt.example{href}"


@pytest.mark.parametrize(
    ("href", "asked"),
    [
        ("/archive?48213", "/archive?48213&from=mail"),
        ("/archive/[video]-tram-bells", "/archive/[video]-tram-bells?x=1"),
        ("/archive/__tram__", "/archive/__tram__"),
        ("/?p=48213", "/archive/tram-bells"),
        ("/archive/c-3-0/", "/archive/48213"),
        ("/archive/tram-bells?amp", "/archive/tram-bells?page=1"),
        ("https://www.veldt.example:443/archive/tram-bells", "/archive/tram-bells?x=1"),
    ],
)
def test_unusual_addresses_are_no_templates(href: str, asked: str) -> None:
    candidates = declared(f'<link rel="canonical" href="{href}">', f"https://www.veldt.example{asked}")
    assert next(c for c in candidates if c.method == "link.canonical").confidence > 0.5


def test_a_script_without_its_parameters_is_no_article() -> None:
    asked = "https://www.veldt.example/show.php?id=7"
    assert choose(declared('<link rel="canonical" href="/show.php">', asked)).canonical_url == asked


def test_a_file_s_name_is_relative_although_it_looks_like_a_host() -> None:
    found = declared('<link rel="canonical" href="tram-bells.html">', SHORT + "?session=1")
    assert choose(found).canonical_url == SHORT


@pytest.mark.parametrize(("base", "asked"), [("/archive/", ASKED), ("https://www.veldt.example/archive/", None)])
def test_a_relative_canonical_counts_from_the_base_element(base: str, asked: str | None) -> None:
    found = declared(f'<base href="{base}"><link rel="canonical" href="comet-over-veldt-splits">', asked)
    assert choose(found).canonical_url == "https://www.veldt.example/archive/comet-over-veldt-splits"


def test_syndication_is_recorded_not_merged() -> None:
    candidates = declared('<link rel="canonical" href="https://ellery.example/news/comet-splits">')
    assert choose(candidates).canonical_url == ASKED
    elsewhere = [c.value for c in candidates if c.note == "another site: syndicated from or to there"]
    assert elsewhere == ["https://ellery.example/news/comet-splits"]


@pytest.mark.parametrize(
    "href",
    [
        "/news/comet-over-veldt-splits-in-two",
        "//www.veldt.example/news/comet-over-veldt-splits-in-two",
        "comet-over-veldt-splits-in-two",
    ],
)
def test_a_relative_canonical_is_resolved(href: str) -> None:
    choice = choose(declared(f'<link rel="canonical" href="{href}">'))
    assert (choice.canonical_url, choice.method) == (ASKED, "link.canonical")


def test_a_relative_canonical_without_a_page_url_says_nothing() -> None:
    assert choose(declared('<link rel="canonical" href="/news/comet">', url=None)).canonical_url is None


def test_the_page_knows_its_address_better_than_the_row() -> None:
    choice = choose(declared('<link rel="canonical" href="https://www.veldt.example/science/comet-over-veldt-7">'))
    assert choice.canonical_url == "https://www.veldt.example/science/comet-over-veldt-7"
    assert choice.confidence is not None and 0.9 <= choice.confidence < 0.97


def test_a_shortened_link_gives_way_and_stays_when_alone() -> None:
    short = "https://bit.ly/3abcdef"
    page = declared(f'<meta property="og:url" content="{ASKED}">', url=short)
    assert choose(page).canonical_url == ASKED
    assert choose(row_candidates({"url": short}, "row")).canonical_url == short


def test_a_front_page_is_no_article_url() -> None:
    assert choose(row_candidates({"url": "https://www.veldt.example/"}, "row")).canonical_url is None


def test_related_articles_in_structured_data_do_not_win() -> None:
    script = (
        '<script type="application/ld+json">[{"@type":"NewsArticle","url":"https://www.veldt.example/a-storm"},'
        '{"@type":"NewsArticle","url":"https://www.veldt.example/b-flood"}]</script>'
    )
    assert choose(declared(script, url=None)).canonical_url == "https://www.veldt.example/a-storm"
    assert choose(declared(script + f'<link rel="canonical" href="{ASKED}">', url=None)).canonical_url == ASKED


def test_an_amp_link_is_evidence_only() -> None:
    candidates = declared('<link rel="amphtml" href="/amp/news/comet-over-veldt-splits-in-two">')
    assert next(c for c in candidates if c.method == "link.amphtml").confidence == 0.0


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Rain.\n\nSource: https://veldt.example/a?utm_source=x#top", "https://veldt.example/a"),
        ("Originally published at http://m.veldt.example:80/a?fbclid=x\nRain.", "http://m.veldt.example/a"),
        ("This article was first published on https://veldt.example/a.\nRain.", "https://veldt.example/a"),
        ("https://veldt.example/a\nRain.", "https://veldt.example/a"),
        ("Regen.\nQuelle: <https://veldt.example/a>", "https://veldt.example/a"),
        ("URL: https://veldt.example/a\nTitle: Rain\n\nRain.", "https://veldt.example/a"),
    ],
)
def test_plain_text_states_its_address(text: str, url: str) -> None:
    assert [c.value for c in text_candidates(text)] == [url]
    [(_, written)] = text_urls(text)
    assert written.startswith("http") and any(written in line for line in text.split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "The council published https://veldt.example/plan on Monday.",
        "Rain.\nRead more at https://veldt.example/b",
        "Source: the council (https://veldt.example/plan), he said.",
        "Rain.\n\nhttps://veldt.example/b",
    ],
)
def test_links_in_prose_are_not_the_address(text: str) -> None:
    assert text_candidates(text) == []


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_and_page_is_read(text: str) -> None:
    choose(text_candidates(text) + row_candidates({"url": text, "canonical_url": text}, "row"))
    page = Page(f'<link rel="canonical" href="{text}"><meta property="og:url" content="{text}">{text}')
    for url in (None, text, ASKED):
        choose(page_candidates(page, url))


@pytest.mark.parametrize(
    "piece", ["Source: ", "first published at ", "https://a.b ", "by in on ", "\n", " ", "source:https://"]
)
def test_long_texts_take_no_time(piece: str) -> None:
    assert isinstance(text_urls(piece * (400_000 // len(piece))), list)
