"""What is left after taking out is what a run makes that never had it, and no run derives everything again for it."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.marks import numbers
from tests.steps.many_machines import take_many_machines
from tests.steps.removal_ground import NOUNS, Ground, row, write

KEYED = ("main.article_records", "staging.articles", "staging.url_claims")
PLACED = (*KEYED, "main.article_versions", "main.field_evidence")
"""Tables with keys of records, and with places, both of which differ where a record was cut out of a file."""

Files = Mapping[str, list[Mapping[str, Any]]]


@pytest.mark.parametrize("seed", numbers(1, 12))
def test_what_is_left_is_what_a_run_without_it_makes(tmp_path: Path, seed: int) -> None:
    """Removed by articles, files or folders, at once or in turn, before, between and together with new files."""
    rng, ground, twin = random.Random(seed), Ground.at(tmp_path / "a"), Ground.at(tmp_path / "b")
    files = make_files(rng)
    first, later = list(files)[:4], list(files)[4:]
    write_files(ground, {name: files[name] for name in first})
    ground.run()
    if seed % 2:
        write_files(ground, {name: files[name] for name in later})
        ground.run()
    names, left = choose(rng, ground, files, ("article", "file", "folder")[seed % 3])
    ground.request(*names[:1])
    write_files(ground, {name: files[name] for name in later})
    ground.run()
    ground.forget(*names[1:]) if names[1:] else None
    assert ground.rows("select count(*) from runs where status = 'published'")[0][0] > 1
    write_files(twin, left)
    twin.run()
    expected, found = twin.content(), ground.content()
    for name, same in expected.items():
        assert without_places(found[name], name) == without_places(same, name), name
    dangling = "select * from id_aliases where new_id not in (select article_id from articles) and kind = 'article'"
    assert ground.rows(dangling) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_so_it_is_on_many_machines(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    take_many_machines(monkeypatch)
    test_what_is_left_is_what_a_run_without_it_makes(tmp_path, seed)


def make_files(rng: random.Random) -> Files:
    """Families of copies, articles with several versions, two languages, publishers that one record alone ties to a
    domain, and pages that declare one URL.
    """
    rows = [row(n, rng.randrange(6)) for n in range(30)]
    rows += [row(n, 9, url=f"https://news.example/{n % 3}", modified_at=f"2031-06-{1 + n % 9:02d}") for n in range(6)]
    rows += [row(50 + n, 20 + n % 2, language="de", title=f"Bericht {n % 2} zum Hafen") for n in range(4)]
    rows += [row(60 + n, 30 + n, url=None, publisher="The Weir Post") for n in range(3)]
    rows += [row(63, 33, url="https://weirpost.example/63", publisher="The Weir Post")]
    front = "https://veldt.example/front"
    rows += [row(70 + n, 40 + n, url=f"https://veldt.example/{n}", canonical_url=front) for n in range(3)]
    rows += [row(73, 40, url=front, text=f"Another text on {rng.choice(NOUNS)} that the front page had. " * 9)]
    rng.shuffle(rows)
    return {f"{'xy'[k % 2]}/{k}.jsonl": rows[k * 8 : k * 8 + 8] for k in range(6)}


def write_files(ground: Ground, files: Files) -> None:
    for name, rows in files.items():
        write(ground.settings.raw / name, rows)


def choose(rng: random.Random, ground: Ground, files: Files, way: str) -> tuple[list[str], Files]:
    """(names to take out, what a folder without them holds)."""
    if way == "article":
        known = (
            "select article_id, any_value(url) from article_records where url like '%news%' group by all order by all"
        )
        gone = dict(rng.sample(ground.rows(known), 5))
        left = {name: [each for each in rows if each["url"] not in gone.values()] for name, rows in files.items()}
        return list(gone), left
    names = [rng.choice(sorted(files)[:2])] if way == "file" else ["x"]
    return names, {name: rows for name, rows in files.items() if not f"{name}/".startswith(f"{names[0]}/")}


def without_places(rows: list[tuple[Any, ...]], table: str) -> Any:
    hashes = {each for row in rows for each in row if isinstance(each, str) and len(each) == 64}
    if table not in PLACED:
        return rows
    return sorted(
        str([r for r in row if r not in hashes and not isinstance(r, int) and not (table in KEYED and is_key(r))])
        for row in rows
    )


def is_key(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 20 and all(c in "0123456789abcdef" for c in value)
