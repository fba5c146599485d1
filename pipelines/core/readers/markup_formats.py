"""Which of the formats written in tags a text is in, by its root element: HTML, feeds, sitemaps, news in XML.

Belongs here: telling HTML from XML. Does not: formats without tags (format_detection), reading any.

HTML is forgiving, so nearly anything with tags could be read as a page: an invoice in XML would become an article. A
document that declares itself XML is HTML only if its root is, and so is one whose root element HTML does not know.
"""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

ROOT_FORMATS: Final[Mapping[str, str]] = {
    element: kind
    for kind, elements in json.loads(files(__package__).joinpath("root_elements.json").read_text("utf-8")).items()
    for element in elements
}
"""Local name of the first element, in lower case → format. Fragments of HTML may begin with any of its elements."""

ROOT_ELEMENT: Final = re.compile(
    r"<((?:[A-Za-z_][\w.\-]{0,40}:)?([A-Za-z_][\w.\-]{0,60}))(?=[\s>/])([^<>]{0,4000})", re.S
)
"""(qualified name, local name, attributes)"""

PROLOG: Final = re.compile(
    r"\s+|<\?[^>]{0,2000}>|<!--.{0,20000}?-->|<!DOCTYPE[^>\[]{0,1000}(?:\[.{0,20000}?\]\s{0,50})?>", re.S | re.I
)
"""White space, declarations, comments and DOCTYPE before the root element."""

HTML_NAMES: Final = (".html", ".htm", ".xhtml", ".shtml", ".asp", ".aspx", ".php")
XML_NAMES: Final = (".xml", ".rss", ".atom", ".rdf", ".xsl", ".xsd", ".opml", ".svg")

XHTML_NAMESPACE: Final = "http://www.w3.org/1999/xhtml"


def markup_format(text: str, name: str) -> str | None:
    """The format of a text by its first tags: one of ROOT_FORMATS, unknown if it is other XML, None if it has none.

    >>> markup_format("<?xml version='1.0'?><invoice><p>3</p></invoice>", "a.xml"), markup_format("<b>Rain", "a")
    ('unknown', 'html')
    >>> markup_format("<html><p>Rain", "a.txt"), markup_format("<3 the rain", "a.txt")
    ('html', None)
    """
    if not text.startswith("<"):
        return "html" if name.endswith(HTML_NAMES) and re.search(r"<[a-zA-Z!/][^<>]{0,300}>", text) else None
    if re.match(r"<!DOCTYPE\s+html", text, re.I):
        return "html"
    root = ROOT_ELEMENT.match(_skip_prolog(text))
    kind = ROOT_FORMATS.get(root[2].lower()) if root else None
    if kind and kind != "html":
        return kind
    if _is_xml(text, name, root):
        return "html" if _is_xhtml(root) or name.endswith(HTML_NAMES) else "unknown"
    if kind or name.endswith(HTML_NAMES) or re.search(r"<(?:html|body)[\s>]", text, re.I):
        return "html"
    if root and "-" not in root[1] and re.search(rf"</{re.escape(root[1])}\s*>", text):
        return "unknown"  # HTML has no such element, unless an author made one, with a hyphen
    return "html" if re.search(r"<(?:p|div)[\s>]", text, re.I) else None


def root_name(text: str) -> str | None:
    """The local name of the root element as written, None if the text does not begin with tags.

    >>> root_name("<?xml version='1.0'?>\\n<x:Invoice>"), root_name("Rain")
    ('Invoice', None)
    """
    root = ROOT_ELEMENT.match(_skip_prolog(text))
    return root[2] if root else None


def _is_xml(text: str, name: str, root: re.Match[str] | None) -> bool:
    return text.startswith("<?xml") or name.endswith(XML_NAMES) or (root is not None and "xmlns" in root[3])


def _is_xhtml(root: re.Match[str] | None) -> bool:
    return root is not None and (root[2].lower() == "html" or XHTML_NAMESPACE in root[3])


def _skip_prolog(text: str) -> str:
    at = 0
    while (match := PROLOG.match(text, at)) and match.end() > at:
        at = match.end()
    return text[at:]
