"""Spellings: one number for each way to write a term, whatever the batches in which texts come."""

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.matching.stories.spellings import Spellings
from pipelines.core.matching.stories.term_reading import rules_of
from pipelines.core.matching.stories.terms import join_titles, of_joined

BATCHES = st.lists(st.lists(st.text("aAsé ,.51中", max_size=40), max_size=4), max_size=5)


@given(BATCHES)
@settings(max_examples=40, deadline=None)
def test_numbers_give_back_terms_and_words(batches: list[list[str]]) -> None:
    known = Spellings(np.zeros(0, np.int32), pa.array([], pa.string()))
    hashes, words = np.zeros(0, np.int32), list[str]()
    for bodies in batches:
        sizes, texts = join_titles(pa.array([""] * len(bodies), pa.string()), pa.array(bodies, pa.string()))
        terms = of_joined(sizes, texts, rules_of("en"))
        numbers, new_hashes, new_words = known.number(texts, terms)
        hashes, words = np.concatenate([hashes, new_hashes]), [*words, *map(str, new_words.to_pylist())]
        assert known.count == len(hashes) == len(words) == len(set(zip(hashes.tolist(), words, strict=True)))
        assert hashes[numbers].tolist() == terms.hashes.tolist()
        encoded = [str(text).encode() for text in texts.to_pylist()]
        owners = np.repeat(np.arange(len(bodies)), np.diff(terms.bounds))
        for number, text, start, end in zip(numbers, owners, terms.starts, terms.ends, strict=True):
            assert words[number] == encoded[text][start:end].decode()
        known = Spellings(hashes, pa.array(words, pa.string()))  # as the next run does
