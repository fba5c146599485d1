"""The elements of a page that several fields read, found in one walk of its tree: a selector costs a walk, whatever it
finds.

Belongs here: which elements these are, links to the front page. Does not: reading their texts (the field packages),
parsing the page (html_page).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, NamedTuple, get_args

from selectolax.lexbor import LexborHTMLParser, LexborNode

Tag = Literal["h1", "h2", "h3", "title", "base", "meta", "link", "script", "a", "time"]

WALKED = f":is({', '.join((*get_args(Tag), '[itemprop]', '[property]'))})"
"""A bare list of selectors would give an element once for each that it matches."""

FRONT_PAGE = re.compile(r"^\s*(?:(?:https?:)?//[^/?#\s]{1,253})?/?(?:\./)?(?:(?:index|home)\.\w{2,5})?\s*$", re.I)
"""The address of a front page."""

LOGO = re.compile(r"logo|brand", re.I)
"""Classes around the links to the front page that name the site."""

MAX_SLASHES = 4
"""Slashes of such an address: `https://a.example/./index.html`; a cheap test before the pattern."""

MAX_HOME_LINKS = 50
"""Links to the front page that are examined."""


class Element(NamedTuple):
    """An element of WALKED."""

    tag: str
    attributes: Mapping[str, str | None]
    node: LexborNode


def walk(tree: LexborHTMLParser) -> Sequence[Element]:
    """The elements of WALKED, in document order.

    >>> [element.tag for element in walk(LexborHTMLParser("<title>Pier</title><p>It <b itemprop=name>opens"))]
    ['title', 'b']
    """
    return tuple(Element(node.tag or "", node.attributes, node) for node in tree.css(WALKED))


def is_front_page(address: str | None) -> bool:
    """Whether a link leads to the front page of a site.

    >>> [is_front_page(address) for address in ("/", "https://a.example", "/b", "", None)]
    [True, True, False, False, False]
    """
    return bool(address and address.count("/") <= MAX_SLASHES and FRONT_PAGE.match(address))


def home_links(links: Sequence[Element]) -> Iterator[LexborNode]:
    """Those of the links to the front page that say so, or stand in a header or beside a logo."""
    places: dict[int, bool] = {}
    found = (each for each in links if is_front_page(each.attributes.get("href")))
    for _, attributes, node in islice(found, MAX_HOME_LINKS):
        is_declared = attributes["href"] in ("/", "./") or "home" in (attributes.get("rel") or "").split()
        if is_declared or _is_by_logo(node, places):
            yield node


def _is_by_logo(link: LexborNode, places: dict[int, bool]) -> bool:
    """Whether an element around a link is a header, or a logo by its class; places: what is known of elements."""
    passed, is_logo = [], False
    around = link.parent
    while around is not None:
        if (known := places.get(around.mem_id)) is not None:
            is_logo = known
            break
        passed.append(around.mem_id)
        if around.tag == "header" or LOGO.search(around.attributes.get("class") or ""):
            is_logo = True
            break
        around = around.parent
    places.update(dict.fromkeys(passed, is_logo))
    return is_logo
