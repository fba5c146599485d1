"""`make score`: every labelled set through the public commands and SQL, as a table in `benchmarks/SCORES.md`.

Belongs here: calling the referee and writing its figures down. Does not: any figure of its own making.
The labelled data stands beside the project, not in it; without it this says so and fails.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
REFEREE = SHARED / "scoring" / "score.py"
OUTPUT = Path(__file__).with_name("SCORES.md")

SETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("seeds", ("seeds",)),
    ("residue", ("residue/cases.jsonl",)),
    ("urls", ("urls/pairs.jsonl",)),
    ("copies", ("copies/wirecopy/val.jsonl", "copies/wirecopy_hard/val.jsonl", "copies/ocr/val.jsonl")),
    ("stories", ("stories/basil/val.jsonl", "stories/allsides/val.jsonl", "stories/wikinews/val.jsonl")),
    ("pages", ("pages/htmldate", "pages/wcxb", "pages/postlight", "pages/fundus", "pages/aeb")),
)
LEFT_OUT = {"kind", "path", "fails", "pairs", "seconds"}


def main() -> int:
    """Score all sets; 0 if each could be scored."""
    if not REFEREE.exists():
        print(f"the labelled data is not there: {REFEREE} is missing", file=sys.stderr)
        return 1
    lines = ["# Scores on labelled data", "", "One default setting for all sets. Written by `make score`.", ""]
    for kind, paths in SETS:
        for result in _scored(kind, paths):
            print(json.dumps(result, ensure_ascii=False), flush=True)
            lines += [f"**{result['kind']} · {result['path']}**", "", *_table(result), ""]
    OUTPUT.write_text("\n".join(lines), encoding="utf-8")
    return 0


def _scored(kind: str, paths: tuple[str, ...]) -> Iterator[dict[str, object]]:
    command = [sys.executable, str(REFEREE), "--newsfold", str(Path(sys.executable).with_name("newsfold")), kind]
    data = [str(SHARED / "data" / path) for path in paths]
    with subprocess.Popen([*command, *data], stdout=subprocess.PIPE, text=True) as running:
        for line in running.stdout or ():
            yield json.loads(line)


def _table(result: dict[str, object]) -> list[str]:
    figures = {name: value for name, value in result.items() if name not in LEFT_OUT}
    names = " | ".join(figures)
    values = " | ".join(str(value) for value in figures.values())
    return [f"| {names} |", f"|{'---|' * len(figures)}", f"| {values} |"]


if __name__ == "__main__":
    sys.exit(main())
