"""HTML files that hold many articles: exports of news databases, and lists of whole articles.

Belongs here: telling them from pages, and their text in lines. Does not: boundaries in texts (database_exports), what a
page says (pipelines.core.normalization.html_page).

An export in HTML has the lines of one in text, each in a block or a row of a table. Sibling elements `article` are
split if the page is nothing else: no page of its own, each with a heading and paragraphs, hardly a word beside them.
"""

import re
from html.parser import HTMLParser
from typing import Final

from pipelines.core.readers.database_exports import split_export
from pipelines.core.readers.export_documents import Document, has_labels

SIGNS: Final = re.compile(
    r">[^<>\n]{0,60}\b\d{1,5}\s{1,4}(?:of|out of|von|de|du|sur|van|di|do|da|av|af|z|из|/)\s{1,4}\d{1,5}\b[^<>\n]{0,30}<"
    r"|>\s*(?:<[^<>]{0,200}>\s*){0,3}HD\b|\bDo[ck]umento?\s[A-Z]{2,10}0{1,6}(?:19|20)\d{6}"
    r"|>[^<>\n]{0,30}(?:end|ende|fin|einde|fine|fim)\s(?:of|des|du|de|del|van)\s[^<>\n]{0,40}<",
    re.I,
)
"""What an export may have twice or more; only then are the lines of a page looked at."""

ONE_PAGE: Final = re.compile(
    r"""rel=["']?canonical|property=["']?og:type["']?[^<>]{0,40}content=["']?article|"@type"\s*:\s*"(?:News|Blog)?(?:Article|Posting)""",
    re.I,
)
"""A page that has an address of its own, or declares itself one article."""

BLOCKS: Final = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
        "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
    )
)  # fmt: skip
"""Elements whose text stands apart."""

VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
MAX_DEPTH: Final = 500
"""Elements open at once within an article that are told apart."""

HIDDEN: Final = frozenset(("script", "style", "noscript", "template", "head"))
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4"))
NAMED: Final = {
    "title": re.compile(r"titre|title|headline|titel|titulo|titular|kop\b", re.I),
    "publisher": re.compile(r"publication|journal|source|outlet|newspaper|zeitung", re.I),
    "published_at": re.compile(r"date|datum|fecha|docheader|time", re.I),
    "authors": re.compile(r"author|auteur|autor|byline", re.I),
}
"""Field → what the class of an element says that holds it."""

METADATA: Final = frozenset(("published_at", "publisher", "authors"))
"""What every document of an export has some of, and the numbered parts of one page have not."""

MIN_ARTICLE_WORDS: Final = 25
MIN_SHARE: Final = 0.7
"""Share of a page's words that must be in its articles."""


def split_page(html: str) -> list[Document] | None:
    """The articles of an HTML file, [] for an ordinary page, None for many that can't be split safely.

    >>> text = "<p>Author: Bo<p>" + "Words of a report about a harbour " * 5
    >>> [each.fields["title"] for each in split_page(f"<p>1 of 2<p>Title: A{text}<p>2 of 2<p>Title: B{text}")]
    ['A', 'B']
    >>> split_page(text)
    []
    """
    if ONE_PAGE.search(html):
        return []
    if sum(1 for _ in zip(SIGNS.finditer(html), range(2), strict=False)) == 2:
        text = html_lines(html)
        documents = split_export(text)
        if documents and all(METADATA & each.fields.keys() for each in documents):
            return documents
        if documents is None and has_labels(text, len(text)):
            return None
    if html.lower().count("<article") >= 2:
        return _split_articles(html)
    return []


def html_lines(html: str) -> str:
    """The text of a page: blocks apart, the cells of a row in one line with a tab between them.

    >>> html_lines("<table><tr><td><b>HD</b>&nbsp;</td><td>Pier opens</td></tr></table><p>It<br>did.</p>")
    'HD\\tPier opens\\n\\nIt\\ndid.'
    """
    parser = _Lines()
    parser.feed(_without_comments(html))
    parser.close()
    text = re.sub(r"[ \xa0]*\t[ \t\xa0\n]*", "\t", "".join(parser.parts).replace("\xa0", " "))
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _without_comments(html: str) -> str:
    """The page without comments and declarations, on many of which the parser is slow."""
    first, *rest = html.split("<!--")
    kept = [first, *(part.partition("-->")[2] for part in rest)]
    return re.sub(r"<[!?][^<>]{0,1000}>?", " ", "".join(kept))


