"""Word lists, written as blank-separated text, and files of such lists.

Belongs here: parsing them. Does not: the lists, which are beside the rules that use them; words shared by several
packages (pipelines.core.vocabulary).
"""

import re
from importlib.resources import files

SECTION = re.compile(r"^\[(\w+)\]\n((?:(?![#\n]|\[\w+\]\n).*\n)+)", re.M)


def words(text: str) -> frozenset[str]:
    """The set of blank-separated words, in lower case.

    >>> sorted(words("gclid  fbclid"))
    ['fbclid', 'gclid']
    """
    return frozenset(text.lower().split())


def read_sections(package: str, file: str) -> dict[str, list[str]]:
    """The lines of each `[title]` section of a text file in a package; lines that begin with # are comments.

    >>> read_sections("pipelines.core.normalization.urls", "parameters.txt")["hashed_session"]
    ['psid s sess_id sid ssid']
    """
    text = files(package).joinpath(file).read_text(encoding="utf-8")
    return {title: body.splitlines() for title, body in SECTION.findall(text)}


def read_lists(package: str, file: str) -> dict[str, frozenset[str]]:
    """The blank-separated words of each section of such a file; their case is kept.

    >>> sorted(read_lists("pipelines.core.normalization.urls", "parameters.txt")["hashed_session"])
    ['psid', 's', 'sess_id', 'sid', 'ssid']
    """
    return {title: frozenset(" ".join(lines).split()) for title, lines in read_sections(package, file).items()}
