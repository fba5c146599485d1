"""Extracts the blocks of prose of a page with trafilatura.

Belongs here: all calls of trafilatura, its tree as blocks. Does not: steps before (pruning) and after (filtering).
"""

import logging
from dataclasses import dataclass
from typing import Any

import trafilatura
from trafilatura.settings import Extractor

from pipelines.core.normalization import texts

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

QUICK = Extractor(output_format="txt", fast=True, comments=False)
THOROUGH = Extractor(output_format="txt", fast=False, comments=False)
"""The extractor alone, and with its fallbacks (readability, jusText), which double the time. For `python`, it would
write its tree as text, which nobody reads here."""

STARTS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "code", "lb", "body", "div", "ab"})
"""Elements of trafilatura's tree that begin a block."""

ERRORS = (ValueError, AssertionError, RecursionError, TypeError, KeyError, IndexError, AttributeError, OSError)
"""What trafilatura raises on unusual pages."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row: `tag` as trafilatura names it, `text` on one line, never empty."""

    tag: str
    text: str


def blocks(html: str, thorough: bool = False) -> list[Block]:
    """The blocks of a page's main text, none if there is none.

    >>> page = "<html><body><article>" + "<p>The pier is shut until Friday, they said.</p>" * 9 + "</article>"
    >>> blocks(page)[0]
    Block(tag='p', text='The pier is shut until Friday, they said.')
    """
    try:
        document = trafilatura.bare_extraction(html, options=THOROUGH if thorough else QUICK)
    except ERRORS:
        return []
    body = getattr(document, "body", None)
    return [] if body is None else _blocks(body)


def _blocks(body: Any) -> list[Block]:
    """Cut the tree wherever an element of STARTS begins or ends."""
    runs: list[tuple[str, list[str]]] = [("body", [])]
    stack: list[tuple[Any, bool]] = [(body, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if closing:
            parent = element.getparent()
            runs += [(parent.tag if parent is not None else "body", [])] if tag in STARTS else []
            runs[-1][1].append((" " if tag == "cell" else "") + (element.tail or ""))
            continue
        runs += [(tag, [])] if tag in STARTS else []
        runs[-1][1].append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    lines = ((tag, texts.line_text("".join(pieces))) for tag, pieces in runs)
    return [Block(tag, line) for tag, line in lines if line]
