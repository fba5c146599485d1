"""Word lists as they are written in this package: one text, blanks between the words.

Belongs here: the reading of such a list. Does not: the lists, which stand beside the rules that use them.
"""


def words(text: str) -> frozenset[str]:
    """The set of blank-separated words, in lower case.

    >>> sorted(words("gclid  fbclid"))
    ['fbclid', 'gclid']
    """
    return frozenset(text.lower().split())
