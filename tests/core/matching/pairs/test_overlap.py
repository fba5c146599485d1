"""Covered characters against a look-up of every gram."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.matching.pairs import overlap
from pipelines.core.matching.pairs.char_grams import SIZE, characters

REPEATING = st.lists(st.sampled_from(["ab", "abab ", "the sea ", "port ", "x", "storm and "]), max_size=60).map("".join)
"""Texts longer than 64 characters, most of whose grams occur several times."""


def covered(grams: list[int], others: list[int]) -> float:
    there = set(others) - {0}
    places = {q for p, gram in enumerate(grams) if gram in there for q in range(p, p + SIZE)}
    return len(places) / max(1, len(grams))


@settings(max_examples=300, deadline=None)
@given(st.lists(REPEATING, min_size=2, max_size=4))
def test_a_character_is_covered_where_a_gram_over_it_occurs_in_the_other_text(texts: list[str]) -> None:
    folded = characters(pa.array(texts))
    grams = [folded.grams[a:b].tolist() for a, b in zip(folded.bounds, folded.bounds[1:], strict=False)]
    pairs = [(a, b) for a in range(len(texts)) for b in range(len(texts)) if a != b]
    for (a, b), row in zip(pairs, overlap.measure(folded, folded, np.array(pairs)), strict=True):
        shorter, longer = (a, b) if len(grams[a]) <= len(grams[b]) else (b, a)
        seen = dict(zip(overlap.FEATURES, row.tolist(), strict=True))
        assert seen["covered_shorter"] == pytest.approx(covered(grams[shorter], grams[longer]), abs=1e-6)
        assert seen["covered_longer"] == pytest.approx(covered(grams[longer], grams[shorter]), abs=1e-6)
