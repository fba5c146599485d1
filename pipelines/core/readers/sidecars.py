"""Which sidecar belongs to which file: `page.html.meta.json` or `page.meta.json` beside `page.html`.

Belongs here: names. Does not: the content of a sidecar (document_files), finding files (steps.raw_folder, archives).
"""

import re
from collections.abc import Collection
from typing import Final

SUFFIX: Final = ".meta.json"

MAY_HAVE_ONE: Final = re.compile(r"(\.(?:html?|xhtml|shtml|txt))(?:\.(?:gz|zst|bz2|xz))?$", re.I)
"""Files that may have a sidecar, by name, because listing does not read the content."""

LONE: Final = "lone_sidecar"
"""The reason with which a sidecar that belongs to nothing is rejected."""


def sidecar_of(name: str, sidecars: Collection[str]) -> str | None:
    """The name of the sidecar of a file, by its whole name, else without the compression, else without the ending.

    >>> names = {"a.meta.json", "b.html.meta.json"}
    >>> sidecar_of("a.html", names), sidecar_of("b.html.gz", names), sidecar_of("a.csv", names)
    ('a.meta.json', 'b.html.meta.json', None)
    """
    ending = MAY_HAVE_ONE.search(name) if sidecars else None
    if not ending:
        return None
    names = (name + SUFFIX, name[: ending.end(1)] + SUFFIX, name[: ending.start()] + SUFFIX)
    return next((each for each in names if each in sidecars), None)


def is_sidecar(name: str) -> bool:
    """Whether a name without its folder is a sidecar's, and not that of a hidden or ignored file.

    >>> is_sidecar("a.html.meta.json"), is_sidecar("_a.meta.json"), is_sidecar("a.json")
    (True, False, False)
    """
    return name.endswith(SUFFIX) and not name.startswith((".", "_"))
