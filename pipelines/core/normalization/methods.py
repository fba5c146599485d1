"""How a candidate was found: every method that field_evidence may hold, by field, with a sentence.

Belongs here: the list, which docs/methods.md prints. Does not: finding a candidate (the field packages), why one was
not chosen (losses).
"""

import re
from collections.abc import Mapping
from functools import cache

ORIGINS: Mapping[str, str] = {
    "row": "a row of JSON, CSV or Parquet, a citation, a document of an export",
    "sidecar": "what stands beside a page or text: a `.meta.json` file, front matter, the headers of a mail",
    "feed": "an entry of a feed, or a document of a wire service",
    "sitemap": "an entry of a news sitemap",
    "warc": "the headers of a web archive, or what a saved page says of itself",
    "text": "the numbered head of a document in a plain text",
}
"""Where the fields of a record come from: the first part of the methods that begin with ORIGIN below."""

_DATES: Mapping[str, str] = {
    "jsonld.article.KEY": "a date in the JSON-LD of an article or posting",
    "jsonld.page.KEY": "a date in the JSON-LD of a page, book, course or data set",
    "jsonld.other.KEY": "a date in the JSON-LD of anything else but pictures, events and comments",
    "jsonld.broken.KEY": "a date in JSON-LD that is not valid JSON",
    "meta.KEY": "a meta tag whose key stands in `pipelines/core/normalization/dates/keys.txt`",
    "microdata.KEY": "an element with the `itemprop` of a date",
    "rdfa.KEY": "an element with the `property` of a date",
    "time.datetime": "the `datetime` of a time element",
    "visible.labelled": "a date on the page behind a label such as “Published on”",
    "visible.text": "a date behind such a label, away from the headline",
    "visible.element": "the text of an element whose class or itemprop is that of a date",
    "visible.headline": "a date without a label next to the headline",
    "visible.title": "a date in the page's title",
    "visible.later": "another date without a label in the text of the page",
    "script.KEY": "a date in the state of a script; read only where the page states no other",
    "url.day": "year, month and day in the path of the URL",
    "url.month": "year and month in the path of the URL",
    "ORIGIN.published_at": "the field for the publication time",
    "ORIGIN.modified_at": "the field for the time of the last change",
    "ORIGIN.date": "a field called `date` alone, which means published in one export and crawled in another",
    "residue.label": "a line of the text with a label such as “Published:”",
    "residue.line": "a line of the text that is a date and nothing else",
    "residue.byline": "the date in a byline of the text",
    "residue.dateline": "the date in the text's dateline, before the agency's sign",
}

