"""The lead paragraph above an article, which many pages place outside its container.

Belongs here: finding it. Does not: the rest of the body (extraction), teasers as a field of their own.
"""

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser

from pipelines.core.normalization import texts
from pipelines.core.normalization.bodies.extraction import Block
from pipelines.core.normalization.bodies.headline_scope import SENTENCE_END
from pipelines.core.normalization.html_page import Page

MIN_LEAD_CHARS, MAX_LEAD_CHARS = 50, 900
"""Characters of a lead: shorter texts are slogans and labels."""

OPENING_CHARS = 40
"""Characters of the first paragraph that are searched for on the page."""


def add_lead(prose: list[Block], page: Page, tree: LexborHTMLParser) -> list[Block]:
    """The prose, with its lead in front if it lacks one.

    A lead is a description of the page in whole sentences that it shows word for word above the first paragraph; a
    description that is not shown is a teaser.

    >>> said = '<meta name="description" content="The ferry terminal stays shut for weeks, engineers say today.">'
    >>> page = Page(said + "<h2>The ferry terminal stays shut for weeks, engineers say today.</h2><p>Nobody may pass.")
    >>> [block.tag for block in add_lead([Block("p", "Nobody may pass.")], page, page.tree)]
    ['lead', 'p']
    """
    described = [text for text in _descriptions(page) if SENTENCE_END.search(text)]
    if not prose or tree.body is None or all(_holds(prose, text) for text in described):
        return prose
    shown = texts.line_text(tree.body.text(separator=" "))
    start = shown.find(prose[0].text[:OPENING_CHARS])
    lead = next((text for text in described if 0 <= shown.find(text) < start), None)
    return [Block("lead", lead), *prose] if lead and not _holds(prose, lead) else prose


def _descriptions(page: Page) -> Iterator[str]:
    tags = (tag.content for tag in page.metas("og:description", "description", "twitter:description"))
    nodes = (node["description"] for node in page.jsonld if isinstance(node.get("description"), str))
    for text in dict.fromkeys((*tags, *nodes)):
        if MIN_LEAD_CHARS <= len(text) <= MAX_LEAD_CHARS:
            yield texts.line_text(text)


def _holds(prose: Sequence[Block], lead: str) -> bool:
    return any(lead in block.text or block.text in lead for block in prose[:4])
