"""Names of weekdays in 74 languages, and the weekday that each names.

Belongs here: the lookup in weekday_names.json, which has the folded names of the Unicode CLDR (Unicode Licence v3).
Does not: weekdays as words of a rule (core.vocabulary.words), the grammar of dates (normalization.dates).
"""

import json
from collections import defaultdict
from importlib.resources import files


def _load() -> dict[str, int]:
    """Name → weekday, without the names that mean another day in another language."""
    table: dict[str, set[int]] = defaultdict(set)
    raw = json.loads(files(__package__).joinpath("weekday_names.json").read_text(encoding="utf-8"))
    for days in raw.values():
        for number, names in enumerate(days):
            for name in names:
                table[name].add(number)
    return {name: min(numbers) for name, numbers in table.items() if len(numbers) == 1}


_WEEKDAYS = _load()


def weekday_of(word: str) -> int | None:
    """The weekday that a folded word names, 0 for Monday; None if it names none, or different ones.

    >>> weekday_of("thursday"), weekday_of("jeudi"), weekday_of("do."), weekday_of("walk")
    (3, 3, 3, None)
    """
    return _WEEKDAYS.get(word.rstrip("."))
