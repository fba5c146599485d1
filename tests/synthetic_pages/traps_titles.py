"""Traps for titles: names of outlets in headlines, brands and logos in their place, sections, kickers.

Belongs here: what misleads about the title or the outlet's name. Does not: honest statements (draft, heads).
"""

from html import escape

from tests.synthetic_pages.draft import SEPARATORS, Draft
from tests.synthetic_pages.facts import headline
from tests.synthetic_pages.registry import trap


def retitle(draft: Draft, title: str) -> None:
    """Make this the headline, wherever the old one is stated."""
    old, draft.facts.title = draft.facts.title, title
    draft.title = draft.title.replace(old, title)
    draft.heading = escape(title)
    draft.metas = [(a, key, content.replace(old, title)) for a, key, content in draft.metas]
    for node in draft.jsonld:
        node.update({key: title for key in ("headline", "name") if node.get(key) == old})


def rename(draft: Draft, publisher: str) -> None:
    """Make this the outlet's name, wherever the old one is stated."""
    old, draft.facts.publisher = draft.facts.publisher, publisher
    draft.title = draft.title.replace(old, publisher)
    draft.logo = draft.logo.replace(escape(old), escape(publisher))
    draft.metas = [(a, key, content.replace(old, publisher)) for a, key, content in draft.metas]
    for node in draft.jsonld:
        for stated in (node, node.get("publisher") or {}):
            if stated.get("name") == old:
                stated["name"] = publisher


def _key_word(draft: Draft) -> str:
    """The longest word of the outlet's name."""
    return max(draft.facts.publisher.split(), key=len)


@trap("title", "the outlet's word stands before a colon in the headline")
def outlet_word_before_colon(draft: Draft) -> None:
    retitle(draft, f"{_key_word(draft)} 7: {draft.facts.title}")


@trap("title", "the headline holds the outlet's letters inside a word, before a colon or a dash")
def outlet_letters_in_a_word(draft: Draft) -> None:
    name = draft.rng.choice(("Port", "Ember", "Stern", "Time", "Land", "Tand"))
    rename(draft, name)
    word = {"Port": "Newport", "Ember": "November", "Stern": "Western", "Time": "Sometimes", "Land": "Island"}
    joint = draft.rng.choice((": ", " – ", " - "))
    retitle(draft, f"{word.get(name, 'Standard')} {draft.rng.randrange(2, 90)}{joint}{draft.facts.title}")


@trap("title", "the headline itself ends in the outlet's name, and the title element adds it again")
def headline_ends_in_outlet(draft: Draft) -> None:
    retitle(draft, f"{draft.facts.title} – {draft.facts.publisher}")


@trap("title", "og:title and twitter:title are the brand")
def brand_as_og_title(draft: Draft) -> None:
    draft.set_meta("og:title", draft.facts.publisher, "property")
    if draft.rng.random() < 0.5:
        draft.set_meta("twitter:title", draft.facts.publisher)
    draft.metas = [meta for meta in draft.metas if meta[1] != "og:site_name"]


@trap("title", "the only h1 is the logo, the headline an h2 or h3")
def logo_as_h1(draft: Draft) -> None:
    draft.heading_tag = draft.rng.choice(("h2", "h3"))
    draft.logo = f"<h1>{draft.logo}</h1>"


@trap("title", "the h1 is the section, the headline an h2")
def section_as_h1(draft: Draft) -> None:
    draft.heading_tag = "h2"
    draft.above.append(f"<h1>{escape(draft.facts.section)}</h1>")


@trap("title", "the title element is a trail of breadcrumbs, the h1 the section")
def breadcrumbs_as_title(draft: Draft) -> None:
    section_as_h1(draft)
    joint = draft.rng.choice((" » ", " > ", " / ", " › "))
    draft.title = joint.join((draft.facts.language.menu[0], draft.facts.section, draft.facts.title))


@trap("title", "a kicker stands inside the heading")
def kicker_in_heading(draft: Draft) -> None:
    name = draft.rng.choice(("kicker", "overline", "topic", "a1b2"))
    draft.heading = f'<span class="{name}">{escape(draft.facts.section)}</span> <span>{draft.heading}</span>'


@trap("title", "the title element ends in sections and the outlet")
def sections_and_outlet(draft: Draft) -> None:
    joint = draft.rng.choice(SEPARATORS[:4])
    draft.title = joint.join((draft.facts.title, draft.facts.section, draft.facts.publisher))


@trap("title", "the outlet stands first in the title element")
def outlet_first(draft: Draft) -> None:
    draft.title = draft.facts.publisher + draft.rng.choice((": ", " | ", " - ")) + draft.facts.title


@trap("title", "og:title carries the outlet too")
def outlet_in_og_title(draft: Draft) -> None:
    draft.set_meta("og:title", draft.title, "property")


@trap("title", "no heading at all: the title element states headline and outlet")
def title_element_alone(draft: Draft) -> None:
    draft.heading = ""


@trap("title", "the headline has a dash, a bar or a colon of its own")
def separator_in_headline(draft: Draft) -> None:
    joint = draft.rng.choice((" – ", " - ", ": ", " | ", " · "))
    retitle(draft, draft.facts.title + joint + headline(draft.rng, draft.facts.language))


@trap("title", "other articles' headlines are h1 too, above and below")
def many_h1(draft: Draft) -> None:
    others = [headline(draft.rng, draft.facts.language) for _ in range(3)]
    others = [other for other in others if other != draft.facts.title]
    draft.foreign += others
    blocks = [f'<h1><a href="/x/{i}">{escape(other)}</a></h1>' for i, other in enumerate(others)]
    draft.above += blocks[:1]
    draft.below += blocks[1:]


@trap("title", "application-name and og:site_name are the headline, as some templates fill them")
def headline_as_site_name(draft: Draft) -> None:
    draft.set_meta("application-name", draft.facts.title)
    draft.set_meta("og:site_name", draft.facts.title, "property")


@trap("publisher", "the outlet's company is the publisher in structured data")
def company_as_publisher(draft: Draft) -> None:
    if node := draft.article_node:
        node["publisher"] = {"@type": "Organization", "name": f"{draft.facts.place} Media Holding Ltd"}


@trap("publisher", "og:site_name has a slogan")
def slogan_in_site_name(draft: Draft) -> None:
    draft.set_meta("og:site_name", f"{draft.facts.publisher} - {draft.facts.section}", "property")
