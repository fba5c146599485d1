"""Facts as one house writes them, and as another writes the same: figures, units, dates, spellings.

Belongs here: writing facts and rewriting them. Does not: which facts an event has (events), other changes of a copy
(reprints). Units, months and spellings are sections of a language's file (standing).
"""

import re
from functools import partial
from random import Random

from benchmarks.press.languages import Language
from benchmarks.press.standing import sections

THOUSANDS = {"en": ",", "de": ".", "es": ".", "it": ".", "pt": "."}
"""What stands between thousands; a space in the languages that are not named."""

SEPARATED = re.compile(r"(?<=\d)[,. ](?=\d{3}\b)")


def written(figures: list[int], language: Language) -> list[str]:
    """Figures as the language writes them; where it has units and months, the second has a unit, the last is a date."""
    facts = [f"{value:,}".replace(",", THOUSANDS.get(language.code, " ")) for value in figures]
    units, months = _lines("units", language), _lines("months", language)
    if units and months:
        facts[1] += f" {units[figures[1] % len(units)][0]}"
        facts[-1] = f"{figures[-1] % 28 + 1} {months[0][figures[-1] % 12]}"
    return facts


def separated(text: str, chance: Random) -> str:
    """The text with other separators of thousands.

    >>> separated("12,400 of 3.5 million", Random(1))
    '12.400 of 3.5 million'
    """
    return SEPARATED.sub(chance.choice((",", ".", " ", "")), text)


def localised(text: str, language: Language) -> str:
    """The text as a house elsewhere prints it: other units, months before days, other spellings.

    >>> localised("On 3 March the colour ran 1,200 kilometres.", Language("en"))
    'On March 3 the color ran 746 miles.'
    """
    for unit, other, factor in _lines("units", language):
        text = re.sub(rf"([\d,]*\d) {unit}\b", partial(_converted, unit=other, factor=float(factor)), text)
    for old, new in _lines("spellings", language):
        text = re.sub(rf"\b{old}\b", new, text)
    for months in _lines("months", language):
        text = re.sub(rf"\b(\d{{1,2}}) ({'|'.join(months)})\b", r"\2 \1", text)
    return text


def _converted(found: re.Match[str], unit: str, factor: float) -> str:
    return f"{int(found[1].replace(',', '')) * factor:,.0f} {unit}"


def _lines(name: str, language: Language) -> list[list[str]]:
    return [line.split("|") for part in sections(language.code).get(name, []) for line in part.splitlines()]
