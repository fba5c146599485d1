"""How an outlet's name is cleaned, doubted and chosen."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.publishers import choose, from_urls, page_candidates, row_candidates, text_candidates
from pipelines.core.normalization.publishers.names import clean_name

URL = "https://www.veldtcourier.example/news/comet"


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("The Veldt Courier", "The Veldt Courier"),
        ("  The Veldt&amp;Ellery Courier ", "The Veldt&Ellery Courier"),
        ("The Veldt Courier | News, Sport and more", "The Veldt Courier"),
        ("Veldt Courier - your daily paper", "Veldt Courier"),
        ("veldtcourier.example", "veldtcourier"),
        ("VELDTCOURIER.example", "VELDTCOURIER"),
        ("© 2024 The Veldt Courier. All rights reserved.", "The Veldt Courier"),
        ("Copyright (c) Veldt Courier 2024", "Veldt Courier"),
        ("The Veldt Courier (www.veldt.example)", "The Veldt Courier"),
        ("Veldt (Evening)", "Veldt (Evening)"),
        ("Veldt®", "Veldt"),
        ("Veldt 24", "Veldt 24"),
        ("@veldtcourier", None),
        ("https://veldtcourier.example", None),
        ("Home", None),
        ("WordPress", None),
        ("2024", None),
        ("***", None),
        ("x" * 200, None),
        ("", None),
    ],
)
def test_clean_name(stated: str, name: str | None) -> None:
    assert clean_name(stated) == name


def chosen_name(head: str, url: str | None = URL) -> str | None:
    page = Page(f"<html><head>{head}</head></html>")
    return choose(page_candidates(page, url), url, url).publisher_name


def ld(publisher: str) -> str:
    node = {"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": publisher}}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('<meta property="og:site_name" content="Veldt Courier">', "Veldt Courier"),
        ('<meta property="og:site_name" content="veldtcourier">' + ld("Veldt Courier"), "Veldt Courier"),
        ('<meta property="og:site_name" content="VELDT COURIER"><title>Comet | Veldt Courier</title>', "Veldt Courier"),
        (
            '<meta property="og:site_name" content="VC">' + ld("VC") + "<title>Comet - Veldt Courier</title>",
            "Veldt Courier",
        ),
        (ld("Ellery Verlag GmbH & Co. KG") + "<title>Comet | Veldt Courier</title>", "Veldt Courier"),
        (ld("Associated Press") + "<title>Comet | Veldt Courier</title>", "Veldt Courier"),
        (ld("Associated Press"), None),
        ("<title>Comet splits | Human Resources</title>", None),
        ("<title>Comet splits</title>", None),
        ("", None),
    ],
)
def test_the_name_a_page_gives(head: str, name: str | None) -> None:
    assert chosen_name(head) == name


def test_a_reference_to_another_node_is_followed() -> None:
    head = (
        '<script type="application/ld+json">{"@graph":[{"@type":"Article","publisher":{"@id":"#org"}},'
        '{"@type":"Organization","@id":"#org","name":"Veldt Courier"}]}</script>'
    )
    assert chosen_name(head) == "Veldt Courier"


def test_listed_outlets_go_by_one_name() -> None:
    url = "https://economictimes.indiatimes.com/a"
    choice = choose([Candidate("publisher", "ET.com", "meta.og:site_name", 0.8)], url, url)
    assert (choice.publisher_domain, choice.publisher_name) == ("indiatimes.com", "The Economic Times")
    assert choice.name_method == "reference.outlets"


def test_the_list_is_well_formed() -> None:
    names = from_urls._outlet_names()
    assert len(names) > 1000
    assert all(
        host == host.lower() and "." in host and " " not in host and name.strip() == name
        for host, name in names.items()
    )


def test_a_publisher_by_name_alone_has_an_id_of_its_own() -> None:
    choice = choose(row_candidates({"publisher": "The Veldt Courier"}, "row"), None, None)
    assert (choice.publisher_id, choice.publisher_domain, choice.publisher_name) == (
        "the veldt courier",
        None,
        "The Veldt Courier",
    )


@pytest.mark.parametrize(
    ("fields", "domain", "name"),
    [
        ({"publisher": "veldtcourier.example"}, "veldtcourier.example", None),
        (
            {"publisher": {"name": "Veldt Courier"}, "source_domain": "www.veldtcourier.example"},
            "veldtcourier.example",
            "Veldt Courier",
        ),
        ({"source_domain": "https://veldtcourier.example/"}, "veldtcourier.example", None),
        ({"publisher": "Reuters"}, None, "Reuters"),
        ({"publisher": "Veldt Verlag GmbH"}, None, "Veldt Verlag"),
        (
            {"url": "https://news.google.com/rss/articles/CBMi", "source_domain": "veldtcourier.example"},
            "veldtcourier.example",
            None,
        ),
        ({"url": "https://news.google.com/rss/articles/CBMi"}, "google.com", None),
        ({"source_domain": "t.co", "url": "https://veldtcourier.example/a"}, "veldtcourier.example", None),
        ({"publisher": 7, "source_domain": ["x"], "url": None}, None, None),
        ({}, None, None),
    ],
)
def test_rows(fields: dict[str, object], domain: str | None, name: str | None) -> None:
    choice = choose(row_candidates(fields, "row"), None, None)
    assert (choice.publisher_domain, choice.publisher_name) == (domain, name)


@pytest.mark.parametrize(
    ("text", "domain", "name"),
    [
        ("Rain fell.\nThe post Rain falls appeared first on www.veldtcourier.example.", "veldtcourier.example", None),
        ("Rain fell.\nThe post Rain falls appeared first on The Veldt Courier.", None, "The Veldt Courier"),
        (
            "Rain falls\nBy Ada Orsk | The Veldt Courier | March 14, 2024 at 5:04 PM\n\nRain fell.",
            None,
            "The Veldt Courier",
        ),
        ("The comet, January 9. (credit: REUTERS/Ada Orsk)", None, None),
        ("OSLO, March 3 (Reuters) - Rain fell.", None, None),
        ("By Ada Orsk | Reuters | March 14, 2024\n\nRain fell.", None, None),
        ("By Ada Orsk | March 14, 2024\n\nRain fell.", None, None),
        ("It first appeared on www.veldtcourier.example as a rumour, he said.", None, None),
    ],
)
def test_plain_text(text: str, domain: str | None, name: str | None) -> None:
    choice = choose(text_candidates(text), None, None)
    assert (choice.publisher_domain, choice.publisher_name) == (domain, name)


@given(st.text(max_size=200), st.none() | st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_anything_is_read(text: str, url: str | None) -> None:
    found = text_candidates(text) + row_candidates({"publisher": text, "source_domain": text, "url": url}, "row")
    found += page_candidates(Page(f"<title>{text}</title><meta property='og:site_name' content='{text}'>"), url)
    choice = choose(found, None, url)
    assert choice.publisher_id is None or all(0 <= i < len(found) for i in choice.chosen)


@pytest.mark.parametrize("piece", ["The post ", "By a| ", "appeared first on ", "| ", "\n", ". "])
def test_long_texts_take_no_time(piece: str) -> None:
    assert isinstance(text_candidates(piece * (400_000 // len(piece))), list)


def test_an_aggregator_is_seen_through_to_the_outlet_it_names() -> None:
    url = "https://www.msn.com/en-us/news/comet/ar-BB1"
    page = Page('<link rel="canonical" href="https://www.veldtcourier.example/comet">')
    assert choose(page_candidates(page, url), url, url).publisher_domain == "veldtcourier.example"
    assert choose(page_candidates(Page(""), url), url, url).publisher_domain == "msn.com"
