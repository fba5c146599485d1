"""Month names in 70 languages, and the month that each names.

Belongs here: the lookup in months.json, which has the names of the Unicode CLDR (Unicode Licence v3) and further forms
that pages use. Does not: the grammar of dates (normalization.dates). `fa@jalali` has the months of the Persian
calendar, `ar@hijri` those of the Islamic one.
"""

import json
import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

FIRST_NUMBERS = {"fa@jalali": 101, "ar@hijri": 201}
"""The number of the first month in calendars other than the Gregorian."""

COMBINING = dict.fromkeys([*range(0x300, 0x370), 0x93C, 0x9BC])
"""Combining accents and dots, which decomposed text has after their letters."""


def _plain(word: str) -> str:
    return word.rstrip(".") if word.isascii() else word.rstrip(".").translate(COMBINING)


def _load() -> dict[str, dict[int, frozenset[str]]]:
    """Name → number of the month → languages in which it has that name."""
    table: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    raw = json.loads(files(__package__).joinpath("months.json").read_text(encoding="utf-8"))
    for language, months in raw.items():
        for number, names in enumerate(months, FIRST_NUMBERS.get(language, 1)):
            for name in names:
                table[_plain(name)][number].add(language)
    return {
        name: {number: frozenset(languages) for number, languages in by_number.items()}
        for name, by_number in table.items()
    }


_MONTHS = _load()
_COMPOUND = sorted((n for n in _MONTHS if not n.isalpha() and re.search(r"[ .]", n)), key=lambda n: (-len(n), n))
COMPOUND_NAMES = "|".join(re.escape(name) + (r"\.?" if "." in name else "") for name in _COMPOUND)
"""The names with a space or a dot, as alternatives of a regular expression, the longest first."""


def month_of(word: str, language: str | None = None) -> int | None:
    """The month that a folded word names: 1 to 12, from 101 in the Persian calendar, from 201 in the Islamic.

    None if it names none, or different ones and `language` does not decide.

    >>> month_of("march"), month_of("listopada"), month_of("listopada", "pl"), month_of("walk")
    (3, None, 11, None)
    """
    by_number = _MONTHS.get(_plain(word))
    if not by_number:
        return None
    if len(by_number) == 1:
        return next(iter(by_number))
    numbers = [number for number, languages in by_number.items() if language in languages]
    return numbers[0] if len(numbers) == 1 else None


@lru_cache(maxsize=1024)
def month_languages(word: str) -> frozenset[str]:
    """The languages in which a folded word names a month.

    >>> "en" in month_languages("march"), "de" in month_languages("march")
    (True, False)
    """
    return frozenset().union(*_MONTHS.get(_plain(word), {}).values())


def is_month_name(word: str) -> bool:
    """Whether a folded word names a month in any language.

    >>> is_month_name("listopada"), is_month_name("walk")
    (True, False)
    """
    return _plain(word) in _MONTHS


def month_words() -> frozenset[str]:
    """The folded names of months that are one word, of all languages.

    >>> {"march", "avril", "mayo"} <= month_words()
    True
    """
    return frozenset(name for name in _MONTHS if name.isalpha())
