"""A URL that pages declare is theirs only if they have one text; an outlet known by name is the one that a page ties to
the name. However the pages are split into runs.
"""

import json
import random
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.settings import Settings
from tests.crash import points

SITE = "https://veldt.example"
TEXTS = (
    "The north pier reopened on Monday after a winter of repairs; the harbour master walked the first visitors out.",
    "A comet split into two parts above the valley, which nobody saw because the night was cloudy from end to end.",
    "The bakery on Mill Lane lit its communal oven again, a century after the last loaf had been carried home from it.",
    "Three ferries were cancelled when the fog came in, and the islanders slept in the hall beside the ticket office.",
    "The council voted to keep the tram, and the drivers rang every bell along the line until the last one had passed.",
    "Beekeepers counted more hives than ever this spring, though the limes by the canal have yet to come to flower.",
)
TITLES = ("Pier reopens", "Comet splits in two", "Communal oven lit", "Fog stops ferries", "Tram stays", "More hives")

Page = tuple[str, dict[str, str]]
"""The name of a file, and what it says: text, title, address, declared URL, time of the fetch."""


def page(
    name: str, number: int, address: str | None, declared: str | None, fetched: str = "2031-05-02", text: str = ""
) -> Page:
    body = text or " ".join([TEXTS[number]] * 1 + [f"{TEXTS[number]} That was item {n}." for n in range(3)])
    link = f'<link rel="canonical" href="{declared}">' if declared else ""
    link += '<meta property="og:site_name" content="The Veldt Courier">' if name == "comet" else ""
    html = f"<html><head><title>{TITLES[number]}</title>{link}</head><body><article><h1>{TITLES[number]}</h1>"
    html += "".join(f"<p>{sentence}</p>" for sentence in body.split("\n")) + "</article></body></html>"
    sidecar = {"fetched_at": f"{fetched}T10:00:00Z"} | ({"url": address} if address else {})
    return name, {"html": html, "meta": json.dumps(sidecar)}


def write(raw: Path, pages: list[Page]) -> None:
    raw.mkdir(parents=True, exist_ok=True)
    for name, content in pages:
        if "row" in content:
            (raw / f"{name}.jsonl").write_text(content["row"])
            continue
        (raw / f"{name}.html").write_text(content["html"])
        (raw / f"{name}.html.meta.json").write_text(content["meta"])


def publish(root: Path, batches: list[list[Page]]) -> Path:
    settings = Settings(raw=root / "raw", warehouse=root / "news.duckdb", workers=1)
    for number, batch in enumerate(batches):
        write(settings.raw, batch)
        assert points.run_child(settings, f"run-{number}") == 0
    return settings.warehouse


def rows(warehouse: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def articles(warehouse: Path) -> dict[str, set[str]]:
    """Canonical URL → the files of the article."""
    found = rows(
        warehouse,
        "select coalesce(canonical_url, 'None ' || split_part(min(record_path), '.', 1)), list(record_path)"
        " from articles join article_records using (article_id) group by article_id, canonical_url",
    )
    assert len({url for url, _ in found}) == len(found)
    return {url: {path.partition(".")[0] for path in paths} for url, paths in found}


RUBBISH, PRETTY, HOME = f"{SITE}/stories/current-story", f"{SITE}/2031/fog-stops-ferries", f"{SITE}/news/tram-stays"
PAGES = [
    page("pier", 0, f"{SITE}/read?id=1", RUBBISH),
    page("comet", 1, f"{SITE}/read?id=2", RUBBISH),
    page("oven", 2, f"{SITE}/read?id=3", RUBBISH),
    page("fog", 3, f"{SITE}/read?id=4", PRETTY),
    page("fog-app", 3, f"{SITE}/app/4", PRETTY, "2031-05-03"),
    page("hives", 5, f"{SITE}/read?id=6", PRETTY),
    page("tram", 4, HOME, HOME),
    page("tram-later", 4, HOME, HOME, "2031-05-04", "The tram stays, and that is that.\nThe drivers went home."),
    page("tram-app", 4, f"{SITE}/app/5", HOME, "2031-05-03"),
    page("pier-copy", 0, f"{SITE}/app/1", HOME),
    page("lost", 1, None, f"{SITE}/lost", "2031-05-05", "Nobody knows where this page was. Its moss is still damp."),
    page("lost-too", 2, None, f"{SITE}/lost", "2031-05-05", "A page came from nowhere, a loaf under its arm."),
    ("by-name", {"row": json.dumps({"title": "A late bus", "text": "It came at ten.", "source": "The Veldt Courier"})}),
]  # fmt: skip
WANTED = {
    f"{SITE}/read?id=1": {"pier"},
    f"{SITE}/read?id=2": {"comet"},
    f"{SITE}/read?id=3": {"oven"},
    PRETTY: {"fog", "fog-app"},
    f"{SITE}/read?id=6": {"hives"},
    HOME: {"tram", "tram-later", "tram-app"},
    f"{SITE}/app/1": {"pier-copy"},
    "None lost": {"lost"},
    "None lost-too": {"lost-too"},
    "None by-name": {"by-name"},
}
TABLES = {
    "articles": "select * exclude (cluster_id, story_id, first_ingested_at, changed_run_id) from articles order by all",
    "clusters": "select list(article_id order by article_id) from articles group by cluster_id order by all",
    "versions": "select * from article_versions order by all",
    "evidence": "select * from field_evidence order by all",
    "publishers": "select * from publishers order by all",
    "claims": "select * from staging.url_claims order by all",
}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("once"), [PAGES])


def test_pages_of_different_texts_are_not_one_article(once: Path) -> None:
    assert articles(once) == WANTED
    assert rows(once, "select * from quality_results where not passed and severity = 'critical'") == []


def test_evidence_names_who_else_declares_a_url(once: Path) -> None:
    found = rows(
        once,
        "select value, is_chosen, note from field_evidence"
        " where field = 'canonical_url' and record_path = 'pier.html' order by 1",
    )
    assert found == [
        (f"{SITE}/read?id=1", True, None),
        (RUBBISH, False, f"declared by 2 more, such as {SITE}/read?id=2"),
    ]


def test_an_outlet_by_name_is_the_one_that_a_page_ties_to_it(once: Path) -> None:
    assert rows(once, "select publisher_id, publisher_name, article_count from publishers") == [
        ("veldt.example", "The Veldt Courier", 10)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_any_split_into_runs_gives_the_same(once: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pages = chance.sample(PAGES, len(PAGES))
    cuts = sorted(chance.sample(range(1, len(pages)), chance.randint(1, 4)))
    batches = [pages[start:end] for start, end in zip([0, *cuts], [*cuts, len(pages)], strict=True)]
    split = publish(tmp_path, batches)
    for name, sql in TABLES.items():
        assert rows(split, sql) == rows(once, sql), name
    aliases = rows(split, "select old_id, new_id from id_aliases where kind = 'article'")
    live = {article for (article,) in rows(split, "select article_id from articles")}
    assert {new for _, new in aliases} <= live
    assert not {old for old, _ in aliases} & live
    assert rows(split, "select * from quality_results where not passed and severity = 'critical'") == []
