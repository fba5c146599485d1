"""Texts that share a quote or the tone of a column are no copies; a copy of one of them is."""

from itertools import combinations

import pytest

from pipelines.core.matching.pairs.explain import weigh
from pipelines.core.matching.pairs.score import THRESHOLD
from tests.core.matching.pairs.look_alikes import CASES

GROUP = 2
"""Characters of a key that name its group of copies."""


@pytest.mark.parametrize("case", CASES)
def test_what_looks_alike_is_a_copy_only_if_it_is_one(case: str) -> None:
    for (one, left), (other, right) in combinations(CASES[case].items(), 2):
        seen = weigh(left, right)
        is_copy = seen.score >= THRESHOLD and not seen.is_template
        assert is_copy == (one[:GROUP] == other[:GROUP]), (one, other, seen)


@pytest.mark.parametrize("case", CASES)
def test_a_copy_with_a_foot_line_stays_a_copy(case: str) -> None:
    for text in CASES[case].values():
        seen = weigh(text, f"{text}\n\nRead more in the Saturday edition.")
        assert seen.score >= THRESHOLD and not seen.is_template and not seen.is_quote
