"""A result never depends on the order of rows, on how a flow is divided, or on how often its function runs."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipelines.settings import Settings
from tests.crash import sequence
from tests.marks import numbers, slow
from tests.steps.disorderly_engine import DisorderlyEngine
from tests.steps.removal_ground import NOUNS, Ground, row
from tests.steps.test_removal_twin import make_files, write_files
from tests.steps.test_shared_titles import TEXTS, sloganeer
from warehouse import catalog
from warehouse.builds import Build

OF_ARRIVAL = {"word_no", "term_words", "article_no", "article_nos", "batch_no", "last_no"}
"""Numbers that follow the order of arrival and decide nothing."""

OF_A_RUN = ("main.runs", "main.quality_results", "main.warehouse_version", "dedup.clusters", "search.postings")
TIMES = {"stat_signature", "ingested_at", "first_ingested_at", "changed_at", "rejected_at", "dedup.story_members.since"}

Row = Mapping[str, Any]
Content = Mapping[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def orderly(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return two_runs(Ground.at(tmp_path_factory.mktemp("orderly")))


@pytest.mark.parametrize("is_distributed", [False, *slow([True])], ids=["one machine", "many machines"])
@pytest.mark.parametrize("seed", numbers(1, 12))
def test_rows_in_any_order_and_division_give_the_same_tables(
    orderly: Content, tmp_path: Path, seed: int, is_distributed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = sequence.begin

    def begin_disorderly(settings: Settings, run_id: str) -> Build:
        build = begin(settings, run_id)
        build.engine.is_distributed = is_distributed
        store: Any = build.store
        store.engine = DisorderlyEngine(store.engine, seed)
        return build

    monkeypatch.setattr(sequence, "begin", begin_disorderly)
    found = two_runs(Ground.at(tmp_path))
    assert [name for name in orderly if found[name] != orderly[name]] == []


def two_runs(ground: Ground) -> Content:
    """What every table says after a run and one more with more files."""
    files = make_files(random.Random(1)) | {"z/0.jsonl": reprints()[::2], "z/1.jsonl": [*reprints()[1::2], *claims()]}
    for run, names in (("run-1", list(files)[1:7]), ("run-2", list(files))):
        write_files(ground, {name: files[name] for name in names})
        for number in range(3 if run == "run-1" else len(TEXTS)):
            name, page = sloganeer(number)
            for suffix, content in page.items():
                (ground.settings.raw / f"{name}.{suffix}").write_text(content, encoding="utf-8")
        assert sequence.whole_run(ground.settings, run) is not None
    return {name: ground.rows(f"select {', '.join(names)} from {name} order by all") for name, names in compared()}


def reprints() -> list[Row]:
    """Texts each of which shares most of its words with the next, and lines that one outlet prints all year."""
    words = [f"{noun}{number}" for number in range(40) for noun in NOUNS]
    random.Random(3).shuffle(words)
    chain = [row(200 + n, 50, text=" ".join(words[n * 25 : n * 25 + 120])) for n in range(12)]
    lines = " ".join(f"subscribe{n}" for n in range(40))
    days = [{"published_at": f"2031-{1 + n // 2:02d}-{1 + n:02d}", "publisher": "Courier 0"} for n in range(14)]
    return chain + [
        row(300 + n, 60 + n, **day) | {"text": f"{TEXTS[n % 6]} {n}. {lines}"} for n, day in enumerate(days)
    ]


def claims() -> list[Row]:
    """Pages of several addresses that declare one URL, with one text or with others."""
    declared = [f"https://claims.example/{n}" for n in range(3)]
    texts = [f"{TEXTS[n % (u + 2)]} {TEXTS[n % (u + 2)]} Page {n % (u + 2)}." for u in range(3) for n in range(5)]
    return [
        row(400 + n, 90, url=f"https://claims.example/at/{n}", canonical_url=declared[n // 5], text=text, title=f"C{n}")
        for n, text in enumerate(texts)
    ]


def compared() -> list[tuple[str, list[str]]]:
    """Tables, and their columns that are the same in each run."""
    tables = [table for table in catalog.lasting_tables().values() if not table.is_view and table.name not in OF_A_RUN]
    left_out = OF_ARRIVAL | TIMES
    return [
        (table.name, names)
        for table in tables
        if (names := [name for name in table.column_names if not {name, f"{table.name}.{name}"} & left_out])
    ]
