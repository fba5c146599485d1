"""The macros of the published file, as their files declare them.

Belongs here: reading these files. Does not: creating the macros (warehouse.contracts), the page (dictionary).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from warehouse.contracts import MACROS_FOLDER

HEAD = re.compile(r"create or replace macro (main\.\w+)\(([^)]*)\) as")
COMMENT = re.compile(r"comment on macro table ([\w.]+) is\s+'((?:[^']|'')*)';")
CALL = re.compile(r": (select .+)\.$")


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro; `call` is the example that its comment ends in."""

    name: str
    parameters: tuple[str, ...]
    comment: str
    call: str


def macros() -> Iterator[Macro]:
    """The public macros in the order of their files. Raises ValueError for one whose comment has no example."""
    for path in sorted(MACROS_FOLDER.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        comments = {name: said.replace("''", "'") for name, said in COMMENT.findall(text)}
        for name, parameters in HEAD.findall(text):
            said = comments.get(name, "")
            call = CALL.search(said)
            if not call:
                raise ValueError(f"{path.name}: the comment on {name} ends in no example: `…: select ….`")
            comment = said.replace(call[1], f"`{call[1]}`")
            yield Macro(name, tuple(p.strip() for p in parameters.split(",")), comment, call[1])
