"""The names of well-known outlets by their domain: a small reference list.

Belongs here: reading the list. Does not: anything learned from the data at hand.
"""

from functools import lru_cache
from importlib.resources import files


def name_of(domain: str) -> str | None:
    """The name by which the outlet at this registrable domain goes, if the list has it.

    >>> name_of("reuters.com"), name_of("veldt.example")
    ('Reuters', None)
    """
    return _names().get(domain)


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    text = files(__package__).joinpath("outlets.csv").read_text(encoding="utf-8")
    rows = (line.split(",", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
