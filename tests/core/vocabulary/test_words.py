"""The word lists: well-formed rows, known uses, and the words that rules depend on."""

import re
from pathlib import Path
from typing import get_args

import pytest

from pipelines.core.vocabulary import words
from pipelines.core.vocabulary.words import Topic, alternatives, read, word_list

TOPICS: tuple[Topic, ...] = get_args(Topic)
FOLDER = Path(words.__file__).parent
MEANINGS = {
    "byline_words": {"by", "work"},
    "date_labels": {"published", "modified", "other"},
    "weekdays": set("1234567"),
}


def documented_uses(topic: Topic) -> set[str]:
    """The uses that the head of the file explains."""
    return set(re.findall(r"^#   (\w+) ", (FOLDER / f"{topic}.csv").read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize("topic", TOPICS)
def test_rows_are_well_formed(topic: Topic) -> None:
    rows = read(topic)
    assert all(re.fullmatch(r"[a-z]{2}", word.language) and word.meaning in MEANINGS[topic] for word in rows)
    assert all(word.text == word.text.strip().lower() and word.text for word in rows)
    assert {use for word in rows for use in word.uses} == documented_uses(topic)


@pytest.mark.parametrize("topic", TOPICS)
def test_rows_are_ordered_by_language_and_stated_once(topic: Topic) -> None:
    keys = [(word.language, word.meaning, word.text) for word in read(topic)]
    assert len(keys) == len(set(keys))
    assert [language for language, *_ in keys] == sorted(language for language, *_ in keys)


def test_a_report_names_seven_days_in_each_of_its_languages() -> None:
    languages = {word.language for word in read("weekdays")} - {"pt"}
    assert all(len(word_list("weekdays", "event", language=language)) == 7 for language in languages)


def test_a_label_of_dates_in_portuguese() -> None:
    assert "data de publicação" in word_list("date_labels", "opens", "published", "pt")
    assert "atualizado" in word_list("date_labels", "line", "modified", "pt")


def test_alternatives_match_the_longest_and_nothing_else() -> None:
    pattern = re.compile(alternatives(["p.m", "p.m.", "data", "data publikacji"]))
    assert [match[0] for match in pattern.finditer("p.m. pxm data publikacji")] == ["p.m.", "data publikacji"]
