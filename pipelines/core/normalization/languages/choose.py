"""The choice of a text's language: what the detector finds, weighed against what the source declares.

Belongs here: weighing the two. Does not: detection (detector), reading declared values (candidates).
"""

from collections.abc import Mapping, Sequence

from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.languages.candidates import DECLARED_CONFIDENCE, declared_candidates, text_candidates
from pipelines.core.normalization.languages.detector import MIN_SHARE, detect
from pipelines.core.normalization.languages.types import LanguageChoice

MIN_SURE_LETTERS = 200
"""Letters from which the detector overrules a declaration: templates declare their own language."""

MIN_SURE_SHARE = 0.9
"""Probability from which the detector overrules a declaration."""

MIN_FAIR_SHARE = 0.5
"""Probability from which the detector is believed without a declaration."""

MIN_LETTERS = 12
"""Letters below which the detector is ignored: a name or a number resembles any language."""


def choose(given: Sequence[tuple[str | None, str | None]]) -> list[tuple[LanguageChoice, list[Candidate]]]:
    """The language of each text, given with its declared language, and the candidates for it.

    For a long text the detector decides, whatever its template declares. For a short one it must agree with the
    declaration or be sure. A declaration alone is weak evidence. Detection runs as one batch.

    >>> given = [("Die Fähren fahren erst wieder, wenn der Pier geprüft ist.", "en"), ("Ferry", "en-GB"), ("Ada", None)]
    >>> [choice.language for choice, _ in choose(given)]
    ['de', 'en', None]
    """
    detected = detect([text or "" for text, _ in given])
    return [
        _choose(shares if letters >= MIN_LETTERS else {}, letters, declared)
        for (shares, letters), (_, declared) in zip(detected, given, strict=True)
    ]


def _choose(shares: Mapping[str, float], letters: int, declared: str | None) -> tuple[LanguageChoice, list[Candidate]]:
    stated = declared_candidates(declared)
    candidates = text_candidates(shares) + stated
    language, confidence, method = _weigh(shares, letters, stated[0].value if stated else None)
    chosen = tuple(index for index, candidate in enumerate(candidates) if candidate.value == language)[:1]
    return LanguageChoice(language, confidence, method, chosen), candidates


def _weigh(
    shares: Mapping[str, float], letters: int, declared: str | None
) -> tuple[str | None, float | None, str | None]:
    """(language, confidence, method); shares: probability by code."""
    best = max(shares, key=lambda code: (shares[code], code), default=None)
    if best is None:
        return (declared, DECLARED_CONFIDENCE, "declared") if declared else (None, None, None)
    share = shares[best]
    if best == declared:
        return best, max(0.9, min(0.99, 0.5 + share / 2)), "text+declared"
    if declared and shares.get(declared, 0.0) >= MIN_SHARE and (share < MIN_SURE_SHARE or letters < MIN_SURE_LETTERS):
        return declared, 0.8, "text+declared"
    if share >= MIN_SURE_SHARE or (share >= MIN_FAIR_SHARE and (letters >= MIN_SURE_LETTERS or not declared)):
        return best, round(min(0.98, share) * (1.0 if letters >= MIN_SURE_LETTERS else 0.9), 3), "text"
    return (declared, 0.5, "declared") if declared else (None, None, None)
