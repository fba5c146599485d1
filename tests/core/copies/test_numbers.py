"""Numbers that differ: two days of one column are no copies, two scans of one day are."""

from random import Random

import numpy as np
import pyarrow as pa
import pytest

from benchmarks import damage
from pipelines.core.copies.numbers import are_other_fillings, compare, numbers
from pipelines.core.words import split

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
    return bool(are_other_fillings(compared, np.array([unlike]), np.diff(words.bounds)[:1])[0])


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


def test_a_place_that_stands_twice_with_two_numbers_is_left_out() -> None:
    given = numbers(
        split(pa.array(["at the pier 3, at the pier 4, the gate 5", "at the pier 3, at the pier 3, the gate 6"]))
    )
    assert np.diff(given.bounds).tolist() == [1, 2]
    assert compare(given, given, np.array([[0, 1], [0, 0]])).tolist() == [[0, 1], [1, 0]]
