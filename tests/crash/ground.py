"""The ground on which runs are killed: a warehouse with one published version, and raw files for a second run.

Belongs here: making it, and what must hold after any accident. Does not: accidents (points, the tests).
"""

import json
import os
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pipelines.settings import Settings
from tests.crash import invariants, points, sequence
from tests.crash.points import PHASES

VOCABULARY = ("harbour", "pier", "crane", "ferry", "council", "vote", "storm", "mill", "lamp", "weir")


@dataclass(frozen=True)
class Ground:
    """A warehouse with one published version, raw files for a second run, and what both runs must come to."""

    settings: Settings
    undisturbed: str
    passings: dict[str, int]

    def fresh(self, folder: Path) -> Settings:
        """The warehouse as it was after the first run, in a folder of its own."""
        before = self.settings.warehouse.parent.parent / "before"
        subprocess.run(["cp", "-a", f"{before}/.", str(folder)], check=True)
        return Settings(raw=self.settings.raw, warehouse=folder / "news.duckdb", workers=1, threads=1)


def warm_up(root: Path) -> None:
    """A run in this process: what it imports, compiles and loads, its forked children need not."""
    settings = Settings(raw=root / "warm-raw", warehouse=root / "warm" / "news.duckdb", workers=1, threads=1)
    settings.raw.mkdir()
    write_news(settings.raw / "warm.jsonl", range(12))
    assert sequence.whole_run(settings, "warm") is not None


def write_news(path: Path, numbers: range) -> None:
    """Fictional articles; neighbours in number share most of their words, every seventh is broken."""
    lines = []
    for number in numbers:
        rng = random.Random(number // 3)
        words = " ".join(rng.choice(VOCABULARY) for _ in range(80))
        text = f"{words} Keeper {number % 3} signed the book at the gate on the hill."
        lines.append(
            json.dumps({"id": number, "url": f"https://news.example/{number}", "title": f"N {number}", "text": text})
        )
        if number % 7 == 0:
            lines.append('{"id": "broken"')
    path.write_text("\n".join(lines) + "\n")


def count_all_passings(settings: Settings) -> dict[str, int]:
    """Do the second run undisturbed; how often each call of a phase is passed in it."""
    read, write = os.pipe()

    def prepare() -> None:
        counters: dict[str, list[int]] = {}
        for targets in PHASES.values():
            for target in targets:
                points.count_passings(target, counters.setdefault(name_of(target), []))
        whole_exit = os._exit

        def tell(code: int) -> None:
            os.write(write, json.dumps({name: len(seen) for name, seen in counters.items()}).encode())
            whole_exit(code)

        os._exit = tell  # type: ignore[assignment]

    assert points.run_child(settings, "second", prepare) == 0
    counted: dict[str, int] = json.loads(os.read(read, 10_000))
    os.close(read)
    os.close(write)
    return counted


def name_of(target: points.Target) -> str:
    holder, name = target
    return f"{getattr(holder, '__name__', holder)}.{name}"


def check_recovery(ground: Ground, settings: Settings) -> None:
    invariants.assert_readable(settings.warehouse)
    assert points.run_child(settings, "recovery") == 0
    invariants.assert_readable(settings.warehouse)
    assert invariants.digest(settings.warehouse) == ground.undisturbed
    assert invariants.leftovers(settings.warehouse) == []
