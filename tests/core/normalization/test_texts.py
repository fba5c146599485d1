"""Normal forms of text: nothing lost, nothing unseen kept, the same again when done again."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.normalization import texts

ANY = st.text(max_size=300)
LINES = st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), max_size=8)


@given(ANY)
def test_normal_text_is_idempotent_and_storable(text: str) -> None:
    once = texts.normal_text(text)
    assert texts.normal_text(once) == once
    once.encode("utf-8")
    assert "\x00" not in once and "\r" not in once


@given(st.text(alphabet="aé e\u0301\n\t\r .", max_size=80))
def test_normal_text_loses_no_word(text: str) -> None:
    assert texts.normal_text(text).split() == unicodedata.normalize("NFC", text).split()


@given(ANY)
def test_line_text_is_idempotent_and_one_line(text: str) -> None:
    once = texts.line_text(text)
    assert texts.line_text(once) == once
    assert once == " ".join(once.split())


@given(LINES)
def test_a_body_splits_into_the_paragraphs_it_was_made_of(lines: list[str]) -> None:
    body = texts.body_text(lines)
    assert texts.paragraphs(body) == [line for line in map(texts.line_text, lines) if line]
    assert texts.body_text(texts.paragraphs(body)) == body


@pytest.mark.parametrize(
    ("given_text", "line"),
    [
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("\u202eevil\u202c", "evil"),
        ("می\u200cشود", "می\u200cشود"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("plain\u200d text", "plain text"),
        ("👩\u200d🚀 lands", "👩\u200d🚀 lands"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("a\u00a0\u2003b", "a b"),
    ],
)
def test_unseen_characters_go_and_spelling_stays(given_text: str, line: str) -> None:
    assert texts.line_text(given_text) == line


def test_wrapped_lines_are_one_paragraph_and_verse_is_not() -> None:
    wrapped = "\n".join(
        [
            "The harbour master of Port Ellery said on Friday that the pier",
            "would stay shut until the engineers had finished looking at its",
            "piles, which the storm of the week before had moved by a hand.",
            "Nobody was hurt.",
        ]
    )
    assert len(texts.paragraphs(wrapped)) == 1
    assert len(texts.paragraphs("The pier is shut.\nThe sea is wide.\nThe boat is gone.\nSo am I.")) == 4


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("The pier is shut.", "en", 4),
        ("l'été, aujourd'hui", "fr", 2),
        ("港は閉鎖中です", "ja", 7),
        ("ท่าเรือปิด", "th", 2),
        ("항구가 닫혔다", "ko", 2),
        ("Le mot 東京 est un nom", "fr", 6),
        ("", None, 0),
    ],
)
def test_word_count(text: str, language: str | None, count: int) -> None:
    assert texts.word_count(text, language) == count
