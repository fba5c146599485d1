"""Growth deals the press out as an archive grows: each run finds later rows than the one before."""

import json
from pathlib import Path

from benchmarks.growth import Place, deal
from benchmarks.press import Plan, printed


def test_each_run_finds_the_rows_that_come_next(tmp_path: Path) -> None:
    plan, counts = Plan(articles=100, days=5, topics=3, languages=("en",)), [40, 25, 25, 10]
    files = deal(Place(tmp_path), counts, plan)
    dealt = [[json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] for file in files]
    assert [len(rows) for rows in dealt] == counts
    assert [row for rows in dealt for row in rows] == [row.raw for row in printed(plan)]
