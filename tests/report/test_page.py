"""The page: whole whatever the warehouse holds, self-contained, and readable without seeing it."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.report import copies
from pipelines.report.rows import fetch
from tests.report.ground import TEXT, article, document, page_text, publish, undated, years

pytestmark = pytest.mark.filterwarnings("error::UserWarning")

SECTIONS = ["overview", "volume", "completeness", "copies", "flows", "top", "checks", "rejections", "sources"]

JAPANESE = "港の灯台守は夜九時に灯りをともして家に帰った。その夜、船が出て行くのを見た者は誰もいなかった。"
ARABIC = "أضاء حارس المنارة المصباح على الرصيف في التاسعة ثم عاد إلى بيته في تلك الليلة ولم ير أحد القارب."


def tongue(number: int, code: str, text: str) -> dict[str, Any]:
    return article(
        number, title=text[:24], body=f"{text}\n\n{number}: {text}", language=code, story_id=code, cluster_id=code
    )


CORPORA = {
    "empty": ([], ["There is no article yet.", "Nothing was rejected.", "No file was read yet."]),
    "one article": ([article(0)], ["1 article, 1 May 2031", "No story has more than one article."]),
    "no dates, no publishers": (
        [undated(n, publisher_id=None, publisher_name=None) for n in range(4)],
        [
            "No article has a date of publication.",
            "no dates",
            "no date",
            "unknown publisher",
            "0% of the articles have a publisher",
        ],
    ),
    "years alone": (
        years(1, 1931, 1950, 9999),
        ["1931", "Articles by year", "before the first or after the last year"],
    ),
    "Japanese and Arabic": (
        [tongue(n, *((("ja", JAPANESE), ("ar", ARABIC))[n // 4])) for n in range(8)],
        [JAPANESE[:24], ARABIC[:24], 'lang="ja"', 'dir="auto" lang="ar"', "<mark>港の灯台守", "<mark>أضاء"],
    ),
    "many": ([article(n) for n in range(60)], ["5 publishers · 60 articles", "<mark>The keeper lit the lamp"]),
}


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A published version of each corpus."""
    return {name: publish(tmp_path_factory.mktemp("page"), articles) for name, (articles, _) in CORPORA.items()}


@pytest.fixture(scope="module")
def pages(links: dict[str, Path]) -> dict[str, str]:
    """The page about each."""
    return {name: page_text(link) for name, link in links.items()}


@pytest.mark.parametrize("name", CORPORA)
def test_whatever_the_warehouse_holds_every_section_says_something(pages: dict[str, str], name: str) -> None:
    page = document(pages[name])
    assert [section.get("id") for section in page.findall(".//main/section")] == SECTIONS
    assert all(len(section.text_content().split()) > 3 for section in page.findall(".//main/section"))
    assert [words for words in CORPORA[name][1] if words not in pages[name]] == []
    assert not re.search(r"\b(?:None|nan|NaT|Undefined)\b", page.text_content())


@pytest.mark.parametrize("name", CORPORA)
def test_the_page_loads_nothing_and_runs_nothing(pages: dict[str, str], name: str) -> None:
    page = document(pages[name])
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert {each.tag for each in page.iter("script", "link", "img", "iframe", "object", "base", "form")} == set()
    assert not re.search(r"@import|url\((?!#)", pages[name])
    for each in page.iter("a"):
        assert each.get("href").startswith("#") or (
            each.get("href").startswith("https://") and "noopener" in each.get("rel")
        )


@pytest.mark.parametrize("name", CORPORA)
def test_the_page_can_be_read_without_seeing_it(pages: dict[str, str], name: str) -> None:
    page = document(pages[name])
    assert page.get("lang") == "en"
    assert [len(page.findall(f".//{tag}")) for tag in ("header/h1", "main", "nav", "footer")] == [1, 1, 1, 1]
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = Counter(each.get("id") for each in page.iter() if each.get("id"))
    assert [each for each, count in ids.items() if count > 1] == []
    for table in page.iter("table"):
        assert table.find("caption").text_content().strip()
        assert all(each.get("scope") in ("col", "row") and each.text_content().strip() for each in table.iter("th"))
    for drawing in page.iter("svg"):
        assert drawing.get("role") == "img"
        assert [drawing.find(f".//{tag}").text.strip() != "" for tag in ("title", "desc")] == [True, True]
    referred = {word for each in page.iter() for word in (each.get("aria-labelledby") or "").split()}
    referred |= {each.get("href")[1:] for each in page.iter("a") if each.get("href")[0] == "#"}
    assert referred - set(ids) == set()


def test_the_head_says_what_to_cite(pages: dict[str, str]) -> None:
    cited = document(pages["many"]).find(".//p[@class='cite']").text_content()
    assert "version run-1: 60 articles of 5 publishers, dated 2031-05-01 to 2031-05-28" in cited
    assert re.search(r"by newsfold 1\.0, rules 1\. SHA-256 [0-9a-f]{64}\.", cited)


def test_the_same_version_gives_the_same_page(links: dict[str, Path], pages: dict[str, str]) -> None:
    assert page_text(links["many"]) == pages["many"]


def test_a_few_absurd_dates_do_not_squeeze_the_chart(tmp_path: Path) -> None:
    absurd = years(1)[0] | {"article_id": "b"}
    text = page_text(publish(tmp_path, [article(n) for n in range(300)] + [absurd]))
    assert "Articles by day of publication" in text
    assert "0 without a date, 1 before the first or after the last day shown" in text


def test_a_long_text_is_cut_and_marked_where_it_is_shown(tmp_path: Path) -> None:
    long = "\n\n".join(f"{TEXT} In year {n} it was so." for n in range(900))
    page = document(page_text(publish(tmp_path, [article(n, body=long) for n in range(2)])))
    texts = page.findall(".//div[@class='copies']/article")
    assert len(texts) == 2
    assert all(2_000 < len(each.text_content()) < 3_000 and "…" in each.text_content() for each in texts)


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Articles of which some lack a time, a publisher or an agency."""
    gaps = [{"published_at": None}, {"published_latest": None}, {"publisher_id": None}, {"is_wire_copy": True}, {}]
    rows = [article(n, **gaps[n * n % 5], cluster_id=f"c{n % 13}", story_id=f"s{n % 13 % 4}") for n in range(80)]
    with duckdb.connect(str(publish(tmp_path_factory.mktemp("varied"), rows)), read_only=True) as connection:
        fetch(connection, "overlap")
        yield connection


UNNAMED = "columns(lambda name: name not like '%publisher_name')"
"""The columns of a view but the names of outlets."""


def test_flows_are_those_of_the_view(varied: duckdb.DuckDBPyConnection) -> None:
    shown = copies.read(varied).flows
    rows = fetch_all(varied, f"select {UNNAMED} from (select * exclude (mean_containment) from copy_flows)")
    assert len(shown) > 3
    assert sorted(shown, key=lambda row: str(list(row.values()))) == sorted(
        rows, key=lambda row: str(list(row.values()))
    )


def fetch_all(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = connection.sql(sql).to_arrow_table().to_pylist()
    return found
