"""Writes a made press: FOLDER/raw/2025-03-03.jsonl and so on, one file a day, and FOLDER/truth.jsonl.

Belongs here: the command line and the files. Does not: what stands in them (days).
"""

import argparse
import itertools
import json
from pathlib import Path
from typing import Any

from benchmarks.press.days import Plan, printed


def write(folder: Path, plan: Plan) -> None:
    """A file of raw rows a day, and one of truth: id, cluster, story, kind, language, day, a line a row in that order.

    Raises FileExistsError if there is a press in the folder.
    """
    raw = folder / "raw"
    raw.mkdir(parents=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for day, of_the_day in itertools.groupby(printed(plan), key=lambda row: row.truth["day"]):
            rows = list(of_the_day)
            (raw / f"{day}.jsonl").write_text("".join(_line(row.raw) for row in rows), encoding="utf-8")
            truth.writelines(_line(row.truth) for row in rows)


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False) + "\n"


def main() -> None:
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.press", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=usual.articles)
    parser.add_argument("--days", type=int, default=usual.days)
    parser.add_argument("--topics", type=int, default=usual.topics, help="1: everything is about one affair")
    parser.add_argument("--languages", default=",".join(usual.languages), help="codes that wordfreq knows")
    parser.add_argument("--seed", type=int, default=usual.seed)
    given = parser.parse_args()
    codes = tuple(given.languages.split(","))
    write(given.folder, Plan(given.articles, given.days, given.topics, codes, given.seed))


if __name__ == "__main__":
    main()
