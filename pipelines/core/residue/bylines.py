"""Byline lines: who wrote it, and what stands beside the name.

Belongs here: telling such a line from prose and cutting it at its bars. Does not: reading names (authors) or dates.
"""

import re

from pipelines.core.residue import datelines
from pipelines.core.residue.spans import Span

BY = (
    r"(?:(?:written\s|story\s|report(?:ed)?\s|posted\s|published\s)?by|words\sby|text\sby|author|autor(?:in)?|auteur|autore|von"
    r"|par|por|di|door|av|af|przez|автор|автори?|texte\s(?:de|par)|texto|text|testo|tekst|kirjoittaja|écrit\spar|escrito\spor"
    r"|a\scura\sdi|yazan|oleh|penulis|bởi|tác\sgiả|记者|記者|文|作者|기자|بقلم|كتب)"
)

PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|bin|al|el|la|le|du|dos|and|und|et|y|e|en|och|og|ja|i|with|&)"
NAME_WORD = rf"(?:[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’.\-][^\W\d_]*)*|{PARTICLE})"
BYLINE = re.compile(
    rf"^\W{{0,3}}(?i:{BY})(?:\s?[:：]\s?|\s)(?={NAME_WORD})"
    rf"{NAME_WORD}(?:[,;/]?\s{NAME_WORD}){{0,13}}\s?(?:(?:[,|·•–—/(]|-\s).{{0,140}})?$"
)
"""A word for "by", then capitalised words alone, then perhaps marks with a role, an outlet or a date behind them."""

CUT = re.compile(r"\s?[|·•]\s?|\s[–—-]\s|\s{3,}")
LONGEST_BYLINE = 200

OUTLET = re.compile(r"^[^\W\d_a-zß-öø-ÿ][\w&.'’\- ]{2,60}$")
ROLE = re.compile(
    r"(?i)\b(?:staff|writer|reporter|correspondent|editor|journalist|contributor|columnist|author|bureau|redakt\w*|journaliste|redactor\w*"
    r"|giornalista|min(?:ute)?s?\sread|updated|published|posted|comments?|photos?)\b"
)


def is_byline(line: str) -> bool:
    """Whether a line is a byline.

    >>> [is_byline(x) for x in ("By Nadia Orsk | The Veldt Courier", "By Friday the pier had fallen.", "Par ailleurs")]
    [True, False, False]
    """
    if len(line) > LONGEST_BYLINE or line.endswith(("。", "!", "?")):
        return False
    return BYLINE.match(line) is not None and not (line.endswith(".") and len(line) > 60)


def spans_of(line: str) -> list[Span]:
    """Cut a byline at its bars: the name, dates, and what may be the outlet's name.

    >>> [(s.kind, s.text) for s in spans_of("By Nadia Orsk | The Veldt Courier | March 14, 2024 at 5:04 PM EST")]
    [('byline', 'By Nadia Orsk'), ('outlet', 'The Veldt Courier'), ('date_line', 'March 14, 2024 at 5:04 PM EST')]
    """
    pieces = [piece.strip() for piece in CUT.split(line) if piece.strip()]
    return [_span(piece, first=number == 0) for number, piece in enumerate(pieces)]


def _span(piece: str, first: bool) -> Span:
    if first:
        return Span("byline", piece)
    if datelines.is_date_line(piece):
        return Span("date_line", piece)
    return Span("outlet" if OUTLET.match(piece) and not ROLE.search(piece) else "byline", piece)
