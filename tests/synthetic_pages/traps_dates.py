"""Traps for dates: other days on the page, days of change, day and month in the order of another country.

Belongs here: what misleads about the day of publication. Does not: honest dates (draft, heads, widgets).
"""

from datetime import date, timedelta
from html import escape

from tests.synthetic_pages.draft import Draft
from tests.synthetic_pages.facts import any_day, headline, write_day
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


def _stamp(draft: Draft, day: date) -> str:
    time = f"{day.isoformat()}T07:{draft.rng.randrange(10, 60)}:00Z"
    return f'<time datetime="{time}">{escape(_written(draft, day))}</time>'


def _written(draft: Draft, day: date) -> str:
    return draft.facts.written(draft.rng, day)


@trap("day", "the day is plain text; cards of unheard-of names beside it have time elements")
def stamped_cards(draft: Draft) -> None:
    visible_only(draft)
    rng, cards = draft.rng, ""
    for number in range(rng.randint(1, 4)):
        title, stamp = headline(rng, draft.facts.language), _stamp(draft, any_day(rng))
        draft.foreign.append(title)
        cards += rng.choice((
            f'<div class="u{number}"><a href="/o/{number}"><h3>{escape(title)}</h3>{stamp}</a></div>',
            f'<div class="u"><h4><a href="/o/{number}">{escape(title)}</a></h4><p>{stamp}</p></div>',
            f'<a class="v" href="/o/{number}"><b>{escape(title)}</b><i>{escape(draft.facts.section)}</i>{stamp}</a>',
        ))  # fmt: skip
    more = escape(draft.facts.language.more)
    rng.choice((draft.below, draft.beside)).append(f"<section><h2>{more}</h2>{cards}</section>")


@trap("day", "the day is plain text; a strip of headlines with time elements stands above the article")
def stamped_strip(draft: Draft) -> None:
    visible_only(draft)
    items = ""
    for number in range(3):
        title = headline(draft.rng, draft.facts.language)
        draft.foreign.append(title)
        items += f'<li>{_stamp(draft, any_day(draft.rng))} <a href="/strip/{number}">{escape(title)}</a></li>'
    draft.above.append(f'<div class="w3"><ul>{items}</ul></div>')


@trap("day", "readers' comments say when they were posted, with the label of an article")
def labelled_comments(draft: Draft) -> None:
    visible_only(draft)
    label, items = draft.rng.choice(draft.facts.language.published), ""
    for number in range(draft.rng.randint(1, 3)):
        posted = label.format(_written(draft, any_day(draft.rng)))
        items += f'<li class="comment" id="c{number}"><div>{escape(posted)}</div><p>{number + 1} · ✓</p></li>'
    draft.below.append(f'<div id="comments"><ol>{items}</ol></div>')


@trap("day", "the day stands in the title element alone")
def day_in_title(draft: Draft) -> None:
    _only_visible(draft)
    draft.date = ""
    draft.title += draft.rng.choice((" | ", " - ", " – ", " · ")) + _written(draft, draft.facts.day)


@trap("day", "day, month and year stand in three elements of a badge")
def badge(draft: Draft) -> None:
    _only_visible(draft)
    facts = draft.facts
    month = facts.language.months[facts.day.month - 1]
    if month[0].isdigit():  # months by number: no badge
        return
    parts = (f"{facts.day.day:02}", month, str(facts.day.year))
    draft.date = "".join(f"<b>{escape(part)}</b>" for part in parts)


@trap("day", "the day follows the byline in one line")
def day_after_byline(draft: Draft) -> None:
    _only_visible(draft)
    draft.date = ""
    draft.byline = f"{draft.byline}, {escape(_written(draft, draft.facts.day))}"


@trap("day", "the day is in digits of two readings; the tag is the theme's, en-US, the text is not English")
def two_readings(draft: Draft) -> None:
    _only_visible(draft)
    facts = draft.facts
    facts.day = facts.day.replace(day=1 + facts.day.day % 12)
    draft.lang = "en-US"
    draft.date = write_day(facts.language.number, facts.day, facts.language)
