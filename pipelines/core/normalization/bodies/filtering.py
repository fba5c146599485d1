"""Removes extracted blocks that are not the article's prose.

Belongs here: headline, metadata lines, residue, empty headings. Does not: extraction, the form of residue (lines).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from pipelines.core.normalization.bodies.extraction import Block
from pipelines.core.normalization.bodies.headline_scope import SENTENCE_END
from pipelines.core.normalization.residue import captions, datelines, lines, metadata_lines

HEAD_BLOCKS = 6
"""Blocks from the top that may be the headline, bylines and dates."""

MIN_PULL_QUOTE_CHARS = 100
"""Characters from which a repeated block is a pull quote; shorter blocks repeat in lists, recipes and tables."""

MIN_PARAGRAPH_CHARS = 80
"""Characters from which a block that ends like a sentence is a paragraph of the article."""

MAX_END_SHARE = 0.5
"""Share of the text before "Top stories" below which the text after it may be teasers of other articles."""

MAX_TEASER_CHARS, MAX_MEAN_TEASER_CHARS = 180, 130
"""Characters of the longest of these teasers, and of their mean."""

NOT_WORD = re.compile(r"[\W_]+")


def prose_blocks(blocks: Sequence[Block], titles: Iterable[str] = ()) -> list[Block]:
    """The blocks that are prose; titles: those of the page, which the prose does not repeat.

    >>> found = [Block("head", "Pier shut"), Block("p", "The pier is shut."), Block("p", "Share")]
    >>> [block.text for block in prose_blocks(found, ["Pier Shut"])]
    ['The pier is shut.']
    """
    names = {name for name in map(_bare, titles) if name}
    remaining = _without_pointers(_without_end_matter(blocks))
    head = _head_length(remaining)
    prose = [block for place, block in enumerate(remaining) if not _is_residue(block, place < head, names)]
    if prose and lines.kind_of(prose[-1].text) == "source":
        prose.pop()
    return _without_empty_headings(_without_repeats(prose))


def _without_end_matter(blocks: Sequence[Block]) -> list[Block]:
    """Cut at the first line that announces other articles, if all that follows reads like a list of them."""
    sizes = [len(block.text) for block in blocks]
    before = list(accumulate(sizes, initial=0))
    longest = list(accumulate(reversed(sizes), max, initial=0))[::-1]
    for place, block in enumerate(blocks):
        if place and lines.announces(block.text):
            after, count = before[-1] - before[place + 1], len(blocks) - place - 1
            is_short = longest[place + 1] < MAX_TEASER_CHARS and after <= MAX_MEAN_TEASER_CHARS * count
            if after < MAX_END_SHARE * before[place] and is_short:
                return list(blocks[:place])
    return list(blocks)


def _without_pointers(blocks: Sequence[Block]) -> list[Block]:
    """Leave out what follows a line that announces other articles, as long as it reads like their headlines."""
    found: list[Block] = []
    announced = False
    for block in blocks:
        announced = lines.announces(block.text) or (announced and _is_teaser(block))
        if not announced:
            found.append(block)
    return found


def _is_teaser(block: Block) -> bool:
    if block.text.endswith(("...", "…")):
        return len(block.text) < MAX_TEASER_CHARS
    return block.tag in ("item", "list") and not SENTENCE_END.search(block.text)


def _bare(text: str) -> str:
    return NOT_WORD.sub("", text).casefold()


def _head_length(blocks: Sequence[Block]) -> int:
    """The number of blocks that may be metadata, up to the second paragraph: the first may be a teaser."""
    head = (block.text for block in blocks[:HEAD_BLOCKS])
    prose = [place for place, text in enumerate(head) if len(text) >= MIN_PARAGRAPH_CHARS and SENTENCE_END.search(text)]
    return prose[1] if len(prose) > 1 else HEAD_BLOCKS


def _is_residue(block: Block, is_head: bool, names: set[str]) -> bool:
    if is_head and (_bare(block.text) in names or metadata_lines.spans_of(block.text)):
        return True
    if datelines.is_labelled(block.text) and datelines.is_date_line(block.text):
        return True
    kind = lines.kind_of(block.text)
    return kind not in (None, "source") or captions.is_credit_line(block.text)


def _without_repeats(blocks: list[Block]) -> list[Block]:
    """Leave out pull quotes: long blocks that repeat an earlier one."""
    first: dict[str, int] = {}
    for place, block in enumerate(blocks):
        first.setdefault(block.text, place)
    return [b for place, b in enumerate(blocks) if len(b.text) < MIN_PULL_QUOTE_CHARS or first[b.text] == place]


def _without_empty_headings(blocks: list[Block]) -> list[Block]:
    """Drop the headings at the end, whose text was removed."""
    while blocks and blocks[-1].tag == "head":
        blocks = blocks[:-1]
    return blocks
