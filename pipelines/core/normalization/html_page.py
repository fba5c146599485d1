"""An HTML page, parsed once: its tree, meta tags, JSON-LD nodes and links, for all field packages to read.

Belongs here: parsing pages and their structured data. Does not: interpreting either (the field packages), deciding
whether a page is an article (page_type).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipelines.core.normalization.page_elements import Element, Tag, home_links, walk
from pipelines.core.normalization.word_lists import words

CONTROL_IN_JSON = re.compile(r"[\x00-\x1f]+")
"""Unescaped control characters in JSON-LD strings: invalid JSON, but common."""

JSONLD_WRAPPING = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?:-->|\]\]>|//\s*\]\]>)\s*;?\s*$")
"""Comment and CDATA delimiters around JSON-LD."""

MAX_JSONLD_DEPTH = 40
"""Nesting of JSON-LD that is read; real pages stay far below it."""

MAX_OPEN_ELEMENTS = 20_000
"""Elements open at once. Parsing takes quadratic time in the depth, a minute for 120,000. Pages have a few hundred,
pages that never close a font or center element a few thousand. Browsers flatten what is deeper than 512."""

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9\-]{0,30})")

CLOSED_IMPLICITLY = words(
    "area base basefont br col embed frame hr img input link meta param source track wbr "
    "p li dt dd option optgroup tr td th thead tbody tfoot colgroup"
)
"""Void elements, and elements whose end tag is optional (HTML standard)."""


def is_too_deep(html: str) -> bool:
    """Whether more than MAX_OPEN_ELEMENTS are open at once, judged by the tags alone, without parsing.

    >>> is_too_deep("<div>" * 30_000), is_too_deep("<p>Words" * 30_000), is_too_deep("<div></div>" * 30_000)
    (True, False, False)
    """
    if html.count("<") <= MAX_OPEN_ELEMENTS:
        return False
    depth = 0
    for closing, name in TAG.findall(html):
        if name.lower() not in CLOSED_IMPLICITLY:
            depth = max(depth - 1, 0) if closing else depth + 1
            if depth > MAX_OPEN_ELEMENTS:
                return True
    return False


@dataclass(frozen=True, slots=True)
class MetaTag:
    """A meta element. key: its property, name, itemprop or http-equiv, in lower case; content: never empty."""

    key: str
    content: str


class Page:
    """A parsed page; each view of it is computed on first use."""

    def __init__(self, html: str, url: str | None = None) -> None:
        self.html = html
        self.url = url
        self.tree = _parse(html)

    @cached_property
    def walked(self) -> Sequence[Element]:
        """The elements that several fields read, in document order."""
        return walk(self.tree)

    def elements(self, *tags: Tag) -> list[LexborNode]:
        """The elements with these tags, in document order."""
        found = [self._by_tag[tag] for tag in tags if tag in self._by_tag]
        if len(found) < 2:
            return [each.node for each in found[0]] if found else []
        return [node for tag, _, node in self.walked if tag in tags]

    @cached_property
    def _by_tag(self) -> Mapping[str, Sequence[Element]]:
        found: dict[str, list[Element]] = {}
        for each in self.walked:
            found.setdefault(each.tag, []).append(each)
        return found

    @cached_property
    def marked_up(self) -> Sequence[Element]:
        """The elements with microdata or RDFa, in document order."""
        return [each for each in self.walked if "itemprop" in each.attributes or "property" in each.attributes]

    @cached_property
    def home_links(self) -> tuple[LexborNode, ...]:
        """The links to the front page of the site."""
        return tuple(home_links(self._by_tag.get("a", ())))

    @cached_property
    def meta(self) -> tuple[MetaTag, ...]:
        """All meta tags with a key and a content, in document order."""
        found = (_meta_tag(each.attributes) for each in self._by_tag.get("meta", ()))
        return tuple(tag for tag in found if tag)

    def metas(self, *keys: str) -> Iterator[MetaTag]:
        """Meta tags with these keys (lower case), ordered by key, then as in the document."""
        for key in keys:
            yield from self._by_key.get(key, ())

    @cached_property
    def _by_key(self) -> Mapping[str, Sequence[MetaTag]]:
        found: dict[str, list[MetaTag]] = {}
        for tag in self.meta:
            found.setdefault(tag.key, []).append(tag)
        return found

    @cached_property
    def jsonld(self) -> tuple[dict[str, Any], ...]:
        """Every JSON-LD object with an @type, outermost first, including nested objects and members of @graph."""
        nodes: list[dict[str, Any]] = []
        for block in self.jsonld_blocks:
            _collect(block, nodes, depth=0)
        return tuple(nodes)

    @cached_property
    def jsonld_blocks(self) -> tuple[Any, ...]:
        """The JSON-LD scripts that parse."""
        return tuple(block for _, block in self._jsonld_scripts if block is not None)

    @cached_property
    def broken_jsonld(self) -> tuple[str, ...]:
        """The text of the JSON-LD scripts that don't parse, even with control characters replaced."""
        return tuple(text for text, block in self._jsonld_scripts if text.strip() and block is None)

    @cached_property
    def _jsonld_scripts(self) -> list[tuple[str, Any]]:
        """(text, value) of each JSON-LD script."""
        scripts = self.elements("script")
        texts = (s.text(deep=True) for s in scripts if "ld+json" in (s.attributes.get("type") or "").lower())
        return [(text, _parse_json(text)) for text in texts]

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """(rel token in lower case, href as written) of each link element; one pair per token."""
        return tuple(
            (rel, (attributes["href"] or "").strip())
            for _, attributes, _ in self._by_tag.get("link", ())
            if "href" in attributes
            for rel in (attributes.get("rel") or "").lower().split()
        )

    @cached_property
    def html_lang(self) -> str | None:
        """The lang (or xml:lang) attribute of the html element, as written."""
        root = self.tree.root
        if root is None:
            return None
        return root.attributes.get("lang") or root.attributes.get("xml:lang") or None


