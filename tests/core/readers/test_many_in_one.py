"""Files that hold many articles, as services and programs export them in several languages: each article by itself."""

import io
import itertools

import pytest

from pipelines.core.readers import Limits, read
from pipelines.core.readers.export_documents import CODES, parse_document
from pipelines.core.records import RawRecord

STORIES = [
    ("Ferry crosses again", "Harbour Post", "Ida Orsk", "The ferry at Old Landing crosses the river again"),
    ("Bell rings for toll", "Quay Echo", "Bo Lund", "The bell on the quay rang for the first passengers"),
    ("Vicar afraid of water", "Vestry Times", "Ada Finch", "Even the vicar took the boat and held on to it"),
]  # fmt: skip
MORE = "and the pupils who had written to the mayor were given coffee by the ferryman, who said that nobody had asked."


def body(number: int) -> str:
    return (
        f"{STORIES[number][3]}, {MORE}\n\nA second paragraph of report {number} names the toll: two coins, or a song."
    )


def nexis(labels: tuple[str, str, str, str, str], numbered: str, days: list[str], end: str = "") -> str:
    """As LexisNexis writes text: outlet, day and title, then labelled lines."""
    byline, section, length, load, language = labels
    return "\n".join(
        f"{' ' * 30}{numbered.format(n + 1, 3)}\n\n\n{' ' * 25}{outlet}\n\n{' ' * 22}{day}\n\n{title}\n\n"
        f"{byline}: {author}\n\n{section}: A; S. 3\n\n{length}: 44\n\n{body(n)}\n\n{load}: {day}\n\n{language}: X\n\n"
        f"{' ' * 25}Copyright 2024 {outlet}\n{end}\n"
        for n, ((title, outlet, author, _), day) in enumerate(zip(STORIES, days, strict=True))
    )


def nexis_uni(words: tuple[str, str, str, str, str, str], days: list[str]) -> str:
    """As Nexis Uni writes text: a cover, then title, outlet and day, labels, a heading, the text, a heading, labels."""
    byline, section, heading, classification, language, end = words
    cover = "User Name: = A\nJob Number: = 3\n\nDocuments (3)\n\n1. Ferry crosses again\n\nSearch Terms: ferry\n\n"
    return cover + "\n".join(
        f"{title}\n\n{outlet}\n\n{day}\n\nCopyright 2024 {outlet}\n\n{section}: A; S. 3\n\n{byline}: {author}\n\n"
        f"{heading}\n\n{body(n)}\n\n{classification}\n\n{language}: X\n\nSubject: TOLLS (90%)\n\n{end}\n"
        for n, ((title, outlet, author, _), day) in enumerate(zip(STORIES, days, strict=True))
    )


def as_page(text: str) -> str:
    blocks = "".join(
        f'<div class="c3"><p class="c1"><span>{block.strip()}</span></p></div><br>' for block in text.split("\n\n")
    )
    return f"<html><head><title>&nbsp;</title></head><body>{blocks}</body></html>"


