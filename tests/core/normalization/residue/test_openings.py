"""No line that an expression matches is turned away by its first letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.normalization.residue import appeared, captions, lines
from pipelines.core.normalization.residue.openings import may_open, openings


@pytest.mark.parametrize("kind, rule", [*lines.RULES, ("share", lines.SHARE)], ids=lambda each: str(each)[:12])
@given(data=st.data())
def test_a_line_of_residue_may_be_residue(kind: str, rule: re.Pattern[str], data: st.DataObject) -> None:
    line = data.draw(st.from_regex(rule, fullmatch=True))
    assert len(line) > lines.LONGEST_LINE or lines.may_be_residue(line)


@given(st.from_regex(captions.CREDIT_LINE, fullmatch=True) | st.from_regex(captions.FILE_PICTURE))
def test_a_credit_line_may_be_a_caption(line: str) -> None:
    assert len(line) > captions.LONGEST_CAPTION or may_open(line, captions.first_letters())


@pytest.mark.parametrize(
    "expression, line",
    [
        ("(?i)kin", "\u212ain"),
        ("(?i)silt", "\u017filt"),
        ("[^A-Z]ow", "how"),
        (r"\W{0,4}ab?c", "Acd"),
        (r"a(?=b)", "Abc"),
    ],
)
def test_case_and_what_looks_ahead_are_left_out_of_account(expression: str, line: str) -> None:
    assert may_open(line, openings(expression))


@pytest.mark.parametrize("line", ["The pier is shut.", "Nobody may pass.", "On Monday it rained.", "Rain fell."])
def test_prose_is_spared(line: str) -> None:
    assert not lines.may_be_residue(line)
    assert not may_open(line, captions.first_letters())


def test_the_parts_looked_for_are_in_every_appeared_first_line() -> None:
    assert all(any(part in start for part in appeared.ASCII_PARTS) for start, _ in appeared.ASCII_ENDINGS)
