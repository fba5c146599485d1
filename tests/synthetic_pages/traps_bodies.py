"""Traps for bodies: other texts in the article's elements, the article in elements for other texts.

Belongs here: what misleads about the text. Does not: what honest pages have beside it (widgets).
"""

from html import escape

from tests.synthetic_pages.draft import Draft
from tests.synthetic_pages.facts import headline, paragraphs
from tests.synthetic_pages.registry import trap


@trap("body", "another article follows in the same markup")
def next_article(draft: Draft) -> None:
    language = draft.facts.language
    texts = [f"{headline(draft.rng, language)}. {text}" for text in paragraphs(draft.rng, language, "Ostfield", 3)]
    draft.foreign += texts
    inner = "".join(f"<p>{escape(text)}</p>" for text in texts)
    title = headline(draft.rng, language)
    draft.below.append(f'<article class="post"><h2><a href="/next">{escape(title)}</a></h2>{inner}</article>')


@trap("body", "a box of links stands between the paragraphs")
def links_between(draft: Draft) -> None:
    title = headline(draft.rng, draft.facts.language)
    draft.foreign.append(title)
    box = f'<div class="inline-related"><a href="/r">{escape(title)}</a></div>'
    draft.paragraphs[0] += f"</p>{box}<p>"


@trap("body", "the consent notice is longer than the article")
def long_consent(draft: Draft) -> None:
    text = draft.facts.language.consent
    draft.foreign.append(text)
    block = f'<div class="cmp-box" role="dialog">{f"<p>{escape(text)}</p>" * 8}</div>'
    draft.rng.choice((draft.above, draft.below)).append(block)
