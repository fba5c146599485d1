"""Periods: runs of weeks with enough texts to tell which words are common in them.

Belongs here: dividing the weeks of a language into periods. Does not: what the texts of a period weigh (weights).

Document frequencies are counted within a period, not over everything stored: what is common in this week's news says
what this week's words are worth, and a new text changes the weights of its own period alone. Periods depend on the
number of texts in each week, never on the order of arrival.
"""

import numpy as np

from pipelines.core.matching.kernels import I64
from pipelines.core.matching.stories.windows import DAY

MIN_TEXTS = 1_000
"""Least texts of a period, as long as the language has as many: one event with fifty reports is common among three
hundred texts, and its words would count for little.
"""


def periods(weeks: I64, counts: I64) -> I64:
    """The period of each week, named by its first week: weeks are added until the period has MIN_TEXTS texts.

    A last period with fewer is part of the one before it.

    weeks: ascending; counts: texts in each

    >>> periods(np.array([1, 2, 5, 6, 9]), np.array([700, 400, 1200, 10, 20])).tolist()
    [1, 1, 5, 5, 5]
    """
    found = np.empty(len(weeks), np.int64)
    start, texts = 0, 0
    for place, count in enumerate(counts.tolist()):
        texts += count
        found[start : place + 1] = weeks[start]
        if texts >= MIN_TEXTS:
            start, texts = place + 1, 0
    if 0 < start < len(weeks):
        found[start:] = found[start - 1]
    return found


def weeks_of(seconds: I64) -> I64:
    """The week of each instant: weeks begin on Mondays and are counted from that of 29 December 1969.

    >>> weeks_of(np.array([0, 3 * 86_400, 4 * 86_400])).tolist()
    [0, 0, 1]
    """
    return (seconds // DAY + 3) // 7
