"""The made press: the same for the same seed, its truth consistent, its languages those that are meant."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest

from benchmarks import judge
from benchmarks.press import Plan, Printed, facts, outlets, printed
from benchmarks.press.__main__ import write
from benchmarks.press.languages import language
from benchmarks.press.standing import NOTICES, TEMPLATES, sections
from pipelines.core.normalization.languages.detector import detect

PLAN = Plan(articles=2_500, days=5, topics=20, seed=7)
KINDS = {"report", "copy", "revision", "update", "roundup", "stub", "template figures", "template formula"}
WITHOUT_DIGITS = ("template formula", "template obituary", "template alert")


@pytest.fixture(scope="module")
def press() -> list[Printed]:
    return list(printed(PLAN))


def test_a_seed_decides_everything(press: list[Printed]) -> None:
    small = Plan(articles=200, days=2, topics=3, languages=("en", "de"))
    assert list(printed(small)) == list(printed(small))
    others = printed(Plan(articles=200, days=2, topics=3, languages=("en", "de"), seed=2))
    assert not {row.raw["text"] for row in printed(small)} & {row.raw["text"] for row in others}


def test_as_many_rows_as_asked_for_and_later_days_later(press: list[Printed]) -> None:
    days = [row.truth["day"] for row in press]
    assert (len(press), days) == (PLAN.articles, sorted(days))
    assert set(Counter(days)) == {f"2025-03-0{day}" for day in range(3, 3 + PLAN.days)}
    assert len({row.raw["id"] for row in press}) == len({row.raw["url"] for row in press}) == len(press)


def test_every_kind_occurs(press: list[Printed]) -> None:
    kinds = Counter(row.truth["kind"] for row in press)
    assert set(kinds) == KINDS | {f"template {kind}" for kind in TEMPLATES}
    assert max(Counter(row.truth["cluster"] for row in press).values()) >= 30
    assert {type(row.raw["published_at"]) for row in press} == {str, type(None)}


def test_copies_have_the_story_and_language_of_what_they_copy(press: list[Printed]) -> None:
    clusters = defaultdict(list)
    for row in press:
        assert row.raw["id"] == row.truth["id"]
        clusters[row.truth["cluster"]].append(row.truth)
    for rows in clusters.values():
        assert len({(row["story"], row["language"]) for row in rows}) == 1
        assert len(rows) == 1 or {row["kind"] for row in rows} & {"copy", "revision"}
    assert all(row.truth["story"] for row in press if row.truth["kind"] not in ("roundup", "stub"))


def test_languages_are_detected_as_meant(press: list[Printed]) -> None:
    read = press[::3]
    found = detect([row.raw["text"] for row in read])
    wrong = sum(
        max(shares, key=shares.__getitem__) != row.truth["language"]
        for row, (shares, _) in zip(read, found, strict=True)
    )
    assert wrong <= 0.005 * len(read)
    assert len(Counter(row.truth["language"] for row in press)) == len(PLAN.languages)


@pytest.mark.parametrize("code", ["it", "sv"])
def test_a_language_has_templates_and_notices_with_and_without_texts_of_its_own(code: str) -> None:
    rows = list(printed(Plan(articles=600, days=2, topics=3, languages=(code,))))
    kinds = {row.truth["kind"] for row in rows}
    assert {"template figures", "template formula"} <= kinds
    assert ("template quake" in kinds) == bool(sections(code))


def test_some_templates_have_no_digits(press: list[Printed]) -> None:
    texts = [row.raw["text"] for row in press if row.truth["kind"] in WITHOUT_DIGITS]
    assert texts
    assert not any(char.isdigit() for text in texts for char in text)


def test_another_house_writes_the_same_facts() -> None:
    english, spanish = language("en"), language("es")
    text = " and ".join(facts.written([7, 12_400, 3, 90_000, 1_234], english))
    assert text == "7 and 12,400 kilometres and 3 and 90,000 and 3 November"
    assert facts.localised(text, english) == "7 and 7,705 miles and 3 and 90,000 and November 3"
    assert facts.written([12_400, 5], spanish) == ["12.400", "5"]
    assert {facts.separated("12.400", Random(seed)) for seed in range(20)} == {"12,400", "12.400", "12 400", "12400"}


def test_outlets_of_a_group_share_their_notice_word_for_word() -> None:
    made = outlets.outlets(language("fr"), 3 * outlets.GROUPS, np.random.default_rng(1))
    assert made[0].notices == made[outlets.GROUPS].notices
    assert {kind for outlet in made for kind in outlet.notices} == set(NOTICES)


def rows_of(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        yield from (json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines())


def test_a_file_a_day_and_the_truth_in_the_order_of_the_rows(tmp_path: Path) -> None:
    write(tmp_path, Plan(articles=100, days=4, topics=2, languages=("es",)))
    files = sorted((tmp_path / "raw").iterdir())
    assert [file.name for file in files] == [f"2025-03-0{day}.jsonl" for day in range(3, 7)]
    assert list(rows_of(files)) == list(rows_of([tmp_path / "truth.jsonl"]))


def test_the_judge_knows_a_perfect_result(press: list[Printed]) -> None:
    gold, kinds = [row.truth["cluster"] for row in press], [row.truth["kind"] for row in press]
    agreed = judge.agreement(gold, gold)
    assert (agreed.ari, agreed.precision, agreed.recall, agreed.largest) == (1.0, 1.0, 1.0, agreed.gold_largest)
    assert set(judge.apart(kinds, gold, gold).values()) == {1.0}
    assert set(judge.apart(kinds, gold, [0] * len(gold)).values()) == {0.0}
    assert judge.agreement(gold, [0] * len(gold)).ari == pytest.approx(0, abs=1e-3)
