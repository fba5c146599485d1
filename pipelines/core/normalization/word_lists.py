"""Word lists, written as blank-separated text.

Belongs here: parsing such a list. Does not: the lists, which stand beside the rules that use them; words shared by
several packages (pipelines.core.vocabulary).
"""


def words(text: str) -> frozenset[str]:
    """The set of blank-separated words, in lower case.

    >>> sorted(words("gclid  fbclid"))
    ['fbclid', 'gclid']
    """
    return frozenset(text.lower().split())
