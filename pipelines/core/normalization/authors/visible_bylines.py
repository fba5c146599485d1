"""The visible byline of a page: microdata, rel=author, class names, the word "By", a link to an author's page.

Belongs here: finding the article's credit among the names on a page. Does not: parsing it (bylines).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from pipelines.core.normalization.authors.bylines import people_in
from pipelines.core.normalization.html_page import Page, enclosing
from pipelines.core.normalization.titles.cleaning import squash
from pipelines.core.vocabulary.words import alternatives, word_list

BYLINES = (
    "[class*=byline i], [class*=author i], [class*=autor i], [class*=auteur i], [class*=writer i], "
    "[class*=reporter i], [data-testid*=byline i], [data-testid*=author i], address"
)
"""Elements whose names say that they hold a byline."""

UNRELATED = re.compile(
    r"comment|related|teaser|(?<!post-)(?<!entry-)(?<!article-)(?<!story-)footer|sidebar|recommend|promo(?!ted)|popular|trending|newsletter|quote|caption|credit|menu|reply"
    r"|read-?next|latest|more-|read-more|most-|outbrain|taboola|carousel|slider|appetizer|preview",
    re.I,
)
"""Classes and ids of elements with the names of other people: other articles, comments, captions, quotations."""

NEAR_UNRELATED = re.compile(
    r"image|photo|picture|avatar|social|share|description|bio\b|(?<!v)card|widget|nav|foto|tags|copy", re.I
)
"""The same for the element itself and its parent; further up these words name layouts."""

AUTHOR_CARD = re.compile(r"(?:author|byline|contributor|writer|reporter|autor|auteur)[\w-]{0,20}card", re.I)
"""The card of the author, near the byline."""

OWN_FOOTER = re.compile(r"(?:post|entry|article|story)[-_]+footer", re.I)
"""The footer of the article itself, where blogs credit the author."""

UNRELATED_TAGS = frozenset({"aside", "footer", "nav", "blockquote", "figure", "figcaption"})
NAMING_ATTRIBUTES = ("class", "id", "data-area", "data-component", "data-testid")
"""Attributes that describe an element's purpose."""

MAX_ANCESTORS = 8
"""Ancestors of a byline that are examined."""

MAX_NODES = 60
"""Nodes examined per selector: the article's byline precedes lists of other articles."""

AUTHOR_LINKS = (
    "a[href*='/author' i], a[href*='/autor' i], a[href*='/auteur' i], a[href*='/forfatter' i], "
    "a[href*='/journalist' i], a[href*='/reporter' i], a[href*='/contributor' i], a[href*='/redaktion/' i]"
)
"""Links to author pages."""

MAX_CONTEXT_CHARS = 40
"""Other characters in the paragraph or link of a byline; with more it is prose, or another article's teaser."""

MAX_BYLINE_CHARS = 300
"""Length of the text of a byline element."""

LABEL = re.compile(
    rf"^\W{{0,3}}(?:{alternatives(word_list('byline_words', 'page', 'by'))}"
    r"|autor(?:in)?/-?(?:autor(?:in)?|in(?:nen)?))"
    r"\s*[:：]?(?:\s|$)"
    rf"|^\W{{0,3}}(?:{alternatives(word_list('byline_words', 'credit', 'by'))})\s*(?P<colon>[:：])",
    re.I,
)
"""The beginning of a visible byline: with a colon, any word of credits will do."""

MAX_BOLD_CHARS = 80
"""Characters below which a bold paragraph may be a name."""

MIN_PARAGRAPH_CHARS = 120
"""Characters from which a paragraph is part of the article's text."""

LABELLED = "p, span, div, li, address, small, dt, dd, td, strong, em, b, i, a, h4, h5, h6"
MAX_LABELLED = 1500
"""Elements searched for a label, in document order: enough to get past menus to the head of the article."""


def credits(page: Page, title: str | None = None) -> Iterator[tuple[str, str]]:
    """(method, text) of the first byline of each kind, preferably after the heading that is the title.

    >>> list(credits(Page('<div class="byline">By Nadia Orsk</div><p>Text.</p>')))
    [('byline.class', 'By Nadia Orsk')]
    """
    for method, find in FINDERS:
        text = next(_bylines(page, find(page), title), None)
        if text:
            yield method, text


def guesses(page: Page, title: str | None = None) -> Iterator[tuple[str, str]]:
    """(method, text) of a credit recognized only by its label or link; for pages without any other.

    >>> list(guesses(Page('<h1>Pier</h1><p>von <a href="/x">Nadia Orsk</a></p>'), "Pier"))
    [('label.by', 'von\\nNadia Orsk')]
    """
    text = _labelled(page, _heading(page, title))
    if text:
        yield "label.by", text
        return
    text = next(_bylines(page, page.tree.css(f"h1, {AUTHOR_LINKS}"), title), None)
    if text:
        yield "link.author", text


def _stated(page: Page, name: str) -> list[LexborNode]:
    """The elements with an attribute that says `author`, and the headings; empty if there are only headings."""
    stated = [
        node
        for tag, attributes, node in page.walked
        if name in attributes and "author" in (attributes[name] or "").split() and (tag == "a" or name != "rel")
    ]
    if not stated:
        return []
    wanted = {node.mem_id for node in stated}
    return [node for tag, _, node in page.walked if tag == "h1" or node.mem_id in wanted]


