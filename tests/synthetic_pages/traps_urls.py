"""Traps for canonical URLs: templates left unfilled, home pages, sections, parameters.

Belongs here: what misleads about the article's address. Does not: honest links (heads).
The truth is the address at which the page was fetched, without tracking parameters.
"""

from urllib.parse import urlsplit

from tests.synthetic_pages.draft import Draft
from tests.synthetic_pages.registry import trap


@trap("canonical", "the canonical is what a template left unfilled")
def unfilled_template(draft: Draft) -> None:
    site = f"https://{urlsplit(draft.facts.canonical).netloc}"
    tails = ("/undefined", "/{{ page.url }}", "/null", "/[object Object]", "/%7B%7Bslug%7D%7D", "/${url}")
    draft.canonical = site + draft.rng.choice(tails)


@trap("canonical", "the canonical is the home page")
def home_page(draft: Draft) -> None:
    draft.canonical = f"https://{urlsplit(draft.facts.canonical).netloc}/"


@trap("canonical", "the canonical is empty, a dot or a fragment")
def empty_canonical(draft: Draft) -> None:
    draft.canonical = draft.rng.choice(("", ".", "./", "#", "/"))


@trap("canonical", "the address has tracking parameters")
def tracked_address(draft: Draft) -> None:
    draft.url += draft.rng.choice(("?utm_source=mail&utm_medium=x", "?fbclid=Ab12", "#comments", "?gclid=77"))


@trap("canonical", "the canonical is relative")
def relative_canonical(draft: Draft) -> None:
    parts = urlsplit(draft.facts.canonical)
    draft.canonical = parts.path + (f"?{parts.query}" if parts.query else "")
