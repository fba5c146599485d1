"""Lines of overrides: what is read, what is refused and why, whatever their order."""

import random

import pytest

from pipelines.core.matching.overrides import Rule, contradictions, read_lines


def test_heads_remarks_and_empty_lines_say_nothing() -> None:
    text = "\ufeffRule,Level,Left,Right,Note\n\n# checked in May\nmust join , Cluster, a ,b, seen by hand\r\n"
    (line,) = read_lines(text)
    assert (line.number, line.rule, line.level, line.left, line.right) == (4, "must_join", "cluster", "a", "b")


def test_a_name_with_a_comma_is_quoted() -> None:
    (line,) = read_lines('must_not_join,story,"https://lamp.example/a,b",c')
    assert line.left == "https://lamp.example/a,b"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("must_join,cluster,a", "3 of the columns"),
        ("join,cluster,a,b", "'join' is not one of"),
        ("must_join,text,a,b", "'text' is not one of"),
        ("must_join,story,a,", "not named"),
        ('must_join,story,"a,b', "quote|end of data"),
    ],
)
def test_a_line_that_cannot_be_read_says_why_and_the_next_is_read(text: str, problem: str) -> None:
    first, second = read_lines(f"{text}\nmust_join,story,a,b")
    assert first.problem is not None
    assert any(part in first.problem for part in problem.split("|"))
    assert second.problem is None


RULES = [
    Rule(1, True, False, "a", "b"),
    Rule(2, True, False, "c", "b"),
    Rule(3, False, False, "a", "c"),
    Rule(4, False, False, "a", "x"),
    Rule(5, True, True, "x", "c"),
    Rule(6, False, True, "x", "a"),
    Rule(7, False, False, "x", "b"),
]


@pytest.mark.parametrize("seed", range(5))
def test_chains_of_joins_hold_against_bars_in_any_order(seed: int) -> None:
    rules = random.Random(seed).sample(RULES, len(RULES))
    assert contradictions(rules) == {3: "lines 1, 2 join them", 6: "lines 1, 2, 5 join them"}


def test_one_cluster_is_one_story() -> None:
    assert contradictions([Rule(1, True, False, "a", "b"), Rule(2, False, True, "b", "a")]) == {2: "line 1 joins them"}
    assert contradictions([Rule(1, True, True, "a", "b"), Rule(2, False, False, "b", "a")]) == {}
