"""Numbers that differ: two days of one column are no copies, two scans of one day are."""

from random import Random

import numpy as np
import pyarrow as pa
import pytest

from benchmarks import damage
from pipelines.core.matching.pairs.template_numbers import compare, is_same_template, numbers
from pipelines.core.matching.tokens import split

WEATHER = (
    "Weather for Lowmoor: a high near {} degrees and winds of {} knots. The chance of rain is {} percent tonight, with"
    " a low around {} degrees. The sun rises at {}:{} and sets at {}:{}. Call the harbour office before {} for tides."
)


def filled(rng: Random) -> str:
    return WEATHER.format(*(rng.randint(10, 59) for _ in range(9)))


def other_fillings(left: str, right: str, unlike: float = 0.1) -> bool:
    words = split(pa.array([left, right]))
    given = numbers(words)
    compared = compare(given, given, np.array([[0, 1]]))
    return bool(is_same_template(compared, np.array([unlike]), np.diff(words.bounds)[:1])[0])


@pytest.mark.parametrize("seed", range(20))
def test_another_day_is_another_text_and_a_scan_is_not(seed: int) -> None:
    rng = Random(seed)
    today, tomorrow = filled(rng), filled(rng)
    assert other_fillings(today, tomorrow)
    assert other_fillings(tomorrow, today)
    assert not other_fillings(today, today)
    assert not other_fillings(today, damage.scanning(0.01, 0.03)(today, rng))


def test_few_numbers_in_a_long_text_prove_nothing() -> None:
    text = "The council of Lowmoor met again and spoke about the pier for a long time. " * 12
    assert not other_fillings(f"{text} at 9, at 10 men, by 11 boats", f"{text} at 8, at 12 men, by 14 boats")


def compared(left: str, right: str) -> list[int]:
    given = numbers(split(pa.array([left, right])))
    agree, differ = compare(given, given, np.array([[0, 1]]))[0].tolist()
    return [agree, differ]


def test_a_place_that_stands_twice_with_two_numbers_tells_nothing() -> None:
    twice = "at the pier 3 men, at the pier 4 men, the gate 5"
    assert compared(twice, "at the pier 3 men sat, the gate 6") == [0, 1]
    assert compared("at the pier 3 at the pier 3", "at the pier 3") == [1, 0]


def test_a_number_is_met_by_the_words_before_it_or_behind_it() -> None:
    assert compared("winds from the north at 24 knots a day", "winds from the southeast at 34 knots a day") == [0, 1]
    assert compared("fell 24 points", "rose 24 points") == [1, 0]


def test_months_and_weekdays_are_numbers_and_misread_numbers_are_none() -> None:
    assert compared("closed higher on Monday as ever", "closed mixed on Friday as ever") == [0, 1]
    assert compared("from May 3 on", "from May l3 on") == [0, 0]
