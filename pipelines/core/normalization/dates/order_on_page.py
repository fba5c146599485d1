"""The order of day and month on one page: its other dates, its text's language, its language tags.

Belongs here: the order where a page has dates in digits that allow two readings. Does not: the orders of countries and
languages, deciding one date (day_month_order).
"""

import re

from pipelines.core.normalization import languages
from pipelines.core.normalization.dates.countries import REGION, country_of
from pipelines.core.normalization.dates.day_month_order import order_of
from pipelines.core.normalization.dates.page_source import TAG, without_scripts
from pipelines.core.normalization.dates.types import Hints, Order
from pipelines.core.normalization.html_page import Page

DIGITS = re.compile(r"(?<![\d./-])(\d\d?)([/-])(\d\d?)\2(?:19|20)\d\d(?![\d/-])", re.A)
"""A date in digits with the year last."""

MAX_CHARS, MAX_PARAGRAPHS, MAX_TEXT_CHARS = 300_000, 12, 2000
"""Source searched for other dates; paragraphs and characters whose language is detected."""


def order_on_page(page: Page, hints: Hints) -> Order | None:
    """The order of a page: that of its dates with a number above twelve, that of the country of its domain, that of its
    text's language in the regions that its tags name; None if they name regions of different orders.

    >>> text = "<p>Les bateaux du port ont repris la mer lundi matin après trois semaines de colère."
    >>> order_on_page(Page(f'<html lang="en-US">{text}'), Hints("mdy"))
    'dmy'
    """
    shown = _order_shown(page.html)
    if shown or country_of(page.url, None):
        return shown or hints.order
    language, tags = _text_language(page), language_tags(page)
    own = [tag for tag in tags if language is None or tag[:2].lower() == language]
    regional = [tag for tag in own if REGION.search(tag)] or own
    orders = {order_of(country_of(None, tag), tag) for tag in regional} or {order_of(None, language)}
    return orders.pop() if len(orders) == 1 else None


def language_tags(page: Page) -> list[str]:
    """The language tags that a page declares, that of the html element first."""
    declared = [page.html_lang or "", *(tag.content for tag in page.metas("og:locale", "content-language", "language"))]
    return [tag for tag in declared if tag]


def _order_shown(source: str) -> Order | None:
    """The order of the dates in a page's text that allow one reading; None without any, or with both orders."""
    text = TAG.sub(" ", without_scripts(source[:MAX_CHARS]))
    found: set[Order] = set()
    for first, _, second in DIGITS.findall(text):
        if int(first) > 12 >= int(second):
            found.add("dmy")
        elif int(second) > 12 >= int(first):
            found.add("mdy")
    return found.pop() if len(found) == 1 else None


def _text_language(page: Page) -> str | None:
    paragraphs = (node.text(deep=True) for node in page.tree.css("h1,p")[:MAX_PARAGRAPHS])
    text = " ".join(paragraphs)[:MAX_TEXT_CHARS]
    return languages.choose([(text, None)])[0][0].language
