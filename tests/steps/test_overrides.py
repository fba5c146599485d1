"""Overrides through whole runs: obeyed, shown, undone, whatever the order in which files and lines come."""

import random
from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.steps.copies import clusters
from tests.marks import numbers
from tests.steps.raw_ground import RawGround

PIER = (
    "The north pier of Port Ellery stays closed until Friday, the harbour office said on Tuesday after a gale tore"
    " eleven planks from the walkway. Two crews are working in shifts. Ines Kaldor, who runs the office, said that the"
    " ferry to Orrin Head leaves from the fish quay meanwhile, and that nobody was hurt when the planks went."
)
MILL = (
    "Farmers of the Tarn valley sold the last of the old watermill to a museum on Monday. The wheel, four metres high,"
    " will turn again in the yard at Vestrike, where a school for millers is planned. The price was not disclosed, but"
    " the council had set aside a sum for roofs, gutters and the long ladder that leads up to the hopper."
)
CHESS = (
    "A girl of nine drew with the district champion in the open at Lowmoor on Sunday. She gave up a rook in the opening"
    " and held the ending with two bishops for forty moves. Her club has no room of its own and plays in a laundry,"
    " where the owner keeps the dryers silent on Wednesdays."
)
TEXTS = {
    "pier": PIER, "pier-short": PIER[:250], "pier-again": f"{PIER} Fish was sold from vans.", "pier-same": PIER,
    "mill": MILL, "mill-short": MILL[:240], "chess": CHESS,
}  # fmt: skip
PLAIN = [{"chess"}, {"mill", "mill-short"}, {"pier", "pier-again", "pier-same", "pier-short"}]
"""The clusters when nobody says anything."""


class Ground(RawGround):
    """Articles go by the last part of their address."""

    def add(self, *names: str) -> None:
        rows = [{"url": url(n), "title": n, "text": TEXTS[n], "published_at": f"2024-0{1 + i}-01"} for i, n in
                enumerate(TEXTS) if n in names]  # fmt: skip
        self.write(str(len(list((self.root / "raw").iterdir()))), rows)

    def say(self, *lines: str) -> None:
        text = "rule,level,left,right\n" + "".join(f"{line}\n" for line in lines)
        (self.root / "raw" / "_overrides.csv").write_text(text, encoding="utf-8")

    def groups(self, level: str = "cluster") -> list[set[str]]:
        found = defaultdict(set)
        for title, group in self.rows(f"select title, {level}_id from articles"):
            found[group].add(title)
        return sorted(found.values(), key=sorted)


def url(name: str) -> str:
    return f"https://lamp.example/{name}"


