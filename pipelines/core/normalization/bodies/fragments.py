"""Bodies of rows and feed entries: plain text, or HTML markup of an article without its page.

Belongs here: distinguishing markup from text, the paragraphs of a fragment. Does not: whole pages (page_body).
"""

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.core.normalization import texts
from pipelines.core.normalization.bodies.types import BodyChoice, only_choice
from pipelines.core.normalization.word_lists import words

MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|img|blockquote|figure|figcaption|section|article|table|td|tr"
    r"|iframe|script|style|font|u|hr)(?:\s[^<>]{0,1000})?/?>",
    re.IGNORECASE,
)
"""A tag that articles are marked up with; `a < b` and `<name>` are text."""

ESCAPED_MARKUP = re.compile(
    r"&lt;/?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|img|blockquote)(?:\s|/?&gt;)", re.IGNORECASE
)
ENTITY = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8}[0-9]{0,2});", re.IGNORECASE)

DROPPED = (
    "script, style, noscript, iframe, template, svg, object, embed, form, button, figure, figcaption, nav, audio, video"
)
BLOCKS = words(
    "address article aside blockquote body br center dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre "
    "section table tr ul"
)
MAX_INLINE_DEPTH = 40
"""Nesting of inline elements that is read, more than any author or editor uses."""

MAX_FRAGMENT_CHARS = 5_000_000
"""Characters of the largest fragment that is parsed; of a larger one the tags alone are removed."""

TAG = re.compile(r"<[^<>]*>")

UNPARSED_CONFIDENCE = 0.5
"""Confidence in the text of such a fragment, in which captions and scripts remain."""

GIVEN_CONFIDENCE = 0.95
"""Confidence in the text of a row."""


def from_row(text: str | None, method: str = "row.text") -> BodyChoice:
    r"""The body in a row's text field, which holds plain text or markup.

    A text with tags is parsed, one with escaped tags after they are unescaped. In any other text entities are decoded
    once.

    >>> from_row("<p>One &amp; two.</p><p>Three &lt; four.</p>").body
    'One & two.\n\nThree < four.'
    >>> from_row("Is 3 < 4? AT&T says so.").body, from_row("Fish &amp; chips").body, from_row(" ").body
    ('Is 3 < 4? AT&T says so.', 'Fish & chips', None)
    """
    if not text or not text.strip():
        return BodyChoice(None, None, None)
    if "<" in text and MARKUP.search(text):
        return from_html_fragment(text, method)
    is_encoded = "&" in text and ENTITY.search(text)
    if is_encoded and ESCAPED_MARKUP.search(text):
        return from_html_fragment(html.unescape(text), method)
    return only_choice(texts.stored_text(html.unescape(text) if is_encoded else text), method, GIVEN_CONFIDENCE)


def from_html_fragment(fragment: str | None, method: str = "feed.content") -> BodyChoice:
    r"""The body of a piece of HTML that holds an article and nothing else: `content:encoded`, `articleBody`, a row.

    >>> from_html_fragment("<p>One.<br>Two.</p><script>x()</script><ul><li>Three.</li></ul>").body
    'One.\n\nTwo.\n\nThree.'
    """
    if not fragment:
        return BodyChoice(None, None, None)
    if len(fragment) > MAX_FRAGMENT_CHARS:
        return only_choice(texts.stored_text(html.unescape(TAG.sub("\n\n", fragment))), method, UNPARSED_CONFIDENCE)
    tree = LexborHTMLParser(fragment)
    for node in tree.css(DROPPED):
        node.decompose()
    root = tree.body
    return only_choice(texts.body_text(paragraphs_of(root)) if root else None, method, 0.9)


def paragraphs_of(root: LexborNode) -> list[str]:
    """The text of a tree, cut wherever a block begins or ends.

    >>> tree = LexborHTMLParser("<div>One <b>and</b> two<p>Three</p>four</div>")
    >>> [text.strip() for text in paragraphs_of(tree.body)]
    ['One and two', 'Three', 'four']
    """
    found: list[str] = []
    run: list[str] = []
    place: int | None = None
    for node in root.traverse(include_text=True):
        here = _block_of(node)
        if here != place or node.tag == "br":
            found.append("".join(run))
            run, place = [], here
        if node.tag == "-text":
            run.append(node.text(deep=False) or "")
    return [text for text in (*found, "".join(run)) if text.strip()]


def _block_of(node: LexborNode) -> int | None:
    """The identity of the innermost block that holds a node (or is it); None beyond MAX_INLINE_DEPTH ancestors."""
    at: LexborNode | None = node  # not html_page.enclosing: a generator per node takes half as long again
    for _ in range(MAX_INLINE_DEPTH):
        if at is None or at.tag in BLOCKS:
            return at.mem_id if at is not None else None
        at = at.parent
    return None
