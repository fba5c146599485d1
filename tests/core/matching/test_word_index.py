"""Numbers of words: each word is found in each of its places, and has one number however the articles are split."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.matching.word_index import WordNumbers, searched_form

TEXT = st.text(alphabet="abcé ÉÄ-'1東京都のไทย\n\u00ad\u0301", max_size=30) | st.none()
Article = tuple[str | None, str | None]
NONE = np.zeros(0, np.uint64)


Place = tuple[str, int, int]


def places(articles: list[Article], parts: int = 1) -> set[Place]:
    """(word as it is searched, number of the article, place), indexed in some parts."""
    hashes, words, found = NONE, list[str](), list[tuple[int, int, int]]()
    for part in range(parts):
        first, end = len(articles) * part // parts, len(articles) * (part + 1) // parts
        texts = pa.array([text for article in articles[first:end] for text in article], pa.large_string())
        lists, new_hashes, new_words = WordNumbers(hashes).add(texts, first)
        hashes, words = np.append(hashes, new_hashes), words + new_words
        numbers = lists.articles.tolist()
        for i, word in enumerate(lists.words.tolist()):
            within = slice(lists.bounds[i], lists.bounds[i + 1])
            assert numbers[within] == sorted(set(numbers[within]))
            for j in range(lists.bounds[i], lists.bounds[i + 1]):
                ordered = lists.places[lists.place_bounds[j] : lists.place_bounds[j + 1]].tolist()
                assert ordered == sorted(set(ordered)) != []
                found += [(word, numbers[j], place) for place in ordered]
    assert len(found) == len(set(found))
    return {(words[word], number, place) for word, number, place in found}


def postings(texts: list[str], parts: int = 1) -> set[tuple[str, int]]:
    """(word as it is searched, number of the article) for bodies without titles."""
    return {(word, number) for word, number, _ in places([(None, text) for text in texts], parts)}


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=6))
def test_words_and_places_are_the_same_however_the_articles_are_split(articles: list[Article]) -> None:
    whole = places(articles)
    assert places(articles, 2) == whole
    assert {number for _, number, _ in whole} <= set(range(len(articles)))


WORDS = st.lists(st.sampled_from(["pier", "Pier", "mill", "élan", "elan"]), max_size=5)


@settings(deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_each_word_is_found_in_its_place(articles: list[tuple[list[str], list[str]]]) -> None:
    expected = {
        (searched_form(word), number, place)
        for number, (title, body) in enumerate(articles)
        for place, word in enumerate([*title, "", *body])
        if word
    }
    assert places([(" ".join(title), " ".join(body)) for title, body in articles]) == expected


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
