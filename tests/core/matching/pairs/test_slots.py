"""Two fillings of one template are no copies, in any language; two scans or editions of one filling are."""

from random import Random

import numpy as np
import pyarrow as pa
import pytest

from benchmarks import damage, near_misses
from pipelines.core.matching.pairs.facts import facts
from pipelines.core.matching.pairs.quotes import quoted
from pipelines.core.matching.pairs.slots import COLUMNS, Marked, compare, is_same_template
from pipelines.core.matching.tokens import split

WEATHER = (
    "Weather for Lowmoor: a high near {} degrees and winds of {} knots. The chance of rain is {} percent tonight, with"
    " a low around {} degrees. The sun rises at {}:{} and sets at {}:{}. Call the harbour office before {} for tides."
)
NOTICE = (
    "{0} {1}, for many years a weaver of {2}, has died at home. Everybody knew {0} by the loud laugh, and nobody left"
    " without a bag of plums. A service is held at the church of {3}; the family of {0} thanks the nurses of {4}."
)


def compared(left: str, right: str) -> dict[str, int]:
    texts = pa.array([left, right])
    words = split(texts)
    marked = Marked(words, facts(texts, words), quoted(texts, words))
    return dict(zip(COLUMNS, compare(marked, marked, np.array([[0, 1]]))[0].tolist(), strict=True))


def are_fillings(left: str, right: str) -> bool:
    row = np.array([[*compared(left, right).values()]])
    return bool(is_same_template(row)[0])


def weather(rng: Random) -> str:
    return WEATHER.format(*(rng.randint(10, 59) for _ in range(9)))


def notice(rng: Random, code: str) -> str:
    voice = near_misses.Voice(code, rng)
    return NOTICE.format(*(voice.name() for _ in range(5)))


@pytest.mark.parametrize("seed", range(20))
def test_another_day_is_another_text_and_a_scan_is_not(seed: int) -> None:
    rng = Random(seed)
    today, tomorrow = weather(rng), weather(rng)
    assert are_fillings(today, tomorrow)
    assert are_fillings(tomorrow, today)
    assert not are_fillings(today, today)
    assert not are_fillings(today, damage.scanning(0.01, 0.03)(today, rng))


@pytest.mark.parametrize("seed", range(20))
def test_names_tell_fillings_without_a_number_and_editing_does_not(seed: int) -> None:
    rng = Random(seed)
    code = rng.choice(("en", "de", "es", "fr", "pl", "ru", "tr"))
    one, other = notice(rng, code), notice(rng, code)
    assert are_fillings(one, other)
    assert not are_fillings(one, damage.editing(("plain", "other", "words"), 0.05, 0.15)(one, rng))


def test_digits_that_two_numbers_share_by_chance_hide_nothing() -> None:
    assert compared("a shock of magnitude 4.6 hit the coast", "a shock of magnitude 6.9 hit the coast")["differ"] == 1


def test_standing_lines_of_two_publishers_hide_no_template() -> None:
    rng = Random(1)
    voice = near_misses.Voice("en", rng)
    feet = [voice.paragraph(40, 0) for _ in range(2)]
    assert are_fillings(f"{weather(rng)}\n\n{feet[0]}", f"{weather(rng)}\n\n{feet[1]}")


def test_a_line_that_only_one_filling_has_hides_no_template() -> None:
    shock = (
        "A shock of magnitude {} hit the coast of {}, {} miles below the sea, and nobody came to harm, says the office."
    )
    short, longer = shock.format("4.6", "Lowmoor", 12), f"{shock.format('4.6', 'Ashby', 31)} Boats stay in port tonight"
    assert are_fillings(short, longer)
    assert are_fillings(longer, short)


@pytest.mark.parametrize("seed", range(20))
def test_two_texts_between_one_notice_and_one_footer_are_no_copies(seed: int) -> None:
    rng = Random(seed)
    voice = near_misses.Voice(rng.choice(("en", "es", "fr", "pl", "ru", "tr")), rng)
    notice, footer = voice.paragraph(50, 0), voice.paragraph(30, 0)
    one, other = (f"{notice}\n\n{voice.paragraph(rng.randint(25, 45))}\n\n{footer}" for _ in range(2))
    assert are_fillings(one, other)
    assert not are_fillings(one, one)


def test_few_facts_in_a_long_text_prove_nothing() -> None:
    text = "The council of Lowmoor met again and spoke about the pier for a long time. " * 12
    assert not are_fillings(f"{text} at 9, at 10 men, by 11 boats", f"{text} at 8, at 12 men, by 14 boats")


def test_other_units_dates_and_separators_are_no_other_facts() -> None:
    ours = "about 12 miles north, 700 yards of 2,400 rails, on March 14, 2024, cost $3.5 million in all"
    theirs = "about 19 kilometres north, 640 metres of 2400 rails, on 14 March 2024, cost 3.2m euros in all"
    assert compared(ours, theirs)["differ"] == 0
    assert compared(ours, ours.replace("12", "19").replace("700", "640"))["differ"] == 2


def test_a_paragraph_in_place_of_another_is_counted_and_a_moved_one_is_not() -> None:
    voice = near_misses.Voice("en", Random(2))
    voice.topic = voice.words[200:260]
    one, two, three = (voice.paragraph(40) for _ in range(3))
    assert compared(f"{one}\n\n{two}", f"{one}\n\n{three}")["replaced"] > 15
    assert compared(f"{one}\n\n{two}\n\n{three}", f"{one}\n\n{three}\n\n{two}")["replaced"] == 0


@pytest.mark.parametrize("seed", range(10))
def test_left_and_right_may_change_places(seed: int) -> None:
    rng = Random(seed)
    texts = [row["text"] for row in near_misses.articles(40, seed)]
    left, right = rng.sample(texts, 2)
    there, back = compared(left, right), compared(right, left)
    assert abs(there["matched"] - back["matched"]) <= 0.15 * max(there["matched"], back["matched"], 20)
    assert compared(left, left)["matched"] == len(split(pa.array([left])).hashes)


def test_months_and_weekdays_are_numbers_and_misread_numbers_are_none() -> None:
    assert compared("closed higher on Monday as ever", "closed mixed on Friday as ever")["differ"] == 1
    assert compared("from May 3 on", "from May l3 on")["differ"] == 0
