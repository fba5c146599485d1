"""A rejected record that quotes what was taken out shows nothing of it, whenever it arrives; others are as before."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipelines.steps.removed_passages import BLANKED
from tests.marks import slow
from tests.steps.removal_ground import Ground, places_of_each, row, store_uncompressed, write

TEXTS = {
    "en": ("Quibblewort resigns over ledgers", "Snorkfeather said on day {} that the ledgers of the port were burnt."),
    "ru": ("Квиблворт уходит в отставку", "Снорков сказал на {} день, что книги порта сгорели в печи у причала."),
    "zh": ("克维布辞去港务局职务", "斯诺克在第{}天表示，港务局的账册已经全部烧毁，无人负责。"),
    "de": ("Quübelwört tritt zurück", "Schnörkel sagte am {}. Tag, dass die Bücher des Häfens verbrannt worden seien."),
    "ar": ("كويبل يستقيل من منصبه", "قال سنورك في اليوم {} إن دفاتر الميناء احترقت كلها في الفرن."),
    "th": ("ควิบเบิลลาออกจากตำแหน่ง", "สนอร์คกล่าวในวันที่ {} ว่าบัญชีของท่าเรือถูกเผาทั้งหมด"),
}  # fmt: skip
SHOWN = {language: (title.split()[0], line.split()[0].split("{")[0]) for language, (title, line) in TEXTS.items()}
"""A word, or the beginning, of each title and text."""


def secret(language: str) -> dict[str, Any]:
    title, line = TEXTS[language]
    url = f"https://www.news.example/2031/05/02/{language}-affair.html"
    return row(99, 99, title=title, text=" ".join(line.format(day) for day in range(30)), url=url, language=language)


def torn(record: Mapping[str, Any], **options: Any) -> str:
    return json.dumps(record, **options)[:400] + "\n"


WAYS = {
    "torn.jsonl": lambda r: torn(r, ensure_ascii=False),
    "torn with escapes.jsonl": lambda r: " " + torn(r),
    "middle of the text.jsonl": lambda r: '{"text": "' + r["text"][200:500],
    "title alone.jsonl": lambda r: torn({"title": r["title"], "author": "Ida"}, ensure_ascii=False)[:-3],
    "address alone.jsonl": lambda r: '{"slug": "x", "url": "http://news.example' + r["url"][24:] + '"',
    "address of a campaign.jsonl": lambda r: '{"url": "' + r["url"].replace("/", "\\/") + '?utm_source=x"',
    "page cut off.jsonl": lambda r: '{"html": "<h1>News<\\/h1>' + r["text"].replace(" ", "&#32;"),
}  # fmt: skip
"""File → what it holds of a record; none of them is one."""


@pytest.mark.parametrize("language", ["zh", *slow(sorted(TEXTS.keys() - {"zh"}))])
def test_a_later_rejection_brings_nothing_back(ground: Ground, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    store_uncompressed(monkeypatch)
    raw, record = ground.settings.raw, secret(language)
    write(raw / "a.jsonl", [record, row(1, 1)])
    ground.run()
    ground.forget(record["url"])
    for name, quote in WAYS.items():
        (raw / name).write_text(quote(record) + "\n", encoding="utf-8")
    (raw / "other.jsonl").write_text('{"title": "A ferry sank off the north pier", "text": "On Mon\n')
    ground.run()
    found = ground.rows("select record_path, detail, raw_excerpt, record_id from rejections")
    shown = {name: values for name, *values in found}
    assert sorted(shown) == sorted([*WAYS, "other.jsonl"])
    detail, excerpt, _ = shown.pop("other.jsonl")
    assert detail != BLANKED and "A ferry sank" in excerpt
    assert shown == {name: [BLANKED, None, None] for name in WAYS}
    words = (*SHOWN[language], f"{language}-affair")
    assert places_of_each(words, ground.folder) == {word: [] for word in words}


def test_a_rejection_that_is_there_already_is_blanked_too(ground: Ground) -> None:
    record = secret("en")
    write(ground.settings.raw / "a.jsonl", [record])
    (ground.settings.raw / "b.jsonl").write_text(torn(record))
    (ground.settings.raw / "c.jsonl").write_text(torn(row(1, 1)))
    ground.run()
    ground.forget("a.jsonl")
    found = ground.rows("select record_path, detail = ? from rejections order by all", BLANKED)
    assert found == [("b.jsonl", True), ("c.jsonl", False)]


@pytest.mark.slow
def test_it_is_known_in_a_restored_warehouse_and_by_a_full_run(ground: Ground, tmp_path: Path) -> None:
    record = secret("en")
    write(ground.settings.raw / "a.jsonl", [record, row(1, 1)])
    ground.run()
    ground.forget(record["url"])
    ground.run(full=True)
    (ground.settings.raw / "b.jsonl").write_text(torn(record))
    ground.run(full=True)
    assert ground.rows("select detail from rejections") == [(BLANKED,)]
    ground.settings.warehouse.unlink()
    for file in ground.folder.rglob("*.duckdb"):
        file.unlink()
    ground.run()  # from the raw files and removals.csv alone
    assert ground.rows("select detail from rejections") == [(BLANKED,)]
    assert ground.rows("select record_id from article_records") == [("1",)]
