"""Tables fit the terminal, and nothing of a value is ever cut."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.commands.tables import table_lines

WORDS = st.text("abc d", max_size=400).map(lambda text: " ".join(text.split()))
ROWS = st.lists(st.tuples(st.integers(0, 99), WORDS, WORDS), max_size=5)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, st.integers(60, 200))
def test_every_word_of_every_value_is_shown_and_no_line_is_too_wide(
    rows: list[tuple[int, str, str]], width: int
) -> None:
    lines = list(table_lines(["n", "title", "body"], [rows], width))
    letters = "".join("".join(lines[2:-1]).split())
    assert letters.count("a") >= sum(row[1].count("a") + row[2].count("a") for row in rows)
    assert all(len(line) <= width for line in lines)
    assert lines[-1] == f"({len(rows)} row{'' if len(rows) == 1 else 's'})"


def test_long_values_are_wrapped_in_their_column() -> None:
    lines = list(table_lines(["n", "title"], [[(1, "a " * 40), (2, "b")]], 60))
    assert lines[0] == "n  title"
    assert [line.split()[0] for line in lines[2:-1]] == ["1", "a", "2"]


def test_very_long_values_are_written_below_each_other() -> None:
    lines = list(table_lines(["n", "body"], [[(1, "word " * 500)]], 80))
    assert lines[0].startswith("-- row 1 ---")
    assert lines[1:3] == ["n     1", "body  " + ("word " * 15).strip()]


def test_rows_after_the_first_ones_keep_the_layout() -> None:
    lines = list(table_lines(["n"], [[(1,)], [(123456,)]], 40))
    assert lines == ["n", "-", "1", "123456", "(2 rows)"]
