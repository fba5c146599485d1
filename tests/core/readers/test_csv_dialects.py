"""Tables in the dialects of many writers: every row and cell comes back, whatever the cells hold."""

import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.core.readers import Limits, read
from pipelines.core.records import RawRecord, Rejection

HEADER = ["title", "publisher", "published_at", "url", "text"]
Table = list[list[str]]


def python(**options: object) -> Callable[[Table], str]:
    def write(rows: Table) -> str:
        held = io.StringIO(newline="")
        csv.writer(held, **options).writerows(rows)  # type: ignore[arg-type]
        return held.getvalue()

    return write


def mac(rows: Table) -> str:
    """As Excel for Mac once wrote: carriage returns end rows, and cells with line feeds are quoted; Python's writer
    quotes only those with the line end in force.
    """
    has_lines = any("\n" in cell for row in rows for cell in row)
    return python(lineterminator="\r", quoting=csv.QUOTE_ALL if has_lines else csv.QUOTE_MINIMAL)(rows)


def spark(rows: Table) -> str:
    """Quotes only where they are needed, a backslash before quotes inside."""

    def cell(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if any(c in text for c in ',"\n\\') else text

    return "".join(",".join(map(cell, row)) + "\n" for row in rows)


def escaped(delimiter: str) -> Callable[[Table], str]:
    """As PostgreSQL COPY and mysql --batch write: no quotes, backslashes before letters for line ends and tabs."""

    def cell(text: str) -> str:
        for char, code in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r"), (delimiter, f"\\{delimiter}")):
            if char != "\t" or delimiter != "\t" or code == "\\t":
                text = text.replace(char, code)
        return text

    return lambda rows: "".join(delimiter.join(map(cell, row)) + "\n" for row in rows)


def outfile(rows: Table) -> str:
    """As MySQL writes to a file: a backslash before the line end or delimiter itself."""

    def cell(text: str) -> str:
        return text.replace("\\", "\\\\").replace("\t", "\\\t").replace("\n", "\\\n")

    return "".join("\t".join(map(cell, row)) + "\n" for row in rows)


def raw(delimiter: str) -> Callable[[Table], str]:
    """Neither quotes nor escapes: line ends and delimiters can't be in cells."""
    return lambda rows: "".join(
        delimiter.join(cell.replace("\n", " ").replace(delimiter, " ").replace("\\", "/") for cell in row) + "\n"
        for row in rows
    )


WRITERS = {
    "excel": python(),
    "excel-semicolon": python(delimiter=";"),
    "unix-all-quoted": python(quoting=csv.QUOTE_ALL, lineterminator="\n"),
    "excel-tab": python(delimiter="\t"),
    "pipe": python(delimiter="|", lineterminator="\n"),
    "mac-line-ends": mac,
    "pandas-escapechar": python(doublequote=False, escapechar="\\", lineterminator="\n"),
    "pandas-no-quotes": python(quoting=csv.QUOTE_NONE, escapechar="\\", delimiter="\t", lineterminator="\n"),
    "single-quotes": python(quotechar="'", quoting=csv.QUOTE_ALL, lineterminator="\n"),
    "spark": spark,
    "postgres-copy": escaped("\t"),
    "copy-pipe": escaped("|"),
    "mysql-outfile": outfile,
    "hive": escaped("\x01"),
    "raw-tab": raw("\t"),
    "raw-pipe": raw("|"),
}  # fmt: skip

WORDS = st.sampled_from(
    ["harbour", "the mayor", '"short"', '"No', 'more"', "it's", "'quoted'", "12,5", "a; b", "C|D", "x\ty", "§ 3",
     "été", "Мост", "\n\n", "\n", "5'", "“so”", "#2", "a\\b", "1.200,50", ""]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: ("Report: " + " ".join(words)).strip())
TITLES = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: ("T " + " ".join(words)).strip())
ROWS = st.lists(
    st.tuples(TITLES, st.just("Ferry Post"), st.just("2024-02-03"), st.just("https://a.example/b,c?d=1;2"), TEXTS).map(
        list
    ),
    min_size=2,
    max_size=12,
)