def factiva(codes: bool) -> str:
    """As Factiva writes HTML: a table of codes, or blocks with classes alone."""
    parts = []
    for n, (title, outlet, author, _) in enumerate(STORIES):
        first, second = body(n).split("\n\n")
        values = {"HD": f"<b>{title}</b>", "BY": f"By {author}", "WC": "44 words",
                  "PD": f"{n + 3} February 2024", "SN": outlet, "SC": "XQ", "LA": "English",
                  "CY": f"(c) 2024 {outlet}.", "LP": f"<p>{first}</p>", "TD": f"<p>{second}</p>",
                  "NS": "gcat : News", "AN": f"Document XQ0000002024020{n + 3}ek23000{n}1"}  # fmt: skip
        rows = "".join(f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>" for code, value in values.items())
        blocks = "".join(f"<div>{value}</div>" for value in values.values() if not value.startswith("gcat"))
        parts.append(
            f"<div class='article'><table>{rows}</table></div>" if codes else f"<div class='article'>{blocks}</div>"
        )
    return f"<html><body><h1>Factiva</h1>{''.join(parts)}<p>© 2024 Factiva, Inc.</p></body></html>"


def europresse_text() -> str:
    return "\n\n".join(
        f"{outlet}\nsamedi {n + 3} février 2024, p. 3\n\n{title}\n\n{body(n)}\n\nNuméro de document : news·{n}·XX"
        for n, (title, outlet, _, _) in enumerate(STORIES)
    )


def factiva_text() -> str:
    return "\n".join(
        f"HD\n{title}\n\nBY\nBy {author}\n\nWC\n44 words\n\nPD\n{n + 3} February 2024\n\nSN\n{outlet}\n\n"
        f"LA\nEnglish\n\nLP\n{body(n)}\n\nTD\n\nNS\ngcat : News\n\nAN\nDocument XQ0000002024020{n + 3}ek23000{n}1\n"
        for n, (title, outlet, author, _) in enumerate(STORIES)
    )


def proquest(rule: str = "_" * 60) -> str:
    return "Report Information from ProQuest\n\n" + "".join(
        f"{rule}\n\nDocument {n + 1} of 3\n\n{title}\n\nAuthor: {author}\n\n"
        f"Publication info: {outlet} ; Eastmere [Eastmere]\n\n"
        f"Abstract: None available.\n\nFull text: {body(n)}\n\nSubject: Ferries\n\nTitle: {title}\n\n"
        f"Publication title: {outlet}\n\nPublication date: Feb {n + 3}, 2024\n\nDatabase: Newsstream\n\n"
        for n, (title, outlet, author, _) in enumerate(STORIES)
    )


def articles(*, wrap: str = "<div>{}</div>", more: str = "") -> str:
    posts = "".join(
        f'<article><header><span class="journal-name">{outlet}</span><h2><a href="https://a.example/{n}">{title}</a></h2>'
        f'<time>2024-02-0{n + 3}</time><p class="byline">{author}</p></header>'
        f"<p>{body(n).replace(chr(10) * 2, '</p><p>')}</p><footer>All rights reserved</footer></article>"
        for n, (title, outlet, author, _) in enumerate(STORIES)
    )
    return f"<html><head>{more}<title>Export</title></head><body>{wrap.format(posts)}</body></html>"


def mbox() -> str:
    return "".join(
        f"From a@b.example Sat Feb  {n + 3} 07:00:00 2024\nFrom: {outlet} <a@b.example>\nSubject: {title}\n"
        f"Date: Sat, {n + 3} Feb 2024 07:00:00 +0000\nMessage-ID: <{n}@b.example>\n\n{body(n)}\n\n"
        ">From here on it rains.\n\n"
        for n, (title, outlet, _, _) in enumerate(STORIES)
    )


def ris() -> str:
    return "".join(
        f"TY  - NEWS\r\nA1  - {author.split()[1]}, {author.split()[0]}\r\nT1  - {title}\r\nJF  - {outlet}\r\n"
        f"Y1  - 2024/02/0{n + 3}/\r\nN2  - {body(n).replace(chr(10) * 2, ' ')}\r\nKW  - tolls\r\n"
        "KW  - boats\r\nER  - \r\n\r\n"
        for n, (title, outlet, author, _) in enumerate(STORIES)
    )


def enw() -> str:
    return "\n".join(
        f"%0 Newspaper Article\n%A {author}\n%D 2024\n%T {title}\n%J {outlet}\n%8 February {n + 3}, 2024\n"
        f"%X {body(n).replace(chr(10) * 2, ' ')}\n%K tolls\n"
        for n, (title, outlet, author, _) in enumerate(STORIES)
    )


def bibtex() -> str:
    return "% exported\n" + "\n".join(
        f"@article{{key{n},\n  title = {{{{{title}}}}},\n  author = {{{author.split()[1]}, {author.split()[0]}}},\n"
        f'  journal = "{outlet}",\n  date = {{2024-02-0{n + 3}}},\n  abstract = {{{body(n)}}},\n  pages = {{3--4}}\n}}'
        for n, (title, outlet, author, _) in enumerate(STORIES)
    )


def trec() -> str:
    return "".join(
        f"<DOC>\n<DOCNO> XQ-{n} </DOCNO>\n<DATE>February {n + 3}, 2024</DATE>\n<HEADLINE>\n<P>{title}</P>\n"
        "</HEADLINE>\n"
        f"<BYLINE>{author}</BYLINE>\n<TEXT>\n<P>\n{body(n)}\n</P>\n</TEXT>\n<TYPE>NEWS &amp; VIEWS</TYPE>\n</DOC>\n"
        for n, (title, _, author, _) in enumerate(STORIES)
    )


EN = ["February 3, 2024 Saturday", "February 4, 2024 Sunday", "February 5, 2024 Monday"]
DE = ["Samstag, 3. Februar 2024", "Sonntag, 4. Februar 2024", "Montag, 5. Februar 2024"]
FR = ["samedi 3 février 2024", "dimanche 4 février 2024", "lundi 5 février 2024"]
ES = ["3 de febrero de 2024 sábado", "4 de febrero de 2024 domingo", "5 de febrero de 2024 lunes"]
NL = ["3 februari 2024 zaterdag", "4 februari 2024 zondag", "5 februari 2024 maandag"]

ENGLISH = nexis(("BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "LANGUAGE"), "{} of {} DOCUMENTS", EN)
GERMAN = nexis(("AUTOR", "RUBRIK", "LÄNGE", "UPDATE", "SPRACHE"), "{} von {} DOKUMENTEN", DE)
FRENCH = nexis(("AUTEUR", "RUBRIQUE", "LONGUEUR", "DATE-CHARGEMENT", "LANGUE"), "{} de {} DOCUMENTS", FR)

UNI_EN = ("Byline", "Section", "Body", "Classification", "Language", "End of Document")
UNI_DE = ("Autor", "Rubrik", "Text", "Klassifizierung", "Sprache", "Ende des Dokuments")
UNI_FR = ("Auteur", "Rubrique", "Corps", "Classification", "Langue", "Fin du document")

FILES = {
    "nexis-en": ("a.txt", ENGLISH),
    "nexis-de": ("a.txt", GERMAN),
    "nexis-fr": ("a.txt", FRENCH),
    "nexis-es": ("a.TXT", nexis(("AUTOR", "SECCIÓN", "LONGITUD", "FECHA-CARGA", "IDIOMA"), "Documento {} de {}", ES)),
    "nexis-nl": ("a.txt", nexis(("AUTEUR", "RUBRIEK", "LENGTE", "LAADDATUM", "TAAL"), "{} van {} DOCUMENTEN", NL)),
    "nexis-html-en": ("a.HTML", as_page(ENGLISH)),
    "nexis-html-de": ("a.html", as_page(GERMAN)),
    "nexis-html-fr": ("a.html", as_page(FRENCH)),
    "nexis-uni-en": ("a.txt", nexis_uni(UNI_EN, EN)),
    "nexis-uni-de": ("a.txt", nexis_uni(UNI_DE, DE)),
    "nexis-uni-fr": ("a.txt", nexis_uni(UNI_FR, FR)),
    "factiva-html": ("a.html", factiva(codes=True)),
    "factiva-html-blocks": ("a.html", factiva(codes=False)),
    "factiva-text": ("a.txt", factiva_text()),
    "europresse-text": ("a.txt", europresse_text()),
    "proquest": ("a.txt", proquest()),
    "articles": ("a.html", articles()),
    "articles-wrapped": ("a.html", articles(wrap="<main><div>{}</div></main>")),
    "mbox": ("a.mbox", mbox()),
    "mbox-without-a-name": ("mails", mbox()),
    "ris": ("a.ris", ris()),
    "ris-as-text": ("a.txt", ris()),
    "ris-of-a-service": ("a.ris", "Provider: Newsstream\nContent: text/plain\n\n" + ris()),
    "enw": ("a.enw", enw()),
    "bibtex": ("a.bib", bibtex()),
    "trec": ("fr940104.0", trec()),
}  # fmt: skip

DAY_SIGNS = ("3", "4", "5")


@pytest.mark.parametrize("name", FILES)
def test_each_article_has_its_own_fields(name: str) -> None:
    path, text = FILES[name]
    records = list(read(io.BytesIO(text.encode()), path, Limits()).records)
    assert all(isinstance(each, RawRecord) for each in records), records
    assert [each.record_index for each in records] == [0, 1, 2]
    for n, record in enumerate(records):
        assert isinstance(record, RawRecord)
        fields = record.fields
        title, outlet, author, _ = STORIES[n]
        first, second = body(n).split("\n\n")
        told = str(fields.get("text", "")) + str(fields.get("teaser", ""))
        assert fields["title"] == title
        assert first in " ".join(told.split()) and second in " ".join(told.split())
        assert DAY_SIGNS[n] in str(fields["published_at"])
        assert fields.get("publisher", outlet) == outlet
        assert name == "trec" or fields.get("publisher") == outlet
        assert fields.get("authors", author) in (author, [author])
        others = [part for other in range(3) if other != n for part in body(other).split("\n\n")]
        assert not any(part in told for part in others)
        assert not any(
            word in told for word in ("Copyright", "DOKUMENT", "LOAD-DATE", "LÄNGE", "Subject:", "gcat", "Klassif")
        )


def words_of(record: RawRecord) -> str:
    return " ".join(f"{record.fields} {record.extra}".replace("\\n", " ").split())


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith(("nexis", "proquest", "factiva"))])
def test_nothing_of_an_export_is_lost(name: str) -> None:
    path, text = FILES[name]
    plain = text if path.lower().endswith("txt") else ""
    records = [each for each in read(io.BytesIO(text.encode()), path, Limits()).records if isinstance(each, RawRecord)]
    kept = " ".join(map(words_of, records))
    for line in plain.splitlines():
        value = (line.partition(": ")[2] or line).removeprefix("By ")
        is_boundary = line in ("Body", "Text", "Corps", *CODES) or any(
            word in line for word in ("Document", "DOKUMENT", "DOCUMENT", "Ende des", "Fin du", "___")
        )
        assert is_boundary or " ".join(value.replace("'", "\\'").split()) in kept or " ".join(value.split()) in kept, (
            line
        )


def test_a_corpus_for_alceste_keeps_its_variables() -> None:
    text = "".join(f"**** *paper_echo *date_2024-02-0{n} *front\n{body(n)}\n\n" for n in range(3))
    records = list(read(io.BytesIO(text.encode()), "corpus.txt", Limits()).records)
    assert [each.fields["text"] for each in records if isinstance(each, RawRecord)] == [body(n) for n in range(3)]
    assert isinstance(records[2], RawRecord)
    assert records[2].extra == {"paper": "echo", "date": "2024-02-02", "front": True}


def test_short_paragraphs_are_no_lines_above_a_text() -> None:
    lines = [f"Sentence {n} of it is short." for n in range(9)]
    text = "\n\n".join(["Harbour Post", EN[0], "Ferry crosses again", "LENGTH: 44 words", *lines, "LOAD-DATE: x"])
    document = parse_document(text)
    assert document.fields["text"].split("\n\n") == lines and document.fields["title"] == "Ferry crosses again"


def test_a_part_of_an_export_begins_at_any_number() -> None:
    text = "\n".join(f"Document {n + 101} of 240\n\nTitle: {STORIES[n][0]}\n\n{body(n)}\n" for n in range(3))
    assert len(list(read(io.BytesIO(text.encode()), "a.txt", Limits()).records)) == 3


PAGES = {
    "a page with cards": '<article><h1>A</h1><p>{0}</p></article><article><h3>B</h3><a href="/b">More</a></article>',
    "a page with comments": "<article><h1>A</h1><p>{0}</p><article><h3>Re</h3><p>{1}</p></article></article>",
    "a page that declares itself one": '<meta property="og:type" content="article"><article><h1>A</h1><p>{0}</p>'
    "</article><article><h2>B</h2><p>{1}</p></article>",
    "articles beside much else": "<article><h1>A</h1><p>{0}</p></article><article><h2>B</h2><p>{1}</p></article><div>"
    + "{2} " * 9
    + "</div>",
    "a page of a gallery": "<h1>A</h1><p>{0}</p><p>1 of 3</p><p>2 of 3</p><p>3 of 3</p>",
    "a gallery with captions": "<h1>A</h1><p>1 of 3</p><p>{0}</p><p>2 of 3</p><p>{1}</p><p>3 of 3</p><p>{2}</p>",
    "a page": "<h1>A</h1><p>{0}</p>",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stays_one_record(name: str) -> None:
    html = PAGES[name].format(*(body(n) for n in range(3)))
    (one,) = read(io.BytesIO(html.encode()), "a.html", Limits()).records
    assert isinstance(one, RawRecord) and one.form == "page"


TEXTS = {
    "a list with counts": f"Step 1 of 3\n\n{body(0)}\n\nThen it rained on page 2 of 3 and later.\n\n{body(1)}",
    "labels within": f"Ferry back\n\n{body(0)}\n\nNote: the toll is two coins.\n\n{body(1)}",
    "stars within": f"{body(0)}\n\n****\n\n{body(1)}\n\n****\n\n{body(2)}",
    "a letter": f"From the quay we saw it in 2024.\n\n{body(0)}",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_stays_one_record(name: str) -> None:
    (one,) = read(io.BytesIO(TEXTS[name].encode()), "a.txt", Limits()).records
    assert isinstance(one, RawRecord) and one.fields["text"].strip() == TEXTS[name]


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise(FILES)))
def test_a_cut_file_loses_no_record_without_a_word(first: str, second: str) -> None:
    path, text = FILES[first]
    cut = text[: len(text) * 2 // 3]
    records = list(read(io.BytesIO(cut.encode()), path, Limits()).records)
    assert (records and STORIES[0][3] in str(records)) or all(not isinstance(each, RawRecord) for each in records)
