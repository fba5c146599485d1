"""Traps for authors: roles, teams and agencies in bylines, surnames that are roles, people who are no authors.

Belongs here: what misleads about who wrote the article. Does not: honest credits (draft, heads).
"""

from html import escape

from tests.synthetic_pages.draft import Draft, credit
from tests.synthetic_pages.facts import person
from tests.synthetic_pages.registry import trap

AGENCIES = ("dpa", "AFP", "Reuters", "AP", "ANSA", "EFE")


def recredit(draft: Draft, authors: list[str], stated: str | None = None) -> None:
    """Make these the authors wherever they are stated; stated: what a byline says in their place."""
    draft.facts.authors = authors
    names = stated or credit(authors, draft.facts)
    draft.byline = escape(draft.rng.choice(draft.facts.language.by).format(names))
    draft.restate_meta("author", stated or ", ".join(authors))
    if node := draft.article_node:
        people = [{"@type": "Person", "name": name} for name in authors]
        node["author"] = people or {"@type": "Person", "name": stated}


def _role(draft: Draft) -> str:
    return draft.rng.choice(draft.facts.language.roles)


@trap("authors", "the surname is also a word of roles, outlets or pages")
def surname_is_a_role(draft: Draft) -> None:
    recredit(draft, [person(draft.rng, draft.facts.language, is_odd=True)])


@trap("authors", "two authors")
def two_authors(draft: Draft) -> None:
    one, two = draft.facts.authors[0], person(draft.rng, draft.facts.language)
    recredit(draft, [one] if one == two else [one, two])


@trap("authors", "a role follows the name, after some punctuation")
def name_then_role(draft: Draft) -> None:
    joint = draft.rng.choice((", {}", " ({})", " | {}", " – {}", " / {}", " · {}"))
    draft.byline += escape(joint.format(_role(draft)))


@trap("authors", "a role stands before the name, after which a colon or nothing")
def role_then_name(draft: Draft) -> None:
    joint = draft.rng.choice((": ", " ", " – ", ", "))
    draft.byline = escape(_role(draft) + joint + credit(draft.facts.authors, draft.facts))


@trap("authors", "name and role each in an element of its own")
def role_in_own_element(draft: Draft) -> None:
    tag = draft.rng.choice(("span", "em", "b"))
    name = "".join(f'<{tag} class="x-name">{escape(name)}</{tag}>' for name in draft.facts.authors)
    draft.byline = f'{name}<{tag} class="x-role">{escape(_role(draft))}</{tag}>'


@trap("authors", "a link to write to the author beside the name")
def mail_beside(draft: Draft) -> None:
    draft.byline += ' <a href="mailto:desk@veldt.example">| Email the author</a> | desk@veldt.example'


@trap("authors", "the credit is a team: nobody is named")
def team(draft: Draft) -> None:
    stated = draft.rng.choice(draft.facts.language.team).format(draft.facts.publisher)
    recredit(draft, [], stated)


@trap("authors", "the credit is an agency: nobody is named")
def agency(draft: Draft) -> None:
    recredit(draft, [], draft.rng.choice(AGENCIES))


@trap("authors", "an agency beside the author")
def agency_beside(draft: Draft) -> None:
    draft.byline += draft.rng.choice((", ", " / ", " | ", " (")) + draft.rng.choice(AGENCIES)


@trap("authors", "the outlet's name beside the author")
def outlet_beside(draft: Draft) -> None:
    draft.byline += escape(draft.rng.choice((", ", " | ", " for ")) + draft.facts.publisher)


@trap("authors", "a day and other links in the byline")
def day_in_byline(draft: Draft) -> None:
    draft.byline += f' | {escape(draft.facts.written(draft.rng))} | <a href="/print">Print</a>'


@trap("authors", "Dublin Core states the family name first")
def family_name_first(draft: Draft) -> None:
    given, _, family = draft.facts.authors[0].partition(" ")
    if family:
        draft.set_meta("DC.creator", f"{family}, {given}")


@trap("authors", "the author tag is the login of the system")
def login_as_author(draft: Draft) -> None:
    draft.set_meta("author", draft.rng.choice(("admin", "webmaster", "cms_user", "redaktion2")))


@trap("authors", "the author tag is the outlet")
def outlet_as_author(draft: Draft) -> None:
    draft.set_meta("author", draft.facts.publisher)


@trap("authors", "no byline on the page, but others are named around it")
def no_byline(draft: Draft) -> None:
    draft.byline = ""
    draft.facts.authors = []
    draft.metas = [meta for meta in draft.metas if meta[1] != "author"]
    if node := draft.article_node:
        node.pop("author")


@trap("authors", "a photographer is credited beside the author")
def photographer_beside(draft: Draft) -> None:
    language = draft.facts.language
    name = person(draft.rng, language)
    if name not in draft.facts.authors:
        draft.byline += f"<br>{escape(language.photo.format(name))}"


@trap("authors", "the names are in capitals")
def capitals(draft: Draft) -> None:
    draft.byline = escape(draft.rng.choice(draft.facts.language.by).format(draft.facts.authors[0].upper()))
