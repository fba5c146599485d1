"""Dates in a page's bare text: short pieces that are a date and little else, near the headline or labelled.

Belongs here: finding them in the source, with their distance from the headline. Does not: elements made for dates
(visible_dates), choosing. The source is searched as text because most such pieces have no markup of their own.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.build_candidate import OTHER_LABEL, candidate_of_date, drop_midnight, refuse
from pipelines.core.normalization.dates.date_tokens import SPELLED_MARKS, SPELLED_YEAR
from pipelines.core.normalization.dates.headline import Headline
from pipelines.core.normalization.dates.labels import FIRST_UNLABELLED_YEAR, label_before, text_after_digits
from pipelines.core.normalization.dates.page_regions import region_by_names
from pipelines.core.normalization.dates.page_source import NAMES, TAG, without_scripts
from pipelines.core.normalization.dates.parsing import scan
from pipelines.core.normalization.dates.source_regions import region_in_source
from pipelines.core.normalization.dates.title_dates import is_credit_line, join_badge, title_candidates
from pipelines.core.normalization.dates.types import Hints, Label, ParsedDate
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page

YEAR = re.compile(r"(?:19|20)\d\d(?!\d)", re.A)
YEAR_IN_OTHER_DIGITS = re.compile(r"[1١۱۲٢2][0-9٠-٩۰-۹]{3}(?![0-9٠-٩۰-۹])")
YEAR_OR_SPELLED = re.compile(rf"{YEAR.pattern}|{SPELLED_YEAR}")
OTHER_DIGITS = "١٢۱۲"
"""Years of this or the last century; in Arabic or Persian digits also those of other calendars."""

MAX_CHARS_BEFORE, MAX_CHARS_AFTER = 4000, 60_000
"""Characters of source searched before and after the headline."""

MAX_NEAR_CHARS = 12_000
"""Distance from the headline within which a date is likely the article's."""

MAX_TAIL_CHARS = 8000
"""Characters searched at the end of a long page: many pages state their last change there."""

MAX_SCRIPT_CHARS = 150_000
"""Characters that scripts and styles may add to the source around the headline."""

MAX_PIECE_CHARS, MAX_OTHER_LETTERS, MAX_CANDIDATES = 120, 30, 8
"""Length of a piece of text, letters in it beside the date, and candidates of a page."""

MAX_DATES = 2
"""Dates read in one piece of text."""

PRIORS = {"visible.headline": 0.7, "visible.labelled": 0.85, "visible.text": 0.6, "visible.later": 0.3}

HEADLINE = re.compile(r"<[hH]1\b")
MADE_FOR_DATES = re.compile(r"<(?:time\b|\w{1,10}\s[^>]*(?:date|time))", re.I)
"""A tag of an element that visible_dates examines."""

LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text between two tags.

    offset: in the source · distance: characters of source from the headline, three times as many before it · tag: the
    tag right before the piece
    """

    text: str
    offset: int
    distance: int
    tag: str = ""

    @property
    def is_near(self) -> bool:
        return self.distance <= MAX_NEAR_CHARS


def bare_text_candidates(
    page: Page, hints: Hints, headline: Headline, others: frozenset[str] = frozenset()
) -> list[Candidate]:
    """Dates of bare text.

    others: days (ISO 8601) that elements of other articles alone state
    Methods: visible.headline (the nearest to the headline), visible.labelled, visible.text, visible.later.
    """
    start = _headline_offset(page.html, headline)
    before = without_scripts(page.html[max(0, start - MAX_SCRIPT_CHARS) : start])
    after = without_scripts(page.html[start : start + MAX_CHARS_AFTER + MAX_SCRIPT_CHARS])
    tail_start = max(start + MAX_CHARS_AFTER + MAX_SCRIPT_CHARS, len(page.html) - 4 * MAX_TAIL_CHARS)
    tail = without_scripts(page.html[tail_start:])[-MAX_TAIL_CHARS:]
    source = before[-MAX_CHARS_BEFORE:] + after[:MAX_CHARS_AFTER] + tail
    found: list[Candidate] = list(title_candidates(page, hints))
    for piece in sorted(_pieces(source, min(MAX_CHARS_BEFORE, len(before))), key=lambda piece: piece.distance):
        dates = list(_dates(piece, source, hints))
        place = region_in_source(source, piece.offset, min(MAX_CHARS_BEFORE, len(before)), headline) if dates else None
        for parsed, label in dates:
            made = _candidate(parsed, label, piece, place, found, hints)
            is_of_another = made.value[:10] in others and MADE_FOR_DATES.match(piece.tag)
            found.append(refuse(made, "in a related item" if is_of_another else None))
        if len(found) >= MAX_CANDIDATES:
            break
    return found


def _headline_offset(source: str, headline: Headline) -> int:
    offsets = [match.start() for match in islice(HEADLINE.finditer(source), headline.ordinal + 1)]
    return offsets[-1] if offsets else max(0, source.find("<body"))


def _pieces(source: str, headline_offset: int) -> Iterator[Piece]:
    """Short pieces of text with a year, and longer ones near the headline that begin with a date."""
    last = -1
    for match in _year_pattern(source).finditer(source):
        opened, closed = source.rfind("<", 0, match.start()), source.rfind(">", 0, match.start())
        if opened > closed or closed == last:
            continue
        last = closed
        stop = source.find("<", match.end())
        text = " ".join(_unescape(source[closed + 1 : min(stop, closed + 400) if stop >= 0 else closed + 400]).split())
        text = join_badge(text, source, closed + 1, stop)
        distance = closed - headline_offset if closed >= headline_offset else 3 * (headline_offset - closed)
        if len(text) <= MAX_PIECE_CHARS or (distance <= MAX_NEAR_CHARS and match.start() - closed < 25):
            yield Piece(text, closed + 1, distance, source[opened:closed])


def _year_pattern(source: str) -> re.Pattern[str]:
    if any(digit in source for digit in OTHER_DIGITS):
        return YEAR_IN_OTHER_DIGITS
    return YEAR_OR_SPELLED if any(mark in source for mark in SPELLED_MARKS) else YEAR


def _unescape(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _text_before(source: str, offset: int) -> str:
    """The last text before an offset of the source, without tags."""
    return " ".join(_unescape(TAG.sub(" ", source[max(0, offset - 250) : offset])).split())[-80:]


def _dates(piece: Piece, source: str, hints: Hints) -> Iterator[tuple[ParsedDate, Label | None]]:
    """The dates of a piece with their labels: those that are labelled, stand alone, or begin the piece."""
    folded, start = fold(piece.text), 0
    for parsed in scan(piece.text, hints, undecided=True)[:MAX_DATES]:
        label = label_before(folded[start : parsed.start])
        if label is None and not start:
            label = label_before(text_after_digits(fold(_text_before(source, piece.offset))[-40:]))
            label = None if label == "other" else label  # the label of another element
        start = parsed.end
        if _is_likely(piece, parsed, label):
            yield parsed, label


def _is_likely(piece: Piece, parsed: ParsedDate, label: Label | None) -> bool:
    letters = len(LETTER.findall(piece.text[: parsed.start] + piece.text[parsed.end :]))
    if label in ("published", "modified"):
        return letters <= (MAX_OTHER_LETTERS if label == "published" else 2 * MAX_OTHER_LETTERS)
    if parsed.precision == "month" or parsed.local.year < FIRST_UNLABELLED_YEAR:
        return False
    if len(piece.text) > MAX_PIECE_CHARS:
        return parsed.start == 0
    if letters <= (MAX_OTHER_LETTERS // 2 if piece.is_near else 3):
        return True
    return piece.is_near and is_credit_line(piece.text[: parsed.start], piece.text[parsed.end :])


def _method(parsed: ParsedDate, label: Label | None, piece: Piece, found: list[Candidate]) -> str:
    if label == "published":
        return "visible.labelled" if piece.is_near else "visible.text"
    day = parsed.local.date().isoformat()
    nearest = next((c.value[:10] for c in found if c.method == "visible.headline"), day)
    return "visible.headline" if nearest == day and piece.is_near else "visible.later"


def _candidate(
    parsed: ParsedDate, label: Label | None, piece: Piece, place: str | None, found: list[Candidate], hints: Hints
) -> Candidate:
    field = "modified_at" if label == "modified" else "published_at"
    region = place
    if label not in ("published", "modified"):
        region = region_by_names(" ".join(NAMES.findall(piece.tag))) or place
    method = "visible.later" if region or parsed.other_reading else _method(parsed, label, piece, found)
    made = candidate_of_date(field, drop_midnight(parsed), method, PRIORS[method], hints)
    if region:
        return refuse(made, f"in a {region}")
    return refuse(made, OTHER_LABEL if label == "other" else None)
