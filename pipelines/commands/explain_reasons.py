"""What speaks for and against two texts being copies, or one event, in sentences.

Belongs here: the wording of features and of parts of a similarity, and how strongly each speaks. Does not: computing
them (pipelines.core.matching), the decision (explain_decision).

A sentence states a measure, whichever side it speaks for: what a measure proves depends on the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipelines.commands.terminal import percent
from pipelines.core.matching.clustering.linkage import SCALE
from pipelines.core.matching.pairs.explain import Weighed
from pipelines.core.matching.pairs.overlap import NO_DIGITS
from pipelines.core.matching.stories.similarity import ODDS_SCALE

STRENGTHS = ((3.0, "strongly"), (1.0, "clearly"), (0.5, "a little"))
"""Log odds from which a reason speaks so; what speaks less is left out."""


class Reason(NamedTuple):
    """log_odds: how far it moves the odds, above 0 for; text: the measure in words."""

    log_odds: float
    text: str


def copy_reasons(found: Weighed) -> list[Reason]:
    """What speaks for and against a copy, the strongest first: how much further a measure is from that of two texts
    that share nothing than from that of one text twice. What moves the odds the wrong way is an effect of other
    measures, and left out.
    """
    reasons = [
        Reason(max(found.shared[theme], 0.0) - max(found.lacking[theme], 0.0), _sentence(theme, found))
        for theme in found.shared
    ]
    return sorted(reasons, key=lambda reason: -abs(reason.log_odds))


def _sentence(theme: str, found: Weighed) -> str:
    of = found.features
    share = {name: percent(of[name]) for name in MEASURES}
    sentences = {
        "shorter": f"{share['covered_shorter']} of the shorter text stands in the longer one, {LETTERS}",
        "longer": f"{share['covered_longer']} of the longer text stands in the shorter one, {LETTERS}",
        "beginning": f"{share['lead_shorter']} of the beginning of the shorter text stands in the longer one, and"
                     f" {share['lead_longer']} the other way round",
        "numbers": _numbers(of["digits_lost_shorter"], of["digits_lost_longer"]),
        "passage": f"the longest passage in common is {found.passage_words} words, {share['passage_shorter']} of the"
                   " shorter text",
        "replaced": f"{share['replaced']} of the shorter text is replaced by other words"
                    if of["replaced"] else "no words of the shorter text are replaced by others",
        "recurring": f"of the words in common {share['recurring']} come again elsewhere in the longer text",
        "lengths": f"they have {found.words[0]} and {found.words[1]} words",
    }  # fmt: skip
    return sentences[theme]


LETTERS = "in runs of six letters or more"
"""What covers a text, to tell it from runs of words."""

MEASURES = (
    "covered_shorter",
    "covered_longer",
    "lead_shorter",
    "lead_longer",
    "passage_shorter",
    "replaced",
    "recurring",
)
"""Features that sentences state as shares."""


def _numbers(shorter: float, longer: float) -> str:
    if max(shorter, longer) == NO_DIGITS:
        return "neither text has numbers"
    if min(shorter, longer) == NO_DIGITS:
        return "only one of the texts has numbers"
    if shorter == 0:
        return "every number of the shorter text is in the longer one too" if longer else "both have the same numbers"
    return (
        f"{percent(shorter)} of the numbers of the shorter text and {percent(longer)} of the longer one's are its own"
    )


def event_reasons(parts: Mapping[str, float], terms: Sequence[str], days: int | None) -> list[Reason]:
    """What speaks for and against one event, the strongest first.

    parts: of similarity.parts; terms: the heaviest that both share; days: apart, None if not known of both

    >>> [reason.text for reason in event_reasons({"terms": 0.3, "days apart": -0.1, "frames": 0.0}, ["pier"], 3)]
    ['telling words that both have: pier', '3 days lie between them']
    """
    sentences = {
        "terms": f"telling words that both have: {', '.join(terms)}" if terms else "they share no telling words",
        "one term alone": "one is written after a pattern, and a single word is most of what they share",
        "lengths": "their lengths: long texts on one event share less of what they say, short ones more",
        "days apart": "of one of the two only the time of its file is known" if days is None
                      else f"{days} day{'' if days == 1 else 's'} lie{'s' if days == 1 else ''} between them",
        "other weekdays": "their openings name different days of the week",
        "frames": "both are written after a pattern that other texts share",
    }  # fmt: skip
    found = [Reason(parts[name] * SCALE / ODDS_SCALE, text) for name, text in sentences.items() if parts.get(name)]
    return sorted(found, key=lambda reason: -abs(reason.log_odds))


def reason_lines(reasons: Sequence[Reason]) -> Iterator[str]:
    """A line for each reason that says something, those for before those against.

    >>> list(reason_lines([Reason(-4, "none"), Reason(0.1, "little"), Reason(1.5, "much")]))
    ['  for      clearly   much', '  against  strongly  none']
    """
    for side, sign in (("for", 1), ("against", -1)):
        for reason in reasons:
            strength = next((word for least, word in STRENGTHS if sign * reason.log_odds >= least), None)
            if strength:
                yield f"  {side:<8} {strength:<9} {reason.text}"
