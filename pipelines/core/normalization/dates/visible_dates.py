"""Dates that a page shows its readers in elements made for dates: time, and those whose names say so.

Belongs here: finding them, and the label of each. Does not: bare text (bare_text), structured_dates, choosing.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.dates.accent_folding import fold
from pipelines.core.normalization.dates.build_candidate import (
    NOT_READ,
    OTHER_LABEL,
    candidate_of_date,
    drop_midnight,
    refuse,
)
from pipelines.core.normalization.dates.date_tokens import SPELLED_YEAR
from pipelines.core.normalization.dates.headline import Headline
from pipelines.core.normalization.dates.labels import FIRST_UNLABELLED_YEAR, label_before, text_after_digits
from pipelines.core.normalization.dates.page_regions import region_of
from pipelines.core.normalization.dates.parsing import parse, scan
from pipelines.core.normalization.dates.types import Hints, Label, ParsedDate
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page, enclosing

TIME_ELEMENTS = "time,abbr[title].published,.dt-published,[data-published-date]"
NAMED_ELEMENTS = (
    ",".join(f"[class*={word} i]" for word in ("date", "time", "publi", "byline", "posted", "meta", "datum", "info"))
    + ",[id*=date i]"
)
"""CSS selectors of elements whose class or id is named for dates."""

MAX_TIMES, MAX_NAMED, MAX_TEXT_CHARS = 30, 100, 160
"""Elements examined of each kind, and the length of an element's text."""

MAX_DATES = 3
"""Dates read in one element."""

DIGIT = re.compile(rf"\d|{SPELLED_YEAR}")
MODIFIED_NAME = re.compile(r"updat|modif", re.I)
PUBLISHED_NAME = re.compile(r"publish", re.I)
POSTED_NAME = re.compile(r"publish|entry-date|posted", re.I)

PRIORS = {"visible.labelled": 0.85, "visible.element": 0.7, "time.datetime": 0.75}

SKIPPED_TAGS = frozenset({
    "script", "style", "body", "html", "meta", "link", "input", "form", "noscript", "svg", "iframe",
})  # fmt: skip

UNLABELLED_REGIONS = frozenset({"comment", "related item", "caption", "navigation"})
"""Regions that are not searched for labels: their dates are never the article's."""

ARTICLE_LABELS = frozenset({("footer", "modified"), ("sidebar", "published"), ("sidebar", "modified")})
"""Regions outside the article with the labels of dates that are the article's even there."""


def visible_candidates(page: Page, hints: Hints, headline: Headline) -> list[Candidate]:
    """Dates of time elements (time.datetime) and of elements named for dates (visible.labelled, visible.element)."""
    return [*_times(page, hints, headline), *_named(page, hints, headline)]


def _times(page: Page, hints: Hints, headline: Headline) -> Iterator[Candidate]:
    for node in page.tree.css(TIME_ELEMENTS)[:MAX_TIMES]:
        raw = _machine_value(node)
        parsed = parse(raw, hints) if raw else None
        if raw and parsed:
            region = region_of(node, headline)
            label = None if region in UNLABELLED_REGIONS else _label_of(node)
            yield _candidate(drop_midnight(parsed), label, "time.datetime", region, hints)
        elif raw and DIGIT.search(raw):
            yield Candidate("published_at", raw[:60], "time.datetime", 0.0, NOT_READ)


def _machine_value(node: LexborNode) -> str:
    attributes = node.attributes
    return next((v for k in ("datetime", "data-published-date", "title") if (v := attributes.get(k))), "").strip()


def _label_by_names(node: LexborNode) -> Label | None:
    """The label that class and itemprop of an element give its date."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
    if MODIFIED_NAME.search(names) and not PUBLISHED_NAME.search(names):
        return "modified"
    return "published" if POSTED_NAME.search(names) else None


def _label_of(node: LexborNode) -> Label | None:
    """The label in an element's names or right before it; None if it labels something else."""
    label = _label_by_names(node) or label_before(fold(_text_before(node)))
    return None if label == "other" else label


def _text_before(node: LexborNode) -> str:
    """The text right before the date of an element: its own, that of its earlier siblings, that of its parents' (three
    levels); only after the last digit, as a label before another number belongs to that."""
    own = _squeeze(node.text(deep=True, separator=" ")[:MAX_TEXT_CHARS])
    digit = DIGIT.search(own)
    text = own[: digit.start()] if digit else ""
    for element in enclosing(node, 3):
        if len(text.strip(" :")) > 2:
            break
        text = _sibling_text(element) + " " + text
    return text_after_digits(text)


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
    for node in [*page.elements("time")[:MAX_TIMES], *page.tree.css(NAMED_ELEMENTS)[:MAX_NAMED]]:
        if node.tag in SKIPPED_TAGS:
            continue
        text = _squeeze(node.text(deep=True, separator=" ")[: MAX_TEXT_CHARS * 3])
        if len(text) > MAX_TEXT_CHARS or not DIGIT.search(text) or text in seen:
            continue
        seen.add(text)
        yield from _element_dates(node, text, hints, headline)


def _element_dates(node: LexborNode, text: str, hints: Hints, headline: Headline) -> Iterator[Candidate]:
    dates = scan(text, hints, undecided=True)[:MAX_DATES]
    if not dates:
        return
    region, folded, start = region_of(node, headline), fold(text), 0
    for parsed in dates:
        if parsed.precision in ("month", "year"):
            continue
        label = label_before(folded[start : parsed.start])
        if label is None and start == 0 and region not in UNLABELLED_REGIONS:
            label = _label_of(node)
        start = parsed.end
        if label is None and parsed.local.year < FIRST_UNLABELLED_YEAR:
            continue
        method = "visible.labelled" if label == "published" else "visible.element"
        yield _candidate(drop_midnight(parsed), label, method, region, hints)


def _candidate(parsed: ParsedDate, label: Label | None, method: str, region: str | None, hints: Hints) -> Candidate:
    """The candidate for a visible date, refused for its region or its label."""
    field = "modified_at" if label == "modified" else "published_at"
    found = candidate_of_date(field, parsed, method, PRIORS[method], hints)
    if region and (region, label) not in ARTICLE_LABELS:
        return refuse(found, f"in a {region}")
    return refuse(found, OTHER_LABEL if label == "other" else None)
