"""The source of a page as text: without the elements that readers do not see, and where its tags are.

Belongs here: passes over the source that need no tree. Does not: dates (bare_text), names of elements (page_regions).
"""

import re

OPENING = re.compile(
    r"<(?:!--|[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE]|[vV][gG]\b)|[nN][oO][sS][cC][rR][iI][pP][tT])"
)
CLOSING = {
    "!": re.compile(r"-->"),
    "s": re.compile(r"</(?:[sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE]|[sS][vV][gG])\s{0,9}>"),
    "n": re.compile(r"</[nN][oO][sS][cC][rR][iI][pP][tT]\s{0,9}>"),
}
"""Elements without text for readers, by the letter after `<`; both cases are spelled out because re.I is slower."""

NAMES = re.compile(r"\b(?:class|id)=[\"']?([^\"'>]{1,200})", re.I)
TAG = re.compile(r"<[^<>]{0,1000}>")


def without_scripts(source: str) -> str:
    """The source of a page without its scripts, styles and comments, in one linear pass.

    >>> without_scripts("a<script>var x='</p>'</script>b<!-- c -->d<STYLE>e</STYLE>f")
    'abdf'
    """
    parts, position = [], 0
    opening = OPENING.search(source)
    while opening:
        parts.append(source[position : opening.start()])
        closing = CLOSING[opening[0][1].lower()]
        end = closing.search(source, opening.end())
        position = end.end() if end else len(source)
        opening = OPENING.search(source, position)
    parts.append(source[position:])
    return "".join(parts)
