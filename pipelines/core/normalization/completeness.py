"""How much of an article a record holds: all of it, a part, a teaser or a headline.

Belongs here: judging the texts of one record. Does not: which texts are compared (normalize), their form (texts).
"""

import re
from typing import Literal

from pipelines.core.normalization.texts import line_text, word_count
from pipelines.core.normalization.word_lists import read_sections

Completeness = Literal["full", "partial", "teaser", "headline"]

PAYWALL_TAIL = re.compile(
    rf"(?i)(?:{'|'.join(read_sections(__package__, 'phrases.txt')['paywall_tails'])})[^.!]{{0,60}}[.!?…»>→\s]*\Z"
)
"""Words at the end of a body that say it continues elsewhere, in a dozen languages."""

PHRASE_START = re.compile(r"[.!?…»”\"')\]:|]\s|(?=[A-ZÀ-ÞА-Я\u3040-\uffff])")
"""Ends where such words may begin. They must form a sentence or begin with a capital: a sentence of prose may end in
"to read more"."""

ELLIPSIS_TAIL = re.compile(r"(?:\.\.\.|…|\[\s*(?:\.\.\.|…|&hellip;)\s*\])\s*\Z")
"""How feeds and APIs truncate a text: an ellipsis, bracketed or not."""

CUT_MARK = re.compile(r"(?:\s|\.\.\.|…){0,20}\[\+?\s?\d[\d.,]{0,12}\s(?:more\s)?(?:chars|characters)\]\s{0,20}\Z")
"""How many characters a service has cut off: `… [+1234 chars]`, `... [1234 chars]`."""

MAX_TAIL_CHARS = 160
"""Characters at the end of a body that are searched."""

MIN_BODY_WORDS = 30
"""Words below which a body that its teaser contains is the teaser."""


def completeness(body: str | None, teaser: str | None = None) -> Completeness:
    """How much of an article a record holds.

    headline: neither body nor teaser · teaser: only a teaser, or a body that says no more than the teaser · partial: a
    body that ends in an ellipsis, a truncation mark or words like "continue reading" · full: anything else

    >>> completeness("The pier is shut. Continue reading"), completeness(None, "The pier is shut.")
    ('partial', 'teaser')
    >>> completeness(None), completeness("The pier is shut until Friday.")
    ('headline', 'full')
    """
    line, teaser_line = (without_cut_mark(line_text(text or "")) for text in (body, teaser))
    if not line:
        return "teaser" if teaser_line else "headline"
    if teaser_line and _is_within(ELLIPSIS_TAIL.sub("", line).rstrip(), teaser_line):
        return "teaser"
    tail = line[-MAX_TAIL_CHARS:]
    return "partial" if ELLIPSIS_TAIL.search(tail) or _is_paywalled(tail) else "full"


def _is_paywalled(tail: str) -> bool:
    places = dict.fromkeys([0, *(found.end() for found in PHRASE_START.finditer(tail))])
    return any(PAYWALL_TAIL.match(tail, place) for place in places)


def without_cut_mark(text: str) -> str:
    """A text with an ellipsis instead of the number of characters that a service has cut off.

    >>> without_cut_mark("The pier is sh… [+1234 chars]"), without_cut_mark("It has [20 chars] in it.")
    ('The pier is sh…', 'It has [20 chars] in it.')
    """
    if not text.rstrip().endswith("]"):
        return text
    return CUT_MARK.sub("…", text)


def is_cut(text: str) -> bool:
    """Whether a text ends in an ellipsis or says how much was cut off.

    >>> is_cut("The pier is sh... [1234 chars]"), is_cut("The pier is shut.")
    (True, False)
    """
    tail = text[-MAX_TAIL_CHARS:]
    return ELLIPSIS_TAIL.search(without_cut_mark(tail)) is not None


def _is_within(body: str, teaser: str) -> bool:
    """Whether a body says no more than a teaser: the same up to truncation, or a short part of it."""
    return body == ELLIPSIS_TAIL.sub("", teaser).rstrip() or (word_count(body) < MIN_BODY_WORDS and body in teaser)
