"""Synthetic pages with known truth: CMS skeletons x head styles x widgets x languages x traps, from a seed.

Rules are judged here on thousands of pages that they were not written for. A page is drawn in five steps: facts (what
is true), a draft (what each part of the page states), widgets (what stands beside the article), at most one trap (a
part that misleads), a skeleton (the markup of a content management system).

To add a trap: a function in the module of its field (`traps_titles`, `traps_authors`, `traps_dates`, `traps_urls`,
`traps_bodies`) that changes the draft, registered by `@trap("what misleads")`. If it changes what is true, it changes
`draft.facts`; a text that must not be in the body goes to `draft.foreign`. To add a skeleton, a head style, a widget or
a language, see `skeletons`, `heads`, `widgets`, `languages.json`.

    from tests.synthetic_pages import pages
    for page in pages(1000, seed=7): page.html, page.url, page.facts.day, page.trap

Belongs here: what other code uses. Does not: judging an answer and the table by trap (judge).
"""

from tests.synthetic_pages.generate import TRAPS, SyntheticPage, pages

__all__ = ["TRAPS", "SyntheticPage", "pages"]
