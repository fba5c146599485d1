"""The shapes of dates: one that is stated, one found in a text, the one that was chosen.

Belongs here: frozen data. Does not: reading, finding or judging.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from pipelines.core.normalization.evidence import Candidate

Precision = Literal["instant", "local_time", "day", "month", "year"]
Order = Literal["dmy", "mdy", "ymd"]


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known beside a stated date and may settle how to read it.

    order: day-month order of the outlet's country or language, None when unknown
    country: ISO 3166 code of the outlet in lower case (which IST is meant)
    language: ISO 639-1 code (which month `listopada` is)
    references: dates known from elsewhere (URL, fetch date, other dates of the page): a reading equal to one is meant
    latest: no reading lies after it (the fetch date and a day)
    """

    order: Order | None = None
    country: str | None = None
    language: str | None = None
    references: tuple[date, ...] = ()
    latest: date | None = None


NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as it is stated.

    local: wall-clock time without zone; midnight and the first day stand for what is not stated
    precision: how much of `local` is stated
    utc: the instant, aware, only for precision `instant`
    ambiguous_day_month: the digits alone allowed two readings; a hint settled it
    start, end: offsets in the text it was read from
    """

    local: datetime
    precision: Precision
    utc: datetime | None = None
    ambiguous_day_month: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a plain text that says when the text was published or changed.

    start, end: offsets of the whole statement, label included, so that it can be cut out
    whole_line: nothing else of meaning stands on its line
    """

    start: int
    end: int
    stated: StatedDate
    candidate: Candidate
    whole_line: bool


@dataclass(frozen=True, slots=True)
class PublishedDate:
    """The published_ columns of `articles` (CONTRACT), and which candidates were taken.

    published_earliest and published_latest are aware instants in UTC; chosen indexes the candidates given.
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
    chosen: tuple[int, ...] = field(default=())
