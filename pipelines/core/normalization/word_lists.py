"""Word lists, written as blank-separated text.

Belongs here: parsing them. Does not: the lists, which are beside the rules that use them; words shared by several
packages (pipelines.core.vocabulary).
"""

import re
from importlib.resources import files

LIST = re.compile(r"^\[(\w+)\]\n((?:[^#\[\n].*\n)+)", re.M)


def words(text: str) -> frozenset[str]:
    """The set of blank-separated words, in lower case.

    >>> sorted(words("gclid  fbclid"))
    ['fbclid', 'gclid']
    """
    return frozenset(text.lower().split())


def read_lists(package: str, file: str) -> dict[str, frozenset[str]]:
    """The word lists of a text file in a package, each under its `[title]`; lines that begin with # are comments.

    >>> sorted(read_lists("pipelines.core.normalization.urls", "parameters.txt")["hashed_session"])
    ['psid', 's', 'sess_id', 'sid', 'ssid']
    """
    text = files(package).joinpath(file).read_text(encoding="utf-8")
    return {title: words(body) for title, body in LIST.findall(text)}
