"""Feed footers, which blog software adds below an article: "The post T appeared first on D."

Belongs here: finding them, their title and site. Does not: the domain of the site (publishers).
"""

import re
from dataclasses import dataclass
from importlib.resources import files

MAX_TITLE_CHARS, MAX_SITE_CHARS = 300, 120

TEXT = files(__package__).joinpath("feed_footers.csv").read_text(encoding="utf-8")
WORDINGS = [line.partition(",")[::2] for line in TEXT.splitlines()[1:]]
"""The first words of a footer, and a pattern of the words between its title and site."""

START = re.compile("|".join(re.escape(start) for start, _ in WORDINGS))

ENDINGS = tuple(
    (start, re.compile(rf"^\s?(.{{1,{MAX_TITLE_CHARS}}}?)\s{verb}\s(.{{2,{MAX_SITE_CHARS}}}?)\.?$", re.IGNORECASE))
    for start, verb in WORDINGS
)

SITE = re.compile(r"^(?:\S+$|[^a-zß-öø-ÿ])")
"""A site is one word, usually a domain, or begins with a capital: "appeared first on the list" is prose."""

MAX_FOOTER_CHARS = MAX_TITLE_CHARS + MAX_SITE_CHARS + 60
"""Characters at the end of a paragraph that are searched."""


@dataclass(frozen=True, slots=True)
class FeedFooter:
    """start: offset in the paragraph; title, site: as the footer names them"""

    start: int
    title: str
    site: str


def may_hold_footer(text: str) -> bool:
    """Whether a text holds the first words of a footer.

    >>> may_hold_footer("The post was vacant."), may_hold_footer("The pier is shut.")
    (True, False)
    """
    return START.search(text) is not None


def find(paragraph: str) -> FeedFooter | None:
    """Find the footer at the end of a paragraph in stored form, None if there is none.

    >>> find("The pier is shut. The post Pier shut appeared first on Port Herald.")
    FeedFooter(start=18, title='Pier shut', site='Port Herald')
    """
    base = max(0, len(paragraph) - MAX_FOOTER_CHARS)
    tail = paragraph[base:]
    for start, ending in ENDINGS if may_hold_footer(tail) else ():
        if start not in tail:
            continue
        # the title may hold the same words: try the last occurrence, then the first
        for place in dict.fromkeys((tail.rfind(start), tail.find(start))):
            found = ending.match(tail[place + len(start) :])
            if found and SITE.match(found[2]):
                return FeedFooter(base + place, found[1].strip(), found[2].strip())
    return None
