"""The score of two texts computed again for people: what they share, what differs, what speaks for and against a copy.

Belongs here: the measures of one pair in one record. Does not: the measures (measures), the score (score), wording
(pipelines.commands.explain_reasons).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.core.matching.pairs import passages, score, slots, themes
from pipelines.core.matching.pairs.facts import MISREAD, NAME, NUMBER
from pipelines.core.matching.pairs.measures import PreparedTexts, measure, prepare


@dataclass(frozen=True, slots=True)
class Weighed:
    """Two texts compared.

    score: out of linkage.SCALE; reasons: of `score.reasons`
    shared, lacking: what each theme adds to the log odds of two texts that share nothing, and what it lacks of those of
    the shorter text twice (themes)
    words: of each text; shared_words: of the shorter one within shared runs of four words
    passage_words, passage: of the longest passage, as the left text has it; passage_at: number of its first word in
    each text, from 0, -1 if there is none
    agree, differ: names and numbers in the same places
    numbers, names: of each text, as written, those that the other has nowhere
    is_template: whether the texts are two fillings of one template, never a pair; is_quote: whether all they share is
    what somebody said, never a copy
    """

    score: int
    reasons: list[tuple[str, float, float]]
    shared: dict[str, float]
    lacking: dict[str, float]
    words: tuple[int, int]
    shared_words: int
    passage_words: int
    passage: str
    passage_at: tuple[int, int]
    agree: int
    differ: int
    numbers: tuple[list[str], list[str]]
    names: tuple[list[str], list[str]]
    is_template: bool
    is_quote: bool

    @property
    def features(self) -> dict[str, float]:
        """The value of each feature by its name."""
        return {name: value for name, value, _ in self.reasons}


def weigh(left: str, right: str) -> Weighed:
    """The measures of two texts.

    >>> text = "Rain fell on {} in Norholm with a high of {} degrees, a low of {} and winds of {} knots from the west."
    >>> sunday, monday = text.format("Sunday", 12, 3, 20), text.format("Monday", 17, 8, 5)
    >>> weigh(sunday, sunday).is_template, weigh(sunday, monday).is_template, weigh(sunday, monday).differ
    (False, True, 4)
    >>> weigh(sunday, monday).numbers, weigh(sunday, monday).passage
    ((['Sunday', '12', '3', '20'], ['Monday', '17', '8', '5']), 'in Norholm with a high of')
    """
    texts = prepare(pa.array([left, right], pa.large_string()))
    words = (int(texts.words.bounds[1]), int(texts.words.bounds[2] - texts.words.bounds[1]))
    shorter = int(words[1] < words[0])
    found = measure(texts, texts, np.array([[0, 1], [shorter, shorter]]))
    row, twice = found.features
    agree, differ = (int(found.compared[0, slots.COLUMNS.index(name)]) for name in ("agree", "differ"))
    shared = dict(zip(passages.COLUMNS, found.shared[0].tolist(), strict=True))
    return Weighed(
        score=int(found.scores[0]),
        reasons=score.reasons(row),
        shared=themes.moves(themes.nothing_shared(row, min(words)), row),
        lacking=themes.moves(row, twice),
        words=words,
        shared_words=shared["right_shared_words" if shorter else "left_shared_words"],
        passage_words=shared["passage_words"],
        passage=_cut(texts, left, shared["left_word"], shared["passage_words"]),
        passage_at=(shared["left_word"], shared["right_word"]),
        agree=agree,
        differ=differ,
        numbers=_lone(texts, left, right, (NUMBER, MISREAD)),
        names=_lone(texts, left, right, (NAME,)),
        is_template=bool(found.is_template[0]),
        is_quote=bool(found.is_quote[0]),
    )


def _cut(texts: PreparedTexts, left: str, first: int, count: int) -> str:
    """Words of the left text, with what stands between them."""
    if not count:
        return ""
    return left.encode()[texts.words.starts[first] : texts.words.ends[first + count - 1]].decode()


def _lone(texts: PreparedTexts, left: str, right: str, kinds: tuple[int, ...]) -> tuple[list[str], list[str]]:
    """Words of some kinds that only one of the two texts has, each once, as it first writes them."""
    words, cut = texts.words, int(texts.words.bounds[1])
    hashes: tuple[Any, Any] = (words.hashes[:cut], words.hashes[cut:])
    found: tuple[list[str], list[str]] = ([], [])
    for side, text in enumerate((left.encode(), right.encode())):
        is_lone = np.isin(texts.marked.facts, kinds)[side * cut :][: len(hashes[side])]
        is_lone &= ~np.isin(hashes[side], hashes[1 - side])
        first = np.unique(hashes[side][is_lone], return_index=True)[1]
        for place in np.sort(np.flatnonzero(is_lone)[first]) + side * cut:
            found[side].append(text[words.starts[place] : words.ends[place]].decode())
    return found
