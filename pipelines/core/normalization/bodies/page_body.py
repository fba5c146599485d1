"""The body of an HTML page.

Belongs here: the ways to extract it, and the choice among them. Does not: rows and fragments (fragments).
"""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from pipelines.core.normalization import texts
from pipelines.core.normalization.bodies import (
    extraction,
    filtering,
    headline_scope,
    leads,
    pruning,
    splits,
    structured,
)
from pipelines.core.normalization.bodies.confidence import CALIBRATION, features_of
from pipelines.core.normalization.bodies.consent_notices import drop_notices
from pipelines.core.normalization.bodies.continuation import is_beginning
from pipelines.core.normalization.bodies.extraction import Block
from pipelines.core.normalization.bodies.types import BodyChoice, candidate
from pipelines.core.normalization.html_page import Page

MAX_PAGE_CHARS = 20_000_000
"""Characters of the largest page that is read, as in trafilatura."""

METHOD = "page.trafilatura"

LETTER = re.compile(r"\w")

MIN_PROSE_CHARS = 600
"""Characters of prose below which the extractor runs again with its fallbacks."""

MIN_PROSE_SHARE = 0.5
"""Share of the text in the page's paragraphs below which it runs again."""

MIN_MERGE_GROWTH = 1.2
"""Factor by which merged containers must be longer than the first result to be the article."""

MAX_GROWTH, MAX_GROWTH_OF_LONG_BLOCK = 10, 2
"""Factors by which a second result may be longer than the first; the smaller one if the first is one long block."""

STATED_CONFIDENCE = 0.8
"""Confidence of the body in JSON-LD."""

MAX_STATED_FACTOR = 2
"""Factor of the length of the text shown above which the body in JSON-LD is chosen instead."""

MIN_PLAIN_PARAGRAPH_CHARS, MIN_PLAIN_TEXT_CHARS = 40, 250
"""Characters of a paragraph, and of all together, from which they are an article if the extractor finds nothing."""


def extract(page: Page) -> BodyChoice:
    """The body of a page.

    >>> html = "<html><body><article><h1>T</h1>" + "<p>The pier is shut until Friday, they said.</p>" * 9
    >>> extract(Page(html)).method
    'page.trafilatura'
    """
    if len(page.html) > MAX_PAGE_CHARS:
        return BodyChoice(None, None, None, "page larger than 20 MB")
    tree = pruning.prune(page.tree)
    titles = _titles(page)
    prose, note = _prose(page, tree, titles)
    shown = texts.body_text(block.text for block in leads.add_lead(prose, page, tree))
    choice = _choose(shown, structured.article_body(page, titles), note)
    return choice._replace(is_beginning=bool(choice.body and is_beginning(page, tree, choice.body)))


def _prose(page: Page, tree: LexborHTMLParser, titles: list[str]) -> tuple[list[Block], str | None]:
    """The prose that the page shows, and a note if the extractor ran again."""
    first = filtering.prose_blocks(extraction.blocks(tree.html or ""), titles)
    if not _is_doubtful(first, tree):
        return first, None
    if parts := splits.merge_parts(tree):
        whole = filtering.prose_blocks(extraction.blocks(parts), titles)
        if _length(whole) > MIN_MERGE_GROWTH * _length(first) and _holds(whole, first):
            return whole, "several containers put together"
    second = filtering.prose_blocks(extraction.blocks(_unscripted(page), thorough=True), titles)
    if not first and not second:
        return filtering.prose_blocks(_plain(tree), titles), "nothing found: the page's paragraphs taken"
    if _is_better(second, first):
        return second, "little found at first: a second opinion taken"
    return first, "little found, and no better in a second opinion"


def _choose(shown: str, stated: str | None, note: str | None) -> BodyChoice:
    """Choose between what the page shows and what its JSON-LD states; the page wins unless it holds far less."""
    found = features_of(note is not None)
    confidence = round(CALIBRATION.probability(found), 3)
    candidates = [candidate(shown, METHOD, confidence, note)] if shown else []
    candidates += [candidate(stated, structured.METHOD, STATED_CONFIDENCE)] if stated else []
    if stated and len(shown) * MAX_STATED_FACTOR < len(stated):
        reason = "the page shows less than half of it"
        return BodyChoice(stated, structured.METHOD, STATED_CONFIDENCE, reason, tuple(candidates))
    if not LETTER.search(shown):
        return BodyChoice(None, None, None, note)
    return BodyChoice(shown, METHOD, confidence, note, tuple(candidates), found)


def _holds(whole: Sequence[Block], first: Sequence[Block]) -> bool:
    """Whether the longest block of the first result is in the other, which then continues it."""
    longest = max((block.text for block in first), key=len, default="")
    return any(longest in block.text for block in whole)


def _unscripted(page: Page) -> str:
    """The page's HTML without scripts, whose text the page doesn't show, and with its headline's article alone."""
    copy = page.tree.clone()
    headline_scope.focus(copy)
    for node in copy.css("script, style"):
        node.decompose()
    drop_notices(copy)
    return copy.html or ""


def _plain(tree: LexborHTMLParser) -> list[Block]:
    """The page's paragraphs that end like a sentence, for pages that are nested too deep for the extractor."""
    found = (texts.line_text(node.text() or "") for node in tree.css("p"))
    long = (text for text in found if len(text) >= MIN_PLAIN_PARAGRAPH_CHARS)
    prose = [Block("p", text) for text in long if headline_scope.SENTENCE_END.search(text)]
    return prose if _length(prose) >= MIN_PLAIN_TEXT_CHARS else []


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _is_doubtful(prose: Sequence[Block], tree: LexborHTMLParser) -> bool:
    """Whether to run the fallbacks: the prose is short, a small share of the paragraphs, or a single block."""
    found = _length(prose)
    paragraphs = sum(len((node.text() or "").strip()) for node in tree.css("p, li:not(:has(p, li, a))"))
    return found < max(MIN_PROSE_CHARS, MIN_PROSE_SHARE * paragraphs) or len(prose) < 2


def _is_better(second: Sequence[Block], first: Sequence[Block]) -> bool:
    """Whether the second result is the article: not if it is empty, or so long that it includes other articles."""
    growth = _length(second) / max(1, _length(first))
    if _length(first) < MIN_PROSE_CHARS:
        return growth > 0
    return 0 < growth < (MAX_GROWTH_OF_LONG_BLOCK if len(first) == 1 else MAX_GROWTH)


def _titles(page: Page) -> list[str]:
    """The titles of the page: h1, title element, og:title, JSON-LD headlines."""
    named = [node.text() or "" for node in page.elements("h1", "title")]
    tags = [tag.content for tag in page.metas("og:title", "twitter:title")]
    heads = [node[key] for node in page.jsonld for key in ("headline", "name") if isinstance(node.get(key), str)]
    return [*named, *tags, *heads]
