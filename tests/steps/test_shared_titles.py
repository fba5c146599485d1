"""A title that a template writes into the pages of a host loses to one that is the page's alone, however the pages are
split into runs; rubrics, rows, revisions and copies keep the title they state.
"""

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.commands import forget
from pipelines.settings import Settings
from tests.crash.sequence import whole_run

HEADLINES = (
    "North pier opens",
    "Comet splits in two",
    "Communal oven lit",
    "Fog stops ferries",
    "Tram stays",
    "More hives",
)
TEXTS = (
    "The north pier opened on Monday after a winter of repairs; the harbour master walked the first visitors out.",
    "A comet split into two parts above the valley, which nobody saw because the night was cloudy from end to end.",
    "The bakery on Mill Lane lit its communal oven again, a century after the last loaf had been carried home from it.",
    "Three ferries were cancelled when the fog came in, and the islanders slept in the hall beside the ticket office.",
    "The council voted to keep the tram, and the drivers rang every bell along the line until the last one had passed.",
    "Beekeepers counted more hives than ever this spring, though the limes by the canal have yet to come to flower.",
)
SLOGAN = "All the news of the valley, every day"

Raw = tuple[str, dict[str, str]]
"""The stem of a file, and the content of each suffix."""


def page(
    name: str, number: int, address: str, head: str, heading: str = "", more: str = "", fetched: str = "2031-05-02"
) -> Raw:
    paragraphs = [TEXTS[number], *(f"{TEXTS[number]} That was note {n} of the day." for n in range(3)), more]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs if paragraph)
    html = f"<html lang='en'><head>{head}</head><body><article>{heading}{body}</article></body></html>"
    sidecar = {"fetched_at": f"{fetched}T10:00:00Z", "url": address}
    return name, {"html": html, "html.meta.json": json.dumps(sidecar)}


def head(title: str, social: str | None = None) -> str:
    """A title element, and og:title if it is stated."""
    return f"<title>{title}</title>" + (f'<meta property="og:title" content="{social}">' if social else "")


def h1(text: str) -> str:
    return f"<h1>{text}</h1>"


def sloganeer(number: int, name: str = "", path: str = "", **more: str) -> Raw:
    """A page of a site that calls every page by its slogan; the headline is the h1 alone."""
    address = f"https://slogan.example/{path or number}"
    return page(name or f"slogan-{number}", number, address, head(SLOGAN, SLOGAN), h1(HEADLINES[number]), **more)


def sectioned(number: int, section: str) -> Raw:
    """A page of a site whose og:title is the section."""
    return page(f"section-{number}", number, f"https://section.example/{number}", head(HEADLINES[number], section))


def structured(number: int) -> Raw:
    """A page of a site whose structured data calls every article by the section, in another script than Latin."""
    jsonld = json.dumps({"@type": "NewsArticle", "headline": "地域"}, ensure_ascii=False)
    stated = head(HEADLINES[number], "地域") + f'<script type="application/ld+json">{jsonld}</script>'
    return page(f"jsonld-{number}", number, f"https://jsonld.example/{number}", stated, h1(HEADLINES[number]))


def letters(number: int) -> Raw:
    return page(f"letters-{number}", number, f"https://rubric.example/{number}", head("Letters"), h1("Letters"))


def misdirected(number: int) -> Raw:
    """A page of a template that writes one title and one canonical URL into all pages."""
    stated = head("Current story", "Current story") + '<link rel="canonical" href="https://both.example/current">'
    return page(f"both-{number}", number, f"https://both.example/{number}", stated, h1(HEADLINES[number]))


def copied(address: str) -> Raw:
    """One article at several addresses, each of which the title element names."""
    stated = head(f"Seen in {address}", "Communal oven lit at last")
    return page(f"copy-{address}", 2, f"https://copies.example/{address}", stated, h1("Communal oven lit at last"))


def row(number: int) -> Raw:
    html = f"<html><head>{head(HEADLINES[number])}</head><body>{h1('News')}<p>{TEXTS[number] * 4}</p></body></html>"
    stated = {"title": "News", "url": f"https://rows.example/{number}", "html": html}
    return f"row-{number}", {"jsonl": json.dumps(stated)}


