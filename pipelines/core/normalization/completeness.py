"""How much of an article a record holds: all of it, a part, a teaser or a headline.

Belongs here: judging the texts of one record. Does not: which texts are compared (normalize), their form (texts).
"""

import re
from typing import Literal

from pipelines.core.normalization.texts import line_text, word_count
from pipelines.core.normalization.word_lists import read_sections

Completeness = Literal["full", "partial", "teaser", "headline"]

_PHRASES = read_sections(__package__, "phrases.txt")
_TAILS = "|".join(_PHRASES["paywall_tails"])

PAYWALL_TAIL = re.compile(rf"(?i)(?:{_TAILS})[^.!]{{0,60}}[.!?…»>→\s]*\Z")
"""Words at the end of a body that say it continues elsewhere, in a dozen languages."""

PHRASE_START = re.compile(r"[.!?…»”\"')\]:|]\s|(?=[A-ZÀ-ÞА-Я\u3040-\uffff])")
"""Ends where such words may begin. They must form a sentence or begin with a capital: a sentence of prose may end in
"to read more"."""

CONTINUE_LINK = re.compile(rf"(?i)\W*(?:{_TAILS})\w*(?:\W+\w+){{0,3}}\W*")
"""The whole text of a link to the rest."""

SUBSCRIBERS, READING, NEWSLETTERS = (
    re.compile(rf"(?i)(?<![a-zà-ÿа-я])(?:{'|'.join(_PHRASES[name])})")
    for name in ("subscribers", "reading", "newsletters")
)
"""What makes a notice that the rest is for subscribers."""

SENTENCE_GAP = re.compile(r"\n+|(?<=[.!?。！？])\s*(?=\S)")

MAX_NOTICE_CHARS = 250
"""Characters of such a notice."""

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
    tail, last = line[-MAX_TAIL_CHARS:], SENTENCE_GAP.split((body or "")[-2 * MAX_TAIL_CHARS :].rstrip())[-1]
    if len(last) <= MAX_TAIL_CHARS and is_notice(last):
        return "partial"
    return "partial" if ELLIPSIS_TAIL.search(tail) or is_continued(tail) else "full"


def is_continued(tail: str) -> bool:
    """Whether the end of a text (at most MAX_TAIL_CHARS) says that it continues elsewhere.

    >>> is_continued("It is shut. Read more"), is_continued("They want to read more")
    (True, False)
    """
    places = dict.fromkeys([0, *(found.end() for found in PHRASE_START.finditer(tail))])
    return any(PAYWALL_TAIL.match(tail, place) for place in places)


def is_notice(text: str) -> bool:
    """Whether a short text says that the rest is for those who subscribe.

    >>> is_notice("Abonnez-vous pour lire la suite"), is_notice("この記事は有料会員限定です。")
    (True, True)
    >>> is_notice("Subscribe to our newsletter to read it first"), is_notice("The pier is shut.")
    (False, False)
    """
    near = text[:MAX_NOTICE_CHARS]
    return bool(SUBSCRIBERS.search(near) and READING.search(near)) and not NEWSLETTERS.search(near)


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
