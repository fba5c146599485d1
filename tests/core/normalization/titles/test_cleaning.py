"""Headlines put in order: entities, invisible characters, the site's name at either end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization.titles.cleaning import clean, splits, squash, without_site

SITE = frozenset({"the ellery herald", "ellery herald", "elleryherald"})


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Pier opens | The Ellery Herald", "Pier opens"),
        ("Pier opens - Local - Ellery Herald", "Pier opens - Local"),
        ("Pier opens — elleryherald", "Pier opens"),
        ("The Ellery Herald: Pier opens", "Pier opens"),
        ("Ellery Herald | Pier opens", "Pier opens"),
        ("Pier opens | Ellery Herald Online", "Pier opens"),
        ("Ellery Herald :: Pier opens", "Pier opens"),
        ("The Ellery Herald", "The Ellery Herald"),
        ("Ferry - and pier - open again", "Ferry - and pier - open again"),
        ("What the Ellery Herald wrote of the pier", "What the Ellery Herald wrote of the pier"),
        ("Budget 3.0 | Council hires collectors", "Budget 3.0 | Council hires collectors"),
    ],
)
def test_the_sites_name_goes_and_the_headline_stays(stated: str, title: str) -> None:
    assert without_site(stated, SITE) == title


def test_entities_are_decoded_once() -> None:
    assert clean("Fish &amp;amp; chips") == "Fish &amp; chips"
    assert clean("K&uuml;hlt&uuml;rme &#8211; gesprengt") == "Kühltürme – gesprengt"


def test_markup_goes_and_its_script_with_it() -> None:
    assert clean("<div>The <em>new</em>, long pier<br/>opens</div>") == "The new, long pier opens"
    assert clean('Pier<script>steal("x")</script> opens<img src=x onerror=alert(1)>') == "Pier opens"
    assert clean("History of the <blink> tag") == "History of the <blink> tag"


def test_a_less_than_sign_is_no_tag() -> None:
    assert clean("Why 3 < 4 and 5 > 4") == "Why 3 < 4 and 5 > 4"


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="&<"), max_size=300))
def test_cleaning_gives_one_line_and_is_stable(text: str) -> None:
    once = clean(text)
    assert "\n" not in once and once == once.strip() and clean(once) == once


@settings(deadline=None)
@given(st.text(max_size=300), st.frozensets(st.text(max_size=12).map(squash), max_size=4))
def test_a_title_never_vanishes_and_is_part_of_what_was_stated(text: str, sites: frozenset[str]) -> None:
    title = clean(text)
    kept = without_site(title, sites)
    assert kept in title and bool(kept) == bool(title)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_splits_lose_nothing_but_separators(text: str) -> None:
    for stays, goes in splits(text, colon=True):
        assert text.startswith(stays) or stays in text
        assert goes in text
