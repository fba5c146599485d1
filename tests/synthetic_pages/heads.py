"""Head styles: which machine-readable statements a site makes about its articles.

Belongs here: meta tags, links and JSON-LD that state the truth. Does not: what misleads (the modules traps_…).
"""

from collections.abc import Callable, Mapping
from typing import Any

from tests.synthetic_pages.draft import Draft


def bare(draft: Draft) -> None:
    """A title element alone."""


def linked(draft: Draft) -> None:
    """A canonical link, and a description."""
    draft.canonical = draft.facts.canonical
    draft.set_meta("description", draft.facts.body[0][:120])


def social(draft: Draft) -> None:
    """Open Graph and Twitter cards, as most plug-ins write them."""
    linked(draft)
    facts = draft.facts
    draft.metas += [
        ("property", "og:title", facts.title),
        ("property", "og:type", "article"),
        ("property", "og:url", facts.canonical),
        ("property", "og:site_name", facts.publisher),
        ("name", "twitter:title", facts.title),
    ]


def stamped(draft: Draft) -> None:
    """Open Graph with the time of publication and the author's name."""
    social(draft)
    draft.set_meta("article:published_time", f"{draft.facts.day.isoformat()}T08:30:00+00:00", "property")
    draft.set_meta("author", ", ".join(draft.facts.authors))


def graph(draft: Draft) -> None:
    """Open Graph and a JSON-LD graph: the article, its author and the site."""
    social(draft)
    facts = draft.facts
    site = {"@type": "NewsMediaOrganization", "name": facts.publisher, "url": f"https://{facts.domain}/"}
    draft.jsonld += [
        {
            "@type": "NewsArticle",
            "headline": facts.title,
            "datePublished": f"{facts.day.isoformat()}T08:30:00+00:00",
            "author": [{"@type": "Person", "name": name} for name in facts.authors],
            "publisher": site,
            "mainEntityOfPage": {"@type": "WebPage", "@id": facts.canonical},
        },
        {"@type": "WebSite", "name": facts.publisher, "url": f"https://{facts.domain}/"},
    ]


def single_node(draft: Draft) -> None:
    """JSON-LD without Open Graph, one author as an object."""
    linked(draft)
    graph_of: dict[str, Any] = {
        "@type": "Article",
        "headline": draft.facts.title,
        "datePublished": draft.facts.day.isoformat(),
        "author": {"@type": "Person", "name": draft.facts.authors[0]},
        "publisher": {"@type": "Organization", "name": draft.facts.publisher},
    }
    draft.jsonld.append(graph_of)


def dublin_core(draft: Draft) -> None:
    """Dublin Core, as library systems and some state papers write it."""
    facts = draft.facts
    draft.metas += [
        ("name", "DC.title", facts.title),
        ("name", "DC.date", facts.day.isoformat()),
        ("name", "DC.publisher", facts.publisher),
    ]
    draft.canonical = facts.canonical


HEADS: Mapping[str, Callable[[Draft], None]] = {
    head.__name__: head for head in (bare, linked, social, stamped, graph, single_node, dublin_core)
}
