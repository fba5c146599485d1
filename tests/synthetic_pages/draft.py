"""A page before it is written: what each of its parts states.

Belongs here: the parts, and filling them with the truth. Does not: markup of a whole page (skeletons), what misleads
(the modules traps_…).
"""

from dataclasses import dataclass, field
from html import escape
from random import Random
from typing import Any

from tests.synthetic_pages.facts import Facts

SEPARATORS = (" | ", " - ", " – ", " — ", " · ", " « ")


@dataclass(slots=True)
class Draft:
    """The parts of a page, as HTML unless they are said to be text.

    facts: the truth, by which the reading is judged · url: where it was fetched (text) · lang: of the html element
    title: of the title element (text) · metas: (attribute, key, content), text
    canonical, base: href of the link and of the base element, if any
    jsonld: nodes of its graph · logo: in the site's header · heading, heading_tag: the headline
    byline, date: within the elements that the skeleton gives them
    above, after, beside, below: blocks before the headline, after the text, in the sidebar, under the article
    foreign: texts that are no part of the body
    """

    facts: Facts
    rng: Random
    url: str
    lang: str
    title: str
    heading: str
    byline: str
    date: str
    logo: str
    paragraphs: list[str]
    heading_tag: str = "h1"
    canonical: str | None = None
    base: str | None = None
    metas: list[tuple[str, str, str]] = field(default_factory=list)
    jsonld: list[dict[str, Any]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def set_meta(self, key: str, content: str, attribute: str = "name") -> None:
        """State this content under a key, in place of any other."""
        self.metas = [meta for meta in self.metas if meta[1] != key] + [(attribute, key, content)]

    def restate_meta(self, key: str, content: str) -> None:
        """State this content under a key that the page has; nothing on a page without it."""
        self.metas = [(a, k, content if k == key else c) for a, k, c in self.metas]

    @property
    def article_node(self) -> dict[str, Any] | None:
        """The article among the JSON-LD nodes."""
        return next((node for node in self.jsonld if str(node["@type"]).endswith("Article")), None)


def draft(facts: Facts, rng: Random) -> Draft:
    """A draft that states the truth where every page does: title element, headline, byline, date, text, address."""
    names = credit(facts.authors, facts)
    return Draft(
        facts=facts,
        rng=rng,
        url=facts.canonical,
        lang=facts.language.code,
        title=facts.title + rng.choice(SEPARATORS) + facts.publisher,
        heading=escape(facts.title),
        byline=escape(rng.choice(facts.language.by).format(names)),
        date=visible_date(facts, rng),
        logo=f'<a href="/" rel="home">{escape(facts.publisher)}</a>',
        paragraphs=[escape(paragraph) for paragraph in facts.body],
    )


def credit(names: list[str], facts: Facts) -> str:
    """The names as a byline joins them."""
    first, *others = names
    for name in others:
        first = facts.language.pair.format(first, name)
    return first


def visible_date(facts: Facts, rng: Random) -> str:
    """The day with its label, in a time element on half of the pages."""
    text = escape(rng.choice(facts.language.published).format(facts.written(rng)))
    stamp = f"{facts.day.isoformat()}T09:{rng.randrange(10, 60)}:00Z"
    return rng.choice((text, f'<time datetime="{stamp}">{text}</time>'))