def enclosing(node: LexborNode | None, limit: int = MAX_OPEN_ELEMENTS) -> Iterator[LexborNode]:
    """An element and the elements around it, innermost first; at most `limit` in all.

    >>> [element.tag for element in enclosing(Page("<div><p>Words").tree.css_first("p"), 2)]
    ['p', 'div']
    """
    for _ in range(limit):
        if node is None:
            return
        yield node
        node = node.parent


def types_of(node: Mapping[str, Any]) -> list[str]:
    """The @type of a JSON-LD node, in lower case.

    >>> types_of({"@type": ["NewsArticle", "WebPage"]}), types_of({"@type": "https://schema.org/Person"})
    (['newsarticle', 'webpage'], ['https://schema.org/person'])
    """
    stated = node.get("@type")
    return [t.lower() for t in (stated if isinstance(stated, list) else [stated]) if isinstance(t, str)]


def _parse(html: str) -> LexborHTMLParser:
    """The tree, its doctype removed after parsing: lexbor can't clone a doctype with SYSTEM but no PUBLIC."""
    tree = LexborHTMLParser(html)
    node = tree.root
    while node is not None:
        before = node.prev
        if node.tag == "-doctype":
            node.decompose()
        node = before
    return tree


def _meta_tag(attributes: Mapping[str, str | None]) -> MetaTag | None:
    key = next((attributes[k] for k in ("property", "name", "itemprop", "http-equiv") if attributes.get(k)), None)
    content = (attributes.get("content") or attributes.get("value") or "").strip()  # some pages call it `value`
    return MetaTag(key.strip().lower(), content) if key and content else None


def _parse_json(text: str) -> Any | None:
    bare = JSONLD_WRAPPING.sub("", text).strip().rstrip(";")
    for attempt in (bare, CONTROL_IN_JSON.sub(" ", bare)):
        try:
            return orjson.loads(attempt)
        except orjson.JSONDecodeError:
            continue
    return None


def _collect(value: Any, nodes: list[dict[str, Any]], depth: int) -> None:
    """Append each dict with an @type in or below `value`."""
    if depth > MAX_JSONLD_DEPTH:
        return
    if isinstance(value, dict) and "@type" in value:
        nodes.append(value)
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        _collect(child, nodes, depth + 1)
