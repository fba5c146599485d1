"""Automata find every word that ends at a place, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.core.normalization.prefilter.automata import automaton

CODES = 5
WORD = st.lists(st.integers(0, CODES - 1), min_size=1, max_size=4).map(tuple)


@given(st.dictionaries(WORD, st.sampled_from([1, 2, 4, 8]), max_size=8), st.lists(st.integers(0, CODES - 1)))
def test_all_words_are_found_where_they_end(bits: dict[tuple[int, ...], int], text: list[int]) -> None:
    made, state = automaton(bits, CODES), 0
    for end, code in enumerate(text, 1):
        state = int(made.following[state, made.classes[code]])
        expected = 0
        for word, bit in bits.items():
            expected |= bit if tuple(text[:end][-len(word) :]) == word else 0
        assert made.found[state] == expected
