"""Titles that a template writes into many pages of a host, and what a page is called without them.

Belongs here: when pages that state one title are too many to be versions of one article, the choice among the rest.
Does not: what one page says about its site (site_names), which pages are compared (pipelines.steps.shared_titles).
"""

from collections.abc import Collection, Iterable, Sequence

from pipelines.core.normalization.evidence import Candidate, Evidence, without_reason
from pipelines.core.normalization.titles.choose import choose
from pipelines.core.normalization.titles.cleaning import squash
from pipelines.core.normalization.titles.headings import LOGO, SECTION
from pipelines.core.normalization.urls.claims import Content, are_alike, content_of

MIN_PAGES = 3
"""Pages with texts of their own from which a title is a template's: two may be an article and its sequel."""

MAX_TEXTS = 12
"""Texts under one title that are compared."""

SHARED = "shared by"
"""Why such a title was not chosen; how many pages of which host follow. Written by the model main.field_evidence."""


def is_shared(title: str, texts: Iterable[str]) -> bool:
    """Whether a title is a template's: MIN_PAGES of the texts under it are no versions of each other.

    >>> pier, comet, oven = "The pier is open again.", "Nobody saw the comet.", "Bread from an old oven."
    >>> is_shared("News", [pier, comet, oven]), is_shared("News", [pier, comet, pier + " It was shut."])
    (True, False)
    """
    apart: list[Content] = []
    for text in texts:
        content = content_of(title, text)
        if not any(are_alike(content, other) for other in apart):
            apart.append(content)
    return len(apart) >= MIN_PAGES


def choose_unshared(stated: Sequence[Evidence], shared: Collection[str]) -> Candidate | None:
    """The title of a page without the shared ones; None if it has no other, and so keeps what it states.

    stated: its evidence for `title`. A logo's or a section's name is no other title, though no more pages have it.

    >>> stated = [Evidence("title", "News", "html.h1", 0.8, True), Evidence("title", "Pier", "html.title", 0.6, False)]
    >>> choose_unshared(stated, {"News"}).value, choose_unshared(stated[:1], {"News"})
    ('Pier', None)
    """
    forms = {squash(title) for title in shared}
    candidates = [without_reason(each) for each in stated if squash(each.value) not in forms]
    choice = choose([each for each in candidates if each.note not in (LOGO, SECTION)])
    return choice.candidates[choice.chosen[0]] if choice.chosen else None
