"""Candidates for a field and the choice among them: the rows of field_evidence.

Belongs here: the shapes every field module speaks. Does not: how a field finds or weighs its candidates.
A candidate is a tuple: a record makes a dozen of them, and a frozen dataclass takes eight times as long to make.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Candidate(NamedTuple):
    """One value that one source states for one field.

    field: the column of `articles` it is for (`published_at` stands for all published_ columns)
    value: as text, in the field's normal form (ISO 8601 for dates), else as stated
    method: where from, dotted: `jsonld.datePublished`, `meta.og:title`, `url.path`, `row.title`
    confidence: 0 to 1, the share of such claims that hold, as far as known for this candidate alone
    note: why it was lowered or refused, or what it was read from; None if nothing is to say
    """

    field: str
    value: str
    method: str
    confidence: float
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate a chooser took, or none: `chosen` indexes the candidates it was given."""

    chosen: int | None
    confidence: float | None
