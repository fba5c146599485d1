"""The title of a plain text: only where the text itself shows it.

Belongs here: the title line above a byline, and "The post … appeared first on". Does not: any guess from a first sentence.
"""

import re

from pipelines.core.evidence import Candidate
from pipelines.core.titles.cleaning import clean, squash

TAIL = 1200
"""Characters at the end of a text in which a feed's closing line stands."""

APPEARED_FIRST = re.compile(
    r"(?:^|[\s.!?”\"])The post (.{3,400}?) (?:appeared first on|first appeared on) [^\n]{2,120}\s*$", re.S
)
"""What WordPress appends to feed entries."""

BYLINE_BELOW = re.compile(
    r"^\s*(?:(?:written |story |words )?by|von|par|por|door|av|af|di|przez|oleh|tekst:?|text:?|texte:?|author:|autor:)\s+\S",
    re.I,
)
"""A line that begins as bylines do, in the larger European languages and Indonesian."""

SENTENCE_END = (".", "!", "…", ";", ",", ":")


def text_candidates(text: str) -> list[Candidate]:
    """Titles that a plain text shows: of its closing feed line, or of a short first line right above a byline.

    >>> text_candidates("Nine voted for.\\nThe post Committee passes budget appeared first on Herald.")[0].value
    'Committee passes budget'
    >>> text_candidates("Comet splits\\nBy Nadia Orsk | The Courier\\n\\nAstronomers saw it.")[0].value
    'Comet splits'
    >>> text_candidates("Astronomers saw a comet.\\n\\nIt split.")
    []
    """
    found = APPEARED_FIRST.search(text[-TAIL:])
    closing = [Candidate("title", clean(found[1]), "residue.appeared_first", 0.95)] if found else []
    return closing + _above_byline(text)


def _above_byline(text: str) -> list[Candidate]:
    lines = [line.strip() for line in text[:1500].split("\n") if line.strip()][:3]
    for title, below in zip(lines, lines[1:], strict=False):
        if BYLINE_BELOW.match(below) and len(below) < 200 and _reads_like_title(title):
            return [Candidate("title", clean(title), "residue.line_above_byline", 0.85)]
    return []


def _reads_like_title(line: str) -> bool:
    words = squash(line).split()
    return 2 <= len(words) <= 30 and len(line) <= 250 and not line.endswith(SENTENCE_END)
