"""DuckDB's message about a mistake in a query, in one line with a caret where the mistake is.

Belongs here: its wording. Does not: running queries (query).
"""

import re

EXCERPT = re.compile(r"\n\nLINE (\d+): (.*)\n( *)\^+\s*$")
"""The end of a message: the line of the query, cut at its ends if it is long, and carets below the mistake."""

AROUND = 40
"""Characters of the query shown before and after the mistake."""


def one_line(message: str) -> str:
    """The message in one line, with the place in the query marked.

    >>> one_line('Parser Error: syntax error at or near "form"\\n\\nLINE 2: select 1 form a\\n                 ^^^^')
    'Parser Error: syntax error at or near "form" (line 2: select 1 ^form a)'
    """
    found = EXCERPT.search(message)
    if not found:
        return " ".join(message.split())
    text, at = found[2], len(found[3]) - len(f"LINE {found[1]}: ")
    start, end = max(0, at - AROUND), at + AROUND
    shown = f"{'…' if start else ''}{text[start:at]}^{text[at:end]}{'…' if end < len(text) else ''}"
    return " ".join(f"{message[: found.start()]} (line {found[1]}: {shown.strip()})".split())
