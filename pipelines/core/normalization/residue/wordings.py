"""What lines of residue say in each language (wordings.txt), as fragments of regular expressions, matched without case.

Belongs here: reading the file. Does not: where on a page a line may be, and how long it may be (lines, captions).
"""

from functools import cache

from pipelines.core.normalization.word_lists import read_sections


def fragments(section: str) -> tuple[str, ...]:
    """The fragments in one section of the file, in its order.

    >>> fragments("bare_pointer")[-1]
    'あわせて読みたい'
    """
    return _sections()[section]


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    sections = read_sections(__package__, "wordings.txt")
    network = rf"\b(?:{'|'.join(sections['networks'])})\b"
    return {name: tuple(line.replace("<network>", network) for line in lines) for name, lines in sections.items()}
