"""The body of an HTML page.

Belongs here: the way from a page to its body, and the choice between ways. Does not: metadata (their own modules),
rows and fragments (fragments).
"""

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from pipelines.core import texts
from pipelines.core.bodies import extraction, filtering, leads, pruning
from pipelines.core.bodies.choice import BodyChoice, chosen
from pipelines.core.bodies.extraction import Block
from pipelines.core.pages import Page

LARGEST_PAGE = 20_000_000
"""Characters of the largest page that is looked through, the limit trafilatura sets itself."""

SHORT = 600
"""Characters of prose under which the extractor is asked again with its second opinions."""

SHARE = 0.5
"""Share of the text in the page's paragraphs under which it is asked again."""

MUCH, TOO_MUCH = 2, 10
"""Times longer than the first opinion from which the second is refused: if the first is one long block, if not."""


def extract(page: Page) -> BodyChoice:
    """The body of a page by the way that suits it best.

    >>> html = "<html><body><article><h1>T</h1>" + "<p>The pier is shut until Friday, they said.</p>" * 9
    >>> extract(Page(html)).method
    'page.trafilatura'
    """
    if len(page.html) > LARGEST_PAGE:
        return BodyChoice(None, None, None, "page larger than 20 MB")
    tree = pruning.pruned(page.tree)
    titles = _titles(page)
    prose = filtering.kept(extraction.blocks(tree.html or ""), titles)
    if _is_doubtful(prose, tree):
        second = filtering.kept(extraction.blocks(page.html, thorough=True), titles)
        prose = second if _is_better(second, prose) else prose
    prose = leads.with_lead(prose, page, tree)
    return chosen(texts.body_text(block.text for block in prose), "page.trafilatura", 0.9)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _is_doubtful(prose: Sequence[Block], tree: LexborHTMLParser) -> bool:
    """Whether a second opinion is worth its time: little was found, or little of what stands in paragraphs, or all
    in one block, as when nothing but the whole page's text was found."""
    found = _length(prose)
    paragraphs = sum(len((node.text() or "").strip()) for node in tree.css("p"))
    return found < SHORT or found < SHARE * paragraphs or len(prose) < 2


def _is_better(second: Sequence[Block], first: Sequence[Block]) -> bool:
    """Whether the second opinion is to be taken: not where it holds nothing, nor where it is so much longer than a
    first one that could be an article that it must hold others, too."""
    longer = _length(second) / max(1, _length(first))
    if len(first) == 1 and _length(first) >= SHORT:
        return 0 < longer < MUCH
    return longer > 0 and (longer < TOO_MUCH or _length(first) < SHORT)


def _titles(page: Page) -> list[str]:
    """What the page calls itself: h1, title element, og:title, JSON-LD headlines."""
    named = [node.text() or "" for node in page.tree.css("h1, title")]
    tags = [tag.content for tag in page.metas("og:title", "twitter:title")]
    heads = [node[key] for node in page.jsonld for key in ("headline", "name") if isinstance(node.get(key), str)]
    return [*named, *tags, *heads]
