"""Commands that documents show with what they print, on the samples.

Belongs here: finding them, and writing what they print now. Does not: comparing them (tests/test_whole_run.py).
"""

import re
import shlex
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from pipelines.cli import main

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "explain.md", ROOT / "docs" / "queries.md")
"""Written by people, but for what commands print."""

SHOWN = re.compile(r'^(\$ newsfold (query "[^"]+"|explain .+)\n)((?:(?!```).*\n)*)```$', re.MULTILINE)
WIDTH = "120"
"""Characters of a line that documents show."""


def shown_commands(page: Path) -> list[tuple[str, str]]:
    """(arguments, what the page says they print) of each command that a page shows with its output."""
    found = SHOWN.findall(page.read_text(encoding="utf-8"))
    return [(arguments, output) for _, arguments, output in found if output]


def renew(warehouse: Path) -> None:
    """Write into the pages what their commands print of the samples' warehouse."""
    places = ["--raw", str(ROOT / "samples"), "--warehouse", str(warehouse)]
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        page.write_text(SHOWN.sub(_with_output(places), text), encoding="utf-8")


def _with_output(places: list[str]) -> Callable[[re.Match[str]], str]:
    return lambda shown: f"{shown[1]}{_printed([*shlex.split(shown[2]), *places])}```"


def _printed(arguments: list[str]) -> str:
    out = StringIO()
    with patch.dict("os.environ", COLUMNS=WIDTH), redirect_stdout(out):
        if main(arguments):
            raise RuntimeError(f"newsfold {' '.join(arguments)} failed")
    return out.getvalue()
