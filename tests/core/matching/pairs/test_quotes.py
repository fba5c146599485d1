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


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("she said: „five “of us” were there“ and left", 3),  # within its own family: what is outside
        ("elle dit : « nous avons vu “la mer” ensemble » puis rien", 6),
        ('sie sagte: „drei Wörter hier" und ging', 3),
        ('the 5" pipe and the 6" pipe leak', 0),
        ('שר הרמטכ"ל אמר דבר', 0),
        ("‹deux mots› ici", 2),
        ("it's the dogs’ ‘own’ dinner", 0),
    ],
)
def test_marks_within_marks_and_in_words(text: str, count: int) -> None:
    assert count_quoted(text) == count


def test_marks_of_scripts_without_spaces_quote() -> None:
    text = "他说“我们明天再来”然后走了"
    texts = pa.array([text])
    words = split(texts)
    assert 0 < int(quoted(texts, words).sum()) < len(words.hashes)


def test_texts_without_marks_are_nobody_s_words() -> None:
    assert count_quoted("คนหนึ่งพูดว่าไม่มีอะไร और कोई निशान नहीं है") == 0
