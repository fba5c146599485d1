"""Whether a page is an article at all: error pages, consent walls and pages that only a script fills are none.

Belongs here: the judgement from what was found on a page. Does not: finding it, or pages that merely are no news.
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
"""What servers and their guards call pages that hold no article, squashed."""

FEW_WORDS = 120
"""Words below which a page under such a title is no article about errors."""


def objection(page: Page, title: str | None, words: int, dated: bool) -> str | None:
    """Why the page is no article, None if nothing says so; words: of its body.

    >>> objection(Page("<title>404 Not Found</title>"), "404 Not Found", 9, False)
    'titled as an error: 404 Not Found'
    >>> objection(Page("<div id=app></div>"), "Herald", 0, False)
    'no text, no date, no mark of an article'
    >>> objection(Page("<p>…</p>"), "The pier opens", 300, False) is None
    True
    """
    if title and words < FEW_WORDS and not dated and ERROR_TITLE.match(squash(title)[:100]):
        return f"titled as an error: {title[:100]}"
    if words or dated or _marked(page):
        return None
    return "no text, no date, no mark of an article"


def _marked(page: Page) -> bool:
    """Whether the page says of itself that it is an article."""
    return any("article" in tag.content.lower() for tag in page.metas("og:type")) or any(map(is_article, page.jsonld))
