"""Bylines: lines that name the author.

Belongs here: distinguishing them from prose. Does not: what is beside a byline (metadata_lines), its names (authors).
"""

import re

from pipelines.core.vocabulary.words import alternatives, word_list

BY = alternatives(word_list("byline_words", "text", "by"), blank=r"\s")

PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|bin|al|el|la|le|du|dos|and|und|et|y|e|en|och|og|ja|i|with|&)"
NAME_WORD = rf"(?:[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’.\-][^\W\d_]*)*|{PARTICLE})"
BYLINE = re.compile(
    rf"^\W{{0,3}}(?i:{BY})(?:\s?[:：]\s?|\s)(?={NAME_WORD})"
    rf"{NAME_WORD}(?:[,;/]?\s{NAME_WORD}){{0,13}}\s?(?:(?:[,|·•–—/(]|-\s).{{0,140}})?$"
)
"""A word for "by" and capitalized words; a role, an outlet or a date may follow after a mark."""

MAX_BYLINE_CHARS = 200

ROLE = re.compile(
    r"(?i)^(?:[\w'’&\-]{1,30}\s){0,3}(?:writer|reporter|correspondent|editor|journalist|contributor|columnist|author|staff"
    r"|bureau(?:\schief)?|redakteur(?:in)?|redaktion|journaliste|redactora?|giornalista)(?:\s(?!is\b|was\b)[\w'’&\-]{1,30}){0,2}$"
)
"""A role beside a name: `Staff Reporter`, `Science Editor`."""


def is_byline(line: str) -> bool:
    """Whether a line is a byline.

    >>> [is_byline(x) for x in ("By Nadia Orsk | The Veldt Courier", "By Friday the pier had fallen.", "Par ailleurs")]
    [True, False, False]
    """
    if len(line) > MAX_BYLINE_CHARS or line.endswith(("。", "!", "?")):
        return False
    return BYLINE.match(line) is not None and not (line.endswith(".") and len(line) > 60)
