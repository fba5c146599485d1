"""Checks the built documentation site: it loads nothing from elsewhere, and every link within it leads somewhere.

Belongs here: what a page loads and links to, by its source. Does not: building it (docs/conf.py), trying it in a
browser (browser).
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

LOADING = {
    "src": "script img iframe source video audio embed track input frame",
    "srcset": "img source",
    "href": "link image use base",
    "data": "object",
    "poster": "video",
    "action": "form",
    "background": "body table td",
    "content": "meta",
}
"""Attribute → elements for which a browser loads, or sends to, what it names; of `meta` only a refresh."""

STYLE_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
FOREIGN = re.compile(r"\s*(?:(?!data:|file:|mailto:)[a-z][a-z0-9+.-]*:|//)", re.I)


def foreign_loads(page: str) -> list[str]:
    """What a page of HTML loads from another host: addresses with a scheme or a host, in elements and styles.

    >>> foreign_loads('<img src="a.png"><script src="//cdn.example/x.js"></script><style>@import "https://a.example"</style>')
    ['//cdn.example/x.js', 'https://a.example']
    >>> foreign_loads('<a href="https://a.example">a</a><img src="data:image/png;base64,AA">')
    []
    """
    tree = html.fromstring(page)
    found = [address for element in tree.iter() for address in _loads(element)]
    found += [address for style in tree.iter("style") for address in style_loads(style.text or "")]
    return [address for address in found if FOREIGN.match(address)]


def _loads(element: html.HtmlElement) -> Iterator[str]:
    for attribute, names in LOADING.items():
        value = element.get(attribute)
        if value is None or element.tag not in names.split():
            continue
        if element.tag == "meta":
            yield from re.findall(r"^\s*\d+\s*;\s*url=(.+)", value, re.I)
        elif attribute == "srcset":
            yield from (each.split()[0] for each in value.split(",") if each.strip())
        else:
            yield value
    yield from style_loads(element.get("style") or "")
    yield from (value for name, value in element.attrib.items() if name.endswith("}href") or name == "xlink:href")


def style_loads(style: str) -> list[str]:
    """The addresses that a style sheet loads.

    >>> style_loads("@import 'a.css'; p { background: url(b.png) } /* url(c.png) */")
    ['a.css', 'b.png']
    """
    return [url or imported for url, imported in STYLE_URL.findall(COMMENT.sub("", style))]


def problems(folder: Path) -> Iterator[str]:
    """A line for each thing that a page or style sheet below the folder loads from elsewhere, and each broken link."""
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}
    anchors = {path: _anchors(page) for path, page in pages.items()}
    for path, page in pages.items():
        yield from (f"{path}: loads {address}" for address in foreign_loads(page))
        yield from (f"{path}: {link} leads nowhere" for link in links(page) if _is_broken(path, link, anchors))
    for path in sorted(folder.rglob("*.css")):
        loads = style_loads(path.read_text(encoding="utf-8"))
        yield from (f"{path}: loads {address}" for address in loads if FOREIGN.match(address))


def links(page: str) -> list[str]:
    """The addresses of the links of a page."""
    return [link for element in html.fromstring(page).iter("a") if (link := element.get("href"))]


def external_links(folder: Path) -> list[str]:
    """The addresses on other hosts that pages link to, sorted."""
    pages = (path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))
    return sorted({link for page in pages for link in links(page) if FOREIGN.match(link)})


def _anchors(page: str) -> frozenset[str]:
    return frozenset(name for element in html.fromstring(page).iter() for name in (element.get("id"),) if name)


def _is_broken(page: Path, link: str, anchors: Mapping[Path, frozenset[str]]) -> bool:
    if FOREIGN.match(link) or link.startswith(("mailto:", "data:")):
        return False
    parts = urlsplit(link)
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
    if not target.is_file():
        return True
    known = {path.resolve(): found for path, found in anchors.items() if path.name == target.name}
    return bool(parts.fragment) and target.suffix == ".html" and unquote(parts.fragment) not in known[target]
