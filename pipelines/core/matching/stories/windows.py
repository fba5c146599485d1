"""When two texts are close enough in time to report one event.

Belongs here: windows over intervals of publication and times of fetching. Does not: finding dates
(core.normalization.dates), what texts say (similarity).

Times are seconds since 1970 (UTC), UNKNOWN where there is none. Two dated texts are compared by the intervals in which
they must have been published; others by when they were fetched, a text without such a time by its date. Texts without
either are not compared, and only a shared passage makes them one story.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.core.matching.kernels import I64, Int, kernel

UNKNOWN = np.iinfo(np.int64).min
"""A time that is not known."""

DAY = 86_400

WINDOW = 3 * DAY
"""Limits the time between two reports of one event."""

MAX_INTERVAL = 33 * DAY
"""Limits the interval of publication, to a month and its time zones; a text with a wider one counts as undated."""

NOT_COMPARABLE = np.int64(1) << 60
"""Gap between two texts that cannot be compared."""

Seconds = npt.NDArray[np.int64]


class Times(NamedTuple):
    """When each text was published at the earliest and latest, and fetched; UNKNOWN where not known."""

    earliest: Seconds
    latest: Seconds
    fetched: Seconds


def clean(times: Times) -> Times:
    """The same times, with UNKNOWN for intervals that are open, inverted or wider than MAX_INTERVAL, and the date for a
    missing time of fetching.

    >>> given = np.array([[0, 50 * DAY], [DAY, UNKNOWN], [0, DAY]])
    >>> times = clean(Times(given[:, 0], given[:, 1], np.array([UNKNOWN, 5, UNKNOWN])))
    >>> (times.earliest == UNKNOWN).tolist(), times.fetched.tolist() == [UNKNOWN, 5, 0]
    ([True, True, False], True)
    """
    is_closed = (times.earliest != UNKNOWN) & (times.latest != UNKNOWN) & (times.latest >= times.earliest)
    width = np.where(is_closed, times.latest, 0) - np.where(is_closed, times.earliest, 0)
    is_dated = is_closed & (width <= MAX_INTERVAL)
    earliest, latest = (np.where(is_dated, each, UNKNOWN) for each in (times.earliest, times.latest))
    return Times(earliest, latest, np.where(times.fetched == UNKNOWN, earliest, times.fetched))


def reach(first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """The span in which texts can be close to one from first to last.

    >>> [each.isoformat() for each in reach(datetime(2020, 3, 10), datetime(2020, 3, 11))]
    ['2020-03-07T00:00:00', '2020-03-14T00:00:00']
    """
    return first - timedelta(seconds=WINDOW), last + timedelta(seconds=WINDOW)


@kernel
def gap(a: Int, b: Int, times: Times) -> Int:
    """Seconds between texts a and b, 0 if their intervals touch; NOT_COMPARABLE if they cannot be compared.

    times: clean
    """
    earliest, latest, fetched = times
    seconds: Int = NOT_COMPARABLE
    if earliest[a] != UNKNOWN and earliest[b] != UNKNOWN:
        seconds = max(np.int64(0), max(earliest[a], earliest[b]) - min(latest[a], latest[b]))
    elif fetched[a] != UNKNOWN and fetched[b] != UNKNOWN:
        seconds = abs(fetched[a] - fetched[b])
    return seconds


@kernel
def gaps(left: I64, right: I64, times: Times) -> Seconds:
    """The gap of each pair of texts."""
    result = np.empty(len(left), np.int64)
    for i in range(len(left)):
        result[i] = gap(left[i], right[i], times)
    return result


def days_apart(left: I64, right: I64, times: Times) -> I64:
    """Whole days between the texts of each pair, -1 where they cannot be compared. left, right: places in `times`.

    >>> dated = np.array([0, 5 * DAY, UNKNOWN])
    >>> times = clean(Times(dated, dated, np.array([UNKNOWN, UNKNOWN, UNKNOWN])))
    >>> days_apart(np.array([0, 0]), np.array([1, 2]), times).tolist()
    [5, -1]
    """
    seconds = gaps(left, right, times)
    return np.where(seconds == NOT_COMPARABLE, -1, seconds // DAY)
