"""Where pages, rows and texts credit authors, and what is chosen among it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization import authors
from pipelines.core.normalization.authors.bylines import people_in
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page

URL = "https://www.elleryherald.example/news/pier"


def people(html: str, title: str | None = "Pier opens") -> tuple[str, ...]:
    return authors.choose(authors.page_candidates(Page(html, URL), title)).authors


def article(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {author}}}</script>'


@pytest.mark.parametrize(
    "stated",
    [
        '{"@type": "Person", "name": "Ada Holm"}',
        '[{"@type": "Person", "name": "Ada Holm"}]',
        '"Ada Holm"',
        '["Ada Holm"]',
        '{"@type": "Person", "givenName": "Ada", "familyName": "Holm"}',
        '{"@type": "Person", "byline": "Ada Holm"}',
        '[{"@type": "Person", "name": "Ada Holm"}, {"@type": "Organization", "name": "Ellery Media Group"}]',
        '[{"@type": "Person", "name": "Ada Holm"}, {"@type": "Person", "name": "dpa"}]',
        '[[{"name": "Ada Holm"}]]',
    ],
)
def test_json_ld_in_its_many_shapes(stated: str) -> None:
    assert people(article(stated)) == ("Ada Holm",)


def test_json_ld_references_are_looked_up() -> None:
    graph = (
        '<script type="application/ld+json">{"@graph": [{"@type": "Article", "author": {"@id": "#p1"}},'
        '{"@type": "Person", "@id": "#p1", "name": "Ada Holm"},'
        '{"@type": "Person", "@id": "#p2", "name": "Ines Kaldor"}]}</script>'
    )
    assert people(graph) == ("Ada Holm",)


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="author" content="Ada Holm">',
        '<meta property="article:author" content="https://social.example/ada"><meta name="byl" content="By Ada Holm">',
        '<meta name="parsely-author" content="Ada Holm">',
        '<meta name="sailthru.author" content="Ada Holm">',
        '<meta name="dc.creator" content="Holm, Ada">',
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Holm">',
        '<h1>Pier opens</h1><span itemprop="author">Ada Holm</span>',
        '<h1>Pier opens</h1><a rel="author" href="/x">Ada Holm</a>',
        '<h1>Pier opens</h1><div class="article-byline">By Ada Holm</div>',
        '<h1>Pier opens</h1><p>By <a href="/x">Ada Holm</a></p>',
        "<h1>Pier opens</h1><ul><li><strong>Autorin/Autor</strong> Ada Holm</li></ul>",
        '<h1>Pier opens</h1><a href="/authors/ada-holm">Ada Holm</a>',
        "<h1>Pier opens</h1><article><p><strong>Ada Holm</strong></p><p>" + "The pier opened. " * 20 + "</p></article>",
    ],
)
def test_every_place_is_read(html: str) -> None:
    assert people(html) == ("Ada Holm",)


@pytest.mark.parametrize(
    "html",
    [
        '<meta name="author" content="Elleryherald">',
        '<meta name="author" content="Ellery Herald Staff">',
        '<meta name="author" content="Pier opens">',
        '<meta property="article:author" content="https://www.facebook.com/elleryherald">',
        '<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="Four Minutes">',
        '<h1>Pier opens</h1><aside><div class="byline">By Ines Kaldor</div></aside>',
        '<h1>Pier opens</h1><div class="related-articles"><span class="author">Ines Kaldor</span></div>',
        '<h1>Pier opens</h1><figure><figcaption><span class="author">Ines Kaldor</span></figcaption></figure>',
        '<h1>Pier opens</h1><div class="comments"><b class="author">Ines Kaldor</b></div>',
        '<h1>Pier opens</h1><p>The court heard that <a href="/author/x">Ines Kaldor</a> had walked the pier then.</p>',
        "<h1>Pier opens</h1><p>By Friday the pier had opened again.</p>",
        "<h1>Pier opens</h1><blockquote><p>By Ines Kaldor</p></blockquote>",
    ],
)
def test_nobody_is_invented(html: str) -> None:
    assert people(html) == ()


def test_a_fuller_statement_completes_a_shorter_one() -> None:
    html = article('"Ada Holm"') + '<meta name="author" content="Ada Holm and Tomas Wrede">'
    assert people(html) == ("Ada Holm", "Tomas Wrede")


def test_an_owner_in_meta_author_is_outvoted() -> None:
    html = (
        '<meta name="author" content="Veldt Barkley"><meta property="article:author" content="Ada Holm">'
        '<h1>Pier opens</h1><span itemprop="author">Ada Holm</span>'
    )
    assert people(html) == ("Ada Holm",)


def test_the_authors_of_the_article_go_before_those_of_the_site() -> None:
    html = '<meta name="author" content="Petra Vann"><meta property="article:author" content="Ada Holm">'
    assert people(html) == ("Ada Holm",)


def test_the_bylines_of_other_articles_are_not_this_ones() -> None:
    own = "<article><h1>Pier opens</h1><p>By <a href=/ada-holm>Ada Holm</a></p></article>"
    other = "<article><h1>Snow</h1><a class=byline>Jo Lind</a></article>"
    assert people(own + other) == people(other + own) == ("Ada Holm",)


def test_the_byline_after_the_headline_counts() -> None:
    html = '<p class="byline">By Ines Kaldor</p><h1>Pier opens</h1><p class="byline">By Ada Holm</p>'
    assert people(html) == ("Ada Holm",)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Ada Holm; Tomas Wrede", ["Ada Holm", "Tomas Wrede"]),
        (["By Ada Holm", "Staff"], ["Ada Holm"]),
        ([{"name": "Ada Holm"}], ["Ada Holm"]),
        ("Ada Holm,Tomas Wrede", ["Ada Holm", "Tomas Wrede"]),
        (None, []),
        (7, []),
        ([["Ada Holm"]], ["Ada Holm"]),
        ("Reuters", []),
    ],
)
def test_rows(value: object, found: list[str]) -> None:
    assert [c.value for c in authors.row_candidates({"authors": value}, "row") if c.confidence] == found


def test_refused_credits_are_kept_to_be_seen() -> None:
    html = article('{"@type": "Organization", "name": "Ellery Media"}') + '<meta name="author" content="Staff">'
    found = [(c.method, c.value, c.confidence) for c in authors.page_candidates(Page(html, URL))]
    assert found == [("jsonld.author", "Ellery Media", 0.0), ("meta.author", "Staff", 0.0)]
    assert authors.row_candidates({"authors": "Reuters"}, "row")[0].note == "names no person"


def test_one_person_spelled_twice_is_one() -> None:
    assert authors.choose(authors.row_candidates({"authors": ["Ada Holm", "ADA HOLM"]}, "row")).authors == ("Ada Holm",)


def test_credits_keep_organisations_for_the_agency_field() -> None:
    html = article('[{"@type": "Organization", "name": "dpa"}]') + '<meta name="author" content="Ada Holm">'
    assert authors.credit_texts(Page(html)) == ["dpa", "Ada Holm"]


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.just("authors"),
        st.sampled_from(["Ada Holm", "Tomas Wrede", "Ines Kaldor"]),
        st.sampled_from(["jsonld.author", "meta.author", "meta.byl", "byline.class", "row.authors", "residue.byline"]),
        st.sampled_from([0.0, 0.75, 0.9]),
    ),
    unique_by=lambda c: (c.method, c.value),
    max_size=8,
)


@settings(deadline=None)
@given(CANDIDATES)
def test_only_stated_people_are_chosen_and_each_once(candidates: list[Candidate]) -> None:
    choice = authors.choose(candidates)
    assert set(choice.authors) <= {c.value for c in candidates}
    assert len(set(choice.authors)) == len(choice.authors)
    assert bool(choice.authors) == any(c.confidence for c in candidates)
    assert tuple(candidates[i].value for i in choice.chosen) == choice.authors


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["class=byline", "rel=author", "itemprop=author", "class=x"]))
def test_any_markup_is_survived(text: str, attribute: str) -> None:
    safe = text.encode("utf-8", "replace").decode()
    people(f"<h1>Pier opens</h1><p {attribute}>{safe}</p><a href='/author/{safe}'>{safe}</a>")


@pytest.mark.parametrize(
    "byline",
    [
        '<div class="author vcard">By <b class="fn">Ada Holm</b> <a href="mailto:x">| Email the author</a></div>',
        '<div class="post-footer"><span class="post-author vcard">Posted by <b>Ada Holm</b></span></div>',
        '<footer class="entry-footer"><span class="author">Ada Holm</span></footer>',
        '<div class="ContributorCard_root"><b>By Ada Holm</b><b class="ContributorCard_role">Reporter</b></div>',
        '<p class="line2">Reporter: Ada Holm</p><p class="line3">Photos: Ines Kaldor</p>',
        "<p>Autorius: Ada Holm</p>",
    ],
)
def test_bylines_in_cards_and_footers_of_the_article(byline: str) -> None:
    assert people(f"<h1>Pier opens</h1>{byline}<p>Text of the article.</p>") == ("Ada Holm",)


def test_the_outlet_beside_the_name_is_nobody() -> None:
    html = '<h1>Pier opens</h1><div class="byline">Ada Holm, Glos Orski</div>'
    assert authors.choose(authors.page_candidates(Page(html, URL), "Pier opens", "Glos Orski")).authors == ("Ada Holm",)


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("기자민 기자", ["기자민"]),
        ("사진희 기자", ["사진희"]),
        ("기자 김기자", ["김기자"]),
        ("편지영 기자", ["편지영"]),
        ("신문희", ["신문희"]),
        ("사회부 기자", []),
        ("편집국", []),
        ("서울신문", []),
        ("记者 李新华", ["李新华"]),
        ("本报记者李新华", ["李新华"]),
        ("王新闻", ["王新闻"]),
        ("新华社", []),
        ("编辑部", []),
        ("文美玲", ["文美玲"]),
        ("文：文美玲", ["文美玲"]),
        ("記者王小明/台北報導", ["王小明"]),
        ("記者田太郎", ["田太郎"]),
        ("取材班", []),
    ],
)
def test_words_of_the_press_within_names_without_spaces(credit: str, names: list[str]) -> None:
    assert people_in(credit, single=True) == people_in(credit) == names
