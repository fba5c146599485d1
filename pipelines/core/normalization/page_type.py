"""Whether a page is an article: error pages, consent walls and pages rendered by scripts are not.

Belongs here: the decision, from what was found on the page. Does not: finding it (fields), whether an article is news.
"""

import re

from pipelines.core.normalization.html_page import Page
from pipelines.core.normalization.titles.candidates import is_article
from pipelines.core.normalization.titles.cleaning import squash

ERROR_TITLE = re.compile(
    r"^(?:(?:error )?(?:40[0134]|410|429|50[0-4])(?: (?:error|forbidden|not found|unauthorized|bad gateway|gone"
    r"|internal server error|service unavailable|service temporarily unavailable|too many requests|gateway time ?out))?"
    r"|(?:page|site|article|story|file) (?:not found|can ?t be found|cannot be found|no longer available|unavailable)"
    r"|not found|access denied|access to this page has been denied|forbidden|unauthorized|just a moment"
    r"|attention required(?: cloudflare)?|are you a (?:robot|human)|robot check|security check|checking your browser"
    r"|verify(?:ing)? you are (?:a )?human|pardon our interruption|before you continue(?: to .{1,40})?"
    r"|one moment please|please (?:wait|enable (?:javascript|cookies)|verify you are a human)|ddos guard|captcha"
    r"|bad gateway|service unavailable"
    r"|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|pagina non trovata"
    r"|página não encontrada|pagina niet gevonden|страница не найдена|ページが見つかりません)$"
)
"""Titles of pages from servers and bot protection, squashed (titles.squash)."""

MIN_WORDS = 120
"""Words from which a page with such a title is taken for an article about errors."""


def objection_to(page: Page, title: str | None, words: int, is_dated: bool) -> str | None:
    """Why the page is not an article, None if it may be one; words: in its body.

    >>> objection_to(Page("<title>404 Not Found</title>"), "404 Not Found", 9, False)
    'titled as an error: 404 Not Found'
    >>> objection_to(Page("<div id=app></div>"), "Herald", 0, False)
    'no text, no date, no mark of an article'
    >>> objection_to(Page("<p>…</p>"), "The pier opens", 300, False) is None
    True
    """
    if title and words < MIN_WORDS and not is_dated and ERROR_TITLE.match(squash(title)[:100]):
        return f"titled as an error: {title[:100]}"
    if words or is_dated or _is_marked(page):
        return None
    return "no text, no date, no mark of an article"


def _is_marked(page: Page) -> bool:
    """Whether the page declares itself an article."""
    return any("article" in tag.content.lower() for tag in page.metas("og:type")) or any(map(is_article, page.jsonld))
