"""The hash table against a dictionary, with keys that collide."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.core.matching.kernels import find_slot, index_keys, mix, slots_for

KEYS = st.lists(st.integers(-(2**63), 2**63 - 1) | st.integers(-40, 40), unique=True, max_size=60)


def number_of(key: int, keys: np.ndarray, slots: np.ndarray) -> int:
    code = np.uint64(mix(np.int64(key).view(np.uint64)))
    return int(slots[find_slot(np.int64(key), code, keys, slots)])


@settings(deadline=None)
@given(KEYS, KEYS)
def test_a_table_finds_its_keys_and_no_others(known: list[int], others: list[int]) -> None:
    keys = np.array(known, np.int64)
    slots = index_keys(keys)
    expected = {key: number for number, key in enumerate(known)}
    for key in [*known, *others]:
        assert number_of(key, keys, slots) == expected.get(key, -1)


def test_a_table_is_half_empty_at_least() -> None:
    assert [slots_for(count) for count in (0, 8, 9, 1000)] == [16, 16, 32, 2048]
