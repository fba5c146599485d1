"""Notices that ask for consent, by what they say: their classes may be hashes.

Belongs here: telling such a notice from an article. Does not: notices by name and other dialogs (headline_scope).
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.core.normalization import texts
from pipelines.core.normalization.html_page import enclosing
from pipelines.core.normalization.word_lists import read_sections

_PHRASES = read_sections("pipelines.core.normalization", "phrases.txt")
COOKIES, CONSENT = (tuple(_PHRASES[name]) for name in ("cookies", "consent"))
"""Beginnings of words, in lower case."""

SENTENCE = re.compile(r"[^.!?。！？\n]{15,}")

MIN_SHARE = 0.5
"""Share of the sentences of a notice that are about cookies or consent; those of an article about cookies are fewer."""

MAX_NOTICE_CHARS = 8000
"""Characters of a notice; with every purpose in it, it is longer than most articles."""

MAX_BUTTONS, MAX_ANCESTORS = 40, 5
"""Buttons examined, and elements around each."""


def drop_notices(tree: LexborHTMLParser) -> None:
    """Drop the elements that are notices, around a button or right in the body; the tree has no scripts any more.

    >>> notice = "<div class=x1><p>We use cookies on your device.</p><button>OK</button></div>"
    >>> tree = LexborHTMLParser(notice + "<h1>Pier</h1>")
    >>> drop_notices(tree)
    >>> tree.body.text(strip=True)
    'Pier'
    """
    if tree.body is None or not _says(tree.body.text() or "", COOKIES):
        return
    for node in list({node.mem_id: node for node in _candidates(tree)}.values()):
        if node.parent is not None and _is_notice(node):
            node.decompose()


def _candidates(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The largest element around each button that does not hold the headline, and the children of the body."""
    for button in tree.css("button, [role='button']")[:MAX_BUTTONS]:
        around = None
        for node in enclosing(button.parent, MAX_ANCESTORS):
            if node.tag in ("body", "html", "main", "article") or not _is_apart(node):
                break
            around = node
        if around is not None:
            yield around
    if tree.body is not None:
        yield from (node for node in tree.body.iter() if node.tag in ("div", "section", "aside") and _is_apart(node))


def _is_apart(node: LexborNode) -> bool:
    return node.css_first("h1, article, main") is None


def _is_notice(node: LexborNode) -> bool:
    text = node.text(separator=" ") or ""
    if not (_says(text, COOKIES) and _says(text, CONSENT)) or len(texts.line_text(text)) > MAX_NOTICE_CHARS:
        return False
    sentences = SENTENCE.findall(text)
    about = sum(_says(sentence, COOKIES + CONSENT) for sentence in sentences)
    return about >= MIN_SHARE * len(sentences)


def _says(text: str, words: tuple[str, ...]) -> bool:
    lower = text.lower()
    return any(word in lower for word in words)
