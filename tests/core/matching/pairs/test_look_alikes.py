"""Texts that share a quote or the tone of a column are no copies; a copy of one of them is."""

from itertools import combinations

import pytest

from pipelines.core.matching.pairs.explain import weigh
from pipelines.core.matching.pairs.score import THRESHOLD
from tests.core.matching.pairs.look_alikes import CASES, REWRITTEN_ZH

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


def test_where_no_names_show_a_rewritten_report_is_no_template() -> None:
    assert not weigh(*REWRITTEN_ZH).is_template


@pytest.mark.parametrize("case", CASES)
def test_left_and_right_may_change_places(case: str) -> None:
    for left, right in combinations(CASES[case].values(), 2):
        seen, other = weigh(left, right), weigh(right, left)
        assert (seen.is_template, seen.is_quote) == (other.is_template, other.is_quote)
