"""Dates as lines of metadata write them: in the title element, after a byline, in the parts of a badge.

Belongs here: the grammar of such lines. Does not: finding pieces of text (bare_text), plain texts (text_dates).
"""

import re
from collections.abc import Iterator

from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.build_candidate import candidate_of_date, drop_midnight
from pipelines.core.normalization.dates.page_source import TAG
from pipelines.core.normalization.dates.parsing import scan
from pipelines.core.normalization.dates.text_dates import BYLINE
from pipelines.core.normalization.dates.types import Hints
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.vocabulary.months import is_month_name

SEPARATOR = re.compile(r"\s+[|·•–—-]\s+|\s*[|»«]\s*")
WORD = re.compile(r"[^\W\d_]{2,}")
PRIOR, MAX_TITLE_CHARS = 0.6, 300

MAX_WORDS, MAX_SHORT_WORD = 9, 3
"""Words of a credit, and letters of those that names and prepositions write in lower case."""

MAX_BADGE_CHARS, MAX_PART_CHARS = 120, 12
"""Source of the parts of a badge before the year or after it, and the text of one part."""


def title_candidates(page: Page, hints: Hints) -> Iterator[Candidate]:
    """The date that is a segment of the title element, as `Kites in the clouds | Weather School | 14 March 2024`."""
    title = next(iter(page.elements("title")), None)
    segments = SEPARATOR.split(title.text()[:MAX_TITLE_CHARS]) if title else []
    for segment in segments[1:]:
        for parsed in scan(segment, hints, undecided=True):
            rest = segment[: parsed.start] + segment[parsed.end :]
            if parsed.precision not in ("month", "year") and len(WORD.findall(rest)) <= 1:
                yield candidate_of_date("published_at", drop_midnight(parsed), "visible.title", PRIOR, hints)


def is_credit_line(before: str, after: str) -> bool:
    """Whether the text before and after a date is a credit: a byline, or names set off by a mark.

    >>> is_credit_line("Par Maëlle Courbassier-Lantenois, le ", ""), is_credit_line("", " - Alexandra Featherstone")
    (True, True)
    >>> is_credit_line("The bridge was closed by the council on ", "."), is_credit_line("Treaty of ", "")
    (False, False)
    """
    before, after = before.strip(), after.strip()
    if bool(WORD.search(before)) == bool(WORD.search(after)):
        return False
    words = WORD.findall(before or after)
    if len(words) > MAX_WORDS or after.endswith("."):
        return False
    names = [word for word in words if len(word) > MAX_SHORT_WORD]
    is_named = all(not word.islower() for word in (names[1:] if BYLINE.match(fold(before or after)) else names))
    is_set_off = bool(re.search(r"[,|·•:/–—-]\s*(?:[^\W\d_]{1,3}\s*)?$", before) or re.match(r"[,|·•:/–—-]", after))
    return is_named and (is_set_off or bool(BYLINE.match(fold(before + " " if before else after + " "))))


def join_badge(text: str, source: str, start: int, stop: int) -> str:
    """A piece of text that is a year, alone or after its month, with the parts of a badge in the elements beside it.

    >>> source = "<b>05</b><b>Mar</b><b>2024</b>"
    >>> join_badge("2024", source, source.index("2024"), len(source) - 4)
    '05 Mar 2024'
    """
    if len(text) > MAX_PART_CHARS + 4 or not text[-1:].isalnum():
        return text
    words = fold(text).replace(",", " ").split()
    is_part = 1 <= len(words) <= 2 and all(is_month_name(w) or (w.isdigit() and len(w) > 2) for w in words)
    if not is_part:
        return text
    before = _parts(source[max(0, start - MAX_BADGE_CHARS) : start])[-(3 - len(words)) :]
    names = [word for word in words if not word.isdigit()]
    if _is_day_and_month([*before, *names]):
        return " ".join([*before, text])
    after = _parts(source[stop : stop + MAX_BADGE_CHARS])[: 3 - len(words)]
    return " ".join([text, *after]) if _is_day_and_month([*names, *after]) else text


def _parts(source: str) -> list[str]:
    """The texts between the tags of a source that begins or ends in one; empty from a long text on."""
    texts = [" ".join(part.split()) for part in TAG.split(source[source.find("<") : source.rfind(">") + 1])]
    return [text for text in texts if text]


def _is_day_and_month(parts: list[str]) -> bool:
    if len(parts) != 2 or any(len(part) > MAX_PART_CHARS for part in parts):
        return False
    number, name = sorted(fold(part).rstrip(".,") for part in parts)
    return number.isdigit() and 1 <= int(number) <= 31 and is_month_name(name)
