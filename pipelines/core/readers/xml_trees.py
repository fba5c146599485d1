"""XML elements as plain values: parsed without entities and network, and everything in them kept.

Belongs here: parsing an untrusted document, an element as a JSON value, HTML inside XML. Does not: what elements mean
(feeds, sitemaps, wire_documents), checks before parsing (xml_safety).
"""

import copy
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from lxml import etree

from pipelines.core.readers.charsets import replace_controls
from pipelines.core.readers.numbering import JsonValue

PREFIXES: Final[Mapping[str, str]] = {
    "http://search.yahoo.com/mrss": "media", "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://purl.org/dc/elements/1.1": "dc", "http://purl.org/dc/terms": "dcterms",
    "http://purl.org/rss/1.0/modules/content": "content", "http://www.w3.org/2005/Atom": "atom",
    "http://www.google.com/schemas/sitemap-news/0.9": "news", "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.google.com/schemas/sitemap-image/1.1": "image",
    "http://www.google.com/schemas/sitemap-video/1.1": "video",
}  # fmt: skip
"""Namespace without its last slash → the prefix that documents give it by custom, whatever this one calls it."""

REFERENCE: Final = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,40})|(\d{1,40}));")

MAX_DEPTH: Final = 60
"""Nested elements kept as values; what is deeper is kept as text."""


def parse_tree(data: bytes) -> Any:
    """The root element of a document, None if there is none; damage is passed over as far as libxml2 can.

    >>> parse_tree(b"<a><b>&x;</a>").tag, parse_tree(b"no tags")
    ('a', None)
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        return etree.fromstring(REFERENCE.sub(_valid, data) if b"&#" in data else data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _valid(reference: re.Match[bytes]) -> bytes:
    """A character reference, that of U+FFFD if XML has no such character: libxml2 would keep half of a pair."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    is_character = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if is_character else b"&#xFFFD;"


def local(element: Any) -> str:
    """The name of an element without its namespace, or a prefix that nobody declares; "" of a comment or an entity."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def children(element: Any) -> list[Any]:
    """The elements directly in an element."""
    return [each for each in element if isinstance(each.tag, str)]


def text_of(element: Any) -> str:
    """All text in an element, on one line."""
    return re.sub(r"\s+", " ", replace_controls("".join(element.itertext()))).strip()


def to_value(element: Any, depth: int = 0) -> JsonValue:
    """An element as a JSON value: its text if it has nothing else, else an object of attributes, children and text.

    >>> to_value(parse_tree(b'<a x="1"><b>two</b><b>three</b>four</a>'))
    {'x': '1', 'b': ['two', 'three'], '#text': 'four'}
    """
    inner = children(element)
    if depth >= MAX_DEPTH or not (inner or element.attrib):
        return replace_controls("".join(element.itertext())).strip()
    value: dict[str, JsonValue] = {_name(key, {}): replace_controls(each) for key, each in element.attrib.items()}
    add_values(value, inner, depth + 1)
    text = "".join((element.text or "", *(each.tail or "" for each in element)))
    if text.strip():
        value["#text"] = replace_controls(text).strip()
    return value


def add_values(value: dict[str, JsonValue], elements: Collection[Any], depth: int = 1) -> None:
    """Add elements to an object, under their names; several of one name become a list."""
    for each in elements:
        name, found = _name(each.tag, each.nsmap), to_value(each, depth)
        if name not in value:
            if found not in ("", {}):
                value[name] = found
        elif found not in ("", {}):
            held = value[name]
            value[name] = [*held, found] if isinstance(held, list) else [held, found]


def _name(tag: str, prefixes: Mapping[str | None, str]) -> str:
    """`prefix:local`, by custom or as the document has it; the bare local name for the document's main namespace."""
    namespace, _, name = str(tag).rpartition("}")
    uri = namespace.lstrip("{")
    prefix = PREFIXES.get(uri.rstrip("/")) or next((p for p, u in prefixes.items() if u == uri and p), None)
    return replace_controls(f"{prefix}:{name}" if prefix and uri != prefixes.get(None) else name)


def inner_html(element: Any) -> str:
    """The content of an element as HTML, without namespaces.

    >>> inner_html(parse_tree(b'<a xmlns:h="http://www.w3.org/1999/xhtml">One <h:br/><h:p>two &amp; three</h:p></a>'))
    'One <br><p>two &amp; three</p>'
    """
    copied = copy.deepcopy(element)
    copied.tail = None
    for each in copied.iter():
        if isinstance(each.tag, str):
            each.tag = local(each) or "span"
            for key in [key for key in each.attrib if "}" in key]:
                del each.attrib[key]
    etree.cleanup_namespaces(copied)
    copied.tag = "div"
    html = etree.tostring(copied, method="html", encoding="unicode")
    return replace_controls(html[html.index(">") + 1 : html.rindex("</")])


def iterate(element: Any, *names: str) -> Iterator[Any]:
    """Elements with these local names below an element, in document order, in any namespace."""
    return (each for each in element.iter() if local(each) in names)


def remove_below(element: Any, *names: str) -> None:
    """Remove the elements with these local names below an element, and keep the text after each.

    >>> tree = parse_tree(b"<a>One <b>two</b>three</a>")
    >>> remove_below(tree, "b")
    >>> text_of(tree)
    'One three'
    """
    etree.strip_elements(element, *(f"{{*}}{name}" for name in names), with_tail=False)
