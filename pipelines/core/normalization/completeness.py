"""How much of an article a record holds: all of it, a part, a teaser or a headline.

Belongs here: judging the texts of one record. Does not: which texts are compared (normalize), their form (texts).
"""

import re
from typing import Literal

from pipelines.core.normalization.texts import line_text, word_count
from pipelines.core.normalization.word_lists import read_sections

Completeness = Literal["full", "partial", "teaser", "headline"]

PAYWALL_TAIL = re.compile(
    r"(?i)(?-i:^|(?<=[.!?…»”\"')\]:|]\s)|(?=[A-ZÀ-ÞА-Я\u3040-\uffff]))"
    rf"(?:{'|'.join(read_sections(__package__, 'phrases.txt')['paywall_tails'])})[^.!]{{0,60}}[.!?…»>→\s]*\Z"
)
"""Words at the end of a body that say it continues elsewhere, in a dozen languages. They must form a sentence or begin
with a capital: a sentence of prose may end in "to read more"."""

ELLIPSIS_TAIL = re.compile(r"(?:\.\.\.|…|\[\s*(?:\.\.\.|…|&hellip;)\s*\]|\[\+\s?\d+ (?:chars|characters)\])\s*\Z")
"""How feeds and APIs truncate a text: an ellipsis, bracketed or not, or `[+1234 chars]`."""

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
    line, teaser_line = line_text(body or ""), line_text(teaser or "")
    if not line:
        return "teaser" if teaser_line else "headline"
    if teaser_line and _is_within(ELLIPSIS_TAIL.sub("", line).rstrip(), teaser_line):
        return "teaser"
    tail = line[-MAX_TAIL_CHARS:]
    return "partial" if ELLIPSIS_TAIL.search(tail) or PAYWALL_TAIL.search(tail) else "full"


def _is_within(body: str, teaser: str) -> bool:
    """Whether a body says no more than a teaser: the same up to truncation, or a short part of it."""
    return body == ELLIPSIS_TAIL.sub("", teaser).rstrip() or (word_count(body) < MIN_BODY_WORDS and body in teaser)
