"""Candidates for a field, and the rows of field_evidence they become.

Belongs here: the shapes every field package uses. Does not: how a field finds or weighs its candidates.
Both are tuples: a record makes dozens of them, and a frozen dataclass takes eight times as long to create.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from pipelines.core.normalization.texts import storable

MAX_VALUE_CHARS = 1000
"""Characters of a candidate's value that the evidence keeps."""


class Candidate(NamedTuple):
    """A value that one source states for one field.

    field: the column of `articles` it is for (`published_at` for all published_ columns)
    value: as text, in the field's normal form (ISO 8601 for dates), otherwise as stated
    method: its source, dotted: `jsonld.datePublished`, `meta.og:title`, `url.path`, `row.title`
    confidence: 0 to 1, the share of such claims that are correct, judging this candidate alone; 0 if it is refused
    note: why the confidence was lowered or the candidate refused, or what it was read from
    """

    field: str
    value: str
    method: str
    confidence: float
    note: str | None = None


class Evidence(NamedTuple):
    """A candidate as a row of field_evidence, with whether the record chose it."""

    field: str
    value: str
    method: str
    confidence: float
    is_chosen: bool
    note: str | None = None


def evidence_of(candidates: Sequence[Candidate], chosen: Collection[int]) -> list[Evidence]:
    """The candidates as evidence, one row for each field, method and value; chosen: indexes of the chosen ones.

    >>> two = [Candidate("title", "Pier", "html.h1", 0.8)] * 2
    >>> [(e.value, e.is_chosen) for e in evidence_of(two, [1])]
    [('Pier', True)]
    """
    if not candidates:
        return []
    rows: dict[tuple[str, str, str], Evidence] = {}
    for index, c in enumerate(candidates):
        value = storable(c.value[:MAX_VALUE_CHARS])
        key = c.field, c.method, value
        if key not in rows or (index in chosen and not rows[key].is_chosen):
            note = storable(c.note) if c.note else None
            rows[key] = Evidence(c.field, value, c.method, c.confidence, index in chosen, note)
    return list(rows.values())
