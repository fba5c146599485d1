"""How far a version of an article differs from the one before it.

Belongs here: comparing two versions of one article. Does not: comparing articles (pipelines.core.matching).
"""

import re
from collections import Counter

WORD = re.compile(r"\w+")


def changed_words(before: str, after: str) -> int:
    """The number of words added or removed, compared as multisets: a moved paragraph changes nothing.

    >>> changed_words("The pier is shut.", "The north pier is open."), changed_words("a b", "b a")
    (3, 0)
    """
    old, new = Counter(WORD.findall(before.lower())), Counter(WORD.findall(after.lower()))
    return (old - new).total() + (new - old).total()
