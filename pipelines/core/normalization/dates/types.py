"""The data types of dates: hints, parsed dates, dates found in a text, the chosen date.

Belongs here: frozen data. Does not: parsing, finding or choosing dates.
"""

from datetime import date, datetime
from typing import Literal, NamedTuple

from pipelines.core.normalization.evidence import Candidate

Precision = Literal["instant", "local_time", "day", "month", "year"]
Order = Literal["dmy", "mdy", "ymd"]
Label = Literal["published", "modified", "other"]


class Hints(NamedTuple):
    """What is known about a date besides its text, to resolve ambiguities.

    order: day-month order of the outlet's country or language, None when unknown
    country: ISO 3166 code of the outlet in lower case (which IST is meant)
    language: ISO 639-1 code (which month `listopada` is)
    references: dates known from elsewhere (URL, fetch, other dates of the page); a reading equal to one is preferred
    latest: upper bound of any reading (the day after the fetch)
    """

    order: Order | None = None
    country: str | None = None
    language: str | None = None
    references: tuple[date, ...] = ()
    latest: date | None = None


NO_HINTS = Hints()


class ParsedDate(NamedTuple):
    """A date as precise as its text states it.

    local: local time without zone; parts that the text does not state are midnight or the first day
    precision: how much of `local` the text states
    utc: the instant, aware, only for precision `instant`
    ambiguous_day_month: the digits alone allowed two readings, and a hint decided
    start, end: offsets in the parsed text
    other_reading: the day if day and month change places, when nothing decides; `local` is then the day-first reading
    """

    local: datetime
    precision: Precision
    utc: datetime | None = None
    ambiguous_day_month: bool = False
    start: int = 0
    end: int = 0
    other_reading: date | None = None


class TextDate(NamedTuple):
    """A date in a plain text that says when the text was published or changed; start, end: offsets, label included."""

    start: int
    end: int
    candidate: Candidate


class PublishedDate(NamedTuple):
    """The published_ and modified_ columns of `articles`.

    published_earliest, published_latest: aware instants in UTC · chosen: indexes of the chosen candidates
    """

    published_at: datetime | None = None
    published_local: datetime | None = None
    published_date: date | None = None
    published_precision: Precision | None = None
    published_earliest: datetime | None = None
    published_latest: datetime | None = None
    published_method: str | None = None
    published_confidence: float | None = None
    modified_at: datetime | None = None
    modified_local: datetime | None = None
    modified_date: date | None = None
    modified_precision: Precision | None = None
    chosen: tuple[int, ...] = ()
