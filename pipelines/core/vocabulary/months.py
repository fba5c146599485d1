"""Month names: which month a word means, in 70 languages.

Belongs here: the lookup over months.json (names from the Unicode CLDR, Unicode Licence v3, and forms that pages use
beside them). Does not: the grammar of a date (reading). `fa@jalali` holds the months of the Persian calendar,
`ar@hijri` those of the Islamic one.
"""

import json
import re
from collections import defaultdict
from importlib.resources import files

FIRST = {"fa@jalali": 101, "ar@hijri": 201}
"""The number of the first month in calendars other than the Gregorian."""


COMBINING = dict.fromkeys([*range(0x300, 0x370), 0x93C, 0x9BC])
"""Accents and dots that stand behind their letter in decomposed text."""


def _plain(word: str) -> str:
    return word.rstrip(".") if word.isascii() else word.rstrip(".").translate(COMBINING)


def _load() -> dict[str, dict[int, frozenset[str]]]:
    """Name → month (from 101 in the Persian calendar, 201 in the Islamic) → languages that call it so."""
    table: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    raw = json.loads(files(__package__).joinpath("months.json").read_text(encoding="utf-8"))
    for language, months in raw.items():
        for number, names in enumerate(months, FIRST.get(language, 1)):
            for name in names:
                table[_plain(name)][number].add(language)
    return {name: {n: frozenset(langs) for n, langs in by.items()} for name, by in table.items()}


_MONTHS = _load()
_LONG = sorted((n for n in _MONTHS if not n.isalpha() and re.search(r"[ .]", n)), key=lambda n: (-len(n), n))
LONG_NAMES = "|".join(re.escape(name) + (r"\.?" if "." in name else "") for name in _LONG)
"""The names that hold a space or a dot, as alternatives of a regex, the longest first."""


def month_of(word: str, language: str | None = None) -> int | None:
    """The month (1 to 12; from 101 Persian, from 201 Islamic) a folded word names; None if none or if languages differ.

    >>> month_of("march"), month_of("listopada"), month_of("listopada", "pl"), month_of("walk")
    (3, None, 11, None)
    """
    by_month = _MONTHS.get(_plain(word))
    if not by_month:
        return None
    if len(by_month) == 1:
        return next(iter(by_month))
    spoken = [month for month, languages in by_month.items() if language in languages]
    return spoken[0] if len(spoken) == 1 else None


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
