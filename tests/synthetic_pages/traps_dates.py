"""Traps for dates: other days on the page, days of change, day and month in the order of another country.

Belongs here: what misleads about the day of publication. Does not: honest dates (draft, heads, widgets).
"""

from datetime import timedelta
from html import escape

from tests.synthetic_pages.draft import Draft
from tests.synthetic_pages.facts import any_day, write_day
from tests.synthetic_pages.registry import trap


def _only_visible(draft: Draft) -> None:
    """Leave the day to the visible line."""
    draft.metas = [meta for meta in draft.metas if meta[1] not in ("article:published_time", "DC.date")]
    if node := draft.article_node:
        node.pop("datePublished")


@trap("day", "only the visible line states the day")
def visible_only(draft: Draft) -> None:
    _only_visible(draft)
    draft.date = escape(draft.rng.choice(draft.facts.language.published).format(draft.facts.written(draft.rng)))


@trap("day", "a day of change stands beside the day of publication")
def updated_beside(draft: Draft) -> None:
    later = draft.facts.day + timedelta(days=draft.rng.randrange(1, 300))
    text = draft.facts.language.updated.format(draft.facts.written(draft.rng, later))
    draft.date += f' <span class="upd">{escape(text)}</span>'


@trap("day", "the day is in digits, in the order of the language, on a theme that says en-US")
def digits_on_foreign_theme(draft: Draft) -> None:
    _only_visible(draft)
    facts = draft.facts
    facts.day = facts.day.replace(day=13 + facts.day.day % 15)  # a day above twelve: its order shows
    draft.lang = "en-US"
    draft.date = write_day(facts.language.number, facts.day, facts.language)


@trap("day", "the text mentions other days")
def days_in_the_text(draft: Draft) -> None:
    other = draft.facts.written(draft.rng, any_day(draft.rng))
    draft.paragraphs[0] += f" ({escape(other)})"
    draft.facts.body[0] += f" ({other})"


@trap("day", "the header shows today's day, another one")
def masthead_day(draft: Draft) -> None:
    draft.logo += f'<span class="today">{escape(draft.facts.written(draft.rng, any_day(draft.rng)))}</span>'


@trap("day", "no day anywhere on the article, but one in a card")
def no_day(draft: Draft) -> None:
    _only_visible(draft)
    draft.date = ""
