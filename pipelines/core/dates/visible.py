"""Dates that a page shows its readers: in elements named for dates, and around the headline.

Belongs here: finding them and reading the label beside each. Does not: structured data, choosing.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from pipelines.core.dates.folding import fold
from pipelines.core.dates.labels import label_of
from pipelines.core.dates.reading import scan
from pipelines.core.dates.shapes import Hints, StatedDate
from pipelines.core.dates.stating import judged, without_placeholder_time
from pipelines.core.dates.surroundings import elsewhere
from pipelines.core.evidence import Candidate
from pipelines.core.pages import Page

DATE_ELEMENTS = ",".join(
    f"[{attribute}*={word} i]"
    for attribute in ("class", "id")
    for word in ("date", "time", "publi", "byline", "posted", "meta", "datum", "fecha", "info", "pubdate", "submitted")
)
"""Elements whose class or id is named for dates, as CSS."""

MAX_ELEMENTS, MAX_LENGTH, MAX_HEAD = 120, 160, 600
"""Elements looked at, characters of the text of one, characters around the headline."""

DIGITS = re.compile(r"\d")


def visible_candidates(page: Page, hints: Hints) -> list[Candidate]:
    """Dates in the visible text with the method visible.labelled, visible.element or visible.headline."""
    return [*_named_elements(page, hints), *_around_headline(page, hints)]


def _named_elements(page: Page, hints: Hints) -> Iterator[Candidate]:
    seen: set[str] = set()
    for node in ([*page.tree.css("time"), *page.tree.css(DATE_ELEMENTS)])[:MAX_ELEMENTS]:
        if node.tag in ("script", "style", "body", "html", "meta", "link", "input", "form"):
            continue
        text = " ".join(node.text(deep=True, separator=" ")[: MAX_LENGTH * 3].split())
        if len(text) > MAX_LENGTH or not DIGITS.search(text) or text in seen:
            continue
        seen.add(text)
        yield from _from_text(text, hints, "element", node)


def _from_text(text: str, hints: Hints, where: str, node: LexborNode | None) -> Iterator[Candidate]:
    stated = scan(text, hints)
    if not stated:
        return
    place = elsewhere(node) if node is not None else None
    folded, before = fold(text), 0
    for date in stated[:3]:
        label = label_of(folded[before : date.start])
        before = date.end
        yield _candidate(date, label, where, place, hints)


_WEIGHT = {"labelled": 0.85, "element": 0.7, "headline": 0.7}


def _candidate(stated: StatedDate, label: str | None, where: str, place: str | None, hints: Hints) -> Candidate:
    field = "modified_at" if label == "modified" else "published_at"
    method = f"visible.{'labelled' if label == 'published' else where}"
    found = judged(field, without_placeholder_time(stated), method, _WEIGHT[method[8:]], hints)
    if not found.confidence:
        return found
    if place:
        return Candidate(field, found.value, method, 0.0, f"refused: in a {place}")
    if label == "other":
        return Candidate(field, found.value, method, 0.0, "refused: its label says something else")
    return found


def _around_headline(page: Page, hints: Hints) -> Iterator[Candidate]:
    for headline in page.tree.css("h1")[:2]:
        for text in _texts_after(headline):
            if len(text) <= MAX_LENGTH:
                yield from _from_text(text, hints, "headline", None)


def _texts_after(headline: LexborNode) -> Iterator[str]:
    """Texts of the elements that follow the headline, and follow its parents."""
    node: LexborNode | None = headline
    for _ in range(3):
        if node is None or node.tag in ("body", "html", "article", "main"):
            return
        sibling, count = node.next, 0
        while sibling is not None and count < 8:
            text = " ".join(sibling.text(deep=True, separator=" ")[:MAX_HEAD].split())
            if DIGITS.search(text):
                yield text
            sibling, count = sibling.next, count + 1
        node = node.parent
