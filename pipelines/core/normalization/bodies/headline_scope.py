"""What belongs to the page's headline: its article out of any wrapper, without other articles and consent notices.

Belongs here: changes to the tree that follow from where the headline stands. Does not: elements that are never prose
(pruning), blocks of the text found (filtering).
"""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.core.normalization import texts
from pipelines.core.normalization.html_page import enclosing

SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]」』]*\s*$")

WRAPPERS = ("aside", "dialog", "footer", "nav", "fieldset", "menu")
"""Elements whose text is not read, unless the headline and its article stand in them."""

CONSENT = re.compile(r"(?i)cookie|consent|gdpr|rgpd|dsgvo|onetrust|didomi|usercentrics|(?:^|\s)cmp(?:\s|$)")
"""Names, in class and id, of notices that ask for consent."""

NOTICE_WORDS = ("ookie", "onsent", "gdpr", "rgpd", "dsgvo", "onetrust", "didomi", "usercentrics", "cmp")
NOTICE_NAMES = ", ".join(f"[{name}*='{word}' i]" for word in NOTICE_WORDS for name in ("id", "class"))
NOTICES = f":is(div, section, aside):is({NOTICE_NAMES}, [role*='dialog'])"
"""Candidates for CONSENT, found by the parser's own selectors."""

MAX_ANCESTORS = 60
"""Ancestors of a headline that are looked at."""

MIN_SENTENCE_BYTES = 40
"""UTF-8 bytes from which a paragraph that ends like a sentence is prose: a CJK character counts as three letters."""

MAX_LABEL_CHARS = 60
"""Characters of labels and dates before the heading of an article."""

MIN_LEAD_BYTES = 100
"""UTF-8 bytes of prose beside the headline from which its element holds the article."""

HIDDEN = "[aria-hidden='true'], [hidden]"
DIALOGS = "[role='dialog'], [role='alertdialog'], form, input, [role='tooltip']"
UNWRAPPED = (
    "h2 button, h3 button, h4 button, h5 button, h6 button, li[itemprop*='ngredient'] a, li[class*='ngredient'] a"
)
"""Buttons in headings, and links in items that the page declares to be its recipe's: their text is the article's."""


def focus(tree: LexborHTMLParser) -> None:
    """Change the tree so that the extractor finds the headline's article, and no other.

    >>> prose = "<p>The pier is shut until Friday, as engineers said today.</p>" * 2
    >>> page = f"<aside><h1>Pier shut</h1>{prose}</aside><div id=cookie><p>We store files.</p></div>"
    >>> tree = LexborHTMLParser(page)
    >>> focus(tree)
    >>> tree.css_first("aside") is None, tree.css_first("#cookie") is None, tree.css_first("h1").text()
    (True, True, 'Pier shut')
    """
    _drop_consent(tree)
    found = tree.css(":is(h1, article)")
    headlines = [node for node in found if node.tag == "h1"]
    if len(headlines) == 1:
        _drop_next_articles(tree, headlines[0], [node for node in found if node.tag == "article"])
        _unwrap_article(headlines[0])
    _show_paragraphs(tree)
    for node in {node.mem_id: node for node in tree.css(UNWRAPPED)}.values():
        node.unwrap()


def _drop_consent(tree: LexborHTMLParser) -> None:
    """Drop notices of consent and other dialogs, which hold neither the headline nor an article."""
    notices = list({node.mem_id: node for node in tree.css(NOTICES) if _is_consent(node)}.values())
    ids = {node.mem_id for node in notices}
    outermost = [node for node in notices if not any(n.mem_id in ids for n in enclosing(node.parent, MAX_ANCESTORS))]
    for node in outermost:
        node.decompose()


def _is_consent(node: LexborNode) -> bool:
    attributes = node.attributes
    named = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    is_dialog = attributes.get("role") in ("dialog", "alertdialog") and _prose_bytes(node) > 0
    return (is_dialog or bool(CONSENT.search(named))) and node.css_first("h1, article, main") is None


