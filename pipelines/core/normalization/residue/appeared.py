"""The line that a feed puts under an article: "The post T appeared first on D."

Belongs here: its wording in the languages that blog software writes it in. Does not: what the site's domain is.
"""

import re
from dataclasses import dataclass

LONGEST_TITLE, LONGEST_SITE = 300, 120

WORDINGS = (
    ("The post", r"(?:appeared\sfirst|first\sappeared|was\sfirst\spublished|originally\sappeared)\son"),
    ("The article", r"(?:appeared\sfirst|first\sappeared|was\sfirst\spublished|originally\sappeared)\son"),
    ("Der Beitrag", r"erschien\szuerst\sauf"),
    ("L’article", r"est\sapparu\sen\spremier\ssur"),
    ("L'article", r"est\sapparu\sen\spremier\ssur"),
    ("Cet article", r"est\sapparu\sen\spremier\ssur"),
    ("La entrada", r"(?:aparece\sprimero\sen|se\spublicó\sprimero\sen|apareció\sprimero\sen)"),
    ("O post", r"(?:apareceu\sprimeiro\sem|aparece\sprimeiro\sem)"),
    ("L'articolo", r"(?:proviene\sda|sembra\sessere\sil\sprimo\ssu)"),
    ("L’articolo", r"(?:proviene\sda|sembra\sessere\sil\sprimo\ssu)"),
    ("Het bericht", r"verscheen\seerst\sop"),
    ("Artykuł", r"pochodzi\sz\sserwisu"),
    ("Inlägget", r"dök\sförst\supp\spå"),
    ("Indlægget", r"blev\sførst\s(?:udgivet|vist)\spå"),
    ("Innlegget", r"dukket\sførst\sopp\spå"),
    ("Сообщение", r"(?:появились\sсначала\sна|впервые\sпоявилось\sна)"),
    ("Запись", r"впервые\sпоявилась"),
    ("Příspěvek", r"pochází\sz"),
    ("Articolul", r"apare\sprima\sdată\sîn"),
    ("A(z)", r"bejegyzés\selőször"),
)
"""How the line begins, and what stands between the title and the site."""

ENDINGS = tuple(
    (start, re.compile(rf"^\s?(.{{1,{LONGEST_TITLE}}}?)\s{verb}\s(.{{2,{LONGEST_SITE}}}?)\.?$", re.IGNORECASE))
    for start, verb in WORDINGS
)

ASCII_ENDINGS = tuple((start, ending) for start, ending in ENDINGS if start.isascii())
"""All that an ASCII text can hold."""

ASCII_PARTS = ("post", "rtic", "Beitrag", "entrada", "bericht", "Innlegget", "A(z)")
"""One of these is in the first words of each of ASCII_ENDINGS: half as many to look for."""

SITE = re.compile(r"^(?:\S+$|[^a-zß-öø-ÿ])")
"""A site is one word, a domain mostly, or begins with a capital: "appeared first on the list" is prose."""

LONGEST_LINE = LONGEST_TITLE + LONGEST_SITE + 60
"""Characters at the end of a paragraph within which the line is looked for."""


@dataclass(frozen=True, slots=True)
class Appeared:
    """start: where the line begins in the paragraph; title, site: as it names them"""

    start: int
    title: str
    site: str


def may_stand_in(text: str) -> bool:
    """Whether a text holds the first words of such a line.

    >>> may_stand_in("The post was vacant."), may_stand_in("The pier is shut.")
    (True, False)
    """
    if text.isascii() and not any(part in text for part in ASCII_PARTS):
        return False
    return any(word in text for word, _ in (ASCII_ENDINGS if text.isascii() else ENDINGS))


def find(paragraph: str) -> Appeared | None:
    """Find the line at the end of a paragraph (one line, white space collapsed), None without one.

    >>> find("The pier is shut. The post Pier shut appeared first on Port Herald.")
    Appeared(start=18, title='Pier shut', site='Port Herald')
    """
    base = max(0, len(paragraph) - LONGEST_LINE)
    tail = paragraph[base:]
    for word, ending in ASCII_ENDINGS if tail.isascii() else ENDINGS:
        if word not in tail:
            continue
        # the title may hold the same word: the last place from which the line reads, else the first
        for place in dict.fromkeys((tail.rfind(word), tail.find(word))):
            found = ending.match(tail[place + len(word) :])
            if found and SITE.match(found[2]):
                return Appeared(base + place, found[1].strip(), found[2].strip())
    return None
