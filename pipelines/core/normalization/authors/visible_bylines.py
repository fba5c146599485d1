"""The byline that a page shows: by microdata, rel=author, class names, the word "By", a link to an author's page.

Belongs here: finding the one credit of the article among the names on a page. Does not: reading names in it (bylines).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.authors.bylines import from_byline
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.titles.cleaning import squash
from pipelines.core.vocabulary.words import alternatives, word_list

KINDS = (
    ("microdata.author", "[itemprop~=author]"),
    ("rel.author", "a[rel~=author]"),
    (
        "byline.class",
        "[class*=byline i], [class*=author i], [class*=autor i], [class*=auteur i], [class*=writer i], "
        "[class*=reporter i], [data-testid*=byline i], [data-testid*=author i], address",
    ),
)  # fmt: skip
"""Method → the elements it looks at, the most telling first."""

ELSEWHERE = re.compile(
    r"comment|related|teaser|footer|sidebar|recommend|promo(?!ted)|popular|trending|newsletter|quote|caption|credit|menu|reply"
    r"|read-?next|latest|more-|read-more|most-|outbrain|taboola|carousel|slider|appetizer|preview",
    re.I,
)
"""Classes and ids of what holds the names of other people: other articles, comments, captions, quotations."""

NEAR_ELSEWHERE = re.compile(
    r"image|photo|picture|avatar|social|share|description|bio\b|card|widget|nav|foto|tags|copy", re.I
)
"""The same words where they stand on the element itself or right above it; further up they name whole layouts."""

OTHER_PLACES = frozenset({"aside", "footer", "nav", "blockquote", "figure", "figcaption"})
NAMING = ("class", "id", "data-area", "data-component", "data-testid")
"""Attributes that say what an element is for."""

ABOVE = 8
"""Elements above a byline that are looked at."""

MAX_NODES = 60
"""Nodes a selector looks at: the article's own byline stands before the lists of other articles."""

LINKS = (
    "a[href*='/author' i], a[href*='/autor' i], a[href*='/auteur' i], a[href*='/forfatter' i], "
    "a[href*='/journalist' i], a[href*='/reporter' i], a[href*='/contributor' i], a[href*='/redaktion/' i]"
)
"""Links to an author's page."""

BESIDE_LINK = 40
"""Characters that may stand beside a byline in its paragraph or link: with more it is prose, or another's teaser."""

LONGEST = 300
"""Characters of the text of a byline element."""

LABEL = re.compile(
    rf"^\W{{0,3}}(?:{alternatives(word_list('byline_words', 'page', 'by'))}"
    r"|autor(?:in)?/-?(?:autor(?:in)?|in(?:nen)?))"
    r"\s*[:：]?(?:\s|$)",
    re.I,
)
"""How a shown byline begins."""

LONG_PARAGRAPH = 120
"""Characters from which a paragraph is the article's text."""

LABELLED = "p, span, div, li, address, small, dt, dd, td, strong, em, b, i, a, h4, h5, h6"
MAX_LABELLED = 1500
"""Elements among which a label is looked for, in document order: enough to pass menus and reach the article's head."""


def credits(page: Page, title: str | None = None) -> Iterator[tuple[str, str]]:
    """(method, text) of the first byline of each kind, those after the heading `title` first.

    >>> list(credits(Page('<div class="byline">By Nadia Orsk</div><p>Text.</p>')))
    [('byline.class', 'By Nadia Orsk')]
    """
    for method, selector in KINDS:
        text = next(_bylines(page, selector, title), None)
        if text:
            yield method, text


def guesses(page: Page, title: str | None = None) -> Iterator[tuple[str, str]]:
    """(method, text) of a credit that only its words or its link show; for pages that state none.

    >>> list(guesses(Page('<h1>Pier</h1><p>von <a href="/x">Nadia Orsk</a></p>'), "Pier"))
    [('label.by', 'von\\nNadia Orsk')]
    """
    text = _labelled(page, _heading(page, title))
    if text:
        yield "label.by", text
        return
    text = next(_bylines(page, LINKS, title), None)
    if text:
        yield "link.author", text


