"""Candidates for `authors`: JSON-LD, meta tags, microdata, rel=author, bylines, row fields.

Belongs here: finding credits, one candidate per person and source. Does not: parsing bylines (bylines), choosing
(choose).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from pipelines.core.normalization.authors import visible_bylines
from pipelines.core.normalization.authors.bylines import given_name_first, people_in
from pipelines.core.normalization.evidence import Candidate
from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.titles.candidates import is_article
from pipelines.core.normalization.titles.cleaning import squash
from pipelines.core.normalization.titles.site_names import site_names
from pipelines.core.vocabulary.words import alternatives, word_list

META_KEYS = (
    "article:author", "article:author_name", "author", "parsely-author", "sailthru.author", "cxenseparse:author",
    "og:author", "authors", "byl", "byline", "dc.creator", "dcterms.creator", "citation_author", "rbauthors",
)  # fmt: skip
"""Meta keys that state authors; those of the article come before those that some sites fill with their owner."""

FAMILY_NAME_FIRST = ("dc.creator", "dcterms.creator", "citation_author")

WRITTEN_BY = re.compile(alternatives(word_list("byline_words", "label")), re.I)
"""The label of twitter:data1 if it holds the author, in the languages of common SEO plug-ins."""

PRIORS: Mapping[str, float] = {
    "jsonld": 0.96, "meta": 0.94, "microdata": 0.9, "rel": 0.87, "byline": 0.88, "label": 0.85, "link": 0.75,
}  # fmt: skip
"""Share of people credited by one kind of source alone who are authors, on labelled pages."""

GIVEN_CONFIDENCE = 0.9
"""Confidence of a person in a row's authors field."""

RESIDUE_CONFIDENCE = 0.85
"""Confidence of a person in the byline of a plain text."""

NO_PERSON = "names no person"
"""The note on a refused credit."""

MAX_REFUSED_CHARS = 200
"""Characters of a refused credit that its candidate keeps."""


def page_candidates(page: Page, title: str | None = None, outlet: str | None = None) -> list[Candidate]:
    """Each person whom a page credits, once per source; title, outlet: of the article, which are nobody's name.

    >>> [c.value for c in page_candidates(Page('<meta name="author" content="Nadia Orsk and Tomas Wrede">'))]
    ['Nadia Orsk', 'Tomas Wrede']
    """
    own = {squash(name) for name in _jsonld_names(page)}  # people name their sites after themselves
    others = {squash(outlet)} - own if outlet else set()
    not_names = site_names(page) | others | ({squash(title)} if title else set())
    found = [_refused(name, "jsonld.author") for name in _organizations(page)]
    found += _person_candidates(_credits(page, title), not_names)
    if not any(candidate.confidence for candidate in found):
        guesses = ((method, text, False) for method, text in visible_bylines.guesses(page, title))
        found += _person_candidates(guesses, not_names)
    return list(dict.fromkeys(found))


def _person_candidates(credits: Iterable[tuple[str, str, bool]], not_names: Collection[str]) -> Iterator[Candidate]:
    """One candidate for each person in each credit; a credit that names none is refused."""
    for method, text, single in credits:
        names = people_in(text, not_names, single)
        yield from (Candidate("authors", name, method, PRIORS[method.split(".")[0]]) for name in names)
        if not names:
            yield _refused(text, method)


def _refused(text: str, method: str) -> Candidate:
    """The refused candidate for a credit that names no person: the outlet, a team, an agency, an address."""
    return Candidate("authors", text[:MAX_REFUSED_CHARS].strip() or "-", method, 0.0, NO_PERSON)


def row_candidates(fields: Mapping[str, Any], origin: str) -> list[Candidate]:
    """The people in the authors field of a row: a string, or a list of strings or of objects with a name.

    >>> [c.value for c in row_candidates({"authors": ["Nadia Orsk", {"name": "Tomas Wrede"}]}, "row")]
    ['Nadia Orsk', 'Tomas Wrede']
    """
    title = fields.get("title")
    not_names = {squash(title)} if isinstance(title, str) else set()
    texts = list(_stated_names(fields.get("authors")))
    names = [name for text in texts for name in people_in(text, not_names, True)]
    if texts and not names:
        return [_refused("; ".join(texts), f"{origin}.authors")]
    return [Candidate("authors", name, f"{origin}.authors", GIVEN_CONFIDENCE) for name in dict.fromkeys(names)]


