"""Two texts with what they share marked.

Belongs here: cutting texts to what is shown, and into marked and unmarked parts. Does not: what they share
(core.matching.pairs.shared_runs), which texts (stories).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.report.wording import plain

MAX_CHARS, MAX_SHOWN = 20_000, 2_400
"""Limit what is compared of a text, and what is shown of it."""

MIN_WORDS = 6
"""Shorter shared runs are phrases of the language, not of a text."""

Part = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Side:
    """A text as paragraphs of (words, whether the other text has them too); is_cut: whether it goes on."""

    paragraphs: Sequence[Sequence[Part]]
    is_cut: bool


def compare(left: str, right: str) -> tuple[Side, Side]:
    """The beginnings of two untrusted texts, each marked where the other one has the same words.

    >>> left, right = compare("Old.\\n\\nThe ferry ran aground at dawn.", "The ferry ran aground at dawn, he said.")
    >>> left.paragraphs
    [[('Old.', False)], [('The ferry ran aground at dawn', True), ('.', False)]]
    >>> right.paragraphs
    [[('The ferry ran aground at dawn', True), (', he said.', False)]]
    """
    from pipelines.core.matching.pairs.shared_runs import shared_runs  # takes 170 MB: after the warehouse is closed

    one, other = (_cleaned(text) for text in (left, right))
    left_runs, right_runs = shared_runs(one, other, MIN_WORDS)
    return _marked(one, left_runs), _marked(other, right_runs)


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> Side:
    return Side(_paragraphs(text[:MAX_SHOWN], spans), len(text) > MAX_SHOWN)


def _cleaned(text: str) -> str:
    paragraphs = (plain(paragraph, MAX_CHARS) for paragraph in text[:MAX_CHARS].split("\n\n"))
    return "\n\n".join(filter(None, paragraphs))


def _paragraphs(text: str, spans: Sequence[tuple[int, int]]) -> list[list[Part]]:
    """The text as paragraphs of marked and unmarked parts; spans may go beyond its end."""
    found: list[list[Part]] = [[]]
    for part, is_shared in _parts(text, spans):
        first, *others = part.split("\n\n")
        found[-1] += [(first, is_shared)] if first else []
        found += [[(other, is_shared)] if other else [] for other in others]
    return [paragraph for paragraph in found if paragraph]


def _parts(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Part]:
    at = 0
    for start, end in spans:
        yield text[at:start], False
        yield text[start:end], True
        at = end
    yield text[at:], False
