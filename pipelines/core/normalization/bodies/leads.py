"""The lead paragraph above an article, which stands outside its container on many pages.

Belongs here: finding it. Does not: the rest of the body (extraction), teasers as a field of their own.
"""

from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser

from pipelines.core.normalization import texts
from pipelines.core.normalization.bodies.extraction import Block
from pipelines.core.normalization.bodies.pruning import SENTENCE_END
from pipelines.core.normalization.html_page import Page

SHORTEST_LEAD, LONGEST_LEAD = 50, 900
"""Characters of a lead: shorter ones are slogans and labels, longer ones texts of their own."""

OPENING = 40
"""Characters of the first paragraph by which its place on the page is found."""


def add_lead(prose: list[Block], page: Page, tree: LexborHTMLParser) -> list[Block]:
    """Put the lead before the prose, if the page shows one there that the prose lacks.

    A lead is what the page says of itself in a description and shows word for word above the first paragraph, in
    whole sentences; a description that is not shown is a teaser and stays out.

    >>> said = '<meta name="description" content="The ferry terminal stays shut for weeks, engineers say today.">'
    >>> page = Page(said + "<h2>The ferry terminal stays shut for weeks, engineers say today.</h2><p>Nobody may pass.")
    >>> [block.tag for block in add_lead([Block("p", "Nobody may pass.")], page, page.tree)]
    ['lead', 'p']
    """
    described = [text for text in _descriptions(page) if SENTENCE_END.search(text)]
    if not described or not prose or tree.body is None:
        return prose
    shown = texts.line_text(tree.body.text(separator=" "))
    start = shown.find(prose[0].text[:OPENING])
    lead = next((text for text in described if 0 <= shown.find(text) < start), None)
    return [Block("lead", lead), *prose] if lead and not _holds(prose, lead) else prose


def _descriptions(page: Page) -> Iterator[str]:
    tags = (tag.content for tag in page.metas("og:description", "description", "twitter:description"))
    nodes = (node["description"] for node in page.jsonld if isinstance(node.get("description"), str))
    for text in dict.fromkeys((*tags, *nodes)):
        if SHORTEST_LEAD <= len(text) <= LONGEST_LEAD:
            yield texts.line_text(text)


def _holds(prose: Sequence[Block], lead: str) -> bool:
    return any(lead in block.text or block.text in lead for block in prose[:4])
