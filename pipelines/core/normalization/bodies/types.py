"""The shape of a body that was chosen, and of what it was chosen from.

Belongs here: shapes alone. Does not: finding bodies (page_body, structured, fragments).
"""

from dataclasses import dataclass

from pipelines.core.normalization.evidence import Candidate

EXCERPT = 200
"""Characters of a body that the evidence keeps: enough to tell candidates apart."""


@dataclass(frozen=True, slots=True)
class BodyChoice:
    """body: stored form (texts.body_text), None if there is none; method: `page.…`, `jsonld.articleBody`, `row.text`;
    confidence: 0 to 1; note: why this one; candidates: every body looked at, values cut to EXCERPT characters"""

    body: str | None
    method: str | None
    confidence: float | None
    note: str | None = None
    candidates: tuple[Candidate, ...] = ()


def candidate(body: str, method: str, confidence: float, note: str | None = None) -> Candidate:
    """A candidate for field_evidence: its beginning stands for the body.

    >>> candidate("The pier is shut.", "row.text", 0.9).value
    'The pier is shut.'
    """
    return Candidate("body", body[:EXCERPT], method, confidence, note)


def chosen(body: str | None, method: str, confidence: float, note: str | None = None) -> BodyChoice:
    """The choice where there is one candidate or none.

    >>> chosen("", "row.text", 0.9)
    BodyChoice(body=None, method=None, confidence=None, note=None, candidates=())
    """
    if not body:
        return BodyChoice(None, None, None, note)
    return BodyChoice(body, method, confidence, note, (candidate(body, method, confidence, note),))
