"""The titles that one record states, together: which of them are independent, and what is the site's in each.

Belongs here: comparing statements with each other. Does not: finding them (candidates), cutting one (cleaning),
weighing them (choose).
"""

from collections.abc import Collection, Container, Mapping, Sequence

from pipelines.core.normalization.titles.cleaning import squash, without_site

HEADING, SOCIAL, HEAD, STRUCTURED = "heading", "social", "head", "structured"

PLACES: Mapping[str, str] = {
    "html.h1": HEADING, "html.heading": HEADING, "microdata.headline": HEADING, "meta.og:title": SOCIAL,
    "meta.twitter:title": SOCIAL, "meta.title": SOCIAL, "html.title": HEAD, "jsonld.headline": STRUCTURED,
    "jsonld.name": STRUCTURED,
}  # fmt: skip
"""Method → the place whose statements a template writes alike. The title element is where templates add the site."""


def without_sites(
    statements: Sequence[tuple[str, str]], site_names: Collection[str], sections: Container[str] = ()
) -> list[str]:
    """Each of the titles (method, text) without the site's name, unless an independent place states it whole.

    A heading is the headline as printed: it keeps what the head of the page states too. Tags of the head keep what the
    heading states. site_names, sections: squashed; sections are cut only where they are a whole part.

    >>> without_sites([("html.h1", "Who reads: Herald"), ("html.title", "Who reads: Herald | Herald")], {"herald"})
    ['Who reads: Herald', 'Who reads: Herald']
    """
    wholes: dict[str, set[str]] = {}
    for method, text in statements:
        wholes.setdefault(PLACES.get(method, method), set()).add(squash(text))
    printed = wholes.get(HEADING, set())
    stated = {whole for place in (SOCIAL, STRUCTURED) for whole in wholes.get(place, ())}
    printed -= wholes.get(HEAD, set()) - stated  # a heading that only repeats the title element repeats what it adds
    # a title element that has the site twice states the headline with it once
    stated |= {squash(without_site(text, site_names, printed)) for m, text in statements if PLACES.get(m) == HEAD}
    return [
        without_site(text, site_names, stated if PLACES.get(method) == HEADING else printed, sections)
        for method, text in statements
    ]
