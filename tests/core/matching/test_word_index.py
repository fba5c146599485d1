"""Numbers of words: each text has each of its words once, a word one number however the texts are split."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.matching.word_index import WordNumbers, searched_form

TEXTS = st.lists(st.text(alphabet="abcé ÉÄ-'1東京都のไทย\n\u00ad\u0301", max_size=30), max_size=8)
NONE = np.zeros(0, np.uint64)


def postings(texts: list[str], parts: int = 1) -> set[tuple[str, int]]:
    """(word as it is searched, number of the text), indexed in some parts."""
    hashes, words, found = NONE, list[str](), list[tuple[int, int]]()
    for part in range(parts):
        first, end = len(texts) * part // parts, len(texts) * (part + 1) // parts
        numbers = WordNumbers(hashes)
        lists, new_hashes, new_words = numbers.add(pa.array(texts[first:end], pa.large_string()), first)
        hashes, words = np.append(hashes, new_hashes), words + new_words
        for i, word in enumerate(lists.words.tolist()):
            found += [(word, text) for text in lists.texts[lists.bounds[i] : lists.bounds[i + 1]].tolist()]
    assert len(found) == len(set(found))
    return {(words[word], text) for word, text in found}


@settings(deadline=None)
@given(TEXTS)
def test_words_are_the_same_however_the_texts_are_split(texts: list[str]) -> None:
    whole = postings(texts)
    assert postings(texts, 2) == whole
    assert {text for _, text in whole} <= set(range(len(texts)))


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(["pier", "Pier", "mill", "élan", "elan"]), max_size=5), max_size=5))
def test_each_word_of_each_text_is_found(texts: list[list[str]]) -> None:
    expected = {(searched_form(word), number) for number, text in enumerate(texts) for word in text}
    assert postings([" ".join(text) for text in texts]) == expected


def test_scripts_without_spaces_have_pairs_of_characters() -> None:
    assert postings(["東京都、京 は"]) == {("東京", 0), ("京都", 0), ("都", 0), ("京", 0), ("は", 0)}


def test_a_soft_hyphen_is_no_part_of_a_word() -> None:
    assert postings(["co\u00adoperate 東\u00ad京"]) == {("cooperate", 0), ("東京", 0), ("京", 0)}


def test_room_grows_with_the_words() -> None:
    texts = [" ".join(f"w{i}" for i in range(start, start + 700)) for start in range(0, 7000, 700)]
    assert len(postings(texts, 10)) == 7000


@pytest.mark.parametrize("word", ["été", "ETE", "e\u0301te\u0301", "Ｅｔｅ"])
def test_case_accents_and_width_are_set_aside(word: str) -> None:
    assert searched_form(word) == "ete"


@pytest.mark.parametrize("words", [("हिन्दी", "हनद"), ("が", "か"), ("ไทย", "ทย")])
def test_a_mark_that_makes_another_letter_is_kept(words: tuple[str, str]) -> None:
    assert searched_form(words[0]) != searched_form(words[1])
