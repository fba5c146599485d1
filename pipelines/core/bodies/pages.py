"""The body of an HTML page.

Belongs here: asking trafilatura and the page's structured data, and choosing between them. Does not: metadata (their
own modules), rows and fragments (fragments).
"""

import logging

import trafilatura
from lxml.etree import _Element

from pipelines.core import texts
from pipelines.core.bodies.choice import BodyChoice, chosen
from pipelines.core.pages import Page

LARGEST_PAGE = 20_000_000
"""Characters of the largest page that is looked through, the limit trafilatura sets itself."""

BREAKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "code", "lb", "body", "div", "fw", "ab"})
"""Elements of trafilatura's tree that begin a paragraph."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def extract(page: Page) -> BodyChoice:
    """The body of a page by the way that suits it best.

    >>> html = "<html><body><article><h1>T</h1>" + "<p>The pier is shut until Friday, they said.</p>" * 9
    >>> extract(Page(html)).method
    'page.trafilatura'
    """
    if len(page.html) > LARGEST_PAGE:
        return BodyChoice(None, None, None, "page larger than 20 MB")
    return chosen(_by_trafilatura(page.html), "page.trafilatura", 0.9)


def _by_trafilatura(html: str) -> str | None:
    try:
        document = trafilatura.bare_extraction(html, include_comments=False)
    except (ValueError, AssertionError, RecursionError, TypeError, KeyError, AttributeError):
        # what the extractor raises on pages that it was not written for
        return None
    body = getattr(document, "body", None)
    return (texts.body_text(_paragraphs(body)) or None) if body is not None else None


def _paragraphs(body: _Element) -> list[str]:
    """The paragraphs of trafilatura's body tree."""
    runs: list[list[str]] = [[]]
    stack: list[tuple[_Element, bool]] = [(body, False)]
    while stack:
        element, closing = stack.pop()
        breaks = element.tag in BREAKS
        if breaks:
            runs.append([])
        if closing:
            runs[-1].append(element.tail or "")
            continue
        runs[-1].append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return ["".join(run) for run in runs]
