"""Days of the month written as words, such as `twenty-first` or `einunddreißigster`, and the number of each.

Belongs here: how the languages of day_words.json build them. Does not: where in a date they stand
(normalization.dates).

A language has words for 1 to 19 (`ones`) and for 20 and 30 (`tens`), and joins the two: `before` is what the tens are
before a one, otherwise (`is_one_first`) `cardinals` and `joint` stand before the tens. `|` separates forms, `-` what
may be one word or two. `endings` follow the last word; `one` is 1 after the tens if not as alone; `after`: the day may
also follow the month; `between`: the word that must stand between day and month.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import Any

Grammar = Mapping[str, Any]
Days = Mapping[str, Mapping[int, frozenset[str]]]
"""Day as words, without blanks, hyphens and apostrophes → number → languages."""

LAST_DAY = 31


def _load() -> dict[str, Grammar]:
    raw: dict[str, Grammar] = json.loads(files(__package__).joinpath("day_words.json").read_text(encoding="utf-8"))
    return raw


GRAMMARS = _load()


@lru_cache(maxsize=4)
def day_words(fold: Callable[[str], str], is_after: bool = False) -> Days:
    """The days of all languages, or of those in which they may follow the month; fold: how texts are folded.

    >>> days = day_words(str.lower)
    >>> [dict(days[word]) for word in ("twentyfirst", "einunddreißigster")]
    [{21: frozenset({'en'})}, {31: frozenset({'de'})}]
    """
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for language, grammar in GRAMMARS.items():
        if grammar.get("after") or not is_after:
            for number, words in _days(grammar):
                found[fold(words).replace("'", "")][number].add(language)
    return {word: {n: frozenset(names) for n, names in numbers.items()} for word, numbers in found.items()}


def word_between(language: str) -> str | None:
    """The word that a language needs between a day in words and its month.

    >>> word_between("en"), word_between("de")
    ('of', None)
    """
    word: str | None = GRAMMARS[language].get("between")
    return word


def _days(grammar: Grammar) -> Iterator[tuple[int, str]]:
    """(number, word) of each day and form, without blanks and hyphens."""
    ones, tens = (_forms(grammar[name]) for name in ("ones", "tens"))
    stems = [*enumerate(ones, 1), (20, tens[0]), (30, tens[1]), *_compounds(grammar, ones, tens)]
    for number, forms in stems:
        for form, ending in product(forms, grammar.get("endings", "").split() or [""]):
            yield number, form + ending


def _compounds(grammar: Grammar, ones: list[list[str]], tens: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    first = [[grammar["one"]], *ones[1:]] if "one" in grammar else ones
    for ten, one in product((20, 30), range(1, 10)):
        if ten + one > LAST_DAY:
            break
        place = ten // 10 - 2
        if grammar.get("is_one_first"):
            left, right = _forms(grammar["cardinals"])[one - 1], [grammar["joint"] + form for form in tens[place]]
        else:
            left, right = _forms(grammar["before"])[place], first[one - 1]
        yield ten + one, [a + b for a, b in product(left, right)]


def _forms(words: str) -> list[list[str]]:
    """The forms of each of the words."""
    return [word.replace("-", "").split("|") for word in words.split()]
