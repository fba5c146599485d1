"""Pairs of texts that fill one template with other facts, of any texts.

Belongs here: the verdict for pairs that are no candidates of copies too. Does not: how facts are compared (slots).
"""

from typing import Any

import pyarrow as pa

from pipelines.core.matching import tokens
from pipelines.core.matching.kernels import Bools, Pairs
from pipelines.core.matching.pairs import slots
from pipelines.core.matching.pairs.facts import facts
from pipelines.core.matching.pairs.quotes import quoted


def are_fillings(bodies: "pa.Array[Any]", pairs: Pairs) -> Bools:
    """Whether the texts of each pair are two fillings of one template; pairs: places in `bodies`.

    >>> import numpy as np
    >>> bodies = pa.array(["The ferry from Ey to Su is cancelled, the next one leaves at 9:40, the company said.",
    ...                    "The ferry from Bo to Ax is cancelled, the next one leaves at 7:15, the company said."])
    >>> are_fillings(bodies, np.array([[0, 1], [0, 0]])).tolist()
    [True, False]
    """
    words = tokens.split(bodies)
    marked = slots.Marked(words, facts(bodies, words), quoted(bodies, words))
    return slots.has_other_facts(slots.compare(marked, marked, pairs))
