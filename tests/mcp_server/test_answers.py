"""Answers are visible, bounded JSON, whatever the values are."""

import json
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.mcp_server.answers import MAX_CHARACTERS, MAX_VALUE_CHARACTERS, fitting, plain, visible

SIGHT = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
KEPT = {"\n", "\t", "\u200c", "\u200d"}


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "C", "Z")), max_size=40))
def test_nothing_invisible_is_left_in_a_text(text: str) -> None:
    left = {c for c in visible(text) if unicodedata.category(c) in SIGHT} - KEPT
    assert {c for c in left if unicodedata.bidirectional(c) != "AN"} == set()
    json.dumps(visible(text)).encode("utf-8")
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    "hidden", ["\x1b", "\x9b", "\u202e", "\u2066", "\u200f", "\u061c", "\U000e0041", "\U000e0100", "\u2028", "\ud800"]
)
def test_what_hides_or_turns_text_is_shown_by_its_code(hidden: str) -> None:
    assert visible(f"a{hidden}b") == f"a⟨U+{ord(hidden):04X}⟩b"


@pytest.mark.parametrize(
    "text", ["naïve – “quoted”", "می‌خواهم", "क्‍ष", "👩‍🚒 ❤️", "عام ۱۴۰۳", "۝١", "東京\n\t大阪", "it’s <b>\"{}'"]
)
def test_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_hints_for_the_layout_are_dropped() -> None:
    assert visible("Stra\u00adße \ufeffauf\u200b") == "Straße auf"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None), (True, True), (7, 7), (2**60, str(2**60)), (0.5, 0.5), (float("nan"), "nan"),
        (Decimal("1.5"), 1.5), (b"\x00\xff", "00ff"), (date(2024, 3, 14), "2024-03-14"),
        (datetime(2024, 3, 14, tzinfo=UTC), "2024-03-14 00:00:00+00:00"), (UUID(int=1), str(UUID(int=1))),
        ({"a\u202e": ["x", {"y": 1}]}, {"a⟨U+202E⟩": ["x", {"y": 1}]}),
    ],
)  # fmt: skip
def test_every_value_is_json(value: object, expected: object) -> None:
    cut: list[str] = []
    found = plain(value, cut)
    assert (found, cut) == (expected, [])
    json.dumps(found, allow_nan=False)


def test_long_values_are_cut_and_it_is_said() -> None:
    cut: list[str] = []
    assert len(plain("x" * 9_000, cut)) == MAX_VALUE_CHARACTERS + 1
    assert len(plain(list(range(900)), cut)) == 50
    assert cut == ["values are cut at 2,000 characters, where … stands", "lists are cut at 50 items"]


def test_rows_are_bounded_by_number_and_by_characters() -> None:
    cut: list[str] = []
    rows, is_cut = fitting(((n,) for n in range(10)), cut, 3)
    assert (rows, is_cut, cut) == ([[0], [1], [2]], True, ["rows are cut after 3, at the limit of 3 rows"])
    assert fitting([(1,)], [], 1) == ([[1]], False)
    rows, is_cut = fitting((("x" * 1_900,) for _ in range(500)), [], 500)
    assert is_cut and len(json.dumps(rows)) <= MAX_CHARACTERS + 2_000


def test_one_row_is_shown_however_wide() -> None:
    rows, is_cut = fitting([["x" * 1_900] * 60] * 2, [], 5)
    assert (len(rows), is_cut) == (1, True)
