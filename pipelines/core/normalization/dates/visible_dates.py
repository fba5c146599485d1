"""Dates that a page shows its readers in elements made for dates: time, and those named for dates.

Belongs here: finding them and reading the label beside each. Does not: bare text (running), structured data, choosing.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.dates.build_candidate import NOT_READ, judged, without_placeholder_time
from pipelines.core.normalization.dates.folding import fold
from pipelines.core.normalization.dates.headline import Headline
from pipelines.core.normalization.dates.page_regions import elsewhere
from pipelines.core.normalization.dates.parsing import parse, scan
from pipelines.core.normalization.dates.types import Hints, StatedDate
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.vocabulary.date_labels import label_of

TIME_ELEMENTS = "time,abbr[title].published,.dt-published,[data-published-date]"
NAMED_ELEMENTS = (
    ",".join(f"[class*={word} i]" for word in ("date", "time", "publi", "byline", "posted", "meta", "datum", "info"))
    + ",[id*=date i]"
)
"""Elements whose class or id is named for dates, as CSS."""

FIRST_UNLABELLED_YEAR = 1995
"""A date before the web's press began is, without a label, the subject of a page and not its publication."""

MAX_TIMES, MAX_NAMED, MAX_LENGTH = 30, 100, 160
"""Elements looked at, and the greatest length of the text of one."""

DIGITS = re.compile(r"\d")

WEIGHTS = {"labelled": 0.85, "element": 0.7}

SKIPPED = frozenset({"script", "style", "body", "html", "meta", "link", "input", "form", "noscript", "svg", "iframe"})


def visible_candidates(page: Page, hints: Hints, headline: Headline) -> list[Candidate]:
    """Dates of time elements (time.datetime) and of elements named for dates (visible.labelled, visible.element)."""
    return [*_times(page, hints, headline), *_named(page, hints, headline)]


def _times(page: Page, hints: Hints, headline: Headline) -> Iterator[Candidate]:
    for node in page.tree.css(TIME_ELEMENTS)[:MAX_TIMES]:
        raw = _machine_value(node)
        stated = parse(raw, hints) if raw else None
        if raw and stated:
            day, place = without_placeholder_time(stated), elsewhere(node, headline.trunk)
            label = None if place in FOREIGN else _label_beside(node)
            yield _candidate(day, label, "time.datetime", place, hints)
        elif raw and DIGITS.search(raw):
            yield Candidate("published_at", raw[:60], "time.datetime", 0.0, NOT_READ)


def _machine_value(node: LexborNode) -> str:
    attributes = node.attributes
    return next((v for k in ("datetime", "data-published-date", "title") if (v := attributes.get(k))), "").strip()


def _label_of_names(node: LexborNode) -> str | None:
    """What class and itemprop of an element call its date."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
    if re.search(r"updat|modif", names, re.I) and not re.search(r"publish", names, re.I):
        return "modified"
    return "published" if re.search(r"publish|entry-date|posted", names, re.I) else None


def _label_beside(node: LexborNode) -> str | None:
    """What an element's names or the text right before it call its date; other texts than dates' don't count."""
    label = _label_of_names(node) or label_of(fold(_text_before(node)))
    return None if label == "other" else label


def _text_before(node: LexborNode) -> str:
    """The text right before an element: of its own beginning, its earlier sibling, its parents' (three levels); nothing
    from before another number, for that labels another date."""
    own = _squeeze(node.text(deep=True, separator=" ")[:MAX_LENGTH])
    digit = DIGITS.search(own)
    text = own[: digit.start()] if digit else ""
    current: LexborNode | None = node
    for _ in range(3):
        if current is None or len(text.strip(" :")) > 2:
            break
        text = _sibling_text(current) + " " + text
        current = current.parent
    return LAST_DIGIT.sub("", text)


LAST_DIGIT = re.compile(r"^.*\d", re.S)


def _sibling_text(node: LexborNode) -> str:
    """The end of the text of the nearest earlier sibling that has any."""
    sibling = node.prev
    for _ in range(3):
        if sibling is None:
            break
        text = _squeeze(sibling.text(deep=True, separator=" ")[-200:])
        if text:
            return text[-60:]
        sibling = sibling.prev
    return ""


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _named(page: Page, hints: Hints, headline: Headline) -> Iterator[Candidate]:
    seen: set[str] = set()
    for node in [*page.tree.css("time")[:MAX_TIMES], *page.tree.css(NAMED_ELEMENTS)[:MAX_NAMED]]:
        if node.tag in SKIPPED:
            continue
        text = _squeeze(node.text(deep=True, separator=" ")[: MAX_LENGTH * 3])
        if len(text) > MAX_LENGTH or not DIGITS.search(text) or text in seen:
            continue
        seen.add(text)
        yield from _of_element(node, text, hints, headline)


def _of_element(node: LexborNode, text: str, hints: Hints, headline: Headline) -> Iterator[Candidate]:
    stated = scan(text, hints)[:3]
    if not stated:
        return
    place, folded, before = elsewhere(node, headline.trunk), fold(text), 0
    for date in stated:
        if date.precision in ("month", "year"):
            continue
        label = label_of(folded[before : date.start])
        if label is None and before == 0 and place not in FOREIGN:
            label = _label_beside(node)
        before = date.end
        if label is None and date.local.year < FIRST_UNLABELLED_YEAR:
            continue
        method = f"visible.{'labelled' if label == 'published' else 'element'}"
        yield _candidate(without_placeholder_time(date), label, method, place, hints)


FOREIGN = frozenset({"comment", "related item", "caption", "navigation"})
"""Places of other things, whatever a label says."""

OWN_WORDS = frozenset({("footer", "modified"), ("sidebar", "published"), ("sidebar", "modified")})
"""Places of other things in which these labels still speak of the page itself."""


def _candidate(stated: StatedDate, label: str | None, method: str, place: str | None, hints: Hints) -> Candidate:
    """A visible date as a candidate, refused for its place or its label."""
    field = "modified_at" if label == "modified" else "published_at"
    found = judged(field, stated, method, WEIGHTS.get(method[8:], 0.75), hints)
    if not found.confidence:
        return found
    if place and (place, label) not in OWN_WORDS:
        return Candidate(field, found.value, method, 0.0, f"refused: in a {place}")
    if label == "other":
        return Candidate(field, found.value, method, 0.0, "refused: its label says something else")
    return found
