"""Text on a terminal whatever its encoding: characters that it lacks are written as ASCII, never an error.

Belongs here: characters that messages use and their stand-ins, bars, lines that fit. Does not: the layout of tables
(tables).
"""

import codecs
import io
import shutil
import textwrap
from collections.abc import Iterable

ASCII = {
    "█": "#", "░": ".", "│": "|", "─": "-", "┼": "+", "⟦": "[", "⟧": "]", "→": ">", "·": "-", "—": "-", "–": "-",
    "…": "...", "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "«": '"', "»": '"',
}  # fmt: skip
"""Characters that messages and texts are set with → what stands for them where the encoding lacks them."""

BAR_WIDTH = 20

HANDLER = "newsfold.ascii"

FALLBACK_WIDTH, MIN_WIDTH = 120, 60
"""Characters of a line where there is no terminal nor a variable COLUMNS, and the least that sentences are wrapped to.
"""

INDENT = 4
"""Further spaces before the later lines of a sentence that is wrapped."""


def adapt(streams: Iterable[object]) -> None:
    """Make text streams write what their encoding lacks as ASCII: set characters by ASCII, others as escapes."""
    codecs.register_error(HANDLER, replace)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def use_utf8(stream: object) -> None:
    """Make a text stream write UTF-8, as programs expect of data, whatever the terminal has."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="strict")


def replace(error: UnicodeError) -> tuple[str, int]:
    """What to write for characters that can't be encoded, and where to go on.

    >>> codecs.register_error(HANDLER, replace)
    >>> "█░ “Fähre”".encode("ascii", HANDLER).decode()
    '#. "F\\\\xe4hre"'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    escaped = (ASCII.get(c) or c.encode("ascii", "backslashreplace").decode() for c in text)
    return "".join(escaped), error.end


def bar(share: float, width: int = BAR_WIDTH) -> str:
    """A share, 0 to 1, as a bar; width: in characters.

    >>> bar(0.26)
    '█████░░░░░░░░░░░░░░░'
    """
    filled = round(min(max(share, 0.0), 1.0) * width)
    return "█" * filled + "░" * (width - filled)


def percent(share: float) -> str:
    """A share as a whole per cent, neither none nor all unless it is.

    >>> percent(0.0004), percent(0.5), percent(0.9984), percent(1.0)
    ('under 1%', '50%', 'over 99%', '100%')
    """
    if 0 < share < 0.01:
        return "under 1%"
    return "over 99%" if 0.99 < share < 1 else f"{share:.0%}"


def line_width() -> int:
    """Characters of a line."""
    return shutil.get_terminal_size((FALLBACK_WIDTH, 24)).columns


def filled(line: str) -> list[str]:
    """A line as lines that fit, the later ones indented."""
    margin = " " * (len(line) - len(line.lstrip()) + INDENT)
    width = max(line_width(), MIN_WIDTH)
    return textwrap.wrap(line, width, subsequent_indent=margin, break_on_hyphens=False) or [line]