FINDERS: Sequence[tuple[str, Callable[[Page], list[LexborNode]]]] = (
    ("microdata.author", lambda page: _stated(page, "itemprop")),
    ("rel.author", lambda page: _stated(page, "rel")),
    ("byline.class", lambda page: page.tree.css(f"h1, {BYLINES}")),
)
"""Method → the elements it reads and the headings, in document order; the most reliable first."""


def _bylines(page: Page, nodes: list[LexborNode], title: str | None) -> Iterator[str]:
    """Texts of those elements that name a person and belong to the article; nodes: headings among them."""
    if not nodes:
        return
    heading = _heading(page, title)
    for node in _after_heading(nodes[: 4 * MAX_NODES], title)[:MAX_NODES]:
        text = _text(node)
        if (
            2 < len(text) < MAX_BYLINE_CHARS
            and not _is_unrelated(node, heading)
            and not _is_in_prose(node, text)
            and people_in(text)
        ):
            yield text


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of the article. ancestors: memory ids of the heading and the elements around it; in_article: whether
    one of them is an article element, so that any other article element is another article."""

    ancestors: frozenset[int]
    in_article: bool


def _heading(page: Page, title: str | None) -> Heading:
    key = squash(title or "")
    heading = next((node for node in page.elements("h1")[:MAX_NODES] if key and squash(node.text()) == key), None)
    around = list(enclosing(heading))
    return Heading(frozenset(each.mem_id for each in around), any(each.tag == "article" for each in around))


def _after_heading(nodes: list[LexborNode], title: str | None) -> list[LexborNode]:
    """The nodes except headings: those after the heading that is the title, then those before it."""
    key = squash(title or "")
    at = next((i for i, node in enumerate(nodes) if node.tag == "h1" and key and squash(node.text()) == key), 0)
    return [node for node in nodes[at:] + nodes[:at] if node.tag != "h1"]


def _is_in_prose(node: LexborNode, text: str) -> bool:
    """Whether a link is in a paragraph with more text than a byline has."""
    parent = node.parent
    if node.tag != "a" or parent is None or parent.tag != "p":
        return False
    return len(_text(parent)) > len(text) + MAX_CONTEXT_CHARS


def _labelled(page: Page, heading: Heading) -> str | None:
    for node in page.tree.css(LABELLED)[:MAX_LABELLED]:
        own = (node.text(deep=False) or "").strip()
        label = LABEL.match(own) if 1 < len(own) < MAX_BYLINE_CHARS else None
        # a word of credits with a colon and nothing after it heads a column of a table
        if label and not (label["colon"] and label.end() == len(own)):
            text = _text(node).split("\n")[0] if label["colon"] else _text(node)
            if label.end() == len(text) and node.parent:  # the label alone: the name follows in the parent
                text = _text(node.parent)[-MAX_BYLINE_CHARS:]
                text = text[max(0, text.find(own)) :]
            is_byline = len(text) < MAX_BYLINE_CHARS and LABEL.match(text)
            if is_byline and not _is_unrelated(node, heading) and people_in(text):
                return text
    return _bold_name(page, heading)


def _bold_name(page: Page, heading: Heading) -> str | None:
    """A paragraph before the first long one that holds only a name in bold."""
    for node in page.tree.css("article p, main p, [class*=content i] p")[:MAX_NODES]:
        text = _text(node)
        if len(text) > MIN_PARAGRAPH_CHARS:
            return None
        bold = node.css_first("strong, b") if len(text) < MAX_BOLD_CHARS else None
        if bold is not None and _text(bold) == text and not _is_unrelated(node, heading) and people_in(text):
            return text
    return None


def _text(node: LexborNode) -> str:
    """The visible text of an element, one piece per line; the content of a meta element."""
    if node.tag in ("meta", "link"):
        return node.attributes.get("content") or ""
    if node.tag in ("body", "html", "main", "article", "script", "style", "img"):
        return ""
    pieces = (piece.strip() for piece in node.text(deep=True, separator="\n")[: 4 * MAX_BYLINE_CHARS].split("\n"))
    return "\n".join(piece for piece in pieces if piece)


def _is_unrelated(node: LexborNode, heading: Heading) -> bool:
    """Whether the element, or an ancestor that doesn't contain the heading, belongs to something else."""
    for height, ancestor in enumerate(enclosing(node, MAX_ANCESTORS)):
        if ancestor.tag in ("body", "html") or ancestor.mem_id in heading.ancestors:
            return False
        label = " ".join(ancestor.attributes.get(name) or "" for name in NAMING_ATTRIBUTES)
        is_near = height < 2 and NEAR_UNRELATED.search(AUTHOR_CARD.sub("", label))
        is_teaser = ancestor.tag == "a" and height and len(_text(ancestor)) > len(_text(node)) + MAX_CONTEXT_CHARS
        is_other = heading.in_article and ancestor.tag == "article"
        is_tagged = ancestor.tag in UNRELATED_TAGS and not OWN_FOOTER.search(label)
        if is_near or is_teaser or is_other or is_tagged or UNRELATED.search(label):
            return True
    return False
