"""Removes from a page what cannot be prose, before extraction.

Belongs here: elements without prose, blocks of links. Does not: finding the article in the rest (extraction), residue
(filtering).
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.core.normalization.bodies import headline_scope
from pipelines.core.normalization.bodies.consent_notices import drop_notices
from pipelines.core.normalization.bodies.headline_scope import SENTENCE_END

NO_PROSE = (
    "script, style, noscript, svg, iframe, frame, frameset, template, object, embed, applet, canvas, audio, video, map,"
    " area, picture, source, track, input, select, option, optgroup, datalist, textarea, label, legend,"
    " fieldset, dialog, menu, menuitem, nav, aside, footer, link, progress, output, param, math, blink, marquee,"
    " noindex, time, rp, rt"
)
"""Elements that trafilatura drops unread (its settings.MANUALLY_CLEANED); they are half of a tree or more."""

BUTTONS = "button"
"""Also unread, but by them notices of consent are found."""

UNRELATED = (
    "[aria-hidden='true'], [hidden], [role='navigation'], [role='complementary'], [role='banner'],"
    " [role='contentinfo'], [role='search'], [role='dialog'], [role='alertdialog'], [role='menu'], [role='menubar'],"
    " [role='tooltip']"
)
"""Elements that the page declares to be outside its content (WAI-ARIA landmarks and states)."""

MIN_LINK_SHARE = 0.8
"""Share of a block's characters in links from which it points to other articles."""

MIN_ITEM_LINK_SHARE = 0.4
"""The same for lists whose items all end in a link, perhaps after a label."""

MIN_POINTER_CHARS = 30
"""Characters below which a linked paragraph is a name or a handle, not a headline."""

BARE_URL = re.compile(r"^(?:https?://|www\.)\S+$")


def prune(tree: LexborHTMLParser) -> LexborHTMLParser:
    """A copy of a page's tree without what can't be prose.

    >>> links = "<ul><li><a>Other news of the harbour today</a></ul>"
    >>> tree = LexborHTMLParser("<nav>Home</nav>" + links + "<p>The pier is shut.</p>")
    >>> prune(tree).body.text(strip=True)
    'The pier is shut.'
    """
    copy = tree.clone()
    headline_scope.focus(copy)
    _drop(copy, f"{NO_PROSE}, {UNRELATED}")
    drop_notices(copy)
    _drop(copy, BUTTONS)
    for node in copy.css("ul, ol, p, h2, h3, h4, h5, h6"):
        if _is_pointer(node):
            node.decompose()
    return copy


def _drop(tree: LexborHTMLParser, selector: str) -> None:
    for node in {node.mem_id: node for node in tree.css(selector)}.values():
        if node.tag not in ("html", "body", "main", "article"):
            node.decompose()


def _is_pointer(node: LexborNode) -> bool:
    """Whether a block only has links to other articles: headlines, which seldom end like sentences."""
    links = node.css("a")
    if not links:
        return False
    text = " ".join((node.text() or "").split())
    linked = sum(len(" ".join((link.text() or "").split())) for link in links)
    if len(text) < MIN_POINTER_CHARS:
        return False
    if node.tag in ("ul", "ol"):
        return linked >= MIN_LINK_SHARE * len(text) or (
            linked >= MIN_ITEM_LINK_SHARE * len(text) and _ends_in_links(node)
        )
    return linked >= MIN_LINK_SHARE * len(text) and not (SENTENCE_END.search(text) or BARE_URL.match(text))


def _ends_in_links(listed: LexborNode) -> bool:
    """Whether each item of a list ends in a link and not like a sentence: `Interview: <a>Why piers fail</a>`."""
    items = listed.css("li")
    return len(items) > 1 and all(_ends_in_link(item) for item in items)


def _ends_in_link(item: LexborNode) -> bool:
    links = item.css("a")
    text = (item.text() or "").strip()
    return bool(links) and text.endswith((links[-1].text() or "").strip()) and not SENTENCE_END.search(text)
