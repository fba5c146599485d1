"""Tokens of a text with their kinds, one letter each: date patterns are regular expressions over these letters.

Belongs here: tokenizing a folded text. Does not: the patterns (token_patterns).
"""

import re
from typing import NamedTuple

from pipelines.core.normalization.dates.calendars import ERAS, HAN_NUMERALS, HANGUL_NUMERALS, spelled_number
from pipelines.core.normalization.word_lists import read_lists
from pipelines.core.vocabulary.months import COMPOUND_NAMES, is_month_name

TOKEN = re.compile(
    rf"(?P<compound>{COMPOUND_NAMES})|(?P<number>\d+)|(?P<era>{'|'.join(ERAS)})"
    rf"|(?P<chinese>[{HAN_NUMERALS}]{{1,9}}(?=[年月日号號]))"
    rf"|(?P<korean>(?:(?<![가-힣\d])|(?<=[년월]))(?:[{HANGUL_NUMERALS}]{{1,9}}(?=\s?년|[월일])|[유시](?=월)))"
    r"|(?P<cjk>[年月日号號년월일])"
    r"|(?P<word>[^\W\d_](?:[^\s\d.,;:/|()\[\]<>\"'“”«»=+*&_·•-])*)|(?P<mark>\S)"
)
"""Linear in the length of the text: no alternative can match the same characters in two ways."""

SPELLED_YEAR = (
    rf"(?:(?:{'|'.join(ERAS)})\d{{1,3}}|[{HAN_NUMERALS}]{{1,9}})年(?=[\d{HAN_NUMERALS}（(])"
    rf"|[{HANGUL_NUMERALS}]{{2,9}}\s?년"
)
"""A year of an era, or one in words, of which a date without four digits consists, as a regular expression."""

SPELLED_MARKS = "年년"
"""One of them is in every such year."""

LINK_WORDS = read_lists(__package__, "link_words.txt")["link_words"]
"""Words and ordinal endings between day, month and year that carry no meaning."""

CJK_MARKS = {
    "年": "Y", "년": "Y", "оны": "Y", "月": "G", "월": "G", "сарын": "G", "日": "D", "号": "D", "號": "D", "일": "D",
}  # fmt: skip
"""Marks after the year, the month and the day in Chinese, Japanese, Korean and Mongolian."""


class Token(NamedTuple):
    """kind: y year, d one or two digits, c eight digits, n other number, M month, Y G D the CJK marks of year, month
    and day, E era, t Vietnamese `tháng`, o link word, w other word, `.,:/'-` itself, x other mark"""

    kind: str
    text: str
    start: int
    end: int


def tokenize(folded: str) -> list[Token]:
    """The tokens of a folded text, without white space.

    >>> "".join(t.kind for t in tokenize("thursday, 14th of march 2024"))
    'w,dooMy'
    """
    return [_token(match) for match in TOKEN.finditer(folded)]


def _token(match: re.Match[str]) -> Token:
    group, text = match.lastgroup or "", match[0]
    if group in ("chinese", "korean"):
        group, text = "number", str(spelled_number(text))
    return Token(_kind(group, text), text, match.start(), match.end())


def _kind(group: str, text: str) -> str:
    if group == "number":
        return _number_kind(text)
    if group == "word":
        return _word_kind(text)
    if group == "mark":
        return text if text in ".,:/'-" else "x"
    return {"compound": "M", "era": "E"}.get(group) or CJK_MARKS[text]


def _number_kind(digits: str) -> str:
    if len(digits) <= 2:
        return "d"
    if len(digits) == 4 and "1200" <= digits <= "2643":
        return "y"
    return "c" if len(digits) == 8 else "n"


def _word_kind(word: str) -> str:
    if is_month_name(word):
        return "M"
    if word == "thang":
        return "t"
    return "o" if word in LINK_WORDS else CJK_MARKS.get(word, "w")
