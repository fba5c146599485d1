"""Titles that a template writes into many pages: when they are too many, and what a page is called instead."""

import pytest

from pipelines.core.normalization.evidence import Evidence
from pipelines.core.normalization.titles.shared import choose_unshared, is_shared

PIER = "The north pier opened on Monday after a winter of repairs; the harbour master walked the first visitors out."
COMET = "A comet split into two parts above the valley, which nobody saw because the night was cloudy from end to end."
OVEN = (
    "The bakery on Mill Lane lit its communal oven again, a century after the last loaf had been carried home from it."
)
WEATHER = (
    "Tomorrow it will be {} degrees in the valley, with a little wind from the north and rain along the coast at night."
)

JAPANESE = (
    "北の桟橋は冬の修理を終えて月曜日に再び開き、港長が最初の客を沖まで案内した。",
    "彗星が谷の上で二つに割れたが、夜空は端から端まで曇っていて誰も見なかった。",
    "水車小路のパン屋は百年ぶりに共同の窯に火を入れ、村の人々が列を作って待った。",
)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([PIER, COMET, OVEN], True),
        ([PIER, COMET], False),
        ([PIER, COMET, COMET], False),
        ([PIER, COMET, f"{COMET} {PIER}"], False),  # a fuller version of either
        ([PIER, f"{PIER} It was shut for long.", f"By our reporter. {PIER}"], False),
        ([WEATHER.format(degrees) for degrees in (11, 17, 23, 29)], False),
        ([each * 3 for each in JAPANESE], True),
    ],
)
def test_three_texts_that_are_no_versions_of_each_other_share_a_title(texts: list[str], expected: bool) -> None:
    assert is_shared("News", texts) is expected


def stated(value: str, method: str, confidence: float = 0.8, is_chosen: bool = False, note: str = "") -> Evidence:
    return Evidence("title", value, method, confidence, is_chosen, note or None)


LOST = "outweighed by html.h1"


@pytest.mark.parametrize(
    ("others", "shared", "expected"),
    [
        ([], set(), None),
        ([stated("Pier opens", "html.title", note=LOST)], set(), "Pier opens"),
        ([stated("NEWS", "html.title", note=LOST)], set(), None),  # the same in capitals
        ([stated("Veldt", "html.title", 0.0, note="the site's name")], set(), None),
        (
            [stated("Sport", "html.title", note=LOST), stated("Pier opens", "meta.title", note=LOST)],
            {"Sport"},
            "Pier opens",
        ),
        ([stated("Veldt", "html.heading", 0.05, note=f"links to the front page; {LOST}")], set(), None),
        ([stated("Gardens", "html.heading", 0.05, note=f"a section's name; {LOST}")], set(), None),
        ([stated("Pier opens", "html.heading", 0.05, note=f"shares no word; {LOST}")], set(), "Pier opens"),
        (
            [stated("Pier", "html.title", 0.65, note=LOST), stated("Pier opens", "meta.og:title", note=LOST)],
            set(),
            "Pier opens",
        ),
    ],
)
def test_the_page_is_called_by_what_it_alone_states(
    others: list[Evidence], shared: set[str], expected: str | None
) -> None:
    chosen = choose_unshared([stated("News", "html.h1", is_chosen=True), *others], {"News", *shared})
    assert (chosen and chosen.value) == expected
