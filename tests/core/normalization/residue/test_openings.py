"""No line that a rule matches is turned away by its first letters."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.normalization import texts
from pipelines.core.normalization.residue import captions, lines
from pipelines.core.normalization.residue.openings import may_open, openings
from pipelines.core.normalization.residue.wordings import fragments

SECTIONS = (
    "share_words", "signup", "pointer", "bare_pointer", "page_chrome", "alone", "rights", "source_labels",
)  # fmt: skip
FRAGMENTS = [fragment for section in SECTIONS for fragment in fragments(section)]


@pytest.mark.parametrize("kind, rule", [*lines.RULES, ("share", lines.SHARE)], ids=lambda each: str(each)[:12])
@given(data=st.data())
def test_a_line_of_residue_may_be_residue(kind: str, rule: re.Pattern[str], data: st.DataObject) -> None:
    line = texts.line_text(data.draw(st.from_regex(rule, fullmatch=True)))
    assert not rule.match(line) or may_open(line, lines.OPENINGS) or lines.has_keyword(line)


@pytest.mark.parametrize("fragment", FRAGMENTS)
@settings(max_examples=8, deadline=None)
@given(data=st.data(), lead=st.sampled_from(["", "“", "‘", "- ", "> "]))
def test_every_wording_is_let_through(fragment: str, data: st.DataObject, lead: str) -> None:
    line = texts.line_text(lead + data.draw(st.from_regex(f"(?i)^{fragment}")))
    assert not re.match(rf"(?i){lines.LEAD_IN}{fragment}", line) or may_open(line, lines.OPENINGS)


@given(st.from_regex(captions.CREDIT_LINE, fullmatch=True) | st.from_regex(captions.FILE_PICTURE))
def test_a_credit_line_may_be_a_caption(line: str) -> None:
    line = texts.line_text(line)
    assert not (captions.CREDIT_LINE.match(line) or captions.FILE_PICTURE.match(line)) or may_open(
        line, captions.OPENINGS
    )


@pytest.mark.parametrize("fragment", [*captions.CREDIT_FRAGMENTS, *captions.AGENCIES])
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_every_credit_is_let_through(fragment: str, data: st.DataObject) -> None:
    line = texts.line_text(data.draw(st.from_regex(f"(?i)^{fragment}")))
    assert not re.match(f"(?i){fragment}", line) or may_open(line, captions.OPENINGS)


@pytest.mark.parametrize(
    "expression, line",
    [
        ("kin", "\u212ain"),
        ("silt", "\u017filt"),
        (r"(?:how|now)\b", "now"),
        ("(?:in|un)?tie", "tie"),
        ("(?:in|un)?tie", "UNTIE"),
        ("ab?c", "Acd"),
        ("ab{0,2}c", "Acd"),
        (r"a\s?b", "Ab"),
        (r"a\+b", "a+b"),
        ("[ab]c", "Bcd"),
        ("le[ea]?m", "LEM"),
        (r"(?:[ab]\s)?lire", "b lire"),
        ("a[bc]{2}d", "abcd"),
        ("a(?:b|c)*d", "ad"),
        (r"a(?=b)", "Abc"),
        (r"\d+ab", "12 ab"),
    ],
)
def test_case_and_what_is_optional_are_left_out_of_account(expression: str, line: str) -> None:
    assert may_open(line, openings([expression]))


@pytest.mark.parametrize("expression", [r"\W?ab", "[^ab]c", "[a-c]d", ".ab", "(?:a(?:b|c)|d)e", "(?:ab)*c", "©"])
def test_a_fragment_that_states_no_opening_is_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="opening"):
        openings([expression])


@pytest.mark.parametrize(
    "line", ["The pier is shut.", "Nobody may pass.", "On Monday it rained.", "Rain fell.", "“The pier is shut.”"]
)
def test_prose_is_spared(line: str) -> None:
    assert not may_open(line, lines.OPENINGS) and not lines.has_keyword(line)
    assert not may_open(line, captions.OPENINGS)