class _VisibleParser(HTMLParser):
    """Counts the open elements that hide what is in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._hidden = 0

    def _enter(self, tag: str) -> None:
        if tag in HIDDEN:
            self._hidden += 1
        elif tag == "body":
            self._hidden = 0


class _Lines(_VisibleParser):
    """Collects the lines of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._enter(tag)
        if tag in ("td", "th"):
            self.parts.append("\t")
        elif tag in BLOCKS:
            self.parts.append("\n" if tag == "br" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        if tag in BLOCKS and tag not in ("br", "td", "th"):
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def _split_articles(html: str) -> list[Document] | None:
    """The outermost elements `article` of a page, if it is a list of whole ones; [] if it is a page."""
    parser = _Articles()
    parser.feed(_without_comments(html))
    parser.close()
    articles = [each for each in parser.articles if each.words >= MIN_ARTICLE_WORDS]
    inside = sum(each.words for each in parser.articles)
    if (
        len(articles) < 2
        or len(articles) != len(parser.articles)
        or inside < MIN_SHARE * (inside + parser.words_beside)
    ):
        return []
    if not all(each.values.get("title") or each.headings for each in articles):
        return []
    return [each.document() for each in articles]


class _Article:
    """One element `article` as it is read: its parts in order, each with the field that it holds."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.headings: list[str] = []
        self.parts: list[tuple[str, str]] = []
        self.url = ""

    @property
    def words(self) -> int:
        return sum(len(text.split()) for _, text in self.parts)

    def document(self) -> Document:
        """The article's fields; what stands in its header and footer and is no field goes to `extra`."""
        document = Document()
        texts: dict[str, list[str]] = {}
        for place, text in self.parts:
            texts.setdefault(place, []).append(text)
        joined = {place: _tidy("".join(parts)) for place, parts in texts.items()}
        for name in NAMED:
            if value := " ".join(joined.pop(name, "").split()):
                document.put(name, name, value)
        heading = " ".join(joined.pop("heading", "").split())
        document.put("heading", "title", heading)
        if self.url:
            document.put("link", "url", self.url)
        document.fields["text"] = joined.pop("text", "")
        for place in ("header", "footer"):
            if value := joined.pop(place, ""):
                document.extra[place] = value
        return document


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]*\n[ \t]*", "\n", text)).strip()


class _Articles(_VisibleParser):
    """Collects the outermost articles of a page and counts the words beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.articles: list[_Article] = []
        self.words_beside = 0
        self._open: list[tuple[str, str]] = []  # (tag, what it holds), from the article inwards

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._enter(tag)
        if not self._open:
            if tag == "article":
                self.articles.append(_Article())
                self._open = [("article", "text")]
            return
        article = self.articles[-1]
        place = self._place(tag, {name: value or "" for name, value in attrs}, article)
        if tag in BLOCKS:
            article.parts.append((place, "\n" if tag == "br" else "\n\n"))
        if tag not in VOID and len(self._open) < MAX_DEPTH:
            self._open.append((tag, place))

    def _place(self, tag: str, attrs: dict[str, str], article: _Article) -> str:
        """What an element holds: as its parent, unless its name or class says more."""
        inherited = self._open[-1][1]
        if tag == "a" and not article.url and inherited in ("heading", "title") and "://" in attrs.get("href", ""):
            article.url = attrs["href"]
        if tag in ("header", "footer", "aside") and inherited == "text":
            return "header" if tag == "header" else "footer"
        if tag in HEADINGS and not article.headings:
            article.headings.append(tag)
            return "heading"
        if inherited not in ("text", "header"):
            return inherited
        if tag == "time":
            return "published_at"
        named = next((name for name, words in NAMED.items() if words.search(attrs.get("class", ""))), None)
        if named and named not in article.values and tag in ("p", "span", "div", "a", "address", "small", "strong"):
            article.values[named] = attrs.get("class", "")
            return named
        return inherited

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        at = next((n for n in range(len(self._open) - 1, -1, -1) if self._open[n][0] == tag), None)
        if at is None:
            return
        if tag in BLOCKS:
            self.articles[-1].parts.append((self._open[at][1], "\n\n"))
        del self._open[at:]

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._open:
            self.articles[-1].parts.append((self._open[-1][1], re.sub(r"\s+", " ", data)))
        else:
            self.words_beside += len(data.split())
