"""Where pages state their title, and what is chosen among it."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization import titles
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page

URL = "https://www.elleryherald.example/news/pier"


def page(head: str = "", body: str = "") -> Page:
    return Page(f"<html><head>{head}</head><body>{body}</body></html>", URL)


def title_of(head: str = "", body: str = "") -> str | None:
    return titles.choose(titles.page_candidates(page(head, body))).title


def og(text: str, key: str = "og:title") -> str:
    return f'<meta property="{key}" content="{text}">'


def jsonld(headline: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "{headline}"}}</script>'


def test_all_places_are_read() -> None:
    found = titles.page_candidates(
        page(
            "<title>Pier opens</title>" + og("Pier opens") + og("Pier opens", "twitter:title") + jsonld("Pier opens"),
            '<h1>Pier opens</h1><h2 itemprop="headline">Pier opens</h2>',
        )
    )
    assert {c.method for c in found} == {
        "html.h1", "meta.og:title", "meta.twitter:title", "jsonld.headline", "html.title", "microdata.headline",
    }  # fmt: skip


def test_the_heading_that_fits_the_head_is_the_title() -> None:
    body = "<h1>Log in</h1><h1>Ferry pier opens again</h1><h1>Five tips for gardens</h1>"
    assert title_of("<title>Ferry pier opens again - Local</title>", body) == "Ferry pier opens again"


def test_a_logo_is_no_title() -> None:
    assert (
        title_of("<title>Ferry pier opens | Herald</title>", "<h1>The Morning Logo</h1>") == "Ferry pier opens | Herald"
    )
    head = "<title>Herald Blog: Ferry pier opens</title>" + og("Ferry pier opens")
    assert title_of(head, "<h1>Herald Blog</h1>") == "Ferry pier opens"


def test_a_title_in_application_name_is_no_sites_name() -> None:
    title = "Doctors offer free checks to all who walked the pier"
    head = f'<meta name="application-name" content="{title}"><title>{title}</title>'
    assert title_of(head, f"<h1>{title}</h1>") == title


def test_only_the_site_stated_gives_nothing() -> None:
    assert title_of("<title>Elleryherald</title>" + og("Elleryherald.example")) is None


def test_a_section_after_the_headline_counts_for_the_headline() -> None:
    head = "<title>Pier opens - Local - Ellery News</title>" + og("Pier opens")
    assert title_of(head, "<h1>Another wording of the pier story</h1>") in (
        "Pier opens",
        "Another wording of the pier story",
    )
    assert title_of(head, "<h1>Pier opens</h1>") == "Pier opens"


def test_two_independent_sources_beat_one() -> None:
    head = "<title>SEO words pier ferry</title>" + og("SEO words pier ferry") + jsonld("Ferry pier opens")
    assert title_of(head, "<h1>Ferry pier opens</h1>") == "Ferry pier opens"


def test_notes_of_a_live_blog_are_not_its_title() -> None:
    blog = (
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Storm: what we know",'
        '"liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Roof gone"},'
        '{"@type": "BlogPosting", "headline": "Bus late"}]}</script>'
    )
    assert title_of("<title>Storm: what we know</title>" + blog) == "Storm: what we know"


def test_json_ld_that_is_no_article_is_not_read() -> None:
    assert title_of(jsonld("Ellery Herald front page", "WebSite")) is None


def test_confidence_grows_with_agreement() -> None:
    alone = titles.choose([Candidate("title", "Pier opens", "html.h1", 0.84)])
    torn = titles.choose(
        [Candidate("title", "Pier opens", "html.h1", 0.84), Candidate("title", "Ferry tips", "meta.og:title", 0.78)]
    )
    agreed = titles.choose(
        [Candidate("title", "Pier opens", "html.h1", 0.84), Candidate("title", "Pier opens", "meta.og:title", 0.78)]
    )
    assert torn.confidence is not None and alone.confidence is not None and agreed.confidence is not None
    assert torn.confidence < alone.confidence < agreed.confidence < 1


def test_the_publishers_name_goes_at_the_choice() -> None:
    row = titles.row_candidates({"title": "Pier opens | Veldt Courier"}, "row")
    assert titles.choose(row, ("The Veldt Courier",)).title == "Pier opens"
    assert titles.choose(row).title == "Pier opens | Veldt Courier"


@pytest.mark.parametrize("value", [None, "", "  ", 7, ["a"], {"a": 1}, "—"])
def test_what_is_no_title_gives_no_candidate(value: object) -> None:
    assert titles.row_candidates({"title": value}, "row") == []


METHODS = ["html.h1", "meta.og:title", "jsonld.headline", "html.title", "row.title", "meta.twitter:title"]
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.just("title"),
        st.sampled_from(["Pier opens", "Pier opens - Local", "Ferry", "A | B", "Herald"]),
        st.sampled_from(METHODS),
        st.sampled_from([0.05, 0.5, 0.84]),
    ),
    unique_by=lambda c: (c.method, c.value),
    max_size=6,
)


@settings(deadline=None)
@given(CANDIDATES, st.randoms())
def test_the_choice_does_not_depend_on_order(candidates: list[Candidate], random: object) -> None:
    shuffled = list(candidates)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = titles.choose(candidates), titles.choose(shuffled)
    assert titles.squash(first.title or "") == titles.squash(second.title or "")
    assert first.confidence == second.confidence


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_markup_gives_candidates_or_none(html: str) -> None:
    for candidate in titles.page_candidates(Page(html.encode("utf-8", "replace").decode(), URL)):
        assert candidate.value and 0 <= candidate.confidence <= 1


def test_confidence_is_summed_exactly() -> None:
    methods = ("html.h1", "meta.twitter:title", "meta.og:title")
    values = [("Ferry", 0), ("Pier opens", 0), ("Ferry", 1), ("A | B", 2), ("Pier opens", 2), ("Ferry", 2)]
    loud = (0.05, 0.05, 0.5, 0.05, 0.05, 0.5)
    given = [Candidate("title", v, methods[m], c) for (v, m), c in zip(values, loud, strict=True)]
    assert len({titles.choose(list(order)).confidence for order in permutations(given)}) == 1