def _credits(page: Page, title: str | None) -> Iterator[tuple[str, str, bool]]:
    """(method, text of the credit, whether a single word may be a name)."""
    yield from (("jsonld.author", text, True) for text in _jsonld_names(page))
    for key in META_KEYS:
        for tag in page.metas(key):
            text = given_name_first(tag.content) if key in FAMILY_NAME_FIRST else tag.content
            yield f"meta.{key}", text, key != "article:author"
    yield from ((method, text, True) for method, text in _labelled(page))
    yield from ((method, text, False) for method, text in visible_bylines.credits(page, title))


def _jsonld_names(page: Page) -> Iterator[str]:
    people = {node["@id"]: node for node in page.jsonld if isinstance(node.get("@id"), str) and node.get("name")}
    for node in page.jsonld:
        if is_article(node):
            stated = node.get("author") or node.get("creator")
            yield from _stated_names(stated, people)
            if stated:
                return


def credit_texts(page: Page) -> list[str]:
    """The authors in the page's JSON-LD and meta tags, as written, including organizations.

    >>> credit_texts(Page('<meta name="author" content="Nadia Orsk, dpa">'))
    ['Nadia Orsk, dpa']
    """
    names = (item.get("name") if isinstance(item, dict) else item for item in _author_items(page))
    found = [name for name in names if isinstance(name, str)]
    return list(dict.fromkeys([*found, *(tag.content for tag in page.metas(*META_KEYS))]))[:40]


def _organizations(page: Page) -> list[str]:
    """Organizations that the JSON-LD of articles names as authors."""
    found = (item.get("name") for item in _author_items(page) if isinstance(item, dict) and _is_organization(item))
    return list(dict.fromkeys(name for name in found if isinstance(name, str)))[:20]


def _is_organization(node: Mapping[str, Any]) -> bool:
    return "organization" in str(node.get("@type")).lower()


def _author_items(page: Page) -> list[Any]:
    """The authors in the JSON-LD of articles, as stated."""
    stated = (node.get("author") for node in page.jsonld if is_article(node))
    return [item for value in stated for item in (value[:20] if isinstance(value, list) else [value])]


def _stated_names(value: Any, people: Mapping[str, Any] | None = None, depth: int = 0) -> Iterator[str]:
    """Names in a string, a list or an object, without organizations; people: nodes by @id, for references."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < 3:
        for item in value[:50]:
            yield from _stated_names(item, people, depth + 1)
    elif isinstance(value, dict) and not _is_organization(value):
        known = (people or {}).get(str(value.get("@id")), {})
        yield from _stated_names(_name_of(value) or _name_of(known), None, depth + 1)


def _name_of(person: Mapping[str, Any]) -> Any:
    parts = [person.get("givenName"), person.get("familyName")]
    whole = " ".join(part for part in parts if isinstance(part, str))
    return person.get("name") or whole or person.get("byline")


def _labelled(page: Page) -> Iterator[tuple[str, str]]:
    """twitter:dataN whose label introduces an author, and the same in one tag (`twitter:misc:Written by`)."""
    for number in ("1", "2"):
        if any(WRITTEN_BY.search(tag.content) for tag in page.metas(f"twitter:label{number}")):
            yield from ((f"meta.twitter:data{number}", tag.content) for tag in page.metas(f"twitter:data{number}"))
    labelled = (tag for tag in page.meta if tag.key.startswith("twitter:misc:") and WRITTEN_BY.search(tag.key))
    yield from (("meta.twitter:misc", tag.content) for tag in labelled)


def residue_candidates(bylines: Iterable[str]) -> list[Candidate]:
    """The people in the bylines of a plain text, as residue.strip finds them.

    >>> [c.value for c in residue_candidates(["By Nadia Orsk and Tomas Wrede"])]
    ['Nadia Orsk', 'Tomas Wrede']
    """
    names = (name for line in bylines for name in people_in(line))
    return [Candidate("authors", name, "residue.byline", RESIDUE_CONFIDENCE) for name in dict.fromkeys(names)]
