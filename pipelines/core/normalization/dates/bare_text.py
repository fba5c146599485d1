"""Dates in a page's bare text: pieces of text that are a date and little else, near the headline or labelled.

Belongs here: finding them in the source, scripts and styles left out, with their distance from the headline. Does not:
elements made for dates (visible), choosing. The source is read as text because most such pieces have no telling markup.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pipelines.core.normalization.dates.build_candidate import judged, without_placeholder_time
from pipelines.core.normalization.dates.folding import fold
from pipelines.core.normalization.dates.headline import Headline
from pipelines.core.normalization.dates.page_regions import reason_of_names
from pipelines.core.normalization.dates.parsing import scan
from pipelines.core.normalization.dates.types import Hints, StatedDate
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.vocabulary.date_labels import label_of

YEAR = re.compile(r"(?:19|20)\d\d(?!\d)", re.A)
OTHER_YEAR = re.compile(r"[1١۱۲٢2][0-9٠-٩۰-۹]{3}(?![0-9٠-٩۰-۹])")
"""A year of this or the last century; the second in Arabic or Persian digits, and of other calendars, too."""

BEFORE, AFTER, FURTHER = 4000, 12_000, 60_000
"""Characters of source before and after the headline where a bare date is likely the article's, and where only pieces
that are nothing but a date, or say what it is one of, are looked at."""

TAIL = 8000
"""Characters at the very end of a long page, where it says when it was changed."""

SCRIPTS = 150_000
"""Characters that scripts may take up in between."""

MAX_PIECE, MAX_REST, MAX_FOUND = 120, 30, 8
"""Length of a piece of text, of what stands in it beside the date (letters), and how many pieces are taken."""

FIRST_UNLABELLED_YEAR = 1995
"""A date before the web's press began is, without a label, the subject of a page and not its publication."""