METHODS: Mapping[str, Mapping[str, str]] = {
    "title": {
        "html.h1": "the page's main heading",
        "html.heading": "another heading of the page that its head repeats",
        "html.title": "the title element",
        "meta.og:title": "the Open Graph title",
        "meta.twitter:title": "the title for Twitter cards",
        "meta.title": "a meta tag for the title, such as `dc.title`",
        "jsonld.headline": "`headline` in the JSON-LD of an article",
        "jsonld.name": "`name` in the JSON-LD of an article",
        "microdata.headline": "an element with `itemprop=headline`",
        "ORIGIN.title": "the field for the title",
        "residue.title": "the line of a plain text above its byline, or the title in “The post … appeared first on …”",
    },
    "authors": {
        "jsonld.author": "`author` or `creator` in the JSON-LD of an article",
        "meta.KEY": "a meta tag for authors, such as `article:author`, or a labelled one of a Twitter card",
        "microdata.author": "an element with `itemprop=author`",
        "rel.author": "a link with `rel=author`",
        "byline.class": "an element whose class is that of a byline",
        "label.by": "a line that begins with a word such as “By”; read only where nothing else credits anybody",
        "link.author": "a link to an author's page; read only where nothing else credits anybody",
        "ORIGIN.authors": "the field for authors",
        "residue.byline": "a byline in the text",
    },
    "published_at": _DATES,
    "modified_at": _DATES,
    "publisher": {
        "url.host": "the registrable domain of the URL",
        "link.canonical_host": "the domain of the canonical URL that the page declares",
        "jsonld.publisher": "`publisher` in the JSON-LD of an article",
        "jsonld.organization": "an organization in the page's JSON-LD",
        "jsonld.website": "the website in the page's JSON-LD",
        "meta.KEY": "a meta tag that names the site, such as `og:site_name`",
        "title.home_link": "the end of the title that links to the front page say too",
        "title.suffix": "the last part of the title",
        "reference.outlets": "the list of outlets that newsfold carries, by domain",
        "ORIGIN.publisher": "the field for the publisher, if it holds a name",
        "ORIGIN.publisher_domain": "the field for the publisher, if it holds a domain",
        "ORIGIN.source_domain": "the field for the publisher's domain",
        "ORIGIN.source_domain.name": "the field for the publisher's domain, if it holds a name",
        "residue.source_host": "the domain of a URL that a line of the text states as its own",
        "residue.appeared_on": "the address in “The post … appeared first on …”",
        "residue.appeared_in": "the name in “The post … appeared first on …”",
        "residue.byline": "the outlet in a byline such as “By … | The Outlet | …”",
    },
    "canonical_url": {
        "link.canonical": "the page's `link rel=canonical`",
        "link.amphtml": "the page's AMP twin; kept to recognise the twin, never chosen",
        "meta.KEY": "a meta tag with the page's address, such as `og:url`",
        "jsonld.mainEntityOfPage": "`mainEntityOfPage` in the JSON-LD of an article",
        "jsonld.url": "`url` in the JSON-LD of an article",
        "ORIGIN.canonical_url": "the field for the canonical URL",
        "ORIGIN.url": "the field for the URL, or the address that a page was requested at",
        "residue.source": "a line of the text such as “Source: URL”",
        "residue.originally": "a line of the text such as “Originally published at URL”",
        "residue.url": "a URL that is the first line of the text",
    },
    "body": {
        "page.trafilatura": "the page's prose, as trafilatura and newsfold's own rules find it",
        "jsonld.articleBody": "`articleBody` in the JSON-LD of the article",
        "ORIGIN.text": "the field for the text",
        "ORIGIN.html": "the field for HTML, where it holds a fragment of a page",
        "ORIGIN.teaser": "the field for the teaser, where nothing else holds a text and it is longer than a teaser",
        "text": "the plain text without its residue",
    },
    "language": {
        "text": "the languages that the detector finds in the text",
        "declared": "the language that the record or the page declares",
        "ORIGIN.language": "a value for the language that stands for none; always refused",
    },
    "agency": {
        "text.dateline": "the sign in the dateline or opening of the text",
        "text.byline": "the sign in a byline of the text",
        "text.credit": "a line of signs alone, or a sign that ends the text",
        "text.copyright": "the sign in a line of copyright, or in “with material from …”",
        "credit.byline": "the sign in a credit that is no part of the text: a byline, an author",
        "credit.copyright": "the sign in a line of copyright among the credits",
    },
}
"""Field → pattern of a method → how the value was found. ORIGIN stands for a key of ORIGINS, KEY for the key or name
that a page used; a pattern without them is the method itself."""

KEY = r"[^\s]+"


def pattern_of(field: str, method: str) -> str | None:
    """The pattern in METHODS that a method of the field follows; None if there is none.

    >>> pattern_of("title", "row.title"), pattern_of("published_at", "meta.dc.date"), pattern_of("title", "a.guess")
    ('ORIGIN.title', 'meta.KEY', None)
    """
    return next((pattern for pattern, form in _forms(field).items() if form.fullmatch(method)), None)


@cache
def _forms(field: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of a field as regular expressions, those without a variable part first."""
    patterns = sorted(METHODS.get(field, ()), key=lambda pattern: ("KEY" in pattern, "ORIGIN" in pattern))
    return {
        pattern: re.compile(re.escape(pattern).replace("KEY", KEY).replace("ORIGIN", f"(?:{'|'.join(ORIGINS)})"))
        for pattern in patterns
    }
