"""Taking out leaves no byte: texts, passages, words, snapshots, failed builds, history, refused claims."""

import json

import duckdb
import pytest

from tests.marks import slow
from tests.steps.removal_ground import Ground, places_of, places_of_each, row, store_uncompressed, write
from warehouse import versions
from warehouse.history import History

SECRET = {
    "title": "Quibblewort resigns over the ledgers",
    "text": " ".join(f"Snorkfeather said on day {day} that the ledgers were burnt." for day in range(40)),
    "url": "https://news.example/zanthorpe-affair", "authors": "Ida Blunkettine", "summary": "A Mopplethwaite tale.",
    "section": "Wigglesome", "id": "guid-Trundlecombe",
}  # fmt: skip
WORDS = (
    "Quibblewort", "Snorkfeather", "zanthorpe", "Blunkettine", "Mopplethwaite", "Wigglesome", "Trundlecombe",
    "Fernwhistle", "Gladdenbrook",
)  # fmt: skip


@pytest.mark.parametrize("is_plain", [True, *slow([False])])
def test_no_byte_is_left_of_an_article(ground: Ground, monkeypatch: pytest.MonkeyPatch, is_plain: bool) -> None:
    if is_plain:
        store_uncompressed(monkeypatch)
    raw, others = ground.settings.raw, [row(n, n // 3) for n in range(12)]
    older = SECRET | {"text": f"{SECRET['text']} Fernwhistle agreed.", "modified_at": "2031-05-01T08:00:00Z"}
    write(raw / "a.jsonl", [*others, older])
    ground.run()
    copy = {
        "title": "Ledgers burnt",
        "text": SECRET["text"] + " So it was.",
        "url": "https://other.example/1",
        "id": 77,
    }
    write(raw / "b.jsonl", [SECRET | {"modified_at": "2031-05-02T08:00:00Z"}, copy])
    torn = json.dumps(SECRET | {"text": SECRET["text"] + " Gladdenbrook wept."})
    (raw / "c.jsonl").write_text(json.dumps(row(50, 50)) + "\n" + torn[:300] + "\n" + torn[-200:] + "\n")
    ground.run()
    shown = ground.settings.warehouse.resolve()
    for name in ("snapshots/spring/news.duckdb", "failed-run-0.duckdb"):
        target = ground.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        versions.copy_file(shown, target)
    (ground.folder / "snapshots" / "spring" / "manifest.json").write_text('{"rows": {"articles": 15}}')
    for word, places in places_of_each(WORDS, ground.folder).items():
        assert places, word
        if is_plain:
            assert any(place.startswith("bytes") for place in places), word
    ground.forget("https://news.example/zanthorpe-affair", "https://other.example/1")
    assert places_of_each(WORDS, ground.folder) == {word: [] for word in WORDS}
    assert ground.rows("select count(*) from articles") == [(13,)]
    free = ground.rows("select free_blocks from pragma_database_size()")
    assert free == [(0,)]
    stated = json.loads((ground.folder / "snapshots" / "spring" / "manifest.json").read_text())
    assert stated["removed_at"] and stated["rows"] == {"articles": 15}
    assert len(versions.all_versions(ground.settings.warehouse)) == 1


def test_the_history_keeps_no_message_that_quotes_a_value(ground: Ground) -> None:
    write(ground.settings.raw / "a.jsonl", [row(1, 1)])
    ground.run()
    history = History(ground.settings.warehouse)
    result = {"run_id": "run-1", "table_name": "main.articles", "expectation": "e", "severity": "critical"}
    result |= {
        "passed": False,
        "observed": "could not be validated: no number: 'Snorkfeather'",
        "checked_at": "2031-05-01",
    }
    run = duckdb.connect(str(history.link), read_only=True).sql("from runs").to_arrow_table().to_pylist()[0]
    history.end(run, [result])
    assert places_of("Snorkfeather", ground.folder)
    ground.forget("a.jsonl")
    assert places_of("Snorkfeather", ground.folder) == []


def test_no_refused_claim_names_a_page_that_is_gone(ground: Ground) -> None:
    for number, word in enumerate(("Snorkfeather", "Quibblewort", "Gladdenbrook")):
        body = "".join(f"<p>{word} said on day {day} that item {day * 7 + number} was lost.</p>" for day in range(20))
        head = f'<title>{word} said so</title><link rel="canonical" href="https://veldt.example/front">'
        page = f"<html><head>{head}</head><body><article><h1>{word} said so</h1>{body}</article></body></html>"
        (ground.settings.raw / f"{number}.html").write_text(page)
        meta = {"url": f"https://veldt.example/{word.lower()}-tells", "fetched_at": "2031-05-02T10:00:00Z"}
        (ground.settings.raw / f"{number}.html.meta.json").write_text(json.dumps(meta))
    ground.run()
    assert len(places_of("gladdenbrook-tells", ground.folder)) > 1
    ground.forget("https://veldt.example/gladdenbrook-tells")
    assert places_of("gladdenbrook", ground.folder) == []
    assert ground.rows("select count(*) from articles") == [(2,)]
