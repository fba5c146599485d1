"""What lines of residue say in each language (wordings.txt), as fragments of regular expressions, matched without case.

Belongs here: reading the file. Does not: where on a page a line may be, and how long it may be (lines, captions).
"""

from functools import cache
from importlib.resources import files


def fragments(section: str) -> tuple[str, ...]:
    """The fragments in one section of the file, in its order.

    >>> fragments("bare_pointer")[-1]
    'あわせて読みたい'
    """
    return _sections()[section]


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    text = files(__package__).joinpath("wordings.txt").read_text(encoding="utf-8")
    blocks = ([line for line in block.splitlines() if not line.startswith("#")] for block in text.split("\n\n"))
    sections = {lines[0].strip("[]"): lines[1:] for lines in blocks if lines}
    network = rf"\b(?:{'|'.join(sections['networks'])})\b"
    return {name: tuple(line.replace("<network>", network) for line in lines) for name, lines in sections.items()}
