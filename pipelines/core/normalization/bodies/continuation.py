"""Whether a page shows only the beginning of its article: by a link to the rest, a notice to subscribers, its JSON-LD.

Belongs here: reading what stands right after the body, and what the structured data say. Does not: words at the end of
the body itself (completeness), extraction (page_body).
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.core.normalization import texts
from pipelines.core.normalization.completeness import CONTINUE_LINK, MAX_NOTICE_CHARS, is_notice
from pipelines.core.normalization.html_page import Page

MAX_END_CHARS = 24
"""Characters of the end of the body that are looked for in the page."""

MAX_AFTER_CHARS, MAX_LINES = 2000, 8
"""Characters of the page's text that are read after the body, and lines of them."""

MAX_LINK_CHARS = 40
"""Characters of a link to the rest."""

MIN_STATED_SHARE = 0.5
"""Share of the words that JSON-LD counts below which a body is a part."""

MAX_STUB_WORDS = 150
"""Words of a body that is a stub if the page declares that it is not free."""


def is_beginning(page: Page, tree: LexborHTMLParser, body: str) -> bool:
    """Whether the body of a page is the beginning of its article. tree: the page without what is no prose.

    >>> html = "<article><h1>Pier</h1><p>It is shut until Friday.</p><p>Subscribe to keep reading.</p></article>"
    >>> page = Page(html)
    >>> is_beginning(page, page.tree, "It is shut until Friday."), is_beginning(page, page.tree, "Subscribe now.")
    (True, False)
    """
    return _is_declared(page, body) or _is_continued(tree, body)


def _is_declared(page: Page, body: str) -> bool:
    """Whether the JSON-LD of the article counts more words, or declares a short text not to be free."""
    for node in page.jsonld:
        if not str(node.get("@type")).endswith(("Article", "Posting", "']")):
            continue
        stated = node.get("wordCount")
        if str(stated).isdecimal() and texts.word_count(body) < MIN_STATED_SHARE * int(str(stated)) and " " in body:
            return True
        if _is_not_free(node) and texts.word_count(body) < MAX_STUB_WORDS:
            return True
    return False


def _is_not_free(node: Mapping[str, Any]) -> bool:
    return str(node.get("isAccessibleForFree")).lower() in ("false", "no", "http://schema.org/false")


def _is_continued(tree: LexborHTMLParser, body: str) -> bool:
    """Whether a notice to subscribers, or the page's only link to a rest, follows the body."""
    lines = list(islice(_lines_after(tree, body), MAX_LINES))
    if not lines:
        return False
    if is_notice(" ".join(lines[:3])[:MAX_NOTICE_CHARS]):
        return True
    if not CONTINUE_LINK.match(lines[0]):
        return False
    links = [link for link in tree.css("a") if CONTINUE_LINK.fullmatch(_text_of(link))]
    return len(links) == 1 and lines[0] in _text_of(links[0]) and _is_among_paragraphs(links[0])


def _text_of(link: LexborNode) -> str:
    """The text of a link, empty if it is too long to lead to the rest."""
    text = texts.line_text(link.text() or "")
    return text if len(text) <= MAX_LINK_CHARS else ""


def _is_among_paragraphs(link: LexborNode) -> bool:
    """Whether a link, or the paragraph that it is, follows a paragraph, and is not in a box of its own."""
    block = link.parent if link.parent is not None and link.parent.tag in ("p", "span", "strong") else link
    sibling = block.prev
    while sibling is not None and sibling.tag != "p":
        sibling = sibling.prev
    return sibling is not None


def _lines_after(tree: LexborHTMLParser, body: str) -> Iterator[str]:
    shown = tree.body.text(separator="\n") if tree.body else ""
    end = body[-MAX_END_CHARS:].rpartition("\n")[2]
    at = shown.rfind(end) if end else -1
    if at >= 0:
        after = shown[at + len(end) : at + len(end) + MAX_AFTER_CHARS]
        yield from filter(None, (texts.line_text(line) for line in after.split("\n") if line.strip()))