def read_back(data: bytes, name: str = "a.csv") -> list[list[str]]:
    file = read(io.BytesIO(data), name, Limits())
    records = list(file.records)
    assert all(isinstance(each, RawRecord) for each in records), records
    names = ["title", "publisher", "published_at", "url", "text"]
    return [[str(each.fields.get(name, "")) for name in names] for each in records if isinstance(each, RawRecord)]


def expected(writer: str, rows: Table) -> Table:
    """What a writer can express: raw tables lose what they can't hold."""
    if writer.startswith("raw"):
        mark = "\t" if writer == "raw-tab" else "|"
        return [[cell.replace("\n", " ").replace(mark, " ").replace("\\", "/") for cell in row] for row in rows]
    return rows


@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_every_cell_comes_back(writer: str, rows: Table) -> None:
    rows = [*rows, ["A", "Ferry Post", "2024-02-04", "https://a.example/", 'So, a "sign" of the escapes']]
    rows = expected(writer, rows)
    assert read_back(WRITERS[writer]([HEADER, *rows]).encode()) == rows


BODY = "Words of a report, long enough; it names the ferry, the mayor and the toll of 3,50."
TABLES = {
    # name: (bytes, titles)
    "decimal-commas": (f"titel;preis;text;title\nx;3,50;{BODY.replace(';', '.')};A\n" * 1, ["A"]),
    "preamble": (f'"Export"\n"Query: ""ferry, toll"""\n\nTitle,Source,Body\nA,P,"{BODY}"\n', ["A"]),
    "preamble-of-pairs": ("Title,My search\nFrom,2024\n\nTitle;Source;Url;Body\nA;P;u;x\nB;P;u;x\n", ["A", "B"]),
    "comment-header": (f"# title\ttext\nA\t{BODY}\n", ["A"]),
    "spaces-after-commas": (f'"title", "text"\n"A", "{BODY}"\n"B", "{BODY}"\n', ["A", "B"]),
    "names-of-rows": (f'"title"\t"text"\n"1"\t"A"\t"{BODY}"\n"2"\t"B"\t"{BODY}"\n', ["A", "B"]),
    "index": (f',title,text\n0,A,"{BODY}"\n1,B,"{BODY}"\n', ["A", "B"]),
    "one-column": ('title\nA, b\n"C, d"\n', ["A, b", "C, d"]),
    "mixed-line-ends": ("title,text\r\nA,one\nB,two\rC,three\r\n", ["A", "B", "C"]),
    "cr-in-cells": ("title,text\r\nA,one\rtwo\r\nB,three\r\n", ["A", "B"]),
    "lf-in-cells": ("title,text\r\nA,one\ntwo\r\nB,three\r\n", ["A", "B"]),
    "inches": ('title,text\nA 5" gun,one\nB,two "so" three\nC,"four, ""five"""\n', ['A 5" gun', "B", "C"]),
    "trailing-delimiters": ("title,text,\nA,one,\nB,two,\n", ["A", "B"]),
    "late-raw-quote": ("title\ttext\n" + "A\tx\n" * 9 + '"B" so\t"two\n' + "C\tx\n", ["A"] * 9 + ['"B" so', "C"]),
    "null": ("title,text\nA,\\N\n", ["A"]),
    "backslash-at-the-end": ('title,path,text\nA,"C:\\new\\","one"\nB,"D:\\x\\","two"\n', ["A", "B"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables(name: str, encoding: str) -> None:
    text, titles = TABLES[name]
    records = list(read(io.BytesIO(text.encode(encoding)), "a.csv", Limits()).records)
    assert [each.fields["title"] for each in records if isinstance(each, RawRecord)] == titles


def test_what_stands_above_the_header_is_kept() -> None:
    text, _ = TABLES["preamble"]
    (one,) = read(io.BytesIO(text.encode()), "a.csv", Limits()).records
    assert isinstance(one, RawRecord) and one.extra["above_header"].startswith('"Export"\n"Query: ""ferry, toll""')


@pytest.mark.parametrize("delimiter", ",;|\t")
def test_a_table_without_a_header_is_refused_with_its_first_row(delimiter: str) -> None:
    rows = f"2024-01-02{delimiter}Ferry back{delimiter}https://a.example/x{delimiter}Words of a report\n" * 3
    (one,) = read(io.BytesIO(rows.encode()), "a.csv", Limits()).records
    assert isinstance(one, Rejection) and one.reason == "no_known_fields" and "Ferry back" in one.detail
