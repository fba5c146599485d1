"""Words of many languages: the CSV files of this folder, a row a word, with the rules that use it.

Belongs here: reading the files, and turning words into alternatives of a regular expression. Does not: the rules.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Topic = Literal["byline_words", "date_labels", "weekdays"]


class ListedWord(NamedTuple):
    """A row of a file; language: ISO 639-1 code; meaning, uses: explained at the head of the file."""

    language: str
    meaning: str
    text: str
    uses: frozenset[str]


@cache
def read(topic: Topic) -> tuple[ListedWord, ...]:
    """The words of a topic, in the order of its file.

    >>> [entry.text for entry in read("date_labels") if (entry.language, entry.meaning) == ("pt", "modified")]
    ['atualizad', 'atualizado']
    """
    lines = files(__package__).joinpath(f"{topic}.csv").read_text(encoding="utf-8").splitlines()
    rows = (line.split(",") for line in lines if not line.startswith("#"))
    next(rows)  # the names of the columns
    return tuple(ListedWord(language, meaning, text, frozenset(uses.split())) for language, meaning, text, uses in rows)


def word_list(topic: Topic, use: str, meaning: str | None = None, language: str | None = None) -> tuple[str, ...]:
    """The words of a topic that have a use, each once, in the order of the file; None: of every meaning or language.

    >>> word_list("weekdays", "event", language="en")[:2], word_list("weekdays", "event", language="pt")
    (('monday', 'tuesday'), ())
    """
    found = (entry for entry in read(topic) if use in entry.uses)
    found = (entry for entry in found if meaning in (None, entry.meaning) and language in (None, entry.language))
    return tuple(dict.fromkeys(entry.text for entry in found))


def alternatives(texts: Iterable[str], blank: str = " ") -> str:
    r"""The texts as alternatives of a regular expression, the longest first; blank: what matches a blank in them.

    >>> alternatives(["data", "data publikacji"], r"\s")
    'data\\spublikacji|data'
    """
    ordered = sorted(set(texts), key=lambda text: (-len(text), text))
    return "|".join(re.escape(text).replace(r"\ ", blank) for text in ordered)
