"""A run over a made press, judged: clusters and stories against the truth, templates, rows of the tables.

Belongs here: judging whole runs. Does not: making the press (benchmarks.press), judging pairs of row numbers
(pair_quality).

    python -m benchmarks.judge WAREHOUSE TRUTH.jsonl

Prints a JSON object on one line. A record whose story is open (null) does not count for stories. A template stands
apart where nothing but its own copies shares its cluster or story.
"""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from warehouse import connections

FOUND = (
    "select record_id, cluster_id, story_id from article_records inner join articles using (article_id)"
    " order by record_id"
)
TABLES = (
    "select table_schema || '.' || table_name from information_schema.tables"
    " where table_schema in ('dedup', 'main') order by all"
)
GROWING = re.compile(r"_(edges|links|pairs|evidence)$")

Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two partitions of the same records: shares of pairs, adjusted Rand, the largest group of each."""

    ari: float
    precision: float
    recall: float
    largest: int
    gold_largest: int


def agreement(gold: Sequence[Any], found: Sequence[Any]) -> Agreement:
    """How well `found` agrees with `gold`, one label a record.

    >>> agreement("aabb", "xxyz")
    Agreement(ari=0.5714, precision=1.0, recall=0.5, largest=2, gold_largest=2)
    """
    true, got = _labels(gold), _labels(found)
    both = true * (int(got.max()) + 1) + got
    sizes = [np.unique(each, return_counts=True)[1] for each in (both, true, got)]
    hits, in_gold, in_found = (int((each * (each - 1) // 2).sum()) for each in sizes)
    by_chance = in_gold * in_found / max(1, len(true) * (len(true) - 1) // 2)
    most = (in_gold + in_found) / 2
    ari = (hits - by_chance) / (most - by_chance) if most > by_chance else 1.0
    precision, recall = hits / in_found if in_found else 1.0, hits / in_gold if in_gold else 1.0
    return Agreement(round(ari, 4), round(precision, 4), round(recall, 4), int(sizes[2].max()), int(sizes[1].max()))


def _labels(values: Sequence[Any]) -> Labels:
    return np.unique(np.array(list(values), dtype=str), return_inverse=True)[1].astype(np.int64)


def apart(kinds: Sequence[str], gold: Sequence[Any], found: Sequence[Any]) -> dict[str, float]:
    """By kind of template the share of records that no record of another group joined.

    >>> apart(["template quake", "copy", "template quake", "template match"], "aabc", "xxyy")
    {'template match': 0.0, 'template quake': 0.5}
    """
    true, got = _labels(gold), _labels(found)
    together = np.unique(np.stack([got, true]), axis=1)[0]
    is_pure = (np.bincount(together) == 1)[got]
    named = np.array(kinds)
    templates = sorted({kind for kind in kinds if kind.startswith("template")})
    return {kind: round(float(is_pure[named == kind].mean()), 4) for kind in templates}


def judged(warehouse: Path, truth: Path) -> dict[str, Any]:
    """All figures of a published file."""
    with connections.open_to_read(warehouse) as connection:
        found = {record: (cluster, story) for record, cluster, story in connection.execute(FOUND).fetchall()}
        names = [name for (name,) in connection.execute(TABLES).fetchall() if GROWING.search(name)]
        rows = {name: connection.execute(f"select count(*) from {name}").fetchall()[0][0] for name in names}
    with truth.open(encoding="utf-8") as lines:
        known = [json.loads(line) for line in lines]
    there = [row for row in known if row["id"] in found]
    figures: dict[str, Any] = {"records": len(known), "missing": len(known) - len(there)}
    for at, level in enumerate(("cluster", "story")):
        figures |= _level(level, [row for row in there if row[level]], [found[r["id"]][at] for r in there if r[level]])
    clusters = len({cluster for cluster, _ in found.values()})
    return figures | {"rows": rows, "rows_a_cluster": {name: round(n / clusters, 1) for name, n in rows.items()}}


def _level(level: str, known: list[dict[str, Any]], found: list[Any]) -> dict[str, Any]:
    gold, kinds = [row[level] for row in known], [row["kind"] for row in known]
    agreed = agreement(gold, found)
    shown = {name: getattr(agreed, name) for name in Agreement.__slots__}
    return {level: shown, f"templates_apart_by_{level}": apart(kinds, gold, found)}


if __name__ == "__main__":
    print(json.dumps(judged(Path(sys.argv[1]), Path(sys.argv[2]))))
