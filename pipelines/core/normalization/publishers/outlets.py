"""The reference list of well-known outlets: domain → name.

Belongs here: reading the list (outlets.csv). Does not: names from records (candidates).
"""

from functools import lru_cache
from importlib.resources import files


def name_of(host: str) -> str | None:
    """The name of the outlet at `host` (lower case), by its nearest listed domain.

    >>> name_of("www.reuters.com"), name_of("economictimes.indiatimes.com"), name_of("veldt.example")
    ('Reuters', 'The Economic Times', None)
    """
    names = _names()
    while "." in host:
        if host in names:
            return names[host]
        host = host.partition(".")[2]
    return None


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    text = files(__package__).joinpath("outlets.csv").read_text(encoding="utf-8")
    rows = (line.partition(",")[::2] for line in text.splitlines() if line and not line.startswith("#"))
    return {host: name for host, name in rows if name}