def _bylines(page: Page, selector: str, title: str | None) -> Iterator[str]:
    """Texts of the elements that hold a person's name and belong to the article."""
    heading = _heading(page, title)
    for node in _after_heading(page.tree.css(f"h1, {selector}")[: 4 * MAX_NODES], title)[:MAX_NODES]:
        text = _text(node)
        if (
            2 < len(text) < LONGEST
            and not _elsewhere(node, heading)
            and not _in_prose(node, text)
            and from_byline(text)
        ):
            yield text


@dataclass(frozen=True, slots=True)
class Heading:
    """Identities of the elements that hold the heading (what else they hold belongs to the article or is told apart),
    and whether one of them is an article element: then others are other articles."""

    around: frozenset[int]
    in_article: bool


def _heading(page: Page, title: str | None) -> Heading:
    key = squash(title or "")
    node: LexborNode | None = next(
        (n for n in page.tree.css("h1")[:MAX_NODES] if key and squash(n.text()) == key), None
    )
    around, in_article = [], False
    while node is not None:
        around.append(node.mem_id)
        in_article = in_article or node.tag == "article"
        node = node.parent
    return Heading(frozenset(around), in_article)


def _after_heading(nodes: list[LexborNode], title: str | None) -> list[LexborNode]:
    """The nodes but for headings: first those after the heading that is the title, then those before it."""
    key = squash(title or "")
    at = next((i for i, node in enumerate(nodes) if node.tag == "h1" and key and squash(node.text()) == key), 0)
    return [node for node in nodes[at:] + nodes[:at] if node.tag != "h1"]


def _in_prose(node: LexborNode, text: str) -> bool:
    """Whether a link stands in a block with more text than a byline has."""
    above = node.parent
    return node.tag == "a" and above is not None and len(_text(above)) > len(text) + BESIDE_LINK and above.tag == "p"


def _labelled(page: Page, heading: Heading) -> str | None:
    for node in page.tree.css(LABELLED)[:MAX_LABELLED]:
        own = (node.text(deep=False) or "").strip()
        label = LABEL.match(own) if 1 < len(own) < LONGEST else None
        if label:
            text = _text(node)
            if label.end() == len(text) and node.parent:  # the label is all: the name stands beside it
                text = _text(node.parent)[-LONGEST:]
                text = text[max(0, text.find(own)) :]
            if len(text) < LONGEST and LABEL.match(text) and not _elsewhere(node, heading) and from_byline(text):
                return text
    return _bold_name(page, heading)


def _bold_name(page: Page, heading: Heading) -> str | None:
    """A paragraph that is a name in bold and nothing else, before the first long one."""
    for node in page.tree.css("article p, main p, [class*=content i] p")[:MAX_NODES]:
        text = _text(node)
        if len(text) > LONG_PARAGRAPH:
            return None
        bold = node.css_first("strong, b")
        if (
            bold is not None
            and len(text) < 80
            and _text(bold) == text
            and not _elsewhere(node, heading)
            and from_byline(text)
        ):
            return text
    return None


def _text(node: LexborNode) -> str:
    """What the element shows, pieces on lines of their own; the content of a meta element."""
    if node.tag in ("meta", "link"):
        return node.attributes.get("content") or ""
    if node.tag in ("body", "html", "main", "article", "script", "style", "img"):
        return ""
    pieces = (piece.strip() for piece in node.text(deep=True, separator="\n")[: 4 * LONGEST].split("\n"))
    return "\n".join(piece for piece in pieces if piece)


def _elsewhere(node: LexborNode, heading: Heading) -> bool:
    """Whether the element, or one above it and below those around the heading, belongs to something else."""
    above: LexborNode | None = node
    for height in range(ABOVE):
        if above is None or above.tag in ("body", "html") or above.mem_id in heading.around:
            return False
        label = " ".join(above.attributes.get(name) or "" for name in NAMING)
        near = height < 2 and NEAR_ELSEWHERE.search(label)
        teaser = above.tag == "a" and height and len(_text(above)) > len(_text(node)) + BESIDE_LINK
        other = heading.in_article and above.tag == "article"
        if near or teaser or other or above.tag in OTHER_PLACES or ELSEWHERE.search(label):
            return True
        above = above.parent
    return False
