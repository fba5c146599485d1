"""How many elements of a page are open at once, without parsing it.

Belongs here: that one look. Does not: parsing (pages), what is refused for it (normalize).
Parsers of HTML take time that grows with the square of the depth: 120,000 open elements keep one busy for a minute.
"""

import re
from typing import Final

MOST_OPEN: Final = 20_000
"""Elements open at once. Of ten thousand real pages the deepest has some hundred; old pages that never close a font
or a center element have some thousand. Browsers flatten what is deeper than 512."""

TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9\-]{0,30})")

CLOSE_THEMSELVES: Final = frozenset(
    (
        "area", "base", "basefont", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody",
        "tfoot", "colgroup",
    )
)  # fmt: skip
"""Elements that never hold others, or that the next of their kind closes (HTML standard, optional tags)."""


def is_too_deep(html: str) -> bool:
    """Whether more than MOST_OPEN elements are open at once, as far as tags alone tell; at no cost for ordinary pages.

    >>> is_too_deep("<div>" * 30_000), is_too_deep("<p>Words" * 30_000), is_too_deep("<div></div>" * 30_000)
    (True, False, False)
    """
    if html.count("<") <= MOST_OPEN:
        return False
    depth = 0
    for closing, name in TAG.findall(html):
        if name.lower() not in CLOSE_THEMSELVES:
            depth = max(depth - 1, 0) if closing else depth + 1
            if depth > MOST_OPEN:
                return True
    return False
