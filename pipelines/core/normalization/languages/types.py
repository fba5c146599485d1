"""The shape of a chosen language.

Belongs here: shapes only. Does not: detecting or choosing (detector, choose).
"""

from typing import NamedTuple


class LanguageChoice(NamedTuple):
    """The chosen language. language: ISO 639-1; method: `text`, `declared` or `text+declared`; confidence: 0 to 1; all
    None without a language; chosen: index of the first candidate for it."""

    language: str | None = None
    confidence: float | None = None
    method: str | None = None
    chosen: tuple[int, ...] = ()
