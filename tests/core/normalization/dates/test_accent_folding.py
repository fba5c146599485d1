"""Folding: what fits Windows-1252 is folded as bytes, with the same result as character by character."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.normalization.dates.accent_folding import fold

CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
BEYOND = "\u0416"
"""A letter that Windows-1252 doesn't have: a text with it is folded character by character."""


def test_a_character_is_folded_alike_in_every_text() -> None:
    assert all(fold(char) == fold(char + BEYOND)[:-1] for char in CHARACTERS)


def test_digits_and_nothing_else_become_digits() -> None:
    assert all((fold(char) in "0123456789") == (re.fullmatch(r"\d", char) is not None) for char in CHARACTERS)


@given(st.text() | st.text("aÉ’–1\x81\u0131"))
def test_offsets_stay(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))