OTHER_DIGITS = "١٢۱۲"
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text between two tags, where it stands in the source, its distance from the headline in characters of
    source (what stands before the headline counts three times as far), and the tag right before it."""

    text: str
    offset: int
    distance: int
    tag: str = ""


def running_candidates(page: Page, hints: Hints, headline: Headline) -> list[Candidate]:
    """Dates of bare text: visible.headline (the nearest), visible.labelled, visible.later (what else there is)."""
    start = _headline_offset(page.html, headline)
    before = without_scripts(page.html[max(0, start - SCRIPTS) : start])
    after = without_scripts(page.html[start : start + FURTHER + SCRIPTS])
    tail = without_scripts(page.html[max(start + FURTHER + SCRIPTS, len(page.html) - 4 * TAIL) :])[-TAIL:]
    source = before[-BEFORE:] + after[:FURTHER] + tail
    pieces = sorted(_pieces(source, min(BEFORE, len(before))), key=lambda piece: piece.distance)
    found: list[Candidate] = []
    for piece in pieces:
        for stated, label in _dates(piece, source, hints):
            found.append(_candidate(stated, label, piece, found, hints))
        if len(found) >= MAX_FOUND:
            break
    return found


def without_scripts(source: str) -> str:
    """The source of a page without its scripts, styles and comments, in one linear pass.

    >>> without_scripts("a<script>var x='</p>'</script>b<!-- c -->d<STYLE>e</STYLE>f")
    'abdf'
    """
    kept, position = [], 0
    opening = OPENING.search(source)
    while opening:
        kept.append(source[position : opening.start()])
        closing = CLOSING[opening[0][1].lower()]
        end = closing.search(source, opening.end())
        position = end.end() if end else len(source)
        opening = OPENING.search(source, position)
    kept.append(source[position:])
    return "".join(kept)


OPENING = re.compile(
    r"<(?:!--|[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE]|[vV][gG]\b)|[nN][oO][sS][cC][rR][iI][pP][tT])"
)
CLOSING = {
    "!": re.compile(r"-->"),
    "s": re.compile(r"</(?:[sS][cC][rR][iI][pP][tT]|[sS][tT][yY][lL][eE]|[sS][vV][gG])\s{0,9}>"),
    "n": re.compile(r"</[nN][oO][sS][cC][rR][iI][pP][tT]\s{0,9}>"),
}
"""What has no text for readers, by the letter after `<`; spelled in both cases because that is searched fastest."""


def _headline_offset(source: str, headline: Headline) -> int:
    places = [match.start() for match in islice(HEADLINE.finditer(source), headline.ordinal + 1)]
    return places[-1] if places else max(0, source.find("<body"))


HEADLINE = re.compile(r"<[hH]1\b")


def _pieces(source: str, start: int) -> Iterator[Piece]:
    """Short pieces of text with a year in them, and longer ones near the headline that begin with a date."""
    last = -1
    pattern = OTHER_YEAR if any(digit in source for digit in OTHER_DIGITS) else YEAR
    for match in pattern.finditer(source):
        opened, closed = source.rfind("<", 0, match.start()), source.rfind(">", 0, match.start())
        if opened > closed or closed == last:
            continue
        last = closed
        stop = source.find("<", match.end())
        text = " ".join(_unescape(source[closed + 1 : min(stop, closed + 400) if stop >= 0 else closed + 400]).split())
        distance = closed - start if closed >= start else 3 * (start - closed)
        if len(text) <= MAX_PIECE or (distance <= AFTER and match.start() - closed < 25):
            yield Piece(text, closed + 1, distance, source[opened:closed])


def _unescape(text: str) -> str:
    return html.unescape(text) if "&" in text else text


TAG = re.compile(r"<[^<>]{0,1000}>")


def _text_before(source: str, offset: int) -> str:
    """The last of the text before a place in the source, tags left out."""
    return " ".join(_unescape(TAG.sub(" ", source[max(0, offset - 250) : offset])).split())[-80:]


def _dates(piece: Piece, source: str, hints: Hints) -> Iterator[tuple[StatedDate, str | None]]:
    """The dates of a piece with their labels: those that stand alone, open the piece, or say what they are."""
    folded, before = fold(piece.text), 0
    for stated in scan(piece.text, hints)[:2]:
        label = label_of(folded[before : stated.start])
        if label is None and not before:
            label = _dated_label(label_of(LAST_DIGIT.sub("", fold(_text_before(source, piece.offset))[-40:])))
        before = stated.end
        if _tells(piece, stated, label):
            yield stated, label


LAST_DIGIT = re.compile(r"^.*\d", re.S)
"""What stands before another number labels another date."""


def _dated_label(label: str | None) -> str | None:
    """A label read from another element holds only when it speaks of this article."""
    return None if label == "other" else label


def _tells(piece: Piece, stated: StatedDate, label: str | None) -> bool:
    rest = len(LETTER.findall(piece.text[: stated.start] + piece.text[stated.end :]))
    if label in ("published", "modified"):
        return rest <= (MAX_REST if label == "published" else 2 * MAX_REST)
    if stated.precision == "month" or stated.local.year < FIRST_UNLABELLED_YEAR:
        return False
    if len(piece.text) > MAX_PIECE:
        return stated.start == 0
    return rest <= (MAX_REST // 2 if piece.distance <= AFTER else 3)


def _method(stated: StatedDate, label: str | None, piece: Piece, found: list[Candidate]) -> str:
    if label == "published":
        return "visible.labelled" if piece.distance <= AFTER else "visible.text"
    day = stated.local.date().isoformat()
    nearest = next((c.value[:10] for c in found if c.method == "visible.headline"), day)
    return "visible.headline" if nearest == day and piece.distance <= AFTER else "visible.later"


CONFIDENCES = {"visible.headline": 0.7, "visible.labelled": 0.85, "visible.text": 0.6, "visible.later": 0.3}


def _candidate(stated: StatedDate, label: str | None, piece: Piece, found: list[Candidate], hints: Hints) -> Candidate:
    field = "modified_at" if label == "modified" else "published_at"
    place = None if label in ("published", "modified") else _place(piece.tag)
    method = "visible.later" if place else _method(stated, label, piece, found)
    made = judged(field, without_placeholder_time(stated), method, CONFIDENCES[method], hints)
    if made.confidence and (place or label == "other"):
        note = f"refused: in a {place}" if place else "refused: its label says something else"
        return Candidate(field, made.value, method, 0.0, note)
    return made


NAMES = re.compile(r"\b(?:class|id)=[\"']?([^\"'>]{1,200})", re.I)


def _place(tag: str) -> str | None:
    """What the names of the tag around a bare date say it belongs to, if that is not the article."""
    return reason_of_names(" ".join(NAMES.findall(tag)))
