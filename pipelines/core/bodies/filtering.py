"""Blocks of a page that are not the article's prose, though the extractor took them.

Belongs here: the headline above it, bylines and dates at its head, residue lines within, headings without a text.
Does not: extraction, the wording of residue (residue.lines).
"""

import re
from collections.abc import Iterable, Sequence

from pipelines.core.bodies.extraction import Block
from pipelines.core.residue import bylines, captions, datelines, lines

HEAD_BLOCKS = 6
"""Blocks from the top within which the headline, bylines and bare dates are looked for."""

NOT_WORD = re.compile(r"[\W_]+")


def kept(blocks: Sequence[Block], titles: Iterable[str] = ()) -> list[Block]:
    """The blocks that are prose; `titles` are what the page calls itself.

    >>> found = kept([Block("head", "Pier shut"), Block("p", "The pier is shut."), Block("p", "Share")], ["Pier Shut"])
    >>> [block.text for block in found]
    ['The pier is shut.']
    """
    names = {name for name in map(_bare, titles) if name}
    prose = [block for place, block in enumerate(blocks) if not _is_residue(block, place, names)]
    return _without_empty_headings(_without_repeats(prose))


def _bare(text: str) -> str:
    return NOT_WORD.sub("", text).casefold()


def _is_residue(block: Block, place: int, names: set[str]) -> bool:
    if place < HEAD_BLOCKS and (_bare(block.text) in names or bylines.is_byline(block.text)):
        return True
    if datelines.is_date_line(block.text):
        return True
    kind = lines.kind_of(block.text)
    return kind not in (None, "source") or captions.is_credit_line(block.text)


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """A block of some length that stood before word for word is a pull quote or a template's repetition."""
    seen: set[str] = set()
    found: list[Block] = []
    for block in blocks:
        if len(block.text) < 40 or block.text not in seen:
            found.append(block)
        seen.add(block.text)
    return found


def _without_empty_headings(blocks: list[Block]) -> list[Block]:
    """A heading that nothing follows announced what was taken away."""
    found = list(blocks)
    while found and found[-1].tag == "head":
        found.pop()
    return found
