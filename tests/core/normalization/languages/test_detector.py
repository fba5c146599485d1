"""The part of a text that the model reads: counted and cleaned as bytes where Windows-1252 has its characters."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.normalization.languages.detector import _count_letters, _without_noise

CHARACTERS = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)


def test_every_letter_counts() -> None:
    assert [char for char in CHARACTERS if _count_letters(char) != len(re.findall(r"[^\W\d_]", char))] == []


@given(st.text("a 0_9é“٣½²—\x80Ж"))
def test_runs_of_digits_become_a_blank(sample: str) -> None:
    assert _without_noise(sample) == re.sub(r"[\d_]+", " ", sample)