def _drop_next_articles(tree: LexborHTMLParser, headline: LexborNode, articles: Sequence[LexborNode]) -> None:
    """Drop the article elements with headings of their own beside the one that holds the page's only h1; if none does,
    those whose heading links to them, below prose of the page's own. articles: all of the page"""
    article = next((node for node in enclosing(headline, MAX_ANCESTORS) if node.tag == "article"), None)
    if article is None:
        found = [node for node in articles if _links_away(node)]
        is_list = found and sum(map(_prose_bytes, found)) + MIN_LEAD_BYTES <= _prose_bytes(tree.body)
        others = found if is_list and not _is_live_blog(tree) else []
    else:
        siblings = article.parent.iter() if article.parent and len(articles) > 1 else ()
        others = [node for node in siblings if node.tag == "article" and node.mem_id != article.mem_id]
        others = others if others and _prose_bytes(article) >= MIN_LEAD_BYTES else []
    for node in [each for each in others if each.css_first("h2, h3, h4")]:
        node.decompose()


def _is_live_blog(tree: LexborHTMLParser) -> bool:
    """Whether the page declares itself a live blog, whose posts are articles with links of their own."""
    found = tree.css("[itemtype*='LiveBlog'], script[type*='ld+json']")
    return any(node.tag != "script" or "LiveBlog" in (node.text() or "") for node in found)


def _links_away(article: LexborNode) -> bool:
    """Whether an article begins with a heading that is a link to its own page."""
    heading = article.css_first("h1, h2, h3, h4, h5, h6")
    link = heading.css_first("a[href]") if heading else None
    if heading is None or link is None or "#" in (link.attributes.get("href") or "#"):
        return False
    named = heading.text(strip=True)
    begins = 0 <= texts.line_text(article.text() or "").find(texts.line_text(heading.text() or "")) < MAX_LABEL_CHARS
    return bool(named) and named == link.text(strip=True) and begins


def _unwrap_article(headline: LexborNode) -> None:
    """Take the article out of elements whose text is not read."""
    for node in list(enclosing(headline, MAX_ANCESTORS)):
        if node.tag in ("body", "html"):
            return
        if node.tag in WRAPPERS and _prose_bytes(node) >= MIN_LEAD_BYTES:
            node.unwrap()


def _show_paragraphs(tree: LexborHTMLParser) -> None:
    """Show hidden prose that follows paragraphs of prose: what a meter or a button hides."""
    hidden = [node for node in tree.css(HIDDEN) if _prose_bytes(node) and _follows_prose(node)]
    if not hidden:
        return
    controlled = {node.attributes.get("aria-controls") for node in tree.css("[aria-controls]")}
    for node in hidden:
        is_more = node.tag == "p" or node.attributes.get("id") in controlled or _is_continuation(node)
        if is_more and node.css_first(DIALOGS) is None and not node.attributes.get("role"):
            _show(node)


def _is_continuation(node: LexborNode) -> bool:
    """Whether an element holds several paragraphs of prose: a single one may be a pull quote or a label."""
    return sum(map(_is_prose, node.css("p"))) > 1


def _follows_prose(node: LexborNode) -> bool:
    """Whether a paragraph of prose that is not hidden stands before an element, in the same parent."""
    before = node.prev
    while before is not None:
        if before.tag == "p" and not _is_hidden(before) and _is_prose(before):
            return True
        before = before.prev
    return False


def _show(node: LexborNode) -> None:
    for name in ("hidden", "aria-hidden"):
        if name in node.attributes:
            del node.attrs[name]


def _is_hidden(node: LexborNode) -> bool:
    return "hidden" in node.attributes or node.attributes.get("aria-hidden") == "true"


def _prose_bytes(node: LexborNode | None) -> int:
    """The bytes of the paragraphs of prose in an element, or of the element if it is one."""
    if node is None:
        return 0
    paragraphs = [node] if node.tag == "p" else node.css("p")
    return sum(len((each.text() or "").encode()) for each in paragraphs if _is_prose(each))


def _is_prose(paragraph: LexborNode) -> bool:
    text = texts.line_text(paragraph.text() or "")
    return len(text.encode()) >= MIN_SENTENCE_BYTES and bool(SENTENCE_END.search(text))
