"""Candidates for a field, and the rows of field_evidence they become.

Belongs here: the shapes every field package uses, and the reason that each candidate which was not chosen gets. Does
not: how a field finds, refuses or weighs its candidates, the list of all reasons (losses).
Both are tuples: a record makes dozens of them, and a frozen dataclass takes eight times as long to create.
"""

from collections.abc import Callable, Collection, Sequence
from operator import attrgetter
from typing import NamedTuple

from pipelines.core.normalization.texts import storable

MAX_VALUE_CHARS = 1000
"""Characters of a candidate's value that the evidence keeps."""

SAME = "says the same as the chosen one"
LONGER = "the chosen one with more around it"
OUTWEIGHED = "outweighed by"
NONE_CHOSEN = "too weak: none was chosen"
"""Why a candidate that is not refused was not chosen. Before them stands what its own note says, after OUTWEIGHED the
method of the chosen one."""


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


def evidence_of(
    candidates: Sequence[Candidate],
    chosen: Collection[int],
    form: Callable[[str], str] = str,
    group: Callable[[Candidate], object] = attrgetter("field"),
) -> list[Evidence]:
    """The candidates as evidence, one row for each field, method and value, each but the chosen ones with its reason.

    chosen: indexes of the chosen ones; form: what two values that say the same have in common; group: what candidates
    that compete with each other have in common

    >>> three = [Candidate("title", title, "html.h1", 0.8) for title in ("Pier", "Pier", "Pier opens")]
    >>> [(e.value, e.is_chosen, e.note) for e in evidence_of(three, [1])]
    [('Pier', True, None), ('Pier opens', False, 'the chosen one with more around it')]
    """
    if not candidates:
        return []
    winners: dict[object, list[tuple[str, str]]] = {}
    for winner in (candidates[index] for index in chosen):
        winners.setdefault(group(winner), []).append((form(winner.value), winner.method))
    rows: dict[tuple[str, str, str], Evidence] = {}
    for index, c in enumerate(candidates):
        value = storable(c.value[:MAX_VALUE_CHARS])
        key = c.field, c.method, value
        is_chosen = index in chosen
        if key not in rows or (is_chosen and not rows[key].is_chosen):
            note = c.note if is_chosen or not c.confidence else _with_reason(c, winners.get(group(c), ()), form)
            rows[key] = Evidence(c.field, value, c.method, c.confidence, is_chosen, storable(note) if note else None)
    return list(rows.values())


def without_reason(evidence: Evidence) -> Candidate:
    """The candidate that a row of evidence came from, to be chosen or not again.

    >>> lost = Evidence("title", "Pier", "html.title", 0.6, False, "stated as: Pier | Veldt; outweighed by html.h1")
    >>> without_reason(lost)
    Candidate(field='title', value='Pier', method='html.title', confidence=0.6, note='stated as: Pier | Veldt')
    """
    own, _, last = (evidence.note or "").rpartition("; ")
    has_reason = last in (SAME, LONGER, NONE_CHOSEN) or last.startswith(OUTWEIGHED)
    note = own or None if has_reason else evidence.note
    return Candidate(evidence.field, evidence.value, evidence.method, evidence.confidence, note)


def _with_reason(candidate: Candidate, winners: Sequence[tuple[str, str]], form: Callable[[str], str]) -> str:
    """The note of a candidate that was not chosen, with the reason; a refused one has its own."""
    reason = _reason(form(candidate.value), winners) if winners else NONE_CHOSEN
    return f"{candidate.note}; {reason}" if candidate.note else reason


def _reason(value: str, winners: Sequence[tuple[str, str]]) -> str:
    if any(value == won for won, _ in winners):
        return SAME
    if any(f" {won} " in f" {value} " for won, _ in winners):
        return LONGER
    return f"{OUTWEIGHED} {winners[0][1]}"
