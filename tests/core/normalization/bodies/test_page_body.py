"""The body of a page: its prose, all of it and nothing else, whatever the page sets about it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization import bodies, texts
from pipelines.core.normalization.bodies import page_body
from pipelines.core.normalization.bodies.types import MAX_EXCERPT_CHARS
from pipelines.core.normalization.html_page import Page

PROSE = [
    "Harbour officials in Port Ellery said the ferry terminal will stay shut until engineers finish checking the pier.",
    "“We will not reopen a walkway that we have not walked ourselves,” harbour master Ines Kaldor said on Friday.",
    "The pier lost eleven planks in the storm, and two crews are working in shifts to bring it back before the summer.",
    "The council has set aside 340,000 crowns for the repair, which the mayor called a small price for a whole pier.",
    "Nobody was hurt when the walkway gave way, though a crate of herring and one bicycle went into the water with it.",
    "Engineers expect to finish their work within the month, and the first ferry could sail again a week after that.",
]
LEAD = "The ferry terminal of Port Ellery stays shut for another month, engineers said on Friday."
BODY = "\n\n".join(PROSE)


def _page(inside: str = "", after: str = "", head: str = "", before: str = "", prose: list[str] | None = None) -> Page:
    shown = PROSE if prose is None else prose
    paragraphs = (
        "".join(f"<p>{text}</p>" for text in shown[:3]) + inside + "".join(f"<p>{text}</p>" for text in shown[3:])
    )
    container = f"<div class='article-body'>{paragraphs}</div>"
    article = f"<article><h1>Ferry terminal stays shut</h1>{before}{container}{after}</article>"
    nav = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"
    return Page(f"<html><head><title>Ferry terminal stays shut</title>{head}</head><body>{nav}{article}</body></html>")


def test_the_prose_of_a_plain_page() -> None:
    found = bodies.extract(_page())
    assert found.body == BODY
    assert found.method == "page.trafilatura"
    assert found.candidates[0].value == BODY[:MAX_EXCERPT_CHARS]


HIDDEN_PROSE = "The lamps of the pier were lit again by hand, one for each boat that had come home."


@pytest.mark.parametrize(
    "hidden",
    [
        "<p aria-hidden='true'>{0}</p>",
        "<p hidden class='metered'>{0}</p>",
        "<p class='meter' aria-hidden='true' style='opacity: 0'>{0}</p>",
        "<button aria-controls='rest'>Read more</button><div id='rest' hidden><p>{0}</p></div>",
        "<div aria-hidden='true'><p>{0}</p><p>Nobody had counted them since the storm of last year.</p></div>",
    ],
)
def test_a_meter_or_a_button_hides_prose(hidden: str) -> None:
    found = bodies.extract(_page(inside=hidden.format(HIDDEN_PROSE))).body
    assert found and HIDDEN_PROSE in found and all(text in found for text in PROSE)


@pytest.mark.parametrize("wrapper", ["aside", "dialog", "fieldset", "footer"])
def test_a_wrapper_is_read_if_the_headline_stands_in_it(wrapper: str) -> None:
    article = f"<h1>Ferry terminal stays shut</h1>{''.join(f'<p>{text}</p>' for text in PROSE)}"
    notice = f"<div id='x-cookie-layer'>{'<p>We and our partners store files, which you can refuse.</p>' * 20}</div>"
    found = bodies.extract(Page(f"<body>{notice}<div><{wrapper}>{article}</{wrapper}></div></body>"))
    assert found.body == BODY


@pytest.mark.parametrize("count", [2, len(PROSE)])
def test_articles_beside_the_headline_s_are_others(count: int) -> None:
    own = "".join(f"<p>{text}</p>" for text in PROSE[:count])
    text = "<p>The eels of Orrin have left their pond again, as in May.</p>" * 30
    other = f"<article><h2>Eels at large</h2>{text}</article>"
    found = bodies.extract(Page(f"<main><article><h1>Ferry terminal stays shut</h1>{own}</article>{other}</main>"))
    assert found.body == "\n\n".join(PROSE[:count])


@pytest.mark.parametrize(("form", "is_kept"), [("NewsArticle", False), ("LiveBlogPosting", True)])
def test_articles_below_the_text_whose_headings_link_to_them(form: str, is_kept: bool) -> None:
    post = "The eels of Orrin have left their pond again, as they do each year in May."
    below = f"<article><h2><a href='/eels'>Eels at large</a></h2><p>{post}</p></article>"
    own = "".join(f"<p>{text}</p>" for text in PROSE)
    head = f'<script type="application/ld+json">{{"@type": "{form}"}}</script>'
    html = f"<head>{head}</head><body><div><h1>Ferry terminal stays shut</h1><div>{own}</div>{below}</div></body>"
    found = bodies.extract(Page(html)).body
    assert found and PROSE[-1] in found and (post in found) == is_kept


def test_a_dialog_is_no_body_however_long() -> None:
    notice = "<p>We and our partners store files on your device, which you can refuse at any time.</p>" * 30
    page = _page(prose=PROSE[:2], after=f"<div role='dialog' class='x1'>{notice}</div>")
    found = bodies.extract(page).body
    assert found and PROSE[1] in found and "partners" not in found


def test_questions_in_buttons_and_linked_ingredients_are_prose() -> None:
    inside = "<h3><button>Who has to pay for the pier?</button></h3>"
    items = "".join(f"<li class='ingredient'><a href='/i/{n}'>{n} pounds of salted herring</a></li>" for n in (2, 3, 4))
    found = bodies.extract(_page(inside=f"{inside}<p>{HIDDEN_PROSE}</p><ul>{items}</ul>")).body
    assert found and "Who has to pay for the pier?" in found and "4 pounds of salted herring" in found


@pytest.mark.parametrize(
    "inside",
    [
        "<p><a href='/a'>Ten boats that did not make it back last winter</a></p>",
        "<ul><li><a href='/a'>Ten boats that never made it back</a></li><li><a href='/b'>Why piers fail</a></li></ul>",
        "<p>Read more: <a href='/a'>Ten boats that did not make it</a></p>",
        "<p>Lesen Sie auch: Zehn Boote kamen nicht zurück</p>",
        "<p>Sign up for our newsletter and get the news of the harbour.</p>",
        "<p>Advertisement</p>",
        "<aside><p>The storm of last winter took four piers along this coast, a record.</p></aside>",
        "<figure><img src='a.jpg'><figcaption>The pier on Monday.</figcaption></figure>",
        "<div aria-hidden='true'><p>Harbour officials in Port Ellery said the terminal will stay shut.</p></div>",
        "<p>Photo: Ada Holm/Ellery Pictures</p>",
        "<script>var a = 'The pier is shut.';</script>",
    ],
)
def test_what_stands_amid_the_prose_and_is_none(inside: str) -> None:
    assert bodies.extract(_page(inside=inside)).body == BODY


@pytest.mark.parametrize(
    "after",
    [
        "<p>Share this article</p>",
        "<p>Copyright 2021 Ellery Media Ltd. All rights reserved.</p>",
        "<p>Follow us on Twitter and Facebook</p>",
        "<h3>Top stories</h3><p>A boat was found.</p><p>A bell was rung.</p><p>A bridge was painted.</p>",
        "<h3>Most read</h3>",
    ],
)
def test_what_stands_below_the_prose_and_is_none(after: str) -> None:
    assert bodies.extract(_page(after=f"<div class='article-body'>{after}</div>")).body == BODY


@pytest.mark.parametrize(
    "before", ["<p>By Nadia Orsk</p>", "<p>March 14, 2024 at 5:04 PM EST</p>", "<p>Published: 14 March 2024</p>"]
)
def test_particulars_above_the_prose(before: str) -> None:
    assert bodies.extract(_page(prose=[before.removeprefix("<p>").removesuffix("</p>"), *PROSE])).body == BODY


def test_the_headline_is_no_part_of_the_body() -> None:
    assert bodies.extract(_page(prose=["Ferry terminal stays shut", *PROSE])).body == BODY


def test_a_lead_that_is_shown_comes_first_and_one_that_is_not_stays_out() -> None:
    said = f'<meta name="description" content="{LEAD}">'
    assert bodies.extract(_page(head=said, before=f"<header><h2>{LEAD}</h2></header>")).body == f"{LEAD}\n\n{BODY}"
    assert bodies.extract(_page(head=said)).body == BODY


def test_headings_and_lists_of_the_article_stay() -> None:
    inside = "<h2>What comes next</h2><ul><li>The planks are laid.</li><li>The rails are set.</li></ul>"
    found = bodies.extract(_page(inside=inside)).body or ""
    assert "What comes next\n\nThe planks are laid.\n\nThe rails are set." in found


def test_dates_and_repeats_within_a_list_stay() -> None:
    plan = (
        "<ul>"
        + "".join(f"<li>March {day}, 2024</li><li>The crews meet at the pier.</li>" for day in (4, 5, 6))
        + "</ul>"
    )
    found = bodies.extract(_page(inside=plan)).body or ""
    assert found.count("The crews meet at the pier.") == 3
    assert "March 5, 2024" in found


def test_what_jsonld_states_stands_in_for_what_the_page_does_not_show() -> None:
    node = {"@type": "NewsArticle", "headline": "Ferry terminal stays shut", "articleBody": BODY}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    found = bodies.extract(_page(head=head, prose=PROSE[:1]))
    assert found.method == "jsonld.articleBody"
    assert (found.body or "").startswith(PROSE[0])
    assert {candidate.method for candidate in found.candidates} == {"page.trafilatura", "jsonld.articleBody"}
    assert bodies.extract(_page(head=head)).method == "page.trafilatura"


def test_of_several_stated_bodies_only_the_pages_own_counts() -> None:
    nodes = [{"@type": "NewsArticle", "headline": f"Other {n}", "articleBody": f"{BODY} {n}"} for n in (1, 2)]
    head = f'<script type="application/ld+json">{json.dumps(nodes)}</script>'
    assert bodies.extract(_page(head=head, prose=PROSE[:1])).method == "page.trafilatura"


def test_an_article_cut_into_several_containers_is_put_together() -> None:
    parts = [
        PROSE[:1] * 1 + ["It stood for ninety years, through storm and ice, and nobody thought it could fall down."],
        PROSE,
    ]
    shown = [f"<div class='article-body'>{''.join(f'<p>{text}</p>' for text in part)}</div>" for part in parts]
    page = Page(
        f"<html><body><h1>Pier</h1><div>{shown[0]}</div><div>Advertisement</div><div>{shown[1]}</div></body></html>"
    )
    body = bodies.extract(page).body or ""
    assert all(text in body for part in parts for text in part)
    assert "Advertisement" not in body


def test_a_page_nested_too_deep_still_gives_its_paragraphs() -> None:
    deep = "<div>" * 3000 + "".join(f"<p>{text}</p>" for text in PROSE)
    found = bodies.extract(Page(deep))
    assert found.body == BODY
    assert found.confidence is not None and found.confidence < 0.9


@pytest.mark.parametrize(
    "html", ["", " ", "<html></html>", "\x00\x01", "<", "<p>", "<!--", "<script>alert(1)</script>"]
)
def test_a_page_without_text_has_no_body(html: str) -> None:
    assert bodies.extract(Page(html)).body is None


def test_a_huge_page_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_body, "MAX_PAGE_CHARS", 10)
    assert bodies.extract(_page()).note == "page larger than 20 MB"


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<a href='x'>", "</a>", "<ul><li>", "</ul>", "<br>", "<h1>", "<table><tr><td>",
     "</table>", "<article>", "</article>", "<script>", "</script>", "<!--", "-->", "<b", "&amp;", "&#0;", *PROSE,
     "Share",
     "12 May 2024"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(TAGS | st.text(max_size=12), max_size=30))
def test_extract_is_total_and_its_body_in_stored_form(pieces: list[str]) -> None:
    found = bodies.extract(Page("".join(pieces)))
    if found.body is None:
        assert found.method is None and found.confidence is None
    else:
        assert found.body == texts.body_text(texts.paragraphs(found.body)) != ""
        assert all(len(candidate.value) <= 200 for candidate in found.candidates)


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 20000 + "x", "<ul><li><a>x y z</a>" * 3000, "<h2>Related stories</h2>" * 5000, "<p>" + "word " * 99_999,
        "<div " + "a=b " * 20000 + ">x", "<table><tr><td>" * 2000, "<blockquote>" * 5000, "<!--" * 20000,
    ],
)  # fmt: skip
def test_hostile_pages_are_done_in_no_time(html: str) -> None:
    bodies.extract(Page(html))
    bodies.from_html_fragment(html)
