"""Pieces of Markdown that the generated pages share.

Belongs here: tables, values as code in a cell, anchors. Does not: what a page says (the modules of pages).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

MAX_CODE_CHARS = 70
"""Characters of a value that a cell shows."""


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, and a blank one.

    >>> list(table(["a", "b"], [["1", "x|y"]]))
    ['| a | b |', '|---|---|', '| 1 | x\\\\|y |', '']
    """
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def code(value: str) -> str:
    """A value as code, on one line and shortened; nothing for an empty one.

    >>> code("a  b" + chr(10) + "c"), code("x" * 80)[-4:], code("a `b`")
    ('`a b c`', 'xx…`', '`` a `b` ``')
    """
    line = " ".join(value.split())
    short = line if len(line) <= MAX_CODE_CHARS else f"{line[:MAX_CODE_CHARS]}…"
    return "" if not short else f"`` {short} ``" if "`" in short else f"`{short}`"


def anchor(heading: str) -> str:
    """The anchor that code hosts and the site give a heading.

    >>> anchor("main.articles"), anchor("GDELT (GKG 2.1)")
    ('mainarticles', 'gdelt-gkg-21')
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
