"""Candidate paragraphs: those that may hold residue. Most prose is not among them and is spared the rules.

Belongs here: the prefilter, which may give false positives, never false negatives. Does not: the rules (lines, cuts).
"""

from pipelines.core.normalization.residue import captions, datelines, feed_footers, lines
from pipelines.core.normalization.residue.openings import may_open

OPENINGS = lines.OPENINGS | captions.OPENINGS

SIGNS = datelines.DIGIT_BYTES + b"()[]:/"
"""One of these bytes, or a keyword of lines, is in each date, bracketed credit and credit behind a caption."""


def may_hold_residue(paragraph: str) -> bool:
    """Whether a paragraph within a text may hold residue.

    >>> [may_hold_residue(line) for line in ("The pier is shut.", "Share this article", "Built in 1998.")]
    [False, True, True]
    """
    if may_open(paragraph, OPENINGS) or lines.has_keyword(paragraph) or feed_footers.may_hold_footer(paragraph):
        return True
    data = paragraph.encode()
    return len(data.translate(None, SIGNS)) < len(data)
