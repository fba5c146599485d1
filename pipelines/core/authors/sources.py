"""Where pages, rows and texts credit their authors: JSON-LD, meta tags, microdata, rel=author, bylines, row fields.

Belongs here: finding credits and turning each into candidates, one a person and source. Does not: choosing (choosing).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborNode

from pipelines.core.authors.bylines import flipped, from_byline
from pipelines.core.evidence import Candidate
from pipelines.core.pages import Page
from pipelines.core.titles.cleaning import squash
from pipelines.core.titles.sources import is_article, site_names

METAS = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "cxenseparse:author",
    "og:author", "authors", "byl", "byline", "dc.creator", "dcterms.creator", "citation_author", "rbauthors",
)  # fmt: skip
"""Meta keys that state authors; addresses and profile URLs in them are dropped by the judgement of names."""

FAMILY_FIRST = ("dc.creator", "dcterms.creator", "citation_author")

WRITTEN_BY = re.compile(
    r"writ|author|geschrieben|verfasst|autor|écrit|escrit|scritt|geschreven|skrev|napisa|auteur|yazan|ditulis|автор|написано"
    r"|作者|執筆|投稿|كتب|kirjoitta", re.I
)  # fmt: skip
"""The label of twitter:data1 when it holds the author, in the languages of the commonest SEO plug-ins."""

BYLINE_NODES = (
    "[itemprop~=author]", "[rel~=author]", "[class*=byline i]", "[class*=author i]", "[class*=autor i]",
    "[class*=auteur i]", "[class*=writer i]", "[class*=reporter i]", "[data-testid*=byline i]", "[data-testid*=author i]", "address",
)  # fmt: skip

NOT_BYLINE = re.compile(
    r"comment|related|teaser|footer|sidebar|widget|recommend|promo|card|popular|trending|newsletter|quote|image|photo"
    r"|caption|credit|picture|menu|nav|bio\b|description|reply|avatar|social|share|preview|latest|more-|read-more"
    r"|list-item|appetizer", re.I
)  # fmt: skip
"""Class names of what surrounds other people's names: teasers of other articles, comments, captions, quotations."""

MAX_NODES = 40
"""Nodes a selector looks at: the article's own byline stands before the lists of other articles."""

WEIGHTS: Mapping[str, float] = {"jsonld": 0.93, "meta": 0.88, "microdata": 0.85, "rel": 0.85, "byline": 0.75}
"""How often a person credited by such a source alone is an author, on labelled pages (rounded)."""


def page_candidates(page: Page, title: str | None = None) -> list[Candidate]:
    """Each person whom the page credits, once a source, in the order of the source.

    >>> [c.value for c in page_candidates(Page('<meta name="author" content="Nadia Orsk and Tomas Wrede">'))]
    ['Nadia Orsk', 'Tomas Wrede']
    """
    not_names = site_names(page) | ({squash(title)} if title else set())
    found = [
        Candidate("authors", name, method, WEIGHTS[method.split(".")[0]])
        for method, text, single in _credits(page)
        for name in from_byline(text, not_names, single)
    ]
    return list(dict.fromkeys(found))


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """The people in the authors field of a row: a text, or a list of texts or of objects with a name.

    >>> [c.value for c in row_candidates({"authors": ["Nadia Orsk", {"name": "Tomas Wrede"}]}, "row")]
    ['Nadia Orsk', 'Tomas Wrede']
    """
    title = fields.get("title")
    not_names = {squash(title)} if isinstance(title, str) else set()
    names = [name for text in _stated_names(fields.get("authors")) for name in from_byline(text, not_names, True)]
    return [Candidate("authors", name, f"{origin}.authors", 0.9) for name in dict.fromkeys(names)]


def _credits(page: Page) -> Iterator[tuple[str, str, bool]]:
    """(method, text of the credit, whether one word may be a name)."""
    yield from (("jsonld.author", text, True) for text in _jsonld_names(page))
    for key in METAS:
        for tag in page.metas(key):
            yield f"meta.{key}", flipped(tag.content) if key in FAMILY_FIRST else tag.content, key != "article:author"
    yield from (("meta.twitter:data1", text, True) for text in _labelled(page))
    yield from _visible(page)


def _jsonld_names(page: Page) -> Iterator[str]:
    people = {node["@id"]: node for node in page.jsonld if isinstance(node.get("@id"), str) and node.get("name")}
    for node in page.jsonld:
        if is_article(node):
            stated = node.get("author") or node.get("creator")
            yield from _stated_names(stated, people)
            if stated:
                return


def _stated_names(value: Any, people: Mapping[str, Any] | None = None, depth: int = 0) -> Iterator[str]:
    """Names in a text, a list or an object with a name; organisations are left out, references looked up."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < 3:
        for item in value[:50]:
            yield from _stated_names(item, people, depth + 1)
    elif isinstance(value, dict) and "organization" not in str(value.get("@type")).lower():
        known = (people or {}).get(str(value.get("@id")), {})
        yield from _stated_names(_name_of(value) or _name_of(known), None, depth + 1)


def _name_of(person: Mapping[str, Any]) -> Any:
    parts = [person.get("givenName"), person.get("familyName")]
    whole = " ".join(part for part in parts if isinstance(part, str))
    return person.get("name") or whole or person.get("byline")


def _labelled(page: Page) -> Iterator[str]:
    """twitter:dataN where its label says that it is the author."""
    for number in ("1", "2"):
        if any(WRITTEN_BY.search(tag.content) for tag in page.metas(f"twitter:label{number}")):
            yield from (tag.content for tag in page.metas(f"twitter:data{number}"))


def _visible(page: Page) -> Iterator[tuple[str, str, bool]]:
    """The first byline that each kind of element shows, outside of teasers, comments and captions."""
    for selector in BYLINE_NODES:
        method = "microdata.author" if "itemprop" in selector else "rel.author" if "rel" in selector else "byline.class"
        for node in page.tree.css(selector)[:MAX_NODES]:
            text = _visible_text(node)
            if 2 < len(text) < 300 and not _elsewhere(node) and from_byline(text):
                yield method, text, False
                break


def _visible_text(node: LexborNode) -> str:
    if node.tag in ("meta", "link", "body", "html", "main", "article", "script", "style", "img"):
        return node.attributes.get("content") or ""
    return "\n".join(node.text(deep=True, separator="\n").split("\n")[:60]).strip()


def _elsewhere(node: LexborNode) -> bool:
    """Whether the node or one of six above it belongs to something else than the article."""
    above: LexborNode | None = node
    for _ in range(7):
        if above is None or above.tag in ("body", "html"):
            return False
        if above.tag in ("aside", "footer", "nav", "blockquote", "figure", "figcaption") or NOT_BYLINE.search(
            _labels(above)
        ):
            return True
        above = above.parent
    return False


def _labels(node: LexborNode) -> str:
    return f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"


def residue_candidates(bylines: Iterable[str], not_names: Collection[str] = ()) -> list[Candidate]:
    """The people in the bylines that were found in a plain text (residue.strip finds them).

    >>> [c.value for c in residue_candidates(["By Nadia Orsk and Tomas Wrede"])]
    ['Nadia Orsk', 'Tomas Wrede']
    """
    names = (name for line in bylines for name in from_byline(line, not_names))
    return [Candidate("authors", name, "residue.byline", 0.85) for name in dict.fromkeys(names)]
