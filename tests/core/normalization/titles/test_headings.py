"""The article's heading among those of its page, and what is the site's in what a record states."""

import pytest

from pipelines.core.normalization import titles
from pipelines.core.normalization.evidence import Candidate, evidence_of
from pipelines.core.normalization.html_page import Page

URL = "https://www.lanternpost.example/vale/pier"


def chosen(head: str, body: str, names: tuple[str, ...] = (), url: str | None = URL) -> titles.TitleChoice:
    page = Page(f"<html><head>{head}</head><body>{body}</body></html>", url)
    return titles.choose(titles.page_candidates(page, names), names)


def og(text: str, key: str = "og:title") -> str:
    return f'<meta property="{key}" content="{text}">'


NAV = '<nav><a href="/">Home</a><a href="/vale/">Vale</a><a href="/sport/">Sport</a></nav>'
SITE = og("Lantern", "og:site_name")


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        # the outlet's word, or its letters, in the headline
        (SITE + "<title>Lantern makers: why they left | Lantern</title>", "", "Lantern makers: why they left"),
        (SITE + "<title>Lanterns: why they left | Lantern</title>", "", "Lanterns: why they left"),
        (SITE + "<title>Blue lanternfish – a pier tale</title>", "", "Blue lanternfish – a pier tale"),
        (SITE + "<title>Lantern: a word’s tale</title>", "", "Lantern: a word’s tale"),
        # a headline that a menu links to is no section's name where words have no blanks
        (
            "<title>桟橋が修理を終えて再開 | Lantern</title>",
            "<ul><a href='/7'>桟橋が修理を終えて再開</a></ul><h1><b>文化</b> <i>桟橋が修理を終えて再開</i></h1>",
            "桟橋が修理を終えて再開",
        ),
        # the whole is stated independently
        (
            SITE + "<title>Who reads it – Lantern | Lantern</title>",
            "<h1>Who reads it – Lantern</h1>",
            "Who reads it – Lantern",
        ),
        (SITE + og("Who reads it – Lantern"), "<h1>Who reads it – Lantern</h1>", "Who reads it – Lantern"),
        (SITE + "<title>Pier opens | Lantern</title>", "<h1>Pier opens | Lantern</h1>", "Pier opens"),
        # brands and logos
        (og("Reed") + "<title>Pier opens at last | Reed</title>", "<h1>Pier opens at last</h1>", "Pier opens at last"),
        (
            og("Reed") + '<meta name="author" content="Reed"><title>Pier opens at last</title>',
            "<p>Text</p>",
            "Pier opens at last",
        ),
        (
            "<title>Pier opens — Ash Quarterly</title>",
            '<h1><a href="/">Ash Quarterly</a></h1><h2>Pier opens</h2>',
            "Pier opens",
        ),
        ("<title>Pier opens</title>", '<a href="/"><h1>Ash Quarterly</h1></a><h3>Pier opens</h3>', "Pier opens"),
        (og("Reed") + "<title>Reed</title>", "<h1>Pier opens at last</h1>", "Pier opens at last"),
        (
            og("Welcome to Reed") + "<title>Pier opens at last</title>",
            "<h1>Pier opens at last</h1>",
            "Pier opens at last",
        ),
        # sections and breadcrumbs
        ("<title>Home » Vale » Pier opens</title>", NAV + "<h1>Vale</h1><h2>Pier opens</h2>", "Pier opens"),
        ("<title>Home > Vale > Pier opens</title>", "<h1>Vale</h1><h2>Pier opens</h2>", "Pier opens"),
        ("<title>Pier opens - Vale - Home</title>", NAV, "Pier opens"),
        # kickers and what stands under a heading
        (og("Pier opens"), "<h1><span>Vale</span> <em>Pier opens</em></h1>", "Pier opens"),
        (og("Pier opens"), "<h1><a href='/vale/pier'><i>Vale</i> Pier opens</a></h1>", "Pier opens"),
        (og("Pier opens"), "<h1>Pier opens <small>In pictures</small></h1>", "Pier opens"),
        ("<title>Pier: it opens</title>", "<h1><i>Pier</i> <b>reopens now</b></h1>", "Pier reopens now"),
        # others' headlines
        ("<title>Pier opens</title>", "<h1>So many gulls</h1><h3>Pier opens</h3>", "Pier opens"),
        (
            "<title>Old pier of Vale opens</title>",
            '<h2><a href="/x">Old pier of Orr opens</a></h2>',
            "Old pier of Vale opens",
        ),
        # tags filled with the headline
        (
            og("Pier opens", "og:site_name") + "<title>Pier opens | Ash</title>",
            "<a href='/'>Ash</a><h1>Pier opens</h1>",
            "Pier opens",
        ),
    ],
)
def test_the_headline_is_found_whole(head: str, body: str, title: str) -> None:
    assert chosen(head, body).title == title


@pytest.mark.parametrize(
    ("stated", "outlet", "title"),
    [
        ("Beach huts moved | Longstrand Online", "Longstrand", "Beach huts moved"),
        ("Beach huts moved - The Longstrand", "Longstrand", "Beach huts moved"),
        ("Corran Courier: Mint growers count the cost", "The Corran Courier", "Mint growers count the cost"),
        ("Sport for all – how a village built it", "Port", "Sport for all – how a village built it"),
        ("Portable stove recalled: what to do", "Port", "Portable stove recalled: what to do"),
        ("Port: what the dredgers found", "Port", "Port: what the dredgers found"),
        ("Strike over – Port workers return", "Port", "Strike over – Port workers return"),
    ],
)
def test_a_row_keeps_the_title_it_states(stated: str, outlet: str, title: str) -> None:
    choice = titles.choose(titles.row_candidates({"title": stated}, "row"), (outlet,))
    assert choice.title == title
    assert choice.candidates[0].note == (None if title == stated else f"stated as: {stated}")


def test_evidence_keeps_both_forms_and_says_why_each_lost() -> None:
    head = SITE + og("Lantern") + "<title>Pier opens | Lantern</title>" + og("Ferry tips", "twitter:title")
    choice = chosen(head, "<h1>Pier opens</h1><h2>Pier opens</h2>")
    assert choice.title == "Pier opens"
    notes = {e.method: e.note for e in evidence_of(choice.candidates, choice.chosen, titles.squash)}
    assert notes == {
        "html.h1": None,
        "meta.og:title": "the site's name",
        "meta.twitter:title": "outweighed by html.h1",
        "html.title": "stated as: Pier opens | Lantern; says the same as the chosen one",
    }


def test_refused_candidates_are_never_chosen() -> None:
    choice = titles.choose([Candidate("title", "Lantern", "meta.og:title", 0.0, "the site's name")])
    assert choice.title is None and choice.candidates
