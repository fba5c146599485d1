"""Widgets: what stands beside the article on honest pages: lists of others, comments, a biography, a notice.

Belongs here: blocks that state things about something else, marked up as sites do. Does not: parts of the article that
mislead (the modules traps_…).
Each takes a draft, adds a block, and names its texts as foreign to the body.
"""

from collections.abc import Callable, Mapping
from html import escape

from tests.synthetic_pages.draft import Draft
from tests.synthetic_pages.facts import any_day, headline, paragraphs, person


def _place(draft: Draft) -> list[str]:
    return draft.rng.choice((draft.after, draft.below, draft.beside))


def related_cards(draft: Draft) -> None:
    """Cards of other articles, each with headline, author and day."""
    rng, facts = draft.rng, draft.facts
    name, heading = rng.choice((("related-posts", "h3"), ("cards", "h2"), ("more-from", "h4"), ("teaser-list", "h3")))
    cards = ""
    for number in range(rng.randint(2, 4)):
        title, author = headline(rng, facts.language), person(rng, facts.language)
        day = facts.written(rng, any_day(rng))
        draft.foreign.append(title)
        cards += (
            f'<div class="card"><{heading}><a href="/other/{number}">{escape(title)}</a></{heading}>'
            f'<span class="card-author">{escape(author)}</span> <span class="card-date">{escape(day)}</span></div>'
        )
    _place(draft).append(f'<section class="{name}"><h3>{escape(facts.language.more)}</h3>{cards}</section>')


def most_read(draft: Draft) -> None:
    """A numbered list of headlines."""
    rng = draft.rng
    titles = [headline(rng, draft.facts.language) for _ in range(5)]
    draft.foreign += titles
    items = "".join(f'<li><a href="/top/{number}">{escape(title)}</a></li>' for number, title in enumerate(titles))
    rng.choice((draft.beside, draft.below)).append(f'<div class="most-read"><ol>{items}</ol></div>')


def comments(draft: Draft) -> None:
    """Comments of readers, with names and days after the article's."""
    rng, language = draft.rng, draft.facts.language
    items = ""
    for number in range(rng.randint(1, 4)):
        (text,) = paragraphs(rng, language, draft.facts.place, 1)
        text = f"{person(rng, language)}! {text}"
        draft.foreign.append(text)
        day = draft.facts.written(rng, any_day(rng))
        items += (
            f'<li class="comment" id="comment-{number}"><cite class="fn">{escape(person(rng, language))}</cite> '
            f'<span class="comment-date">{escape(day)}</span><p>{escape(text)}</p></li>'
        )
    block = f'<div id="comments" class="comments-area"><h2>{escape(language.comments)}</h2><ol>{items}</ol></div>'
    draft.below.append(block)


def biography(draft: Draft) -> None:
    """A box about the author under the text."""
    rng, facts = draft.rng, draft.facts
    name = facts.authors[0] if facts.authors else facts.publisher
    text = f"{name}, {rng.choice(facts.language.roles)}, {facts.place}."
    draft.foreign.append(text)
    draft.after.append(f'<div class="author-bio"><h4>{escape(name)}</h4><p>{escape(text)}</p></div>')


def newsletter(draft: Draft) -> None:
    """A form for a newsletter."""
    label = draft.rng.choice(draft.facts.language.menu)
    _place(draft).append(f'<form class="newsletter-signup"><label>{escape(label)}</label><input type="email"></form>')


def consent(draft: Draft) -> None:
    """A notice of consent, before everything else or at the end."""
    text = draft.facts.language.consent
    draft.foreign.append(text)
    block = f'<div id="cookie-consent" class="consent-banner"><p>{escape(text)}</p><button>OK</button></div>'
    draft.rng.choice((draft.above, draft.below)).append(block)


def share(draft: Draft) -> None:
    """Links to share the article."""
    draft.after.append('<ul class="share-links"><li><a href="#f">Facebook</a></li><li><a href="#x">X</a></li></ul>')


def picture(draft: Draft) -> None:
    """A photo above the text, its caption credits a photographer."""
    rng, language = draft.rng, draft.facts.language
    credit = language.photo.format(person(rng, language))
    draft.foreign.append(credit)
    caption = f"{escape(draft.facts.place)}. {escape(credit)}"
    draft.above.append(f'<figure><img src="/p.jpg" alt=""><figcaption>{caption}</figcaption></figure>')


def breadcrumbs(draft: Draft) -> None:
    """A trail of sections above the headline."""
    home, section = draft.facts.language.menu[0], draft.facts.section
    draft.above.append(
        f'<ol class="breadcrumb"><li><a href="/">{home}</a></li><li><a href="/s/">{section}</a></li></ol>'
    )


WIDGETS: Mapping[str, Callable[[Draft], None]] = {
    widget.__name__: widget
    for widget in (
        related_cards, most_read, comments, biography, newsletter, consent, share, picture, breadcrumbs,
    )
}  # fmt: skip
