"""Each word of core.vocabulary is recognized by the rules that its uses name; each line of a list is read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.core import normalization
from pipelines.core.normalization.authors.bylines import people_in
from pipelines.core.normalization.authors.candidates import WRITTEN_BY
from pipelines.core.normalization.authors.visible_bylines import LABEL
from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.labels import label_before
from pipelines.core.normalization.dates.text_dates import BYLINE, find_dates
from pipelines.core.normalization.residue.bylines import is_byline
from pipelines.core.normalization.residue.datelines import is_date_line
from pipelines.core.normalization.word_lists import read_sections
from pipelines.core.vocabulary.words import read, word_list

FOLDER = Path(normalization.__path__[0])
FIELDS = {"published": "published_at", "modified": "modified_at"}


@pytest.mark.parametrize("use", ["stem", "word", "anywhere"])
def test_labels_right_before_a_date(use: str) -> None:
    labels = [(entry.meaning, entry.text) for entry in read("date_labels") if use in entry.uses]
    assert [(label_before(fold(f"x {text} ")), text) for _, text in labels] == labels


def test_labels_that_open_a_text() -> None:
    labels = [(FIELDS[entry.meaning], entry.text) for entry in read("date_labels") if "opens" in entry.uses]
    found = [(find_dates(f"{text}: 14 March 2024\nRain."), text) for _, text in labels]
    assert [(dates[0].candidate.field, text) for dates, text in found] == labels


@pytest.mark.parametrize("meaning", ["published", "modified"])
def test_labels_on_a_line_with_a_date(meaning: str) -> None:
    labels = word_list("date_labels", "line", meaning)
    assert [text for text in labels if not is_date_line(f"{text}: 14.03.2024")] == []


@pytest.mark.parametrize(
    ("use", "is_recognized"),
    [
        ("credit", lambda word: people_in(f"{word}: Nadia Orsk") == ["Nadia Orsk"]),
        ("page", lambda word: LABEL.match(f"{word} Nadia Orsk")),
        ("text", lambda word: is_byline(f"{word}: Nadia Orsk")),
        ("date", lambda word: BYLINE.match(fold(f"{word} Nadia Orsk"))),
        ("label", WRITTEN_BY.search),
    ],
)
def test_words_that_introduce_an_author(use: str, is_recognized: Callable[[str], object]) -> None:
    assert [word for word in word_list("byline_words", use, "by") if not is_recognized(word)] == []


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.txt")), ids=lambda path: path.name)
def test_each_line_of_a_file_of_lists_is_in_one_of_its_sections(path: Path) -> None:
    package = ".".join((normalization.__name__, *path.parent.relative_to(FOLDER).parts))
    stated = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    sections = read_sections(package, path.name)
    assert [line for title, lines in sections.items() for line in (f"[{title}]", *lines)] == stated
