"""Clusters at scale: one text printed twenty thousand times, the same or a few words changed, and a component of texts
that hang together without being copies.

Belongs here: making them, and what the steps make of them. Does not: families in a press with
everything around them (press).

    python -m benchmarks.large_clusters same|edited|chained [COUNT]

`same`: one text under COUNT addresses. `edited`: the text with two to eight of its words changed, anew each time.
`chained`: scored pairs alone, COUNT texts in families of ten whose members all pair, each family tied to the next ones
by a few pairs that reach the threshold: one component. Prints a line of JSON; LARGE_CLUSTERS.md has the figures.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.duplicate_step import begin, give
from benchmarks.press.languages import language
from benchmarks.press.outlets import OUTLETS
from pipelines.core.matching.clustering import linkage
from pipelines.core.matching.pairs.score import THRESHOLD
from pipelines.settings import Settings
from pipelines.steps.copies import copies
from warehouse.engine import Engine

FAMILY, TIES = 10, 3
LENGTH = 300
CHANGED_WORDS = (2, 8)

CLUSTERS = "select count(*), max(texts) from (select count(*) as texts from dedup.cluster_members group by cluster_id)"


def articles(kind: str, count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Rows of one text, the same or lightly edited, at many publishers within three days."""
    english, drawn, rng = language("en"), np.random.default_rng(seed), Random(seed)
    words = english.prose(drawn, LENGTH).tolist()
    for number in range(count):
        printed = list(words)
        for at in rng.sample(range(LENGTH), rng.randint(*CHANGED_WORDS) if kind == "edited" else 0):
            printed[at] = english.prose(drawn, 1)[0]
        day = f"2024-03-{1 + number % 3:02}"
        yield {"text": " ".join(printed), "publisher": f"Outlet {number % OUTLETS}", "published_date": day}


def clustered(engine: Engine, rows: pa.Table) -> dict[str, Any]:
    """What the copies step makes of these articles, a hundred of them in a second run."""
    settings, seconds = Settings(raw=Path(), warehouse=Path()), []
    first = len(rows) - 100
    for start, part in ((0, rows.slice(0, first)), (first, rows.slice(first))):
        give(engine, [part.combine_chunks()], start)
        before = time.process_time()
        copies(engine, settings)
        seconds.append(round(time.process_time() - before, 1))
    clusters, largest = engine.rows(CLUSTERS)[0]
    pairs = engine.rows("select count(*) from dedup.article_pairs")[0][0]
    return {"clusters": clusters, "largest": largest, "pairs": pairs, "cpu_seconds": seconds}


def chained(count: int, seed: int = 1) -> dict[str, Any]:
    """What linkage makes of families that hang together."""
    rng = np.random.default_rng(seed)
    family = np.arange(count) // FAMILY
    offsets = [np.arange(count)[: count - d] for d in range(1, FAMILY)]
    inner = np.concatenate([np.stack([a, a + d], axis=1) for d, a in enumerate(offsets, 1)])
    inner = inner[family[inner[:, 0]] == family[inner[:, 1]]]
    ties = np.stack([np.arange(count - FAMILY), np.arange(count - FAMILY) + FAMILY], axis=1)
    ties = ties[ties[:, 0] % FAMILY < TIES]
    pairs = np.concatenate([inner, ties])
    scores = np.concatenate([rng.integers(8_000, linkage.SCALE, len(inner)), np.full(len(ties), THRESHOLD + 200)])
    before = time.process_time()
    labels = linkage.clusters(pairs[:, 0], pairs[:, 1], scores, count, THRESHOLD)
    seconds = round(time.process_time() - before, 2)
    component = linkage.components(pairs[:, 0], pairs[:, 1], count)
    sizes = np.bincount(labels)
    return {
        "component": int(np.bincount(component).max()), "clusters": int((sizes > 0).sum()),
        "largest": int(sizes.max()), "pairs": len(pairs), "cpu_seconds": [seconds],
    }  # fmt: skip


def main(kind: str, count: int = 20_000) -> None:
    """Make, measure, and print a line of JSON."""
    if kind == "chained":
        linkage.clusters([0], [1], [1], 2, 1)  # compiled before it is timed
        figures = chained(count)
    else:
        with tempfile.TemporaryDirectory() as folder:
            build = begin(Path(folder), 2)
            try:
                figures = clustered(build.engine, pa.Table.from_pylist(list(articles(kind, count))))
            finally:
                build.failed()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"kind": kind, "articles": count, **figures, "peak_megabytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
