"""An HTML page, parsed once: its tree, meta tags, JSON-LD nodes and link tags, for every field module to read.

Belongs here: parsing and untangling of structured data. Does not: judging any of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode

CONTROL_IN_JSON = re.compile(r"[\x00-\x1f]+")
"""Raw control characters inside JSON-LD strings: common on real pages, illegal in JSON."""

JSONLD_WRAPPING = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?:-->|\]\]>|//\s*\]\]>)\s*;?\s*$")
"""Comment and CDATA marks that publishers put around JSON-LD."""


@dataclass(frozen=True, slots=True)
class MetaTag:
    """A meta element: `key` is property, name, itemprop or http-equiv in lower case; `content` is never empty."""

    key: str
    content: str


class Page:
    """A parsed page. Parsing happens once; every view of it is computed at first use."""

    def __init__(self, html: str, url: str | None = None) -> None:
        self.html = html
        self.url = url
        self.tree = _parse(html)

    @cached_property
    def meta(self) -> tuple[MetaTag, ...]:
        """All meta tags with a key and a content, in document order."""
        found = (_meta_tag(node) for node in self.tree.css("meta"))
        return tuple(tag for tag in found if tag)

    def metas(self, *keys: str) -> Iterator[MetaTag]:
        """Meta tags of the given keys (lower case): in order of the keys, then of the document."""
        for key in keys:
            yield from (tag for tag in self.meta if tag.key == key)

    @cached_property
    def jsonld(self) -> tuple[dict[str, Any], ...]:
        """Every JSON-LD object that has an @type, outermost first, nested ones and @graph members included."""
        nodes: list[dict[str, Any]] = []
        for block in self.jsonld_blocks:
            _collect(block, nodes, depth=0)
        return tuple(nodes)

    @cached_property
    def jsonld_blocks(self) -> tuple[Any, ...]:
        """The JSON-LD scripts that parse, each as a whole."""
        parsed = (_parse_json(text) for text in self._jsonld_texts)
        return tuple(block for block in parsed if block is not None)

    @cached_property
    def broken_jsonld(self) -> tuple[str, ...]:
        """The text of JSON-LD scripts that do not parse even when control characters are put right."""
        return tuple(text for text in self._jsonld_texts if text.strip() and _parse_json(text) is None)

    @cached_property
    def _jsonld_texts(self) -> tuple[str, ...]:
        return tuple(
            node.text(deep=True)
            for node in self.tree.css("script")
            if "ld+json" in (node.attributes.get("type") or "").lower()
        )

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """(rel token in lower case, href as written) of each link element, one row a token."""
        return tuple(
            (rel, (node.attributes.get("href") or "").strip())
            for node in self.tree.css("link[rel][href]")
            for rel in (node.attributes.get("rel") or "").lower().split()
        )

    @cached_property
    def html_lang(self) -> str | None:
        """The lang (or xml:lang) attribute of the html element, as written."""
        root = self.tree.root
        if root is None:
            return None
        return root.attributes.get("lang") or root.attributes.get("xml:lang") or None


def _parse(html: str) -> LexborHTMLParser:
    """The tree without its doctype, which has done its work: lexbor can't clone one with SYSTEM and no PUBLIC."""
    tree = LexborHTMLParser(html)
    node = tree.root
    while node is not None:
        before = node.prev
        if node.tag == "-doctype":
            node.decompose()
        node = before
    return tree


def _meta_tag(node: LexborNode) -> MetaTag | None:
    attributes = node.attributes
    key = next((attributes[k] for k in ("property", "name", "itemprop", "http-equiv") if attributes.get(k)), None)
    content = (attributes.get("content") or attributes.get("value") or "").strip()  # some pages misname it `value`
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
    """Append each dict with an @type below `value`; 40 levels are far more than any real page has."""
    if depth > 40:
        return
    if isinstance(value, dict):
        if "@type" in value:
            nodes.append(value)
        for child in value.values():
            if isinstance(child, dict | list):
                _collect(child, nodes, depth + 1)
    elif isinstance(value, list):
        for child in value:
            _collect(child, nodes, depth + 1)
