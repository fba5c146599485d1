"""Dates of publication in plain text, and dates that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.normalization.dates.text_dates import LABEL, _labels, find_dates

PIECES = ("published", "last updated", "geandert", ": ", " ", ", ", ". ", "\n", "(", "» ", "|", "rain ", "12/3")


def found(text: str) -> list[tuple[str, str, str]]:
    return [(f.candidate.value, f.candidate.method, text[f.start : f.end]) for f in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "value", "method", "span"),
    [
        ("Published: 14 March 2024\n\nRain.", "2024-03-14", "residue.label", "Published: 14 March 2024"),
        ("Posted: 03/04/2024 1:15 EST\nA", "2024-03-04T01:15:00-05:00", "residue.label", "Posted: 03/04/2024 1:15 EST"),
        (
            "Veröffentlicht am 14.03.2024 um 17:45 Uhr\n\nRegen.", "2024-03-14T17:45:00", "residue.label",
            "Veröffentlicht am 14.03.2024 um 17:45 Uhr",
        ),
        (
            "Il pleut. Publié le 14 mars 2024 à 08h12. Il vente.", "2024-03-14T08:12:00", "residue.label",
            "Publié le 14 mars 2024 à 08h12",
        ),
        (" date 2024-03-14 Rain fell on the town.", "2024-03-14", "residue.label", "date 2024-03-14"),
        ("Опубликовано: 14 марта 2024\nДождь.", "2024-03-14", "residue.label", "Опубликовано: 14 марта 2024"),
        ("14 Mart 2024\nYağmur.", "2024-03-14", "residue.line", "14 Mart 2024"),
        ("Rain\nThursday, 14 March 2024\nIt fell.", "2024-03-14", "residue.line", "Thursday, 14 March 2024"),
        (
            "Rain\nBy Ann Example | The Rain | March 14, 2024 at 5:04 PM EST\n\nIt fell.", "2024-03-14T17:04:00-05:00",
            "residue.byline", "March 14, 2024 at 5:04 PM EST",
        ),
        ("By Ann Example, March 14, 2024\nIt fell.", "2024-03-14", "residue.byline", "March 14, 2024"),
        ("LONDON, March 14, 2024 (Agency) - Rain fell.", "2024-03-14", "residue.dateline", "March 14, 2024"),
    ],
)  # fmt: skip
def test_dates_of_publication(text: str, value: str, method: str, span: str) -> None:
    assert found(text) == [(value, method, span)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "05/06/2024\nRain fell.",
        "2 hours ago - Rain fell.",
        "LONDON, March 14 (Agency) - Rain fell.",
        "The treaty of May 4, 1998 was recalled by the delegates.",
        "Published on 3 May 2021, the report says that rain fell.",
        "Rain over the town, March 14, 2024 (illustration).",
        "Rain fell.\n\nCopyright 2024 Example Ltd. All rights reserved.",
        "Retrieved 14 March 2024\nRain fell.",
        "Rain fell in March 2024.\nMarch 2024\n",
        "Rain fell " * 30 + "\n14 March 2024\nand more.",
    ],
)
def test_other_dates_are_skipped(text: str) -> None:
    assert found(text) == []


def test_published_and_updated_on_one_line() -> None:
    dates = find_dates("Published March 14, 2024, updated March 15, 2024 10:00\nRain.")
    assert [(d.candidate.field, d.candidate.value) for d in dates] == [
        ("published_at", "2024-03-14"),
        ("modified_at", "2024-03-15T10:00:00"),
    ]


def test_offsets_hold_in_long_texts() -> None:
    text = "Rain fell. " * 2000 + "\nPublished: 14 March 2024"
    assert found(text) == [("2024-03-14", "residue.label", "Published: 14 March 2024")]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(0, 8), st.integers(0, 8))
def test_labels_are_those_that_a_search_at_every_place_finds(pieces: list[str], first: int, short: int) -> None:
    text = "".join(pieces)
    last = len(text) - short
    sought = [match.span() for match in LABEL.finditer(text, first, last)]
    assert [match.span() for match in _labels(text, first, last)] == sought
