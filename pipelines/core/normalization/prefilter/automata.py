"""Many words sought in one pass over a text: the automaton of Aho and Corasick (1975) as tables.

Belongs here: making the tables. Does not: what is sought (glance_tables), walking (glance_scan).
"""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Automaton(NamedTuple):
    """classes: of codes, 0 for those in no word · following: next state, a row a state and a column a class, so that
    what is walked most stays near the processor · found: bits of the words that end in a state."""

    classes: npt.NDArray[np.uint8]
    following: npt.NDArray[np.int16]
    found: npt.NDArray[np.uint8]


def automaton(bits: Mapping[Sequence[int], int], codes: int) -> Automaton:
    """The automaton that finds words, sequences of codes below `codes`, and gives the bits of each.

    >>> made, state, seen = automaton({b"shut": 1, b"hut": 2}, 256), 0, []
    >>> for byte in b"it shut":
    ...     state = made.following[state, made.classes[byte]]
    ...     seen.append(int(made.found[state]))
    >>> seen
    [0, 0, 0, 0, 0, 0, 3]
    """
    classes = np.zeros(codes, np.uint8)
    used = sorted({code for word in bits for code in word})
    classes[used] = np.arange(1, len(used) + 1)
    steps: list[dict[int, int]] = [{}]
    found = [0]
    for word, bit in bits.items():
        state = 0
        for column in classes[list(word)].tolist():
            if column not in steps[state]:
                steps[state][column] = len(steps)
                steps.append({})
                found.append(0)
            state = steps[state][column]
        found[state] |= bit
    return Automaton(classes, *_closed(steps, found, len(used) + 1))


def _closed(
    steps: list[dict[int, int]], found: list[int], columns: int
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.uint8]]:
    """Where a word goes on no further, go on with the longest end of it that begins a word."""
    following = np.zeros((len(steps), columns), np.int16)
    seen = np.array(found, np.uint8)
    waiting = deque([(0, 0)])
    while waiting:
        state, shorter = waiting.popleft()
        following[state] = following[shorter] if state else 0
        seen[state] |= seen[shorter]
        for column, step in steps[state].items():
            waiting.append((step, int(following[shorter, column]) if state else 0))
            following[state, column] = step
    return following, seen
