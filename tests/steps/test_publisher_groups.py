"""The list of outlets through whole runs: obeyed, shown, undone, whatever the order of files, runs and lines."""

import random
from pathlib import Path

import pytest

from pipelines.core.normalization.publishers.outlet_list import normal_id, read_outlets
from pipelines.steps.user_files import read_publisher_file
from tests.marks import numbers
from tests.steps.raw_ground import RawGround

WORDS = (
    "harbour",
    "gale",
    "ferry",
    "mast",
    "museum",
    "wheel",
    "rook",
    "laundry",
    "orchard",
    "comet",
    "bridge",
    "barge",
)
ROWS: tuple[dict[str, str], ...] = (
    {"url": "https://lamp.example/a", "publisher": "LampOnline"},
    {"url": "https://www.lamp.example/north/b", "publisher": "LampOnline"},
    {"url": "https://lamp.example/northern/c"},
    {"url": "https://sea.lamp.example/d"},
    {"url": "https://mast.example/e", "publisher": "The Mast"},
    {"publisher": "The Mast"},
    {"publisher": "Evening Gull"},
)
LINES = (
    "lamp.example,The Lamp,Lamp Press,XA,Kaldor & Co",
    "https://www.lamp.example/north/,Lamp North,Lamp Press",
    "sea.lamp.example,Sea Lamp,Lamp Press",
    "gull.example,Evening Gull,Orrin Media",
    "mast.example,MAST,Orrin Media",
)
FOUND = {
    "0": ("lamp.example", "LampOnline"), "1": ("lamp.example", "LampOnline"), "2": ("lamp.example", None),
    "3": ("lamp.example", None), "4": ("mast.example", "The Mast"), "5": ("mast.example", "The Mast"),
    "6": ("evening gull", "Evening Gull"),
}  # fmt: skip
"""Publisher id and name of each article, by title, when nobody says anything."""

LISTED = {
    "0": ("lamp.example", "The Lamp"), "1": ("lamp.example/north", "Lamp North"), "2": ("lamp.example", "The Lamp"),
    "3": ("sea.lamp.example", "Sea Lamp"), "4": ("mast.example", "MAST"), "5": ("mast.example", "MAST"),
    "6": ("gull.example", "Evening Gull"),
}  # fmt: skip


class Ground(RawGround):
    """Articles go by title, the number of their row."""

    def add(self, *numbers: int) -> None:
        rows = [{**ROWS[n], "title": str(n), "text": text(n), "published_at": f"2024-05-0{n + 1}"} for n in numbers]
        self.write("-".join(map(str, numbers)), rows)

    def say(self, *lines: str, header: str = "id,name,group,country,owner,notes\n") -> None:
        self.file.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")

    @property
    def file(self) -> Path:
        return self.root / "raw" / "_publishers.csv"

    def run(self, is_audited: bool = True) -> None:
        assert not self.is_up_to_date()
        super().run(is_audited)
        assert self.is_up_to_date()

    def publishers(self) -> dict[str, tuple[str, str | None]]:
        rows = self.rows("select title, publisher_id, publisher_name from articles")
        return {title: (publisher_id, name) for title, publisher_id, name in rows}


def text(number: int) -> str:
    draw = random.Random(number)
    return " ".join(f"The {draw.choice(WORDS)} of {draw.choice(WORDS)} {draw.randrange(999)} came." for _ in range(12))


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    made = Ground(tmp_path)
    made.add(*range(len(ROWS)))
    return made


def test_a_list_is_obeyed_shown_and_undone(ground: Ground) -> None:
    ground.run()
    assert ground.publishers() == FOUND
    ids = ground.rows("select article_id from articles order by all")
    ground.say(*LINES)
    ground.run()
    assert ground.publishers() == LISTED
    assert ground.rows("select article_id from articles order by all") == ids
    named = dict(ground.rows("select publisher_id, publisher_name from publishers where name_method = 'person'"))
    assert named == dict(LISTED.values())
    for view, column in (("publisher_scorecard", "publisher_id"), ("daily_article_counts", "publisher_id")):
        assert {row[0] for row in ground.rows(f"select {column} from {view}")} == set(named)
    groups = ground.rows("select publisher_group, count(*) from publisher_groups group by all order by all")
    assert groups == [("Lamp Press", 3), ("Orrin Media", 2)]
    evidence = ground.rows(
        "select e.value, e.method, e.is_chosen, e.note from field_evidence e join articles a using (article_id)"
        " where a.title = '1' and e.field = 'publisher' and (e.is_chosen or e.value = 'LampOnline') order by all"
    )
    assert ("Lamp North", "person", True, "_publishers.csv, line 3: lamp.example/north") in evidence
    assert [row[2:] for row in evidence if row[0] == "LampOnline"] == [(False, "outweighed by person")]
    ground.file.unlink()
    ground.run()
    assert ground.publishers() == FOUND
    assert ground.rows("select count(*) from publisher_groups") == [(0,)]


