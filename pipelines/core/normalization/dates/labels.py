"""The label right before a date: whether it is the date of publication, of a change, or of something else.

Belongs here: finding the nearest label. Does not: the words (core.vocabulary), labels that begin a line (text_dates).
Words that label other dates as often (date, released, created) are not among the labels.
"""

import re

from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.types import Label
from pipelines.core.vocabulary.words import alternatives, word_list

MAX_DISTANCE = 60
"""Characters before a date that are searched for its label."""

FIRST_UNLABELLED_YEAR = 1995
"""The web's press began then; an earlier date without a label is a subject of the page, not its publication."""

UP_TO_DIGIT = re.compile(r"^.*\d", re.S)


def _words(label: Label, use: str) -> str:
    return alternatives(map(fold, word_list("date_labels", use, label)))


PATTERNS: dict[Label, re.Pattern[str]] = {
    "published": re.compile(rf"\b(?:{_words('published', 'stem')})|{_words('published', 'anywhere')}"),
    "modified": re.compile(
        rf"\b(?:{_words('modified', 'stem')}|(?:{_words('modified', 'word')})\b)|{_words('modified', 'anywhere')}"
    ),
    "other": re.compile(rf"©|\(c\) |\b(?:{_words('other', 'word')}|since \d)\b"),
}


def label_before(text: str) -> Label | None:
    """The label nearest to the end of the folded text before a date; None if there is none.

    >>> label_before("last updated on "), label_before("veroffentlicht am "), label_before("copyright ")
    ('modified', 'published', 'other')
    """
    end = text[-MAX_DISTANCE:]
    found = [(match.end(), label) for label, pattern in PATTERNS.items() for match in pattern.finditer(end)]
    return max(found)[1] if found else None


def text_after_digits(text: str) -> str:
    """The text after its last digit: a label before another number belongs to that.

    >>> text_after_digits("Updated 3 May, published ")
    ' May, published '
    """
    return UP_TO_DIGIT.sub("", text)
