"""The chosen body and its candidates.

Belongs here: types only. Does not: finding bodies (page_body, structured, fragments).
"""

from typing import NamedTuple

from pipelines.core.normalization.evidence import Candidate

MAX_EXCERPT_CHARS = 80
"""Characters of a body that the evidence keeps."""


class BodyChoice(NamedTuple):
    """body: stored form (texts.body_text), None if there is none; method: `page.…`, `jsonld.articleBody`, `row.text`;
    confidence: 0 to 1; note: why it was chosen; candidates: all bodies found, their values truncated;
    features: what the confidence of a page's body follows from; is_beginning: whether its page says that there is more
    """

    body: str | None
    method: str | None
    confidence: float | None
    note: str | None = None
    candidates: tuple[Candidate, ...] = ()
    features: frozenset[str] = frozenset()
    is_beginning: bool = False


def candidate(body: str, method: str, confidence: float, note: str | None = None) -> Candidate:
    """A candidate for field_evidence, whose value is the beginning of the body.

    >>> candidate("The pier is shut.", "row.text", 0.9).value
    'The pier is shut.'
    """
    return Candidate("body", body[:MAX_EXCERPT_CHARS], method, confidence, note)


def only_choice(body: str | None, method: str, confidence: float) -> BodyChoice:
    """The choice from a single candidate, or from none if the body is empty.

    >>> only_choice("", "row.text", 0.9) == BodyChoice(None, None, None)
    True
    """
    if not body:
        return BodyChoice(None, None, None)
    return BodyChoice(body, method, confidence, candidates=(candidate(body, method, confidence),))