FEED = "".join(
    f"<item><title>News</title><link>https://feed.example/{number}</link><description>{text}</description></item>"
    for number, text in enumerate(TEXTS)
)
FILES = [
    *(sloganeer(number) for number in range(4)),
    sloganeer(0, "slogan-print", "print/0"),
    sloganeer(1, "slogan-later", fetched="2031-05-04", more="Astronomers asked for better weather next time."),
    *(sectioned(number, "Region" if number < 4 else "Sport") for number in range(6)),
    *(structured(number) for number in range(3)),
    *(letters(number) for number in range(4)),
    *(misdirected(number) for number in range(4)),
    *(copied(address) for address in ("news", "app", "print", "amp-less")),
    *(row(number) for number in range(4)),
    ("feed", {"xml": f'<rss version="2.0"><channel><title>Feed</title>{FEED}</channel></rss>'}),
]
WANTED = {
    "slogan": {*HEADLINES[:4]},
    "section": {*HEADLINES[:4], "Sport"},
    "jsonld": {*HEADLINES[:3]},
    "rubric": {"Letters"},
    "both": {*HEADLINES[:4]},
    "copies": {"Communal oven lit at last"},
    "rows": {"News"},
    "feed": {"News"},
}
TABLES = {
    "articles": "select * exclude (cluster_id, story_id, first_ingested_at, changed_run_id) from articles order by all",
    "clusters": "select list(article_id order by article_id) from articles group by cluster_id order by all",
    "stories": "select list(article_id order by article_id) from articles group by story_id order by all",
    "versions": "select * from article_versions order by all",
    "evidence": "select * from field_evidence order by all",
    "shared": "select * from staging.shared_titles order by all",
    "replaced": "select * from staging.replaced_titles order by all",
    "superseded": "select * from staging.superseded_texts order by all",
    "terms": "select article_id, content_hash, word_count from dedup.story_terms order by all",
}


def settings_in(root: Path) -> Settings:
    return Settings(raw=root / "raw", warehouse=root / "news.duckdb", workers=1)


def publish(root: Path, batches: list[list[Raw]], first: int = 0) -> Path:
    settings = settings_in(root)
    settings.raw.mkdir(parents=True, exist_ok=True)
    for number, batch in enumerate(batches, first):
        for name, content in batch:
            for suffix, text in content.items():
                (settings.raw / f"{name}.{suffix}").write_text(text)
        assert whole_run(settings, f"run-{number}", full_audit=True)
    return settings.warehouse


def rows(warehouse: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("once"), [FILES])


def test_a_title_of_the_page_alone_wins_over_one_that_the_host_shares(once: Path) -> None:
    found = rows(once, "select split_part(publisher_domain, '.', 1), list(distinct title) from articles group by 1")
    assert {host: set(titles) for host, titles in found} == WANTED
    assert rows(once, "select * from quality_results where not passed and severity = 'critical'") == []


def test_evidence_says_how_many_pages_share_a_title(once: Path) -> None:
    found = rows(
        once,
        "select value, method, is_chosen, note from field_evidence"
        " where field = 'title' and record_path = 'slogan-2.html' order by 2",
    )
    unrelated = "shares no word with the title element or og:title"
    assert found == [
        (HEADLINES[2], "html.h1", True, unrelated),
        (SLOGAN, "html.title", False, "shared by 3 other pages of slogan.example"),
        (SLOGAN, "meta.og:title", False, "shared by 3 other pages of slogan.example"),
    ]


def test_everything_that_reads_a_title_has_the_new_one(once: Path) -> None:
    assert rows(once, f"select count(*) from article_versions where title = '{SLOGAN}'") == [(0,)]
    assert rows(once, f"select count(*) from stories where title = '{SLOGAN}'") == [(0,)]
    hashes = "select content_hash from articles except select content_hash from dedup.story_terms"
    representatives = f"{hashes} except select content_hash from articles where not is_representative"
    assert rows(once, representatives) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_any_split_into_runs_gives_the_same(once: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    files = chance.sample(FILES, len(FILES))
    cuts = sorted(chance.sample(range(1, len(files)), chance.randint(1, 4)))
    batches = [files[start:end] for start, end in zip([0, *cuts], [*cuts, len(files)], strict=True)]
    split = publish(tmp_path, batches)
    for name, sql in TABLES.items():
        assert rows(split, sql) == rows(once, sql), name
    assert rows(split, "select * from quality_results where not passed and severity = 'critical'") == []


@pytest.mark.slow
def test_what_is_taken_out_shares_no_title_and_does_not_come_back(tmp_path: Path) -> None:
    found = publish(tmp_path / "found", [[structured(number) for number in range(3)]])
    twin = publish(tmp_path / "twin", [[structured(number) for number in range(2)]])
    assert rows(found, "select count(*) from staging.replaced_titles") == [(3,)]
    forget.request(settings_in(tmp_path / "found"), ["https://jsonld.example/2"], "request", datetime.now(UTC))
    stem, content = structured(2)
    moved = {"url": "https://jsonld.example/elsewhere", "fetched_at": "2031-06-01T00:00:00Z"}
    again = (f"again-{stem}", {"html": content["html"], "html.meta.json": json.dumps(moved)})
    publish(tmp_path / "found", [[again]], first=1)
    for name in ("articles", "evidence", "shared", "replaced"):
        assert rows(found, TABLES[name]) == rows(twin, TABLES[name]), name


@pytest.mark.slow
def test_a_shared_title_goes_with_the_last_page_that_states_it(tmp_path: Path) -> None:
    stem, content = sloganeer(0)
    found = publish(tmp_path, [[structured(number) for number in range(3)]])
    addresses = [f"https://jsonld.example/{number}" for number in range(3)]
    forget.request(settings_in(tmp_path), addresses, "request", datetime.now(UTC))
    publish(tmp_path, [[(stem, content)]], first=1)
    assert rows(found, TABLES["shared"]) == rows(found, TABLES["replaced"]) == []
    assert rows(found, "select title from articles") == [(SLOGAN,)]
