"""Days in words among the tokens of a text: `the fourth of July 2023`, `premier mai 2023`, `July fourth, 2023`.

Belongs here: reading the words beside a month as a number. Does not: the words (vocabulary.day_words), the patterns of
dates (token_patterns).
"""

from collections.abc import Sequence

from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.date_tokens import Token
from pipelines.core.vocabulary.day_words import day_words, word_between
from pipelines.core.vocabulary.months import month_languages

MAX_TOKENS = 5
"""Tokens of a day in words, hyphens included."""

MAX_LINKS = 2
"""Tokens between the day and the month."""

Span = tuple[int, int, int]
"""Index of the first token of a day, of the first one after it, and its number."""


def with_spelled_days(tokens: list[Token]) -> list[Token]:
    """The tokens, with each day in words beside a month of the same language as one number.

    >>> from pipelines.core.normalization.dates.date_tokens import tokenize
    >>> [token.text for token in with_spelled_days(tokenize("le vingt et un mars 2024"))]
    ['le', '21', 'mars', '2024']
    """
    found = list(tokens)
    for at in reversed([at for at, token in enumerate(tokens) if token.kind == "M"]):
        if span := _day_before(tokens, at) or _day_after(tokens, at):
            start, end, number = span
            found[start:end] = [Token("d", str(number), tokens[start].start, tokens[end - 1].end)]
    return found


def _day_before(tokens: Sequence[Token], month: int) -> Span | None:
    end = month
    while end and month - end < MAX_LINKS and _is_link(tokens[end - 1]):
        end -= 1
    links = {token.text for token in tokens[end:month]}
    for start in range(max(0, end - MAX_TOKENS), end):
        if number := _number(tokens[start:end], tokens[month], links):
            return start, end, number
    return None


def _day_after(tokens: Sequence[Token], month: int) -> Span | None:
    start = month + 1
    if start < len(tokens) and _is_link(tokens[start]):
        start += 1
    for end in range(min(len(tokens), start + MAX_TOKENS), start, -1):
        if number := _number(tokens[start:end], tokens[month], None):
            return start, end, number
    return None


def _is_link(token: Token) -> bool:
    return token.kind == "o"


def _number(words: Sequence[Token], month: Token, links: set[str] | None) -> int | None:
    """The day that the words name in a language of the month; links: the words between, None if they follow it."""
    if not words[0].text.isalpha() or not words[-1].text.isalpha() or (len(words) == 1 and words[0].kind == "o"):
        return None
    text = "".join(word.text for word in words if word.text not in "-'")
    numbers = day_words(fold, links is None).get(text)
    if numbers is None:
        return None
    languages = month_languages(month.text)
    fitting = {
        number
        for number, named in numbers.items()
        for language in named & languages
        if links is None or word_between(language) in {None, *links}
    }
    return fitting.pop() if len(fitting) == 1 else None
