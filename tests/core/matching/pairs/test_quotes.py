"""Quoted words are found whatever marks a country uses, and an open quote ends with its paragraph."""

import pyarrow as pa
import pytest

from pipelines.core.matching.pairs.quotes import quoted
from pipelines.core.matching.tokens import split


def count_quoted(text: str) -> int:
    texts = pa.array([text])
    return int(quoted(texts, split(texts)).sum())


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", "»«", '""', "””", "「」", "‟”"])
def test_marks_of_all_countries_quote(marks: str) -> None:
    first, last = marks
    assert count_quoted(f"she said: {first}seven words stand here, and no more{last} and left") == 7


def test_apostrophes_quote_nothing() -> None:
    assert count_quoted("it's the dogs' dinner, isn't it? 'Never', he said") == 0


def test_a_quote_that_is_not_closed_ends_with_its_paragraph() -> None:
    assert count_quoted("he said: “two paragraphs\n\n“of four words”\n\nand none here") == 5


def test_a_mark_of_another_text_changes_nothing() -> None:
    texts = pa.array(["an open “quote", "no quote at all"])
    assert quoted(texts, split(texts)).tolist() == [False, False, True, False, False, False, False]