def test_a_changed_line_changes_its_outlet_alone(ground: Ground) -> None:
    ground.say(*LINES)
    ground.run()
    ground.say(*LINES[:-1], "mast.example,Mast of Orrin")
    ground.run()
    assert ground.publishers() == LISTED | dict.fromkeys("45", ("mast.example", "Mast of Orrin"))
    assert {row[0] for row in ground.rows("select title from articles where changed_run_id = 'run2'")} == set("45")


def test_bad_lines_are_named_and_stop_nothing(ground: Ground) -> None:
    ground.file.write_bytes(
        b"\xef\xbb\xbfid;name;group\r\n# outlets of the north\r\n\r\n"
        b"lamp.example;The Lamp;Lamp Press\r\nlamp.example;Again\r\n;Nameless\r\nmast.example\r\n"
        b'"open;x\r\nhttp://localhost/;Local\r\ngull.example;Gaviota Ma\xf1ana\r\n'
    )
    ground.run()
    assert ground.publishers()["0"] == ("lamp.example", "The Lamp")
    told = "select record_index, reason, detail, run_id from rejections order by record_index"
    first = ground.rows(told)
    assert {row[1] for row in first} == {"bad_outlet"}
    assert [row[2].partition(":")[0] for row in first] == [f"line {n}" for n in (5, 6, 7, 8, 9, 10)]
    assert "line 4 has this id" in first[0][2]
    assert "UTF-8" in first[-1][2]
    ground.add(0)
    ground.run()
    assert ground.rows(told) == first


@pytest.mark.parametrize("seed", numbers(1, 6, 10))
def test_any_order_of_files_and_lines_gives_the_same(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    pieces = Ground(tmp_path / "pieces")
    numbers = draw.sample(range(len(ROWS)), len(ROWS))
    for part in (numbers[:2], numbers[2:5], numbers[5:]):
        pieces.add(*part)
        is_last = part == numbers[5:]
        pieces.say(*draw.sample(LINES, len(LINES) if is_last else draw.randrange(len(LINES))))
        pieces.run(is_audited=is_last)
    assert pieces.publishers() == LISTED
    named = dict(pieces.rows("select publisher_id, publisher_name from publishers"))
    assert named == dict(LISTED.values())


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("Lamp.Example.", "lamp.example"), ("//lamp.example/x/", None), ("https://lamp.example", "lamp.example"),
        ("m.lamp.example/North/", "lamp.example/North"), ("LAMP.example:8080", None), ("www.co.uk", "www.co.uk"),
        ("lamp.example/süd", "lamp.example/s%C3%BCd"), ("The Gull", "the gull"), ("http://", None), ("***", None),
        ("news.lamp.example/a?b=1#c", "news.lamp.example/a"), ("10.0.0.1", None),
        ("blog.blogspot.com", "blog.blogspot.com"),
    ],
)  # fmt: skip
def test_ids_have_a_normal_form(given: str, normal: str | None) -> None:
    assert normal_id(given) == normal
    if normal:
        assert normal_id(normal) == normal


def test_separators_quotes_and_headers(ground: Ground) -> None:
    for header, line in (
        ("ID\tName\tGroup\n", "a.example\tA\tG"), ("", 'a.example,"A",G'), ('"id";"name";"group"\n', "a.example;A;G"),
        ("id,name\n", '"a.example",A,G,,,"one, two"'),
    ):  # fmt: skip
        ground.say(line, header=header)
        lines = read_publisher_file(ground.settings)
        assert isinstance(lines, list)
        assert [(each.publisher_id, each.name, each.group) for each in read_outlets(lines)] == [("a.example", "A", "G")]
