"""A glance at a text: for which fields there is nothing in it to find, told by one compiled pass over its bytes.

Belongs here: the glance and what it means. Does not: the pass (glance_scan), what it looks for (glance_tables), finding
anything (the field modules). A glance may send a module to look in vain, but never keeps one from what it would find.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipelines.core.normalization.prefilter import scan, tables
from pipelines.core.normalization.residue.stripping import LARGEST_TEXT


class Glance(NamedTuple):
    """seen: bits of glance_scan, from URL to UNKNOWN; words: as texts.word_count counts them; suspects: one byte a
    paragraph, not 0 where residue may be. Words and suspects say nothing of a text of which nothing is known."""

    seen: int
    words: int
    suspects: bytes

    @property
    def is_stored(self) -> bool:
        """Whether the text is in stored form and in letters that are read here; if not, all below may be."""
        return not self.seen & scan.UNKNOWN

    @property
    def may_hold_markup(self) -> bool:
        """Whether a tag or an entity may stand in the text."""
        return self.seen & (scan.UNKNOWN | scan.MARKUP) != 0

    @property
    def may_hold_url(self) -> bool:
        """Whether urls.text_candidates may find anything."""
        return self.seen & (scan.UNKNOWN | scan.URL) != 0

    @property
    def may_name_outlet(self) -> bool:
        """Whether publishers.text_candidates may find anything."""
        return self.seen & (scan.UNKNOWN | scan.URL | scan.OUTLET) != 0

    @property
    def may_hold_dates(self) -> bool:
        """Whether dates.text_candidates may find anything."""
        return self.seen & (scan.UNKNOWN | scan.NUMBER) != 0

    @property
    def may_be_signed(self) -> bool:
        """Whether agencies.text_candidates may find anything in the text."""
        return self.seen & (scan.UNKNOWN | scan.AGENCY) != 0

    @property
    def may_hold_residue(self) -> bool:
        """Whether residue.strip may find anything."""
        return self.seen & (scan.UNKNOWN | scan.RESIDUE) != 0


NOTHING_KNOWN = Glance(scan.UNKNOWN, 0, b"")


@lru_cache(maxsize=4)
def look(text: str) -> Glance:
    r"""What a glance at the text shows; kept for the last few texts, for it is asked of the same text at every step.

    >>> seen = look("The pier is shut.\n\nShare this article")
    >>> seen.is_stored, seen.words, seen.suspects, seen.may_hold_url
    (True, 7, b'\x00\x01', False)
    >>> look("The pier is shut. \nBy Ada").is_stored
    False
    """
    if len(text) > LARGEST_TEXT:
        return NOTHING_KNOWN
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return NOTHING_KNOWN
    suspects = np.empty(len(data) // 3 + 1, np.uint8)
    seen, words, paragraphs = scan.scan(np.frombuffer(data, np.uint8), *tables.tables(), suspects)
    return Glance(seen, words, suspects[:paragraphs].tobytes())