def rule(kind: str, level: str, left: str, right: str) -> str:
    return f"{kind},{level},{url(left)},{url(right)}"


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Components are linked one by one, but for those that rules name."""
    monkeypatch.setattr(clusters, "PAIRS_PER_PART", 1)


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    made = Ground(tmp_path)
    made.add(*TEXTS)
    return made


def test_joins_and_bars_are_obeyed_shown_and_undone(ground: Ground) -> None:
    ground.run()
    assert ground.groups() == PLAIN
    ids = dict(ground.rows("select title, cluster_id from articles"))
    assert ground.is_up_to_date()
    ground.say(
        rule("must_join", "cluster", "chess", "mill-short"), rule("must_not_join", "cluster", "pier", "pier-same")
    )
    assert not ground.is_up_to_date()
    ground.run()
    assert ground.is_up_to_date()
    joined, *pier = ground.groups()
    assert joined == {"chess", "mill", "mill-short"}
    assert [("pier" in each, "pier-same" in each) for each in pier] in ([(True, False), (False, True)],)
    shown = ground.rows(
        "select l.title, r.title, origin, jaccard is null from duplicate_pairs p"
        " join articles l on p.left_article_id = l.article_id join articles r on p.right_article_id = r.article_id"
        " where origin = 'override'"
    )
    assert {(frozenset(row[:2]), row[3]) for row in shown} == {
        (frozenset({"chess", "mill-short"}), True), (frozenset({"pier", "pier-same"}), False)
    }  # fmt: skip
    ground.say()
    ground.run()
    assert ground.groups() == PLAIN
    after = dict(ground.rows("select title, cluster_id from articles"))
    assert {after[name] for name in ("mill", "pier")} <= set(ids.values())  # chess's own was retired by the join
    assert ids["chess"] in {*after.values(), *(row[0] for row in ground.rows("select old_id from id_aliases"))}
    assert ground.rows("select old_id from id_aliases where old_id in (select cluster_id from articles)") == []


def test_stories_are_joined_and_kept_apart(ground: Ground) -> None:
    ground.say(rule("must_join", "story", "chess", "mill"), rule("must_not_join", "story", "pier", "pier-short"))
    ground.run()
    assert {"chess", "mill", "mill-short"} in ground.groups("story")
    assert {"chess"} in ground.groups("cluster")
    (pier,) = (each for each in ground.groups("story") if "pier" in each)
    assert "pier-short" not in pier
    assert ground.rows("select relation, score from story_links where relation = 'override'") == [("override", 1.0)]
    ground.say()
    ground.run()
    assert ground.groups("story") == PLAIN
    assert ground.rows("select count(*) from dedup.story_edges where relation = 'override'") == [(0,)]


def test_bad_lines_are_named_and_stop_nothing(ground: Ground) -> None:
    ground.say(
        "must_join,cluster,only-one",
        rule("must_join", "cluster", "chess", "mill"),
        rule("must_not_join", "story", "mill", "chess"),
        rule("must_join", "cluster", "chess", "nowhere"),
    )
    ground.run()
    assert {"chess", "mill", "mill-short"} in ground.groups()
    told = "select record_path, record_index, reason, detail, run_id from rejections order by record_index"
    first = ground.rows(told)
    assert [(path, index, reason) for path, index, reason, _, _ in first] == [
        ("_overrides.csv", 1, "bad_override"),
        ("_overrides.csv", 3, "override_contradicted"),
        ("_overrides.csv", 4, "override_unknown"),
    ]
    assert [detail.split(":")[0] for _, _, _, detail, _ in first] == ["line 2", "line 4", "line 5"]
    assert "line 3 joins them" in first[1][3]
    ground.add("pier")  # repeats a record: the file of overrides is the same, and so are its rejections
    ground.run()
    assert ground.rows(told) == first


def test_lines_name_articles_by_id_address_and_place(ground: Ground) -> None:
    ground.run()
    ((chess,),) = ground.rows("select article_id from articles where title = 'chess'")
    ground.say(
        f"must_join,cluster,{chess},0.jsonl#4",
        "must_join,cluster,0.jsonl,http://www.lamp.example/chess?utm_source=x",
    )
    ground.run()
    assert [len(each) for each in ground.groups()] == [7]


def test_a_setting_names_another_file(ground: Ground, tmp_path: Path) -> None:
    other = tmp_path / "corrections.csv"
    other.write_text(rule("must_join", "cluster", "chess", "mill"), encoding="utf-8")
    ground.settings = Settings(raw=ground.settings.raw, warehouse=ground.settings.warehouse, overrides=other, workers=1)
    ground.run()
    assert {"chess", "mill", "mill-short"} in ground.groups()


LINES = (
    rule("must_join", "cluster", "chess", "pier"),
    rule("must_join", "cluster", "mill", "chess"),
    rule("must_not_join", "cluster", "mill", "mill-short"),
    rule("must_not_join", "cluster", "pier-same", "pier"),
    rule("must_not_join", "story", "pier-short", "pier-again"),
)


@pytest.mark.parametrize("seed", numbers(1, 6, 10))
def test_any_order_of_files_and_lines_gives_the_same(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    whole = Ground(tmp_path / "whole")
    whole.add(*TEXTS)
    whole.say(*LINES)
    whole.run()
    assert {"chess", "mill", "pier"} <= next(each for each in whole.groups() if "chess" in each)
    pieces = Ground(tmp_path / "pieces")
    names = draw.sample(sorted(TEXTS), len(TEXTS))
    for part in (names[:2], names[2:5], names[5:]):
        pieces.add(*part)
        is_last = part == names[5:]
        pieces.say(*draw.sample(LINES, len(LINES) if is_last else draw.randrange(len(LINES))))
        pieces.run(is_audited=is_last)
    for level in ("cluster", "story"):
        assert pieces.groups(level) == whole.groups(level)
